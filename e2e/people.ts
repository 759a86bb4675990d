/** What the people of the tests do again and again, by the words and controls that a person sees. */
import pg from 'pg'
import type { TestSite } from '../src/testing/site.ts'
import type { Visitor } from './world.ts'

/** Fills in the page's task by the names of its fields and sends it; buttons with a name of their own only redraw it. */
export async function send(
  { page }: Visitor,
  fields: Record<string, string> = {},
  form = 'form.form',
): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`${form} [name="${name}"]`)
    const kind = await field.first().getAttribute('type')
    if (kind === 'radio' || kind === 'checkbox')
      await page.locator(`${form} [name="${name}"][value="${value}"]`).check()
    else await field.fill(value)
  }
  await page.locator(`${form} button[type=submit]:not([name], .heard)`).first().click()
  await page.waitForLoadState()
}

/** Waits for the letter whose link leads to this kind of page; answers with the link as a path of the site. */
export async function linkTo(site: TestSite, to: string, path: string): Promise<string> {
  const leads = (link: string) => new URL(link).pathname.startsWith(path)
  const letter = await site.letter(to, ({ links }) => links.some(leads))
  const { pathname, search } = new URL(letter.links.find(leads)!)
  return pathname + search
}

/** The same link without the letter's language, so that the reader's own choice stands. */
export async function bareLinkTo(site: TestSite, to: string, path: string): Promise<string> {
  return (await linkTo(site, to, path)).split('?', 1)[0]!
}

/** Lets time pass by ageing rows, as the database's owner: the product's own role may not. */
export async function age(site: TestSite, statement: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: site.databaseUrl })
  await owner.connect()
  try {
    await owner.query(statement, values)
  } finally {
    await owner.end()
  }
}
