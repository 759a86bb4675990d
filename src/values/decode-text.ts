/** From the bytes of an uploaded file to its text, whatever program on whatever machine has written it. */

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1251' | 'PT154'

/**
 * Reads UTF-8 with and without a byte order mark, UTF-16 with one (Excel's «Unicode text»), Windows-1251 and PT154,
 * the 8-bit code page with the Kazakh letters. Undefined when the bytes are words in none of them.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  if (mark === 'fffe') return { text: read('utf-16le', bytes), encoding: 'UTF-16' }
  if (mark === 'feff') return { text: read('utf-16be', bytes), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return decodeEightBits(bytes)
  }
}

function read(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes)
}

// The two code pages share the Russian letters and differ between 0x80 and 0xBF. Read as the wrong one, Kazakh words get
// Serbian letters or signs in their middle.
function decodeEightBits(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const windows = read('windows-1251', bytes)
  if (looksRight(windows)) return { text: windows, encoding: 'Windows-1251' }
  const kazakh = fromPt154(bytes)
  return looksRight(kazakh) ? { text: kazakh, encoding: 'PT154' } : undefined
}

// 0x80–0xBF of PT154 (as registered with IANA); 0xC0–0xFF are the letters А–я in their order.
const PT154 = 'ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u00a0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝ'

function fromPt154(bytes: Uint8Array): string {
  const units = Buffer.alloc(bytes.length * 2)
  for (const [i, byte] of bytes.entries()) {
    const unit = byte < 0x80 ? byte : byte < 0xc0 ? PT154.charCodeAt(byte - 0x80) : 0x0410 + byte - 0xc0
    units.writeUInt16LE(unit, i * 2)
  }
  return read('utf-16le', units)
}

const OURS = 'А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі'
const SIGNS = '¤¦±µ†‡€‰‚‹›™'
const WRONG = new RegExp(
  `(?![${OURS}])\\p{Script=Cyrillic}|[${OURS}][${SIGNS}]|[${SIGNS}][${OURS}]|[\u0080-\u009f]`,
  'u',
)

/** Every Cyrillic word is made of Russian and Kazakh letters; signs glued to letters are letters of another code page. */
function looksRight(text: string): boolean {
  return !WRONG.test(text)
}
