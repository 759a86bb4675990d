/**
 * The backup's file. Unzipped it is text: line one is the header in JSON; then for each table a line `{"table":"…"}`, its
 * rows as COPY writes them, one a line, and a line `\.`, which no row can be; the last line holds the SHA-256 of
 * everything before it.
 */
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'

const FORMAT = 'mycoupon backup'
const VERSION = 1

const Whole = z.string().regex(/^-?\d+$/)
const Table = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
})
const Sequence = z.object({ name: z.string(), lastValue: Whole, isCalled: z.boolean() })
const Migration = z.object({ name: z.string(), checksum: z.string() })
const Kind = z.object({ format: z.literal(FORMAT), version: z.number() })
const Header = Kind.extend({
  madeAt: z.string(),
  migrations: z.array(Migration),
  tables: z.array(Table.extend({ rows: Whole })),
  sequences: z.array(Sequence),
})
export type Table = z.infer<typeof Table>
export type Sequence = z.infer<typeof Sequence>
export type Migration = z.infer<typeof Migration>
export type Header = z.infer<typeof Header>
/** What a backup tells about itself, apart from its format. */
export type About = Omit<Header, 'format' | 'version'>

/** The text of a backup in blocks, from its header to its seal. */
export async function* sealed(
  about: About,
  rowsOf: (table: Table) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const block of blocks()) {
    hash.update(block)
    yield block
  }
  yield line({ sha256: hash.digest('hex') })

  async function* blocks(): AsyncGenerator<Buffer> {
    yield line({ format: FORMAT, version: VERSION, ...about })
    for (const table of about.tables) {
      yield line({ table: table.name })
      yield* rowsOf(table)
      yield END_OF_ROWS
    }
  }
}

const END_OF_ROWS = Buffer.from('\\.\n')
const NEW_LINE = 10

function line(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}

/** Why a file cannot be used; nothing that a caller can mend. */
export class Unreadable extends Error {
  readonly reason: 'not_a_backup' | 'damaged' | 'other_schema'

  constructor(reason: Unreadable['reason'], cause?: unknown) {
    super(`The backup is ${reason}`, { cause })
    this.reason = reason
  }
}

/**
 * Reads a backup from its first byte to its last and hands every table's rows to `take`, which answers how many they
 * were. Throws `Unreadable` unless every table, every row and the checksum are as the header and the last line say.
 */
export async function readBackup(
  source: FileHandle,
  take: (table: Header['tables'][number], rows: AsyncIterable<Buffer>) => Promise<bigint>,
): Promise<Header> {
  const magic = await source.read(Buffer.alloc(2), 0, 2, 0)
  if (magic.buffer.readUInt16BE(0) !== 0x1f8b) throw new Unreadable('not_a_backup')
  const reader = readLines(unzip(source))
  const header = await reader
    .line()
    .then(parseHeader)
    .catch(async (error: unknown) => {
      // A damaged first line looks like a foreign file, until the packing's own checksum tells.
      while (await reader.skip());
      throw error
    })
  for (const table of header.tables) {
    const title = parse(await reader.line()) as { table?: unknown } | undefined
    if (title?.table !== table.name) throw new Unreadable('damaged')
    const rows = await take(table, reader.rows())
    if (rows !== BigInt(table.rows)) throw new Unreadable('damaged')
  }
  const expected = reader.sha256()
  const seal = parse(await reader.line()) as { sha256?: unknown } | undefined
  if (seal?.sha256 !== expected || !(await reader.ended())) throw new Unreadable('damaged')
  return header
}

/** How many lines, and so how many rows, the blocks hold. */
export async function countLines(rows: AsyncIterable<Buffer>): Promise<bigint> {
  let count = 0n
  for await (const block of rows) {
    let lines = 0
    for (let at = block.indexOf(NEW_LINE); at >= 0; at = block.indexOf(NEW_LINE, at + 1)) lines++
    count += BigInt(lines)
  }
  return count
}

async function* unzip(source: FileHandle): AsyncGenerator<Buffer> {
  const packed = Readable.from(pieces(source))
  const unpacked = createGunzip({ chunkSize: 256 * 1024 })
  packed.on('error', (error) => unpacked.destroy(error))
  packed.pipe(unpacked)
  try {
    for await (const chunk of unpacked) yield chunk as Buffer
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code?.startsWith('Z_') ? new Unreadable('damaged', error) : error
  } finally {
    packed.destroy()
  }
}

async function* pieces(source: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await source.read(Buffer.allocUnsafe(256 * 1024), 0, undefined, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

// A header of many thousand columns is far below this; a foreign file may have no line end at all.
const LONGEST_LINE = 16 * 1024 * 1024

function readLines(source: AsyncGenerator<Buffer>) {
  const hash = createHash('sha256')
  let held: Buffer = Buffer.alloc(0)

  async function more(): Promise<boolean> {
    const next = await source.next()
    if (next.done) return false
    held = held.length > 0 ? Buffer.concat([held, next.value]) : next.value
    return true
  }

  function takeFirst(bytes: number): Buffer {
    const first = held.subarray(0, bytes)
    held = held.subarray(bytes)
    hash.update(first)
    return first
  }

  return {
    /** The next line, undefined when there is none. */
    async line(): Promise<string | undefined> {
      let end = held.indexOf(NEW_LINE)
      while (end < 0) {
        if (held.length > LONGEST_LINE || !(await more())) return undefined
        end = held.indexOf(NEW_LINE)
      }
      return takeFirst(end + 1).toString('utf8')
    },
    /** Blocks of whole lines up to the line that ends the rows, and that line out of the way. */
    async *rows(): AsyncGenerator<Buffer> {
      for (;;) {
        const end = endOfRows(held)
        const whole = end < 0 ? held.lastIndexOf(NEW_LINE) + 1 : end
        if (whole > 0) yield takeFirst(whole)
        if (end >= 0) return void takeFirst(END_OF_ROWS.length)
        if (!(await more())) throw new Unreadable('damaged')
      }
    },
    /** The sum of everything read so far. */
    sha256: () => hash.copy().digest('hex'),
    /** Passes over what is read and a piece more; false at the end. */
    async skip(): Promise<boolean> {
      held = Buffer.alloc(0)
      return more()
    },
    async ended(): Promise<boolean> {
      return held.length === 0 && !(await more())
    },
  }
}

// Where the line begins that ends the rows; the text begins at a line's beginning. -1 when it is further on.
function endOfRows(text: Buffer): number {
  if (text.subarray(0, END_OF_ROWS.length).equals(END_OF_ROWS)) return 0
  const before = text.indexOf('\n\\.\n')
  return before < 0 ? -1 : before + 1
}

function parseHeader(text: string | undefined): Header {
  const json = parse(text)
  const { success, data } = Kind.safeParse(json)
  if (!success) throw new Unreadable('not_a_backup')
  // Another version of the product may have another format.
  if (data.version !== VERSION) throw new Unreadable('other_schema')
  const header = Header.safeParse(json)
  if (!header.success) throw new Unreadable('damaged', header.error)
  return header.data
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
