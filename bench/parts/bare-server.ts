/**
 * A process of its own: `node:http` and nothing else, giving back the very bytes the product gave. What it manages is as
 * much as any server on Node could, so that the product's rate can be told as a share of it on every machine.
 */
import { createServer } from 'node:http'

export type Same = { status: number; headers: [name: string, value: string][]; body: string }

const orders = new Promise<Same>((resolve) => process.once('message', (same) => resolve(same as Same)))
const { status, headers, body } = await orders
const bytes = Buffer.from(body, 'base64')
const server = createServer((_request, response) => {
  response.writeHead(status, headers.flat())
  response.end(bytes)
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
process.once('disconnect', () => process.exit(0))
