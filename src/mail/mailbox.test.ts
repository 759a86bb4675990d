import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { buildLetter } from '../accounts/build-letter.ts'
import { queueLetter } from '../accounts/letter-params.ts'
import { writeSamples } from '../accounts/letter-samples.ts'
import { openLink } from '../accounts/link.ts'
import { LANGS } from '../i18n/index.ts'
import { testDatabase } from '../testing/database.ts'
import type { View } from '../web/view.ts'
import { mailbox, type MailboxLetter, type MailboxPage, type MailboxVisit } from './mailbox.tsx'
import { aLetter, type LetterApp, openLetterApp } from './testing.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let app: LetterApp
let pages: ReturnType<typeof mailbox>

before(async () => {
  database = await testDatabase()
  app = openLetterApp(database.url)
  pages = mailbox(app, {
    read: (row) => buildLetter(app, row, 'any'),
    samples: (lang) => writeSamples(app, lang),
  })
})
after(async () => {
  await app.db.close()
  await database.drop()
})

async function ask(page: MailboxPage, path: string, params: Record<string, string> = {}) {
  const url = new URL(path, 'http://127.0.0.1:3000')
  const headers = new Headers()
  const visit: MailboxVisit = {
    url,
    param: (name) => params[name] ?? '',
    query: (name) => url.searchParams.get(name) ?? '',
    view: () => view(url),
    header: (name, value) => headers.set(name, value),
    page: (body, status = 200) => new Response(String(body), { status, headers }),
    json: (body, status = 200) => Response.json(body, { status, headers }),
  }
  const response = await page(visit)
  return { status: response.status, headers: response.headers, body: await response.text() }
}

function view(url: URL): View {
  return {
    t: app.texts.ru,
    lang: 'ru',
    csrf: 'c',
    path: url.pathname,
    theme: 'auto',
    brand: 'QAZAQ OIL',
    support: app.config.support,
    year: 2026,
    idleMinutes: 60,
  }
}

/** A letter with a link, to one address. */
async function aResetLetter(to: string): Promise<{ id: string; linkId: string }> {
  return app.db.transaction(async (tx) => {
    const { rows } = await sql<{ id: string }>`select new_id() as id`.execute(tx)
    const linkId = await openLink(tx, app.config.keys, {
      purpose: 'reset',
      subjectId: rows[0]!.id,
      emailKey: to,
      minutes: 60,
    })
    return { linkId, id: await queueLetter(tx, { template: 'reset', lang: 'ru', to, params: {}, linkId }) }
  })
}

async function lettersTo(to: string): Promise<MailboxLetter[]> {
  const { body } = await ask(pages.json, `/mailbox.json?to=${encodeURIComponent(to)}`)
  return JSON.parse(body) as MailboxLetter[]
}

test('scripts read letters to an address, newest first, with their links', async () => {
  const first = await aResetLetter('Script@example.kz')
  const second = await aResetLetter('Script@example.kz')
  await aResetLetter('another-script@example.kz')
  const letters = await lettersTo('script@example.KZ')
  assert.deepEqual(
    letters.map((letter) => letter.id),
    [second.id, first.id],
  )
  const [newest] = letters
  assert.equal(newest!.to, 'Script@example.kz')
  assert.equal(newest!.template, 'reset')
  assert.equal(newest!.state, 'queued')
  assert.match(newest!.links[0]!, /^https:\/\/mycoupon\.example\.kz\/password\/reset\/[a-z2-7]{32}\?lang=ru$/)
  assert.ok(newest!.text.split('\n').includes(newest!.links[0]!))
  assert.ok(newest!.html.includes(newest!.links[0]!))
})

test('an address is found however its domain is written, and only the whole of it', async () => {
  const { id } = await aResetLetter('client@қазақ.қаз')
  for (const to of ['client@қазақ.қаз', 'client@xn--80aau21bd.xn--80ao21a', 'CLIENT@ҚАЗАҚ.ҚАЗ']) {
    assert.deepEqual(
      (await lettersTo(to)).map((letter) => letter.id),
      [id],
      to,
    )
  }
  assert.deepEqual(await lettersTo('lient@қазақ.қаз'), [])
})

test('a letter dropped unsent is in no mailbox; one whose link was used since still is', async () => {
  const dropped = await aResetLetter('dropped@example.kz')
  await sql`update letter set state = 'void' where id = ${dropped.id}`.execute(app.db.write)
  assert.deepEqual(await lettersTo('dropped@example.kz'), [])

  const read = await aResetLetter('read@example.kz')
  await sql`update link set used_at = now() where id = ${read.linkId}`.execute(app.db.write)
  assert.equal((await lettersTo('read@example.kz')).length, 1)
})

test('the list shows the newest letters, looks again by itself, and is searched by a part of the address', async () => {
  const { id } = await aResetLetter('findme@list.kz')
  await aResetLetter('other@list.kz')
  const all = await ask(pages.list, '/mailbox')
  assert.equal(all.headers.get('refresh'), '5')
  assert.match(all.body, /findme@list\.kz/)
  assert.match(all.body, /other@list\.kz/)
  const found = await ask(pages.list, '/mailbox?to=FINDME%40')
  assert.match(
    found.body,
    new RegExp(`href="/mailbox/${id}" lang="ru">Изменение пароля в Личном кабинете</a>`),
  )
  assert.doesNotMatch(found.body, /other@list\.kz/)
  assert.match((await ask(pages.list, '/mailbox?to=nobody%25')).body, /На этот адрес писем нет/)
})

test('older letters are a step further, and none is missed', async () => {
  for (let n = 0; n < 60; n++) await aResetLetter(`page-${n}@pages.kz`)
  const seen: string[] = []
  let next: string | undefined = '/mailbox?to=pages.kz'
  for (let page = 0; next && page < 3; page++) {
    const { body }: { body: string } = await ask(pages.list, next)
    seen.push(...body.matchAll(/page-\d+@pages\.kz/g).map(([address]) => address))
    next = /href="([^"]*before=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.equal(new Set(seen).size, 60)
  assert.equal(seen.length, 60)
})

test('one letter is shown as it looks and as plain text with links to press', async () => {
  const { id } = await aResetLetter('one@example.kz')
  const page = await ask(pages.letter, `/mailbox/${id}`, { id })
  const [letter] = await lettersTo('one@example.kz')
  assert.equal(page.status, 200)
  assert.ok(page.body.includes(`<a href="${letter!.links[0]}">${letter!.links[0]}</a>`))
  assert.match(page.body, new RegExp(`<iframe src="/mailbox/${id}/html"[^>]* sandbox=`))

  const html = await ask(pages.letterHtml, `/mailbox/${id}/html`, { id })
  assert.match(html.headers.get('content-security-policy')!, /default-src 'none'; style-src 'unsafe-inline'/)
  assert.match(html.headers.get('content-security-policy')!, /frame-ancestors 'self'; sandbox/)
  assert.equal(html.headers.get('x-frame-options'), 'SAMEORIGIN')
  assert.ok(html.body.includes(letter!.links[0]!))
})

test('a letter that is not there is not found, whatever is asked for', async () => {
  for (const id of ['0190a3c1-0000-7000-8000-000000000001', "x' or true", '', '1']) {
    assert.equal((await ask(pages.letter, '/mailbox/x', { id })).status, 404)
    assert.equal((await ask(pages.letterHtml, '/mailbox/x/html', { id })).status, 404)
  }
})

test('a letter that cannot be put together says why and does not hide the others', async () => {
  const id = await aLetter(app, { email: 'broken@example.kz', template: 'from_tomorrow', lang: 'ru' })
  await aResetLetter('broken@example.kz')
  assert.match((await ask(pages.letter, `/mailbox/${id}`, { id })).body, /Письмо не собрать: .*from_tomorrow/)
  assert.equal((await ask(pages.letterHtml, `/mailbox/${id}/html`, { id })).status, 404)
  assert.equal((await lettersTo('broken@example.kz')).length, 1)
  assert.equal((await ask(pages.list, '/mailbox?to=broken')).status, 200)
})

test('the samples show every letter in three languages', async () => {
  const { body } = await ask(pages.samples, '/mailbox/samples')
  const frames = [...body.matchAll(/<iframe src="([^"]+)"/g)].map(([, src]) => src!)
  assert.equal(frames.length, LANGS.length * writeSamples(app, 'ru').length)
  for (const src of frames) {
    const n = /samples\/(\d+)\/html/.exec(src)![1]!
    const { status, body: html } = await ask(pages.sampleHtml, src, { n })
    assert.equal(status, 200, src)
    assert.ok(html.includes(`<html lang="${new URL(src, 'http://x').searchParams.get('in')}">`))
  }
  assert.equal((await ask(pages.sampleHtml, '/mailbox/samples/999/html?in=ru', { n: '999' })).status, 404)
  assert.equal((await ask(pages.sampleHtml, '/mailbox/samples/0/html?in=xx', { n: '0' })).status, 404)
})
