/** From the bytes of an uploaded table to its text, whatever program on whatever machine has written it. */

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1251' | 'PT154'

export type Decoded =
  | { ok: true; text: string; encoding: Encoding }
  /** `spreadsheet`: a workbook or a PDF, not text. `damaged`: letters were lost before the file came to us. */
  | { ok: false; reason: 'spreadsheet' | 'damaged' }

/**
 * Reads UTF-8 with and without a byte order mark, UTF-16 with one (Excel's «Unicode text»), Windows-1251 and PT154,
 * the 8-bit code page with the Kazakh letters. Refuses files whose Kazakh letters are gone («?аза?стан»), because
 * companies would be written down under wrong names.
 */
export function decodeTable(bytes: Uint8Array): Decoded {
  if (isWorkbook(bytes)) return { ok: false, reason: 'spreadsheet' }
  const decoded = decodeText(bytes)
  if (!decoded || isDamaged(decoded.text)) return { ok: false, reason: 'damaged' }
  // A nought byte is in no table that a person has saved as text.
  if (decoded.text.includes('\0')) return { ok: false, reason: 'spreadsheet' }
  return { ok: true, ...decoded }
}

// XLSX and ODS are zip archives, XLS is an OLE file.
const SIGNATURES = ['504b0304', 'd0cf11e0', '25504446']

function isWorkbook(bytes: Uint8Array): boolean {
  return SIGNATURES.includes(Buffer.from(bytes.subarray(0, 4)).toString('hex'))
}

function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  if (mark === 'fffe') return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' }
  if (mark === 'feff') return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return decodeEightBits(bytes)
  }
}

// The two code pages share the Russian letters and differ between 0x80 and 0xBF. Read as the wrong one, Kazakh words get
// Serbian letters or signs in their middle.
function decodeEightBits(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const windows = new TextDecoder('windows-1251').decode(bytes)
  if (looksRight(windows)) return { text: windows, encoding: 'Windows-1251' }
  const kazakh = fromPt154(bytes)
  return looksRight(kazakh) ? { text: kazakh, encoding: 'PT154' } : undefined
}

// 0x80–0xBF of PT154 (as registered with IANA); 0xC0–0xFF are the letters А–я in their order.
const PT154 = 'ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u00a0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝ'

function fromPt154(bytes: Uint8Array): string {
  const points = Array.from(bytes, (byte) => {
    if (byte < 0x80) return byte
    return byte < 0xc0 ? PT154.charCodeAt(byte - 0x80) : 0x0410 + byte - 0xc0
  })
  let text = ''
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < points.length; at += 8192) text += String.fromCharCode(...points.slice(at, at + 8192))
  return text
}

const OURS = /^[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]$/u
const CYRILLIC_WORD = /[\p{Script=Cyrillic}¤¦±µ†‡€‰‚‹›™]+/gu

/** Every Cyrillic word is made of Russian and Kazakh letters; signs glued to letters are letters of another code page. */
function looksRight(text: string): boolean {
  for (const [word] of text.matchAll(CYRILLIC_WORD)) {
    const letters = [...word]
    if (!letters.some((letter) => /\p{Script=Cyrillic}/u.test(letter))) continue
    if (!letters.every((letter) => OURS.test(letter))) return false
  }
  return !/[\u0080-\u009f]/.test(text)
}

/** Whether letters were lost before the file was saved: question marks inside words, U+FFFD, text encoded twice. */
function isDamaged(text: string): boolean {
  if (text.includes('\ufffd')) return true
  if (/\p{Script=Cyrillic}\?+\p{Script=Cyrillic}|(?<![\p{L}\p{N}])\?+\p{Script=Cyrillic}/u.test(text))
    return true
  return isEncodedTwice(text)
}

const WINDOWS_1251 = new Map(
  Array.from({ length: 128 }, (_, i) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(i + 128)),
    i + 128,
  ]),
)

// «РўРћРћ» and «Ð¢ÐžÐž» are ТОО whose UTF-8 was taken for another code page: turned back into bytes they are UTF-8 again,
// which real words hardly ever are.
function isEncodedTwice(text: string): boolean {
  const words = text.match(/[^\x00-\x7f]{4,}/g) ?? []
  return words.some((word) => {
    const letters = [...word]
    const asWindows = letters.map((letter) => WINDOWS_1251.get(letter))
    const asLatin = letters.map((letter) => (letter.charCodeAt(0) < 0x100 ? letter.charCodeAt(0) : undefined))
    return [asWindows, asLatin].some((bytes) => bytes.every((byte) => byte !== undefined) && isUtf8(bytes))
  })
}

function isUtf8(bytes: number[]): boolean {
  try {
    return /\p{Script=Cyrillic}/u.test(
      new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)),
    )
  } catch {
    return false
  }
}
