/** Looks at an open page the way its readers come: at a desk and on a phone, by day and by night. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LANG, type Lang } from '../src/i18n/index.ts'
import { axe, inside, whatIsCut, whatIsSmall, whatItIs } from './in-page.ts'
import { DESK, PHONE, TABLET, type Visitor } from './world.ts'

/**
 * Answers with everything that is wrong with the page: what is cut or too small at 1280, 768 and 320 px, and what axe
 * finds in light and dark colours. `name` says in the answer which page it was. Its tags and colours are the same in
 * every language, so axe, which takes most of the time, is asked in one; the words are measured in all. With
 * GALLERY=folder every page is kept as pictures there, for human eyes.
 */
export async function look({ page }: Pick<Visitor, 'page'>, lang: Lang, name: string): Promise<string[]> {
  const found: string[] = []
  const note = (where: string, problems: string[]) => {
    for (const problem of problems) found.push(`${lang}, ${name}, ${where}: ${problem}`)
  }
  const measure = async (where: string) => {
    note(where, await inside(page, whatIsCut))
    note(where, await inside(page, whatIsSmall))
  }
  const [said, title] = await inside(page, whatItIs)
  if (said !== lang || title.trim() === '')
    note('its head', [`«${title}» says it is in ${said || 'nothing'}`])
  await page.setViewportSize(DESK)
  await measure('1280 px')
  await keep(page, name, `${lang}-desk`)
  if (lang === DEFAULT_LANG) {
    note('light', await axe(page))
    // The theme changes colours and nothing else.
    await page.emulateMedia({ colorScheme: 'dark' })
    note('dark', await axe(page, 'colours'))
    await keep(page, name, `${lang}-dark`)
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize(TABLET)
  await measure('768 px')
  await page.setViewportSize(PHONE)
  await measure('320 px')
  await keep(page, name, `${lang}-phone`)
  await page.setViewportSize(DESK)
  return found
}

async function keep(page: Visitor['page'], name: string, kind: string): Promise<void> {
  const folder = process.env['GALLERY']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const file = `${name.replace(/[^\p{L}\d]+/gu, '-').replace(/^-|-$/g, '')}-${kind}.png`
  await page.screenshot({ path: join(folder, file), fullPage: true })
}
