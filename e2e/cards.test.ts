/** Fuel cards as their owner keeps them in a browser: limits of one and of many, the PIN, an answer explained, files opened again. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import readExcel from 'read-excel-file/node'
import type { Page } from 'playwright-core'
import { readLimits } from '../src/limits/read-limits.ts'
import { ruleMark } from '../src/limits/rules.ts'
import { aCard } from '../src/testing/cards.ts'
import { paid, pricesAre } from '../src/testing/coupons.ts'
import { aTill, type Till } from '../src/testing/tills.ts'
import { age, send } from './people.ts'
import { openWorld, type Visitor, type World } from './world.ts'

type TestCard = { id: string; number: string; plastic: string }

let world: World
let clientId: string
let cards: [TestCard, TestCard, TestCard]
let till: Till
let aigul: { id: string; email: string; password: string }
let owner: Visitor
before(async () => {
  world = await openWorld()
  const { site } = world
  await pricesAre(site.app, { AI95: 24_550n, DT: 30_010n })
  const client = await site.aClient()
  clientId = client.id
  await paid(site.app, client.id, 100_000_000n)
  cards = [await aNumberedCard(client), await aNumberedCard(client), await aNumberedCard(client)]
  till = await aTill(site.app)
  aigul = await site.aPerson({ clientId, role: 'owner' })
  owner = await world.visitor({ as: aigul })
})
after(() => world.stop())

async function aNumberedCard(client: { id: string; contractId: string }): Promise<TestCard> {
  const { app } = world.site
  const made = await aCard(app, client, { scheme: 'limit' })
  const { rows } = await sql<{ number: bigint }>`select number from card where id = ${made.id}`.execute(
    app.db.read,
  )
  return { id: made.id, number: String(rows[0]!.number), plastic: made.number }
}

const wordsOf = async (page: Page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ')

async function rulesOf(card: TestCard): Promise<string[]> {
  const limits = await readLimits(world.site.app.db.write, clientId, 'card', [card.id])
  return limits.get(card.id)!.rules.map(ruleMark)
}

test('limits of a card: what contradicts itself stays in its fields, what is right is in force', async () => {
  const { page } = owner
  const form = 'form.form[method=post]'
  await owner.open(`/app/cards/${cards[0].number}/limits`)
  await send(owner, { 'day-ml': '60', 'month-ml': '50', from: '8:00', until: '20:00' }, form)
  assert.match(await wordsOf(page), /Суточный лимит больше месячного/)
  for (const [name, value] of Object.entries({ 'day-ml': '60', 'month-ml': '50', until: '20:00' }))
    assert.equal(await page.locator(`[name="${name}"]`).inputValue(), value)
  assert.deepEqual(await rulesOf(cards[0]), [])

  await send(owner, { 'month-ml': '500', from: '', until: '' }, form)
  assert.match(await wordsOf(page), /Лимиты сохранены.*В сутки 0 л из 60 л.*В месяц 0 л из 500 л/)
  world.noComplaints()
})

test('limits of three cards, without scripts: ticked, filled in once, old beside new, then saved', async () => {
  const bolat = await world.visitor({ as: aigul, scripts: false })
  const { page } = bolat
  await bolat.open('/app/cards')
  for (const { number } of cards) await page.locator(`[name=n][value="${number}"]`).check()
  await page.getByRole('button', { name: 'Лимиты' }).click()
  await page.waitForURL('**/app/cards/limits?*')
  await send(bolat, { 'day-ml': '30' }, 'form[action="/app/cards/limits/check"]')
  await page.waitForURL('**/app/cards/limits/check?*')
  const rows = await page.locator('main tbody tr').allInnerTexts()
  assert.equal(rows.length, 3)
  assert.match(
    rows.find((row) => row.includes(cards[0].number))!,
    /60\sл[^]*500\sл[^]*30\sл/,
  )
  assert.match(
    rows.find((row) => row.includes(cards[2].number))!,
    /Без лимитов[^]*30\sл/,
  )
  assert.equal((await rulesOf(cards[0])).length, 2)
  await page.getByRole('button', { name: 'Применить к 3 картам' }).click()
  await page.waitForURL('**/app/cards')
  assert.match(await wordsOf(page), /Лимиты 3 карт сохранены/)
  const marks = await Promise.all(cards.map(rulesOf))
  assert.ok(marks.every((mark) => mark.length === 1 && mark[0]!.endsWith('=30000')))
  await bolat.leave()
  world.noComplaints()
})

test('a new PIN asks who is there, is shown once, and is gone when the page is loaded again', async () => {
  const { page } = owner
  const path = `/app/cards/${cards[1].number}/pin`
  await age(
    world.site,
    `update session set proved_at = proved_at - interval '1 hour' where account_id = $1`,
    [aigul.id],
  )
  await owner.open(path)
  await page.waitForURL('**/identity?*')
  await send(owner, { currentPassword: aigul.password })
  await page.waitForURL(`**${path}`)
  await send(owner)
  assert.match(await page.locator('.pin-once').innerText(), /^\s*\d{4}\s*$/)
  await page.reload()
  assert.equal(await page.locator('.pin-once').count(), 0)
  assert.match(await wordsOf(page), /ПИН уже показан/)
  world.noComplaints()
})

test('an answer that gave less than was asked says which limit decided', async () => {
  const { page } = owner
  const answer = await till.authorizeCard(cards[2].plastic, 50_000n, { product: 'DT' })
  assert.ok(answer.outcome === 'approved' && answer.ml === 30_000n)
  await till.complete(answer.posTxnId, 30_000n)
  await owner.open(`/app/cards/${cards[2].number}/limits`)
  await page.locator('main a[href*="/answers/"]').first().click()
  await page.waitForURL('**/answers/*')
  assert.match(await wordsOf(page), /Разрешено 30 л из 50 л.*В сутки: 30 л.*Решил этот лимит/)
  world.noComplaints()
})

test('files of refuels, opened again, sum up to what the page and the database say', async () => {
  for (const ml of [12_340n, 7_010n, 5_000n])
    assert.equal((await till.redeemCard(cards[0].plastic, ml)).outcome, 'approved')
  const { rows } = await sql<{ count: number; ml: number; tiyn: number }>`
    select count(*)::int as count, sum(ml)::float8 as ml, sum(tiyn)::float8 as tiyn from till_transaction
    where client_id = ${clientId} and state = 'completed'`.execute(world.site.app.db.read)
  const real = { count: rows[0]!.count, litres: rows[0]!.ml / 1000, tenge: rows[0]!.tiyn / 100 }
  assert.equal(real.count, 4)

  await owner.open('/app/refuels')
  const said = /(\d+) заправ\S+, ([\d ]+(?:,\d+)?) л, ([\d ]+,\d\d) ₸/.exec(await wordsOf(owner.page))!
  assert.deepEqual([said[1], said[2], said[3]].map(figure), [real.count, real.litres, real.tenge])

  const sheets = await readExcel(await fileOf('a[href*="refuels.xlsx"]'))
  const [heads, ...lines] = sheets[0]!.data
  const at = (head: string) => heads!.indexOf(head)
  const sold = lines.slice(0, real.count)
  const sum = (head: string) => rounded(sold.map((line) => line[at(head)]))
  assert.deepEqual([sum('Литры'), sum('Сумма с НДС, ₸')], [real.litres, real.tenge])
  const total = lines[real.count]!
  assert.deepEqual([total[at('Литры')], total[at('Сумма с НДС, ₸')]], [real.litres, real.tenge])

  const oneC: Record<string, string>[] = parse(await fileOf('a[href*="refuels.csv"]'), {
    ...{ bom: true, delimiter: ';', columns: true },
  })
  assert.equal(oneC.length, real.count)
  const column = (name: string) => rounded(oneC.map((line) => figure(line[name])))
  assert.deepEqual([column('Литры'), column('Сумма с НДС')], [real.litres, real.tenge])
  world.noComplaints()
})

/** What a link of the page saves to the disk. */
async function fileOf(link: string): Promise<Buffer> {
  const { page } = owner
  const saved = page.waitForEvent('download')
  await page.locator(link).click()
  return readFile(await (await saved).path())
}

function figure(text: string | undefined): number {
  return Number(text!.replace(/\s/g, '').replace(',', '.'))
}

/** A sum of cells, all of them numbers, to the last digit that any of them has. */
function rounded(cells: readonly unknown[]): number {
  assert.ok(
    cells.every((cell) => typeof cell === 'number' && Number.isFinite(cell)),
    `not numbers: ${cells.join()}`,
  )
  return Math.round((cells as number[]).reduce((sum, cell) => sum + cell, 0) * 1000) / 1000
}
