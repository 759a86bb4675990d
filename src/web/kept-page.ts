/**
 * Pages that say the same to everybody: made once, kept as bytes and packed; between one answer and the next only the
 * form token differs.
 */
import { randomBytes } from 'node:crypto'
import { constants, crc32, deflateRawSync } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>

/** A page ready but for its form token. */
export type KeptPage = { plain(token: string): Bytes; gzip(token: string): Bytes }

/** A form token is always so many characters (64 bytes in base64url). */
const TOKEN_LENGTH = 86

/** What a page that is to be kept is made with in place of the form token. Nobody outside can say it. */
export const TOKEN_HOLE = randomBytes(64).toString('base64url')

/** The pages a server keeps. */
export type KeptPages = {
  /** The page of this name; the first time it is made, as HTML with `TOKEN_HOLE` in it. */
  get(name: string, make: () => string): KeptPage
}

/** There are some ten pages, in three languages and three sets of colours. */
const MOST = 200

export function keptPages(): KeptPages {
  const pages = new Map<string, KeptPage>()
  return {
    get(name, make) {
      const kept = pages.get(name)
      if (kept) return kept
      const page = keepPage(make())
      if (pages.size < MOST) pages.set(name, page)
      return page
    },
  }
}

/** Keeps a page made with `TOKEN_HOLE`. */
export function keepPage(html: string): KeptPage {
  const parts = html.split(TOKEN_HOLE).map((part) => Buffer.from(part))
  const plain = stencil(parts)
  const packed = stencil(pack(parts))
  return {
    plain: (token) => plain(bytesOf(token)),
    gzip(token) {
      const bytes = bytesOf(token)
      const page = packed(bytes)
      const sum = parts.reduce((sum, part, n) => crc32(part, n === 0 ? 0 : crc32(bytes, sum)), 0)
      page.writeUInt32LE(sum, page.length - 8)
      return page
    },
  }
}

const NOTHING = Buffer.alloc(0)
const GAP = Buffer.alloc(TOKEN_LENGTH)

function bytesOf(token: string): Buffer {
  const bytes = Buffer.from(token, 'latin1')
  if (bytes.length !== TOKEN_LENGTH) throw new Error(`a form token of ${bytes.length} characters`)
  return bytes
}

/** The parts with a token between them, as one copy. */
function stencil(parts: Buffer[]): (token: Buffer) => Buffer<ArrayBuffer> {
  const whole = Buffer.concat(parts.flatMap((part, n) => (n === 0 ? [part] : [GAP, part])))
  let end = 0
  const gaps = parts.slice(0, -1).map((part) => (end += part.length + GAP.length) - GAP.length)
  return (token) => {
    const copy = Buffer.from(whole)
    for (const at of gaps) copy.set(token, at)
    return copy
  }
}

// How gzip begins (RFC 1952): deflate, no flags, no time, no name, whatever system.
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
// How a stored block begins (RFC 1951): not the last one; its length, and the length's complement.
const STORED = Buffer.from([0, TOKEN_LENGTH, 0, 0xff - TOKEN_LENGTH, 0xff])

/**
 * The same parts as one gzip stream, the token in a stored block of its own: it is never compressed together with anything.
 * A part may point back to those before it, where the tokens are NULs: no page has one, so nothing points to them.
 */
function pack(parts: Buffer[]): Buffer[] {
  let before = NOTHING
  const blocks = parts.map((part) => {
    // Flushed, so that it ends on a whole byte.
    const options = { level: 9, finishFlush: constants.Z_SYNC_FLUSH, dictionary: before }
    const block = deflateRawSync(part, options)
    before = Buffer.concat([before, part, GAP])
    return block
  })
  // The last block is empty; then a sum, which depends on the token, and the size.
  const end = Buffer.alloc(10)
  end.writeUInt16LE(3)
  end.writeUInt32LE(before.length - GAP.length, 6)
  const last = blocks.length - 1
  return blocks.map((block, n) => Buffer.concat([n === 0 ? HEAD : NOTHING, block, n < last ? STORED : end]))
}
