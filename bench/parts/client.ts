/**
 * An HTTP client that costs next to nothing, so that on a machine of two cores the server keeps what it needs: prepared
 * bytes go out on kept connections, and of an answer only the status and the end are looked at.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Answer = { status: number; head: string; body: Buffer }

/** Asks once on a connection of its own and gives everything back: status, header lines as they came, body. */
export async function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  try {
    await once(socket, 'connect')
    const answered = nextAnswer(socket)
    socket.write(requestBytes(port, 'GET', path, { ...headers, connection: 'close' }))
    return await answered
  } finally {
    socket.destroy()
  }
}

/** A request as bytes. With a body it is a posted form of our own page. */
export function requestBytes(
  port: number,
  method: 'GET' | 'POST',
  path: string,
  headers: Record<string, string>,
  body?: string,
): Buffer {
  const all: Record<string, string> = {
    host: `127.0.0.1:${port}`,
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
    'accept-language': 'ru,kk;q=0.8',
    ...(body === undefined
      ? {}
      : {
          origin: `http://127.0.0.1:${port}`,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
        }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}

/**
 * Keeps so many connections busy, one request under way on each, until `next` has no more. After a 503 a connection rests
 * as long as it was asked to. Throws when the server breaks one off.
 */
export async function keepAsking(
  port: number,
  load: {
    connections: number
    next(): Buffer | undefined
    /** `ms` from the first byte sent to the last one received. */
    onAnswer(status: number, ms: number, bytes: Buffer): void
  },
): Promise<void> {
  await Promise.all(Array.from({ length: load.connections }, () => talk(port, load.next, load.onAnswer)))
}

export type RateLoad = {
  connections: number
  /** Before this long nothing is counted: connections open, queues fill. */
  warmSeconds: number
  seconds: number
  next(): Buffer
  /** Called when counting begins and when it ends. */
  onBegin?(): void
  onEnd?(): void
  /** Looks at an answer, whether it is counted or not; what it throws ends the load. */
  check?(status: number, bytes: Buffer): void
}

export type Rate = {
  /** Answers by their status. */
  answers: Map<number, number>
  /** The seconds in which they came. */
  seconds: number
  /** How long each of them took, in ms. */
  waits: number[]
}

/** Asks for the given time and counts what comes back. */
export async function measureRate(port: number, load: RateLoad): Promise<Rate> {
  const answers = new Map<number, number>()
  const waits: number[] = []
  const from = performance.now() + load.warmSeconds * 1000
  let state: 'warm' | 'counting' | 'over' = 'warm'
  let begun = 0
  let ended = 0
  await keepAsking(port, {
    connections: load.connections,
    next: () => (state === 'over' ? undefined : load.next()),
    onAnswer(status, ms, bytes) {
      load.check?.(status, bytes)
      if (state === 'over') return
      const now = performance.now()
      if (state === 'counting') {
        answers.set(status, (answers.get(status) ?? 0) + 1)
        waits.push(ms)
      }
      if (state === 'warm' && now >= from) {
        state = 'counting'
        begun = now
        load.onBegin?.()
      } else if (state === 'counting' && now >= begun + load.seconds * 1000) {
        state = 'over'
        ended = now
        load.onEnd?.()
      }
    },
  })
  return { answers, seconds: (ended - begun) / 1000, waits }
}

/** What the product says in Retry-After when it is busy (accounts.md §6.4). */
const BUSY_REST_MS = 2000

function talk(
  port: number,
  next: () => Buffer | undefined,
  onAnswer: (status: number, ms: number, bytes: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    let sentAt = 0
    const askNext = () => {
      const bytes = next()
      if (bytes) {
        sentAt = performance.now()
        socket.write(bytes)
      } else {
        socket.destroy()
        resolve()
      }
    }
    let held: Buffer | undefined
    socket.on('connect', askNext)
    socket.on('data', (chunk) => {
      held = held ? Buffer.concat([held, chunk]) : chunk
      const size = answerSize(held)
      if (size === undefined || held.length < size) return
      // «HTTP/1.1 200»: the status is the three digits after the ninth byte.
      const status = (held[9]! - 48) * 100 + (held[10]! - 48) * 10 + (held[11]! - 48)
      const bytes = held
      held = undefined
      try {
        onAnswer(status, performance.now() - sentAt, bytes)
        if (status === 503) setTimeout(askNext, BUSY_REST_MS)
        else askNext()
      } catch (error) {
        socket.destroy()
        reject(error)
      }
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed a connection')))
  })
}

/** Bytes of a whole answer, once its head is there. */
function answerSize(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return end + 4 + Number(length)
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const last = bytes.indexOf('\r\n0\r\n\r\n', end)
    return last === -1 ? undefined : last + 7
  }
  return end + 4
}

async function nextAnswer(socket: Socket): Promise<Answer> {
  let held = Buffer.alloc(0)
  for await (const chunk of socket) {
    held = Buffer.concat([held, chunk as Buffer])
    const size = answerSize(held)
    if (size === undefined || held.length < size) continue
    const end = held.indexOf('\r\n\r\n')
    const head = held.toString('latin1', 0, end + 4)
    if (/^transfer-encoding: *chunked/im.test(head)) throw new Error('an answer came without its length')
    return { status: Number(head.slice(9, 12)), head, body: held.subarray(end + 4, size) }
  }
  throw new Error('the server closed the connection')
}
