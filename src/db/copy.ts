/** COPY through `pg`: rows of a table as text, in blocks, with no more in memory than the other side can take. */
import { once } from 'node:events'
import { Readable, type Duplex } from 'node:stream'
import type pg from 'pg'

// `pg` hands the messages of the protocol to whatever was given to `query`; these are the parts of it that COPY needs,
// some of which its types leave out.
type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

const BLOCK_BYTES = 64 * 1024

/**
 * Runs `copy … to stdout` and gives its text in blocks of whole lines, a line for a row. Reading slowly slows the server
 * down. The stream fails when the statement does; whoever leaves it before its end must close the client.
 */
export function copyOut(client: pg.Client, statement: string): Readable {
  let socket: Duplex | undefined
  let block = Buffer.allocUnsafe(BLOCK_BYTES)
  let used = 0
  const out = new Readable({
    highWaterMark: 4 * BLOCK_BYTES,
    read: () => socket?.resume(),
    destroy(error, done) {
      // Left before its end: the server would go on sending, and there is no other way to tell it to stop.
      socket?.destroy()
      done(error)
    },
  })
  const give = (bytes: Buffer) => {
    if (!out.push(bytes)) socket?.pause()
  }
  const giveBlock = () => {
    if (used > 0) give(block.subarray(0, used))
    block = Buffer.allocUnsafe(BLOCK_BYTES)
    used = 0
  }
  client.query({
    submit(connection: pg.Connection) {
      socket = connection.stream
      connection.query(statement)
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      // A copy, because `pg` reads the next messages into the same memory.
      if (used + chunk.length > BLOCK_BYTES) giveBlock()
      if (chunk.length > BLOCK_BYTES) give(Buffer.from(chunk))
      else used += chunk.copy(block, used)
    },
    handleCommandComplete() {},
    handleReadyForQuery() {
      giveBlock()
      socket?.resume()
      socket = undefined
      out.push(null)
    },
    handleError(error: Error) {
      socket?.resume()
      socket = undefined
      out.destroy(error)
    },
  })
  return out
}

/**
 * Runs `copy … from stdin` with the blocks as its text and answers with the number of rows. Throws the database's error
 * when it refuses a row, and the blocks' own error when reading them fails; nothing is kept in either case.
 */
export async function copyIn(
  client: pg.Client,
  statement: string,
  blocks: AsyncIterable<Buffer>,
): Promise<bigint> {
  let rows = 0n
  const opened = Promise.withResolvers<CopyConnection>()
  const finished = Promise.withResolvers<void>()
  const fail = (error: Error) => {
    opened.reject(error)
    finished.reject(error)
  }
  // Whichever of the two is not awaited when the statement fails.
  for (const { promise } of [opened, finished]) promise.catch(() => {})
  client.query({
    submit: (connection: pg.Connection) => connection.query(statement),
    handleCopyInResponse: (connection: CopyConnection) => opened.resolve(connection),
    handleCommandComplete: (message: { text: string }) => (rows = BigInt(message.text.replace('COPY ', ''))),
    handleReadyForQuery: () => finished.resolve(),
    handleError: fail,
  })

  const connection = await opened.promise
  try {
    for await (const block of blocks) {
      // A socket that has ended asks for no pause: without this the loop would never let its error in.
      if (!connection.stream.writable) {
        await finished.promise
        throw new Error('The connection to the database was lost.')
      }
      connection.sendCopyFromChunk(block)
      // A refused row ends the statement early, a lost connection never drains.
      if (connection.stream.writableNeedDrain)
        await Promise.race([once(connection.stream, 'drain'), finished.promise])
    }
    connection.endCopyFrom()
  } catch (error) {
    connection.sendCopyFail('the rows could not be read')
    await finished.promise.catch(() => {})
    throw error
  }
  await finished.promise
  return rows
}
