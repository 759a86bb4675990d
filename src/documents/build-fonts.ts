/** Makes the fonts of the papers. Needs subset-font and the font's package, so the server's bundle leaves it out. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import { FONT_FILES } from './fonts.ts'

const NOTO = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans/package.json')))

// What a name or an address in Kazakhstan may be written with: Latin and Cyrillic whole, so that Kazakh, Turkish and
// Vietnamese names are there, punctuation, the signs of currencies.
const LETTERS =
  range(0x20, 0x24f) +
  range(0x300, 0x36f) +
  range(0x400, 0x52f) +
  range(0x1e00, 0x1eff) +
  range(0x2010, 0x2044) +
  range(0x20a0, 0x20c0) +
  '№™−≈≠≤≥'

// Without the tables of ligatures and kerning a paper is set four times as fast; Noto Sans needs them for Indian
// scripts, not for ours. Hinting is for screens of the nineties.
const OPTIONS = {
  targetFormat: 'truetype' as const,
  noLayoutClosure: true,
  noHinting: true,
  dropTables: ['GSUB', 'GPOS', 'GDEF'],
}

/**
 * Writes the papers' fonts into `dir`: Noto Sans with the letters of our languages, 100 kB instead of 630, and its
 * licence. Several processes may build at once: a file appears whole.
 */
export async function buildFonts(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true })
  for (const [style, file] of Object.entries(FONT_FILES)) {
    const font = await subsetFont(readFileSync(SOURCES[style as keyof typeof FONT_FILES]), LETTERS, OPTIONS)
    const draft = join(dir, `.${process.pid}-${file}`)
    writeFileSync(draft, font)
    renameSync(draft, join(dir, file))
  }
  copyFileSync(join(NOTO, 'LICENSE_FONT'), join(dir, 'LICENSE.txt'))
}

/** True when a font is missing in `dir` or older than what it is made from. */
export function fontsAreStale(dir: string): boolean {
  const sources = [fileURLToPath(import.meta.url), join(NOTO, 'package.json')]
  const changedAt = Math.max(...sources.map((file) => statSync(file).mtimeMs))
  return Object.values(FONT_FILES).some((file) => {
    const path = join(dir, file)
    return !existsSync(path) || statSync(path).mtimeMs < changedAt
  })
}

const SOURCES: Record<keyof typeof FONT_FILES, string> = {
  regular: join(NOTO, '400Regular/NotoSans_400Regular.ttf'),
  bold: join(NOTO, '700Bold/NotoSans_700Bold.ttf'),
}

function range(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('')
}
