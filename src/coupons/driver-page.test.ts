import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Lang } from '../i18n/index.ts'
import { blockCoupons } from './block-coupons.ts'
import { codeOf, groupCode } from './code.ts'
import { giveCoupons } from './give-coupons.ts'
import { sendCoupons } from './send-coupons.ts'
import { takeBack } from './take-back.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

/** Coupons given and sent: the driver's link to them, and what they are. */
async function aLink(count = 1, lang: Lang = 'ru') {
  const { client, ids } = await life.aClientWith(count)
  const { id: driverId } = await life.aDriver(client.id)
  await life.do((tx) =>
    giveCoupons(tx, life.app.vault, {
      clientId: client.id,
      couponIds: ids,
      driverId,
      plate: '123ABC02',
      note: 'До Қонаева',
      by: BY,
    }),
  )
  const sent = await life.do((tx) =>
    sendCoupons(tx, life.app.vault, { clientId: client.id, couponIds: ids, lang, how: 'link', by: BY }),
  )
  assert.ok(sent.ok)
  return { client, ids, token: sent.handout.token }
}

const code = async (client: Client, id: string) =>
  groupCode(codeOf(life.app.vault, await life.see(client, id)))
const look = (path: string, headers?: Record<string, string>) => life.site.browser(headers).open(path)

test('a link shows the coupon, its code and what matters at the pump, to anybody who has it', async () => {
  const { client, ids, token } = await aLink()
  const page = await look(`/c/${token}`)
  assert.equal(page.status, 200)
  for (const said of ['20 л', 'АИ-95', await code(client, ids[0]!), '123ABC02', 'До Қонаева', client.name])
    assert.ok(page.words.includes(said), said)
  assert.match(page.text, /<svg[^>]*class="qr"/)
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
  assert.equal(page.headers.get('x-robots-tag'), 'noindex')
  assert.doesNotMatch(page.text, /<meta property="og:[^>]*\d{4}/)
  assert.equal((await look(`/c/${token}/qr.png`)).headers.get('content-type'), 'image/png')
  assert.match((await look(`/c/${token}/stations`)).words, /АЗС S-/)
})

test('the page speaks the language chosen for the driver, until they choose another', async () => {
  const { token } = await aLink(1, 'kk')
  const browser = life.site.browser({ 'accept-language': 'ru-KZ,ru;q=0.9' })
  assert.match((await browser.open(`/c/${token}`)).text, /<html lang="kk"/)
  assert.match((await browser.open(`/c/${token}/stations`)).text, /<html lang="kk"/)
  assert.match((await browser.open(`/c/${token}?lang=en`)).text, /<html lang="en"/)
  assert.match((await browser.open(`/c/${token}`)).text, /<html lang="en"/)
})

test('a blocked coupon shows why and no code, from the next look on', async () => {
  const { client, ids, token } = await aLink()
  assert.deepEqual(JSON.parse((await look(`/c/${token}/state`)).text), { state: 'active', ml: 20_000 })
  await life.do((tx) =>
    blockCoupons(tx, { clientId: client.id, couponIds: ids, level: 'client', reason: 'потерян', by: BY }),
  )
  assert.deepEqual(JSON.parse((await look(`/c/${token}/state`)).text), { state: 'blocked', ml: 20_000 })
  const page = await look(`/c/${token}`)
  assert.equal(page.status, 410)
  assert.match(page.words, /Талон заблокирован/)
  assert.doesNotMatch(page.text, /class="qr"/)
  assert.ok(!page.words.includes(await code(client, ids[0]!)))
  assert.equal((await look(`/c/${token}/qr.png`)).status, 404)
})

test('a coupon taken back is gone from the link, and its code from the page', async () => {
  const { client, ids, token } = await aLink()
  await life.do((tx) => takeBack(tx, life.app.vault, { clientId: client.id, couponIds: ids, by: BY }))
  const page = await look(`/c/${token}`)
  assert.equal(page.status, 410)
  assert.match(page.words, /Ссылка заменена/)
  assert.ok(!page.words.includes(await code(client, ids[0]!)))
})

test('one link shows several coupons, each on its own screen, and no other’s', async () => {
  const { client, ids, token } = await aLink(3)
  const other = await aLink(2)
  const list = await look(`/c/${token}`)
  assert.match(list.words, /Для вас 3 талона/)
  const { number } = await life.see(client, ids[1]!)
  assert.ok((await look(`/c/b/${token}/${number}`)).words.includes(await code(client, ids[1]!)))
  const foreign = await life.see(other.client, other.ids[0]!)
  for (const path of [
    `/c/b/${token}/${foreign.number}`,
    `/c/b/${token}/0`,
    `/c/b/${token}/x`,
    `/c/b/${token}/${foreign.number}/qr.png`,
  ])
    assert.equal((await look(path)).status, 404, path)
})

test('a suspended company’s coupons, ended and used ones say so', async () => {
  const ended = await aLink()
  await life.endedDaysAgo(ended.ids[0]!, 1)
  assert.match((await look(`/c/${ended.token}`)).words, /Срок талона истёк/)
  const suspended = await aLink()
  await sql`update client set state = 'suspended' where id = ${suspended.client.id}`.execute(life.site.owner)
  assert.match((await look(`/c/${suspended.token}`)).words, /заблокирован/)
})

test('the sender learns that a person has opened the link, not that a messenger has previewed it', async () => {
  const { client, token } = await aLink()
  const opens = async () =>
    (
      await sql<{ opens: number }>`select opens from handout where client_id = ${client.id}`.execute(
        life.app.db.read,
      )
    ).rows[0]!.opens
  await look(`/c/${token}`, { 'user-agent': 'WhatsApp/2.23.20.0' })
  assert.equal(await opens(), 0)
  await look(`/c/${token}`)
  await look(`/c/${token}`)
  assert.equal(await opens(), 1, 'twice within a minute is once')
})

test('a token that never was is a plain page', async () => {
  for (const token of ['a'.repeat(22), 'short', '%00', 'x'.repeat(3000), "' or 1=1"])
    assert.equal((await look(`/c/${encodeURIComponent(token)}`)).status, 404, token)
})
