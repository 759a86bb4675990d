/** A process of its own: a guest who asks for a page every 100 ms and notes how long each answer took. */
import { createConnection } from 'node:net'

export type VisitorOrders = { port: number; request: string }

const EVERY_MS = 100

process.once('message', (orders) => {
  const { port, request } = orders as VisitorOrders
  const waits: number[] = []
  const socket = createConnection(port, '127.0.0.1').setNoDelay(true)
  // Asked for whether or not the one before has come: a stall counts for every page it keeps waiting.
  const due: number[] = []
  const clock = setInterval(() => {
    due.push(performance.now())
    socket.write(request)
  }, EVERY_MS)
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (let size = answerSize(rest); size !== undefined && rest.length >= size; size = answerSize(rest)) {
      rest = rest.subarray(size)
      const asked = due.shift()
      if (asked !== undefined) waits.push(performance.now() - asked)
    }
  })
  process.once('message', () => {
    clearInterval(clock)
    // What has not been answered yet has waited until now at least.
    const now = performance.now()
    process.send?.([...waits, ...due.map((asked) => now - asked)], () => process.exit(0))
  })
})
process.once('disconnect', () => process.exit(0))

function answerSize(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, Math.max(end, 0)))?.[1]
  return end === -1 || length === undefined ? undefined : end + 4 + Number(length)
}
