/** Every page that a signed-in person can open: found by following links, looked at in three languages. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DEFAULT_LANG, LANGS } from '../src/i18n/index.ts'
import type { Browser } from '../src/testing/browser.ts'
import { routes } from '../src/web/routes.ts'
import { look } from './look.ts'
import { send } from './people.ts'
import { settle, type Town, type TownPerson } from './town.ts'
import { openWorld, type Visitor, type World } from './world.ts'

/**
 * One person's way: where it begins, the forms that are sent with nothing in them to see what they answer, and the
 * addresses that are closed to the person. Who sees the words that somebody `like` them has seen is asked in one language.
 */
export type Walk = {
  who: TownPerson
  like?: TownPerson
  starts: (town: Town) => string[]
  forms?: string[]
  closed?: string[]
}

// So many pages of a kind are opened to find links; the others of a long list lead to the same kinds.
const ALIKE = 12

// Answered with a file, with a part of another page, or by leading on to one.
const NO_PAGES =
  /\.(csv|xlsx|json|txt|png|zip|pdf\}?)$|\/html$|\/exports\/:no\/file$|\/terminals\/(browser|till)$|\/coupons\/:number\/issue$/

/**
 * Declares the tests of a file: these walks, and that together they have seen every page under the address `zone`. Pages
 * of `unwalked` are not reached yet, because the town has nothing they could show: one that is reached must leave the list.
 */
export function walkEveryPage(zone: RegExp, walks: readonly Walk[], unwalked: readonly string[] = []): void {
  let world: World
  let town: Town
  const pages = new Map<string, Map<string, string[]>>()
  before(async () => {
    world = await openWorld()
    town = await settle(world.site)
    for (const { who, starts } of walks)
      pages.set(who, await crawl(await world.site.signedIn(town[who]), starts(town)))
  })
  after(() => world.stop())

  for (const { who, like, starts, forms = [], closed = [] } of walks) {
    for (const lang of LANGS) {
      test(`every page that ${who} can open is whole, readable and reachable in ${lang}`, async () => {
        const visitor = await world.visitor({ lang, as: town[who] })
        const problems: string[] = []
        const seen = lang === DEFAULT_LANG || !like ? [] : [...pages.get(like)!.keys()]
        for (const [kind, paths] of pages.get(who)!) {
          if (seen.includes(kind) && !starts(town).includes(paths[0]!)) continue
          // The same page about another thing is looked at as well where the way starts, in two languages.
          const looked = paths.filter(
            (path, at) => at === 0 || (lang !== 'en' && starts(town).includes(path)),
          )
          for (const [at, path] of looked.entries()) {
            assert.equal(await visitor.open(path), 200, path)
            problems.push(...(await look(visitor, lang, `${who}, ${kind}${at ? ` (${at + 1})` : ''}`)))
          }
        }
        for (const path of forms) {
          await sendNothing(visitor, path)
          problems.push(...(await look(visitor, lang, `${who}, ${path}, refused`)))
        }
        for (const path of closed) {
          assert.equal(await visitor.open(path), 403, path)
          problems.push(...(await look(visitor, lang, `${who}, ${path}, closed`)))
        }
        await visitor.leave()
        assert.equal(problems.join('\n'), '')
        world.noComplaints()
      })
    }
  }

  test('no page is forgotten', () => {
    const seen = [...pages.values()].flatMap((kinds) =>
      [...kinds.keys()].map((kind) => kind.split('?', 1)[0]),
    )
    const all = routes
      .filter(({ method, who, path }) => method === 'GET' && !who.startsWith('anyone') && zone.test(path))
      .map(({ path }) => path)
    assert.deepEqual(
      all.filter((path) => !seen.includes(path) && !NO_PAGES.test(path)),
      unwalked,
    )
  })
}

async function sendNothing(visitor: Visitor, path: string): Promise<void> {
  await visitor.open(path)
  await send(visitor, {}, 'main form.form')
  assert.equal(await visitor.page.locator('#errors').count(), 1, `${path} refuses an empty form`)
}

/**
 * Follows the links of every page from `starts` on; answers with the paths found for each kind of page: a line of the
 * table of routes, and what its query picks, such as a tab.
 */
export async function crawl(browser: Browser, starts: string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  const known = new Set<string>()
  const ahead = [...starts]
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    const kind = kindOf(path)
    if (!kind || known.has(path)) continue
    known.add(path)
    const alike = found.get(kind) ?? []
    if (alike.length >= ALIKE) continue
    const answer = await browser.get(path)
    if (answer.status === 303) ahead.push(answer.location)
    if (answer.status !== 200) continue
    found.set(kind, [...alike, path])
    for (const [, href] of answer.text.matchAll(/ href="(\/[^"#]*)"/g))
      ahead.push(href!.replaceAll('&amp;', '&'))
  }
  return found
}

const patterns = routes
  .filter(({ method, who, path }) => method === 'GET' && !who.startsWith('anyone') && !NO_PAGES.test(path))
  .map(({ path }) => ({
    path,
    pattern: new RegExp(`^${path.replace(/\./g, '\\.').replace(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`),
  }))

// Other orders, further pages, narrower searches and other languages of a list are the same page.
const SAME_PAGE =
  /^(lang|sort|order|dir|before|after|from|to|q|group|vehicle|action|who|what|object|ends|state)$/

function kindOf(path: string): string | undefined {
  const [address = '', query = ''] = path.split('?', 2)
  const route = patterns.find(({ pattern }) => pattern.test(address))?.path
  const picks = [...new URLSearchParams(query)]
  if (!route || NO_PAGES.test(address) || picks.some(([name]) => SAME_PAGE.test(name))) return undefined
  // A tab that is searched in is the tab.
  if (picks.length > 1 && picks.some(([name]) => name === 'tab')) return undefined
  const kept = picks.map(([name, value]) => (/^(tab|show)$/.test(name) ? `${name}=${value}` : name))
  return route + (kept.length > 0 ? `?${kept.join('&')}` : '')
}
