import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** A QR code as rows of modules, true for black, the quiet zone of four white modules on each side included. */
export type Qr = { size: number; rows: readonly (readonly boolean[])[] }

/**
 * The QR code of a text with error correction M, of the smallest version that holds it: an address of 56 bytes is
 * version 4, 33 modules and the quiet zone make 41. Throws for what no version holds: more than 2 331 bytes.
 */
export function qrOf(text: string): Qr {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  return { size, rows: data }
}

/** A stretch of black modules in a row. */
export type Run = { x: number; y: number; width: number }

/** The black of a QR code as stretches, left to right and top to bottom, for whoever draws it. */
export function* runsOf({ size, rows }: Qr): Generator<Run> {
  for (const [y, row] of rows.entries())
    for (let x = 0; x < size; x++) {
      const start = x
      while (row[x]) x++
      if (x > start) yield { x: start, y, width: x - start }
    }
}

export type QrSvgOptions = {
  /** The printed width and height in mm, quiet zone included; without it the style sheet says. */
  sizeMm?: number | undefined
  /** What a screen reader says; without it the picture is passed over. */
  label?: string | undefined
}

/** A QR code as an SVG picture, black on white whatever the page's colours are. */
export function qrSvg(text: string, { sizeMm, label }: QrSvgOptions = {}): string {
  const qr = qrOf(text)
  const black = [...runsOf(qr)].map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`).join('')
  const size = sizeMm === undefined ? '' : ` width="${sizeMm}mm" height="${sizeMm}mm"`
  const name = label === undefined ? 'aria-hidden="true"' : `role="img" aria-label="${escaped(label)}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${qr.size} ${qr.size}"${size} class="qr" ${name}>` +
    `<path fill="#fff" d="M0 0h${qr.size}v${qr.size}H0z"/>` +
    `<path fill="#000" shape-rendering="crispEdges" d="${black}"/></svg>`
  )
}

/**
 * A QR code as a PNG picture of one bit a pixel, for letters and for saving: `modulePx` pixels a module, so that 8
 * make 328 pixels of an address's 41 modules.
 */
export function qrPng(text: string, modulePx = 8): Uint8Array<ArrayBuffer> {
  const { size, rows } = qrOf(text)
  const width = size * modulePx
  const lines = rows.flatMap((row) => Array.from({ length: modulePx }, () => pngLine(row, modulePx)))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(width, 4)
  // One bit of grey: black or white. Compression, filter and interlace have one method each.
  header.writeUInt8(1, 8)
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      pngChunk('IHDR', header),
      pngChunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
      pngChunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

/** A line of pixels, eight a byte and white for one, after the byte that says it is not filtered. */
function pngLine(row: readonly boolean[], modulePx: number): Buffer {
  const line = Buffer.alloc(1 + Math.ceil((row.length * modulePx) / 8))
  for (let x = 0; x < row.length * modulePx; x++)
    if (!row[Math.floor(x / modulePx)]) line[1 + (x >> 3)]! |= 0x80 >> (x & 7)
  return line
}

/** Length, name, content and their checksum: PNG specification, 5.3. */
function pngChunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.byteLength)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
