/** A mail relay that accepts every letter and keeps none: the least a product with SMTP_URL can talk to. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { endedBy } from './ending.ts'

export type Relay = AsyncDisposable & { port: number; accepted(): number }

/** Listens on a loopback port of its own. */
export async function openRelay(): Promise<Relay> {
  let accepted = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    let reading = false
    let rest = ''
    socket.setEncoding('latin1').write('220 bench\r\n')
    socket.on('data', (text: string) => {
      rest += text
      for (;;) {
        const end = rest.indexOf(reading ? '\r\n.\r\n' : '\r\n')
        if (end === -1) return
        const line = rest.slice(0, end)
        rest = rest.slice(end + (reading ? 5 : 2))
        if (reading) accepted++
        socket.write(reading ? '250 accepted\r\n' : reply(line))
        reading = !reading && /^data$/i.test(line)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    accepted: () => accepted,
    ...endedBy(async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    }),
  }
}

function reply(line: string): string {
  if (/^data$/i.test(line)) return '354 go on\r\n'
  if (/^ehlo/i.test(line)) return '250-bench\r\n250 8BITMIME\r\n'
  return /^quit/i.test(line) ? '221 bye\r\n' : '250 ok\r\n'
}
