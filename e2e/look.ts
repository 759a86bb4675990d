/** Looks at an open page the way its readers come: at a desk and on a phone, by day and by night. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LANG, type Lang } from '../src/i18n/index.ts'
import { coloursBroken, inside, tagsBroken, whatIsCut, whatIsSmall, whatItIs } from './in-page.ts'
import { DESK, PHONE, TABLET, type Visitor } from './world.ts'

// At 768 px the words of a table have less room than at a desk, and English ones fit where Russian and Kazakh ones do.
const WIDTHS = { ru: [DESK, TABLET, PHONE], kk: [TABLET, PHONE], en: [PHONE] } as const

// What the colours of this file's pages were asked about already.
const seen = { light: new Set<string>(), dark: new Set<string>() }

/**
 * Answers with everything that is wrong with the page: what is cut or too small from 320 to 1280 px, and what axe
 * finds in light and dark colours. `name` says in the answer which page it was. Its tags and colours are the same in
 * every language, so axe, which takes most of the time, is asked in one; the words are measured in all, where there is
 * least room for them. The page is left at the last width. With GALLERY=folder every page is kept as pictures there,
 * for human eyes.
 */
export async function look({ page }: Pick<Visitor, 'page'>, lang: Lang, name: string): Promise<string[]> {
  const found: string[] = []
  const note = (where: string, problems: string[]) => {
    for (const problem of problems) found.push(`${lang}, ${name}, ${where}: ${problem}`)
  }
  const [said, title] = await inside(page, whatItIs)
  if (said !== lang || title.trim() === '')
    note('its head', [`«${title}» says it is in ${said || 'nothing'}`])
  const sizes = WIDTHS[lang]
  // The last page was left at a phone's width: one change less.
  for (const size of page.viewportSize()?.width === PHONE.width ? sizes.toReversed() : sizes) {
    await page.setViewportSize(size)
    const where = `${size.width} px`
    note(where, await inside(page, whatIsCut))
    note(where, await inside(page, whatIsSmall))
    if (size !== TABLET) await keep(page, name, `${lang}-${size === DESK ? 'desk' : 'phone'}`)
    if (size !== DESK || lang !== DEFAULT_LANG) continue
    note('its tags', await tagsBroken(page))
    note('light', await coloursBroken(page, seen.light))
    // The theme changes colours and nothing else.
    await page.emulateMedia({ colorScheme: 'dark' })
    note('dark', await coloursBroken(page, seen.dark))
    await keep(page, name, `${lang}-dark`)
    await page.emulateMedia({ colorScheme: 'light' })
  }
  return found
}

async function keep(page: Visitor['page'], name: string, kind: string): Promise<void> {
  const folder = process.env['GALLERY']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const file = `${name.replace(/[^\p{L}\d]+/gu, '-').replace(/^-|-$/g, '')}-${kind}.png`
  await page.screenshot({ path: join(folder, file), fullPage: true })
}
