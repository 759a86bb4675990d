import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { parse } from 'csv-parse/sync'
import pg from 'pg'
import { openDatabase, type Database } from '../db/database.ts'
import { operatorNames, translator } from '../i18n/index.ts'
import { testDatabase } from '../testing/database.ts'
import { pageOf, type Place } from '../web/paging.ts'
import { type AuditFilter, type AuditSearch, entriesQuery, findEntries, prepareSearch } from './entries.ts'
import { RETAILER, searchClientLog } from './client-log.ts'
import { exportEntries } from './export.ts'
import { ALL_ACTIONS, actionName } from './names.ts'
import { record } from './record.ts'

const ru = translator('ru', {
  brand: 'QAZAQ OIL',
  operator: operatorNames('ТОО «PetroRetail»'),
  operatorShort: 'PetroRetail',
})
const ANY: AuditFilter = { who: '', what: undefined, object: '', from: undefined, to: undefined }

let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
const ids: Record<'aigul' | 'bolat' | 'client', string> = { aigul: '', bolat: '', client: '' }

before(async () => {
  database = await testDatabase()
  db = openDatabase(database.url, 4)
  for (const name of ['aigul', 'bolat'] as const) ids[name] = await anAccount(`${name}@example.kz`)
  const { rows } = await sql<{ id: string }>`
    insert into client (bin, name) values ('210440000804', 'ТОО «Қайрат»') returning id`.execute(db.write)
  ids.client = rows[0]!.id
  await sql`
    insert into contract (client_id, number, signed_on, email)
    values (${ids.client}, 'Д-17', '2026-01-15', 'aigul@example.kz')`.execute(db.write)
})
after(async () => {
  await db.close()
  await database.drop()
})

async function anAccount(email: string, state = 'active'): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into account (email, email_key, state, password_hash)
    values (${email}, ${email}, ${state}, '$argon2id$v=19$nobody-signs-in-with-it') returning id`.execute(
    db.write,
  )
  return rows[0]!.id
}

/** Entries dated by hand: the application itself can only add them as of now. */
async function asOwner<Result>(work: (owner: pg.Client) => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

async function found(filter: Partial<AuditFilter>): Promise<string[]> {
  const search = await prepareSearch(db.read, { ...ANY, ...filter })
  return (await findEntries(db.read, search, {}, 100)).map((entry) => `${entry.action} ${entry.object}`)
}

test('the log is found by who, what, to what and when', async () => {
  const [aigul, bolat] = [
    { accountId: ids.aigul, name: 'Айгүл Бекова' },
    { accountId: ids.bolat, name: 'bolat@example.kz' },
  ]
  const { client: clientId } = ids
  await db.transaction(async (tx) => {
    await record(tx, 'client.added', { by: bolat, clientId, object: 'ТОО «Қайрат»' })
    await record(tx, 'invitation.sent', { by: bolat, clientId, object: 'new@example.kz' })
    await record(tx, 'person.role_changed', {
      by: aigul,
      clientId,
      accountId: ids.bolat,
      object: 'bolat@example.kz',
    })
    await record(tx, 'invitation.batch_sent', { by: { name: 'mycoupon client import' }, object: 'list.csv' })
  })
  await asOwner((owner) =>
    owner.query(`insert into audit_entry (at, action, actor, object) values
      ('2026-03-04T18:59:59Z', 'sign_in.failed', '', 'old@example.kz'), ('2026-03-04T19:00:00Z', 'sign_in.failed', '', 'day@example.kz'),
      ('2026-03-05T18:59:59Z', 'sign_in.failed', '', 'day@example.kz'), ('2026-03-05T19:00:00Z', 'sign_in.failed', '', 'new@example.kz')`),
  )

  assert.deepEqual(await found({ who: 'aigul@EXAMPLE.kz' }), ['person.role_changed bolat@example.kz'])
  assert.deepEqual((await found({ who: 'bolat@example.kz' })).toSorted(), [
    'client.added ТОО «Қайрат»',
    'invitation.sent new@example.kz',
  ])
  assert.deepEqual(await found({ who: 'Mycoupon client import' }), ['invitation.batch_sent list.csv'])
  assert.deepEqual(await found({ who: 'nobody@example.kz' }), [])
  assert.deepEqual(await found({ what: 'client.added' }), ['client.added ТОО «Қайрат»'])
  assert.deepEqual(await found({ object: 'LIST.csv' }), ['invitation.batch_sent list.csv'])
  assert.deepEqual(await found({ object: 'bolat@example.kz' }), ['person.role_changed bolat@example.kz'])
  for (const company of ['210440000804', '2104 4000 0804', 'Д-17', 'тоо «қайрат»'])
    assert.equal((await found({ object: company })).length, 3, company)
  assert.deepEqual(await found({ object: 'new@example.kz', what: 'invitation.sent' }), [
    'invitation.sent new@example.kz',
  ])
  // A day of Kazakhstan begins at 19:00 of the day before in Greenwich.
  assert.deepEqual(await found({ from: '2026-03-05', to: '2026-03-05' }), [
    'sign_in.failed day@example.kz',
    'sign_in.failed day@example.kz',
  ])
  assert.deepEqual(await found({ to: '2026-03-04' }), ['sign_in.failed old@example.kz'])
})

test('people whose account is closed are found by the address they had', async () => {
  const gone = await anAccount('gone@example.kz', 'closed')
  await db.transaction((tx) =>
    record(tx, 'signed_out', { by: { accountId: gone, name: 'Ушёл' }, object: 'x' }),
  )
  assert.deepEqual(await found({ who: 'gone@example.kz' }), ['signed_out x'])
})

test('every filter is answered by an index', async () => {
  await asOwner(async (owner) => {
    await owner.query(
      `
      insert into audit_entry (at, action, actor_id, actor, account_id, client_id, object)
      select now() - n * interval '1 minute', (array['sign_in.succeeded', 'sign_in.failed', 'profile.changed'])[1 + n % 3],
        case when n % 500 = 0 then $1::uuid end, 'somebody ' || n % 300, case when n % 700 = 0 then $2::uuid end,
        case when n % 900 = 0 then $3::uuid end, 'object ' || n % 400
      from generate_series(1, 30000) n`,
      [ids.aigul, ids.bolat, ids.client],
    )
    await owner.query('analyze audit_entry')
  })
  const cases: [Partial<AuditFilter>, RegExp][] = [
    [{}, /audit_recent/],
    [{ who: 'aigul@example.kz' }, /audit_by_actor\b/],
    [{ who: 'somebody 7' }, /audit_by_actor_name/],
    [{ what: 'sign_in.failed' }, /audit_by_action|audit_recent/],
    [{ what: 'client.suspended' }, /audit_by_action/],
    [{ object: 'object 7' }, /audit_by_object/],
    [
      { object: 'bolat@example.kz' },
      /audit_by_object[\s\S]*audit_by_account|audit_by_account[\s\S]*audit_by_object/,
    ],
    [
      { object: '210440000804' },
      /audit_by_object[\s\S]*audit_by_client|audit_by_client[\s\S]*audit_by_object/,
    ],
    [{ from: '2026-01-01', to: '2026-01-31' }, /audit_recent/],
    [{ who: 'aigul@example.kz', from: '2026-01-01' }, /audit_by_actor\b|audit_recent/],
  ]
  for (const [filter, index] of cases) {
    for (const place of [{}, { older: await aMiddle() }, { newer: await aMiddle() }]) {
      const plan = await planOf(await prepareSearch(db.read, { ...ANY, ...filter }), place)
      const where = `${JSON.stringify(filter)} ${JSON.stringify(place)}\n${plan}`
      assert.doesNotMatch(plan, /Seq Scan on audit_entry/, where)
      assert.match(plan, index, where)
    }
  }
})

test('a client’s own log is answered by an index, whatever it is filtered by', async () => {
  for (const filter of [
    {},
    { who: ids.aigul },
    { who: RETAILER },
    { what: 'contract.added' },
    { object: 'x' },
    { from: '2026-01-01' },
  ] satisfies Partial<AuditFilter>[]) {
    const search = await searchClientLog(db.read, ru, ids.client, { ...ANY, ...filter })
    for (const place of [{}, { older: await aMiddle() }]) {
      const plan = await planOf(search, place)
      assert.match(plan, /audit_by_(client|object|action)/, `${JSON.stringify(filter)}\n${plan}`)
      assert.doesNotMatch(plan, /Seq Scan on audit_entry/, plan)
    }
  }
})

async function aMiddle(): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from audit_entry order by at desc, id desc offset 15000 limit 1`.execute(db.read)
  return rows[0]!.id
}

async function planOf(search: AuditSearch, place: Place): Promise<string> {
  const query = entriesQuery(search, place, 50)
  const { rows } = await sql<Record<string, string>>`explain ${query}`.execute(db.read)
  return rows.map((row) => Object.values(row)[0]).join('\n')
}

test('pages follow each other without a gap or a repeat, there and back, while entries are added', async () => {
  const search = await prepareSearch(db.read, { ...ANY, what: 'letter.resent' })
  const add = (object: string) =>
    db.transaction((tx) => record(tx, 'letter.resent', { by: { name: 'test' }, object }))
  for (let n = 1; n <= 7; n++) await add(String(n))
  const read = async (place: Place) => {
    const page = pageOf(await findEntries(db.read, search, place, 3), place, 3, (next) =>
      JSON.stringify(next),
    )
    return {
      objects: page.rows.map((row) => row.object).join(' '),
      prev: page.prevHref && (JSON.parse(page.prevHref) as Place),
      next: page.nextHref && (JSON.parse(page.nextHref) as Place),
    }
  }
  const first = await read({})
  assert.equal(first.objects, '7 6 5')
  assert.equal(first.prev, undefined)
  await add('8')
  const second = await read(first.next as Place)
  assert.equal(second.objects, '4 3 2')
  const third = await read(second.next as Place)
  assert.equal(third.objects, '1')
  assert.equal(third.next, undefined)
  const back = await read(third.prev as Place)
  assert.equal(back.objects, '4 3 2')
  const top = await read(back.prev as Place)
  assert.equal(top.objects, '7 6 5')
  assert.equal((await read(top.prev as Place)).objects, '8')
})

async function fileOf(filter: Partial<AuditFilter>, most?: number): Promise<string[][]> {
  const search = await prepareSearch(db.read, { ...ANY, ...filter })
  const text = await new Response(exportEntries(db.read, ru, search, most)).text()
  return parse(text, { delimiter: ';', bom: true, relax_column_count: true })
}

test('the file holds exactly what is filtered, and cells that would be formulas are text', async () => {
  const evil = ['=cmd|calc', '+7 700', '-1', '@sum', '\tx', '"; "quoted']
  await db.transaction(async (tx) => {
    for (const object of evil)
      await record(tx, 'profile.changed', {
        by: { name: '=actor', ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/141.0' },
        object,
        before: { name: '=1', lang: 'ru' },
        after: { name: '@2', lang: 'kk' },
        reason: '-because',
      })
  })
  const search = await prepareSearch(db.read, { ...ANY, who: '=actor' })
  const bytes = await new Response(exportEntries(db.read, ru, search)).bytes()
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const [head, ...rows] = await fileOf({ who: '=actor' })
  assert.equal(rows.length, evil.length)
  assert.ok(rows.every((row) => row.length === head!.length))
  for (const row of rows) {
    for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t]/)
    assert.equal(row[1], "'=actor")
    assert.equal(row[7], 'Язык: Русский; Имя или название: =1')
    assert.equal(row[8], 'Язык: Қазақша; Имя или название: @2')
    assert.match(row[0]!, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  }
})

test('a file too long ends with a line that says so, and one that fits does not', async () => {
  const all = await fileOf({ what: 'sign_in.succeeded' })
  assert.equal(all.length - 1, 10_000)
  const cut = await fileOf({ what: 'sign_in.succeeded' }, 2500)
  assert.equal(cut.length - 1, 2501)
  assert.equal(cut.at(-1)![0], ru('of.audit.exportCut', { max: '2\u00a0500' }))
  const fits = await fileOf({ what: 'sign_in.succeeded' }, 10_000)
  assert.equal(fits.length - 1, 10_000)
})

test('every act has a name of its own in every language', () => {
  for (const lang of ['ru', 'kk', 'en'] as const) {
    const t = translator(lang, { brand: '', operator: operatorNames(''), operatorShort: 'PetroRetail' })
    const names = ALL_ACTIONS.map((action) => actionName(t, action))
    assert.equal(new Set(names).size, names.length)
  }
  assert.equal(actionName(ru, 'of.a.newer.version'), 'of.a.newer.version')
})

test('the log keeps the role in which the retailer’s people acted, and takes a client’s own for what they are', async () => {
  const staff = await anAccount('olga@petroretail.example')
  await sql`insert into staff_member (account_id, role) values (${staff}, 'support')`.execute(db.write)
  const acts = (clientId?: string) =>
    db.transaction((tx) =>
      record(tx, 'letter.resent', {
        by: { accountId: staff, name: 'Ольга' },
        clientId,
        object: 'role of staff',
      }),
    )
  await acts()
  await acts(ids.client)
  await sql`update staff_member set role = 'admin' where account_id = ${staff}`.execute(db.write)
  await acts(ids.client)
  await sql`insert into membership (client_id, account_id, role) values (${ids.client}, ${staff}, 'viewer')`.execute(
    db.write,
  )
  await acts(ids.client)
  await db.transaction((tx) => record(tx, 'letter.resent', { by: { name: 'x' }, object: 'role of staff' }))
  const { rows } = await sql<{ role: string | null }>`
    select staff_role as role from audit_entry where object = 'role of staff' order by id`.execute(db.read)
  assert.deepEqual(
    rows.map(({ role }) => role),
    ['support', 'support', 'admin', null, null],
  )
})

test('the application cannot change or remove an entry', async () => {
  await assert.rejects(sql`update audit_entry set object = ''`.execute(db.write), /permission denied/)
  await assert.rejects(sql`delete from audit_entry`.execute(db.write), /permission denied/)
  await assert.rejects(sql`truncate audit_entry`.execute(db.write), /permission denied/)
})
