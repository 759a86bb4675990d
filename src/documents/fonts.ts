import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The fonts of the papers, by their style, as the build names them. */
export const FONT_FILES = { regular: 'NotoSans-Regular.ttf', bold: 'NotoSans-Bold.ttf' }

export type FontStyle = keyof typeof FONT_FILES
export type Fonts = Record<FontStyle, Buffer>

// The bundle's files end in .js and have the fonts beside them.
const FROM_SOURCE = import.meta.url.endsWith('.ts')

/** Where the build puts the fonts, seen from the sources and from the bundle. */
export const FONTS_DIR = fileURLToPath(new URL(FROM_SOURCE ? '../../dist/fonts' : './fonts', import.meta.url))

/** The fonts, read into memory. From the sources they are built first when they are missing or old. */
export async function readyFonts(): Promise<Fonts> {
  if (FROM_SOURCE) {
    // An address the bundler cannot follow: the font tools have no place in the server.
    const maker = new URL('./build-fonts.ts', import.meta.url).href
    const { buildFonts, fontsAreStale } = (await import(maker)) as typeof import('./build-fonts.ts')
    if (fontsAreStale(FONTS_DIR)) await buildFonts(FONTS_DIR)
  }
  const read = (style: FontStyle) => readFileSync(join(FONTS_DIR, FONT_FILES[style]))
  return { regular: read('regular'), bold: read('bold') }
}
