/** From the bytes of an uploaded table to its text, unless it is a workbook or its letters are gone. */
import { decodeText, type Encoding } from './decode-text.ts'

export type Decoded =
  | { ok: true; text: string; encoding: Encoding }
  /** `spreadsheet`: a workbook or a PDF, not text. `damaged`: letters were lost before the file came to us. */
  | { ok: false; reason: 'spreadsheet' | 'damaged' }

/**
 * Reads what `decodeText` reads. Refuses files whose Kazakh letters are gone («?аза?стан»), because companies would be
 * written down under wrong names.
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
