import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// The library's own place for this file is a host on the internet.
prepareZXingModule({
  overrides: {
    wasmBinary: readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
      .buffer,
  },
})

/** Pixels of four bytes each, red, green, blue and alpha. */
export type Pixels = { data: Uint8ClampedArray; width: number; height: number }

/** The texts of all QR codes in a picture, in the order of reading: top to bottom, left to right. */
export async function readQrCodes(picture: Uint8Array<ArrayBuffer> | Pixels): Promise<string[]> {
  const found = await readBarcodes(picture as Parameters<typeof readBarcodes>[0], {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 255,
  })
  return found
    .map(({ text, position: { topLeft } }) => ({ text, ...topLeft }))
    .toSorted((a, b) => (Math.abs(a.y - b.y) > 20 ? a.y - b.y : a.x - b.x))
    .map(({ text }) => text)
}
