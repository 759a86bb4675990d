import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { aStation, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { changePolicy } from './change-policy.ts'
import { policyMark, readPolicy } from './contract-policy.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
})
after(() => site.stop())

const GOOD = {
  redemption: 'partial_keep',
  expiry: 'auto_return',
  validityDays: '365',
  transferable: 'on',
  gradeSwap: 'on',
  stations: 'all',
  maxPerDay: '',
  offline: '',
  discount: '0',
  invoiceDays: '5',
  turnover: 'dispensing',
}

type Client = Awaited<ReturnType<TestSite['aClient']>>
const pathOf = (client: Client) => `/office/clients/${client.id}/contracts/${client.contractId}/policy`
const check = (browser: Browser, client: Client, fields: Record<string, string>, stations: number[] = []) => {
  const query = new URLSearchParams({ ...GOOD, ...fields })
  for (const id of stations) query.append('station', String(id))
  return browser.get(`${pathOf(client)}/check?${query}`)
}
const madina = async () => site.signedIn(await site.aPerson({ staff: 'manager', name: 'Мадина' }))
const policyOf = (client: Client) =>
  readPolicy(site.app.db.write, { clientId: client.id, contractId: client.contractId })

test('a manager sees old and new before saving, and the log keeps both', async () => {
  const client = await site.aClient()
  const station = await aStation(site.app)
  const manager = await madina()
  assert.match((await manager.get(pathOf(client))).words, /Частями, остаток сохраняется.*365 дней.*все АЗС/)
  assert.match((await manager.get(`${pathOf(client)}/edit`)).text, /name="discount"[^>]*value="0"/)

  const asked = await check(
    manager,
    client,
    {
      redemption: 'single_strict',
      expiry: 'grace_prolong',
      graceDays: '10',
      discount: '2,5',
      maxPerDay: '40,5',
      offline: '20',
      stations: 'some',
      gradeSwap: 'on',
      pinRequired: 'on',
      renewCards: 'on',
    },
    [station.id],
  )
  assert.equal(asked.status, 200, asked.words)
  assert.match(
    asked.words,
    /Сразу, и для уже купленных талонов.*Было: Частями, остаток сохраняется на талоне Стало: Один раз и только целиком/,
  )
  assert.match(asked.words, /Для новых заказов.*Было: 0 % Стало: 2,5 %/)
  assert.deepEqual((await policyOf(client))!.discountBp, 0)

  const saved = await manager.submit({}, pathOf(client))
  assert.match((await manager.open(saved.location)).words, /изменены/)
  assert.deepEqual(await policyOf(client), {
    redemption: 'single_strict',
    expiry: 'grace_prolong',
    graceDays: 10,
    validityDays: 365,
    transferable: true,
    gradeSwap: true,
    stationIds: [station.id],
    pinRequired: true,
    maxPerDayMl: 40_500n,
    offlineMl: 20_000n,
    discountBp: 250,
    invoiceDays: 5,
    turnover: 'dispensing',
    renewCards: true,
  })
  const auditor = await site.signedIn(await site.aPerson({ staff: 'auditor' }))
  const log = await auditor.get(`/office/clients/${client.id}?tab=log`)
  assert.match(log.words, /Условия договора изменены.*Мадина/)
  const { rows } = await sql<{ before: object; after: object }>`
    select before, after from audit_entry where client_id = ${client.id} and action = 'contract.policy_changed'`.execute(
    site.owner,
  )
  assert.deepEqual(rows[0]!.before, {
    redemption: 'partial_keep',
    expiry: 'auto_return',
    graceDays: '0',
    stationIds: '',
    pinRequired: 'false',
    maxPerDayMl: '',
    offlineMl: '',
    discountBp: '0',
    renewCards: 'false',
  })
  assert.deepEqual((rows[0]!.after as { stationIds: string }).stationIds, station.number)
})

test('when coupons become turnover is said in plain words, logged, and holds for those issued later', async () => {
  const client = await site.aClient()
  const manager = await madina()
  const [bought] = await someCoupons(site.app, client)
  const form = await manager.get(`${pathOf(client)}/edit`)
  assert.match(form.words, /При выдаче талонов Талоны проданы в день выдачи/)

  const asked = await check(manager, client, { turnover: 'hand_over' })
  assert.match(
    asked.words,
    /Для новых заказов.*Реализация и НДС по талонам Было: При отпуске топлива Стало: При выдаче талонов/,
  )
  assert.match(asked.words, /Счёт на оплату не меняется.*акте сверки.*НДС.*Уже выданные талоны/)
  await manager.submit({}, pathOf(client))
  assert.match((await manager.get(pathOf(client))).words, /Реализация и НДС по талонам При выдаче талонов/)
  const log = await manager.get(`/office/clients/${client.id}?tab=log`)
  assert.match(log.words, /При отпуске топлива.*При выдаче талонов/)

  const [later] = await someCoupons(site.app, client)
  const { rows } = await sql<{ id: string; number: bigint; sold: boolean }>`
    select id, number, sold_vat_tiyn is not null as sold from coupon where client_id = ${client.id} order by number`.execute(
    site.owner,
  )
  assert.deepEqual(
    rows.map(({ id, sold }) => ({ id, sold })),
    [
      { id: bought!.id, sold: false },
      { id: later!.id, sold: true },
    ],
  )
  const pages = await Promise.all(rows.map(({ number }) => manager.get(`/office/coupons/${number}`)))
  assert.match(pages[0]!.words, /Реализация и НДС по талонам При отпуске топлива/)
  assert.match(pages[1]!.words, /Реализация и НДС по талонам При выдаче талонов/)
})

for (const [what, fields, sentence] of [
  ['a rule nobody knows', { redemption: 'free' }, /Выберите один из вариантов/],
  ['a turnover nobody knows', { turnover: 'never' }, /Выберите один из вариантов/],
  ['no days of validity', { validityDays: '0' }, /от 1 до 1830/],
  ['half a day', { invoiceDays: '2.5' }, /от 1 до 90/],
  ['days of grace beyond a year', { expiry: 'grace_prolong', graceDays: '367' }, /от 1 до 366/],
  ['a discount above half', { discount: '50,1' }, /от 0 до 50/],
  ['a discount finer than a tenth', { discount: '1,25' }, /от 0 до 50/],
  ['a discount below nought', { discount: '-1' }, /от 0 до 50/],
  ['a cap of nothing', { maxPerDay: '0' }, /литры больше нуля/],
  ['a cap of words', { maxPerDay: 'много' }, /литры больше нуля/],
  ['no station at all', { stations: 'some' }, /АЗС/],
] as const)
  test(`${what} is refused at its field and changes nothing`, async () => {
    const client = await site.aClient()
    const manager = await madina()
    const refused = await check(manager, client, fields)
    assert.equal(refused.status, 422)
    assert.match(refused.words, sentence)
    assert.match(refused.text, /aria-invalid|class="[^"]*wrong/)
    const posted = await manager.post(pathOf(client), {
      csrf: manager.csrf || (await manager.get(pathOf(client)), manager.csrf),
      policy: String(new URLSearchParams({ ...GOOD, ...fields })),
      seen: policyMark((await policyOf(client))!),
    })
    assert.equal(posted.status, 422)
    assert.equal((await policyOf(client))!.discountBp, 0)
  })

test('two managers who change the same contract do not overwrite each other unseen', async () => {
  const client = await site.aClient()
  const [one, two] = [await madina(), await madina()]
  await check(one, client, { discount: '1' })
  await check(two, client, { discount: '3' })
  const answers = await Promise.all([one.submit({}, pathOf(client)), two.submit({}, pathOf(client))])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 422])
  const late = answers.find(({ status }) => status === 422)!
  assert.match(late.words, /тем временем изменил другой сотрудник/)
  assert.match(late.words, /Было: [13] % Стало: [13] %/)
})

test('a station that does not exist, another client’s contract and a change of nothing do nothing', async () => {
  const client = await site.aClient()
  const other = await site.aClient()
  const manager = await madina()
  await check(manager, client, { stations: 'some' }, [999_999_999])
  assert.equal((await manager.submit({}, pathOf(client))).status, 422)
  const mixed = `/office/clients/${client.id}/contracts/${other.contractId}/policy`
  for (const path of [mixed, `${mixed}/edit`, `${mixed}/check`, `/office/clients/x/contracts/y/policy`])
    assert.equal((await manager.get(path)).status, 404, path)
  const same = await check(manager, client, {})
  assert.equal(same.location, pathOf(client))
  const unseen = await site.app.db.transaction(async (tx) => {
    const policy = (await readPolicy(tx, { clientId: client.id, contractId: client.contractId }))!
    return changePolicy(tx, {
      clientId: other.id,
      contractId: client.contractId,
      policy,
      seen: policyMark(policy),
      by: { name: 'test' },
    })
  })
  assert.deepEqual(unseen, { ok: false, reason: 'unknown' })
})

test('only managers change terms, with a fresh proof; the others of the office read them', async () => {
  const client = await site.aClient()
  for (const [role, reads, changes] of [
    ['manager', 200, 200],
    ['admin', 200, 200],
    ['accountant', 200, 403],
    ['support', 200, 403],
    ['auditor', 200, 403],
    ['pricing', 403, 403],
  ] as const) {
    const browser = await site.signedIn(await site.aPerson({ staff: role }))
    const page = await browser.get(pathOf(client))
    assert.equal(page.status, reads, role)
    assert.equal(/policy\/edit/.test(page.text), changes === 200, role)
    assert.equal((await browser.get(`${pathOf(client)}/edit`)).status, changes, role)
  }
  const facts = await site.aPerson({ staff: 'manager' })
  const manager = await site.signedIn(facts)
  await check(manager, client, { discount: '1' })
  await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${facts.id}`.execute(
    site.owner,
  )
  assert.match((await manager.submit({}, pathOf(client))).location, /^\/identity/)
  assert.equal((await policyOf(client))!.discountBp, 0)
})
