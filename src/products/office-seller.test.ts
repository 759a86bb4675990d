import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { ourAccounts } from '../payments/our-accounts.ts'
import { readSeller } from './seller.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const GOOD = {
  nameRu: 'ТОО «PetroRetail»',
  nameKk: '«PetroRetail» ЖШС',
  nameEn: 'PetroRetail LLP',
  bin: '210440000804',
  addressRu: 'г. Астана',
  iik: 'kz86 125k zt50 0410 0100',
  bank: 'АО «Банк»',
  bik: 'kkmfkz2a',
  kbe: '17',
  knp: '710',
}

const daniyar = async () => site.signedIn(await site.aPerson({ staff: 'admin', name: 'Данияр' }))
const check = (browser: Browser, fields: Record<string, string> = {}) =>
  browser.get(`/office/seller/check?${new URLSearchParams({ ...GOOD, ...fields })}`)

test('an administrator enters the details, sees them before they hold, and versions stay', async () => {
  const admin = await daniyar()
  assert.match((await admin.get('/office/seller')).words, /Указаны не все реквизиты/)
  const asked = await check(admin)
  assert.match(asked.words, /ИИК \(номер счёта\) Было: Не указано Стало: KZ86125KZT5004100100/)
  assert.equal((await readSeller(site.app.db.write)).iik, '')
  assert.equal((await admin.submit({}, '/office/seller')).status, 303)
  const seller = await readSeller(site.app.db.write)
  assert.deepEqual(
    [seller.iik, seller.bik, seller.name.kk],
    ['KZ86125KZT5004100100', 'KKMFKZ2A', '«PetroRetail» ЖШС'],
  )

  await check(admin, { bank: 'АО «Другой банк»' })
  await admin.submit({}, '/office/seller')
  const page = await admin.get('/office/seller')
  assert.doesNotMatch(page.words, /Указаны не все/)
  assert.match(
    page.words,
    /Данияр KZ86 125K ZT50 0410 0100 АО «Другой банк».*Данияр KZ86 125K ZT50 0410 0100 АО «Банк»/,
  )
  const { rows } = await sql<{ before: object; after: object }>`
    select before, after from audit_entry where action = 'seller.changed' order by at desc limit 1`.execute(
    site.owner,
  )
  assert.deepEqual(rows[0], { before: { bank: 'АО «Банк»' }, after: { bank: 'АО «Другой банк»' } })
})

test('further accounts are entered one a line, are ours on statements, and outlive the next change', async () => {
  const admin = await daniyar()
  await check(admin, {
    otherIiks: 'kz86 125k zt50 0410 0100\nKZ75 125K ZT20 6910 0100\nKZ75125KZT2069100100',
  })
  await admin.submit({}, '/office/seller')
  await check(admin, { otherIiks: 'KZ75125KZT2069100100', director: 'Новый' })
  await admin.submit({}, '/office/seller')
  const { iik, otherIiks } = await readSeller(site.app.db.write)
  assert.deepEqual([iik, otherIiks], ['KZ86125KZT5004100100', ['KZ75125KZT2069100100']])
  assert.deepEqual([...(await ourAccounts(site.app.db.write))].toSorted(), [
    'KZ75125KZT2069100100',
    'KZ86125KZT5004100100',
  ])
  assert.match((await admin.get('/office/seller')).words, /Другие счета KZ75 125K ZT20 6910 0100/)
  await admin.get('/office/seller/edit')
  await check(admin)
  await admin.submit({}, '/office/seller')
  assert.equal((await readSeller(site.app.db.write)).otherIiks, undefined)
})

for (const [what, fields, sentence] of [
  ['an account with a slip', { iik: 'KZ86125KZT5004100101' }, /контрольные цифры не сходятся/],
  ['an account of another country', { iik: 'DE89370400440532013000' }, /ИИК начинается с KZ/],
  ['a further account with a slip', { otherIiks: 'KZ86125KZT5004100101' }, /Один из счетов не распознан/],
  ['no account', { iik: ' ' }, /Без этого счёт не оплатить/],
  ['a BIN with a slip', { bin: '210440000805' }, /БИН/],
  ['a BIN of eleven digits', { bin: '21044000080' }, /12 цифр/],
  ['a bank’s code of seven signs', { bik: 'KKMFKZ2' }, /В БИК 8 знаков/],
  ['a beneficiary’s code of letters', { kbe: 'AB' }, /Кбе состоит из двух цифр/],
  ['a purpose’s code of two digits', { knp: '71' }, /КНП состоит из трёх цифр/],
  ['a name without end', { nameRu: 'а'.repeat(201) }, /200/],
] as const)
  test(`${what} is refused at its field and changes nothing`, async () => {
    const admin = await daniyar()
    const before = await readSeller(site.app.db.write)
    const refused = await check(admin, fields)
    assert.equal(refused.status, 422)
    assert.match(refused.words, sentence)
    await admin.get('/office/seller')
    const posted = await admin.post('/office/seller', {
      csrf: admin.csrf,
      seller: String(new URLSearchParams({ ...GOOD, ...fields })),
      seen: '0',
    })
    assert.equal(posted.status, 422)
    assert.deepEqual(await readSeller(site.app.db.write), before)
  })

test('two administrators at once: one sets, the other is shown what it has become', async () => {
  const [one, two] = [await daniyar(), await daniyar()]
  await check(one, { director: 'Первый' })
  await check(two, { director: 'Второй' })
  const answers = await Promise.all([one.submit({}, '/office/seller'), two.submit({}, '/office/seller')])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 422])
  assert.match(answers.find(({ status }) => status === 422)!.words, /тем временем изменил другой сотрудник/)
})

test('the accountant and the auditor read the details, nobody but an administrator with a fresh proof changes them', async () => {
  for (const [role, reads] of [
    ['accountant', 200],
    ['auditor', 200],
    ['manager', 403],
    ['support', 403],
    ['pricing', 403],
  ] as const) {
    const browser = await site.signedIn(await site.aPerson({ staff: role }))
    assert.equal((await browser.get('/office/seller')).status, reads, role)
    assert.equal((await browser.get('/office/seller/edit')).status, 403, role)
    await browser.get('/app/security')
    assert.equal((await browser.post('/office/seller', { csrf: browser.csrf })).status, 403, role)
  }
  const facts = await site.aPerson({ staff: 'admin' })
  const admin = await site.signedIn(facts)
  await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${facts.id}`.execute(
    site.owner,
  )
  assert.match((await admin.get('/office/seller/edit')).location, /^\/identity/)
})
