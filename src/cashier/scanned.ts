/**
 * What a scanner types. It sends key strokes, and the computer's layout makes letters of them: with a Russian or Kazakh
 * layout the address in a driver's QR code, and in Kazakh even the digits, come out as other signs. They are read as they
 * were meant.
 */
export type Scanned =
  | { kind: 'empty' | 'foreign' }
  | { kind: 'digits'; digits: string }
  /** The address of a driver's page. */
  | { kind: 'link'; text: string }
  /** A fuel card: the 19 digits, what stands on its magnetic stripe, or its chip's number in hex. */
  | { kind: 'card'; number: string }

export function readScanned(typed: string): Scanned {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return { kind: 'empty' }
  for (const read of [text, strokesOf(text, RUSSIAN), strokesOf(text, KAZAKH)]) {
    // Behind the # is what a till reads that cannot ask.
    const digits = read.replace(/[#№].*$/s, '').replace(/[\s.\-‐‑‒–—]/g, '')
    const track = /^;?(\d{12,19})=/.exec(read.trim())?.[1]
    if (track) return { kind: 'card', number: track }
    const number = digits.replaceAll(':', '').toUpperCase()
    if (isCardNumber(number)) return { kind: 'card', number }
    if (/^\d+$/.test(digits)) return { kind: 'digits', digits }
    if (/\/c\/(?:b\/)?[\w-]{16,80}/.test(read)) return { kind: 'link', text: read }
  }
  return { kind: 'foreign' }
}

// A chip's number has 4, 7 or 10 bytes. Fourteen digits alone are rather a coupon's code with two missing.
function isCardNumber(text: string): boolean {
  return /^\d{19}$/.test(text) || /^(?!\d{14}$)(?:[\dA-F]{8}|[\dA-F]{14}|[\dA-F]{20})$/.test(text)
}

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
const LATIN_SHIFT = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбю.'
const CYRILLIC_SHIFT = 'ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
const DIGITS = '1234567890'
// The Kazakh layout has its own letters where others have digits, and the sign № and the slash elsewhere.
const KAZAKH_DIGITS = '"әіңғ,.үұқ'
const KAZAKH_LETTERS = 'йцукенгшщзхъфывапролджэячсмитьбю№'
const KAZAKH_SHIFT = 'ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?'

type Layout = ReadonlyMap<string, string>

const RUSSIAN = layout([CYRILLIC, LATIN], [CYRILLIC_SHIFT, LATIN_SHIFT])
const KAZAKH = layout(
  [KAZAKH_LETTERS, LATIN],
  [KAZAKH_SHIFT, LATIN_SHIFT],
  [KAZAKH_DIGITS, DIGITS],
  ['ө', '-'],
)

function layout(...rows: [string, string][]): Layout {
  return new Map(rows.flatMap(([from, to]) => [...from].map((sign, at) => [sign, to[at]!] as const)))
}

function strokesOf(text: string, layout: Layout): string {
  return [...text].map((sign) => layout.get(sign) ?? sign).join('')
}
