/** Files as programs without Unicode write them. */
import assert from 'node:assert/strict'

const ALL_UPPER = Uint8Array.from({ length: 128 }, (_, i) => i + 128)

// The upper halves. PT154 is written down once more from the registration of the code page, so that a slip in the product's
// table shows.
export const WINDOWS_1251 = new TextDecoder('windows-1251').decode(ALL_UPPER)
export const DOS_866 = new TextDecoder('ibm866').decode(ALL_UPPER)
export const PT154 =
  'ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u00a0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝ' +
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя'

/** Text in an 8-bit code page whose upper half is given; with `lost`, a letter it has not becomes that sign, as banks do. */
export function eightBits(text: string, upper: string, lost?: string): Uint8Array {
  const codes = new Map([...upper].map((letter, i) => [letter, 128 + i]))
  return Uint8Array.from(text, (letter) => {
    const code =
      letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : (codes.get(letter) ?? lost?.charCodeAt(0))
    assert.notEqual(code, undefined, `the code page has no ${letter}`)
    return code!
  })
}
