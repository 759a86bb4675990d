import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withdrawInvitation } from '../accounts/invite.ts'
import { makeBin } from '../values/bin.ts'
import { aBin, openWorld, operator, type Someone, type World } from '../clients/testing.ts'
import type { Tx } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'
import { type BatchRow, findBatches, findBatchRows, remarkText } from './batch.ts'
import { checkBatch, type BatchCheck } from './check-batch.ts'
import { confirmBatch } from './confirm-batch.ts'
import { batchConfirmed, sendBatch } from './send-batch.ts'

let world: World
let manager: Someone
before(async () => {
  world = await openWorld()
  manager = await world.aPerson({ staff: 'manager' })
})
after(() => world.close())

let serial = 1000
/** Companies that do not exist yet. */
function aCompany(facts: { email?: string } = {}) {
  const n = ++serial
  return {
    bin: aBin(n),
    name: `ТОО «Новое ${n}»`,
    contract: `Н-${n}`,
    email: facts.email ?? `new${n}@example.kz`,
  }
}

const HEAD = 'БИН;Название;Номер договора;Электронная почта;Имя;Язык;Роль;Дата договора'
function csv(
  ...rows: (string | { bin: string; name: string; contract: string; email: string; rest?: string })[]
): Uint8Array {
  const lines = rows.map((row) =>
    typeof row === 'string' ? row : [row.bin, row.name, row.contract, row.email, row.rest ?? ''].join(';'),
  )
  return new TextEncoder().encode([HEAD, ...lines].join('\n'))
}

async function check(bytes: Uint8Array, by = manager.by): Promise<BatchCheck & { ok: true }> {
  const checked = await checkBatch(world.app, { fileName: 'список.csv', bytes, by })
  assert.ok(checked.ok, JSON.stringify(checked))
  return checked
}

const confirm = (batchId: string, by = manager.by) =>
  world.do((tx) => confirmBatch(world.app, tx, { batchId, by }))

async function rowsOf(batchId: string): Promise<BatchRow[]> {
  return findBatchRows(world.db.write, batchId)
}

const said = (row: Pick<BatchRow, 'verdict' | 'remark'>) => `${row.verdict} ${row.remark?.code ?? ''}`.trim()

test('a row is ready, a duplicate or bad, and says why', async () => {
  const known = await world.aClient()
  const closed = await world.aClient()
  await sql`update client set state = 'suspended' where id = ${closed.id}`.execute(world.db.write)
  const member = await world.aPerson({ clientId: known.id, role: 'accountant' })
  const gone = await world.aPerson()
  await sql`update account set state = 'suspended' where id = ${gone.accountId}`.execute(world.db.write)
  const one = aCompany()
  const two = aCompany()
  const sameAs = { bin: known.bin, name: known.name, contract: known.number }
  const short = aBin(24_000).slice(0, 9)

  const checked = await check(
    csv(
      { ...one, rest: 'Іңкәр;kk;Басшы;05.03.2026' },
      { ...one, email: 'buh@example.kz', rest: ';казахский;Бухгалтер' },
      one,
      { ...sameAs, email: known.email },
      { ...sameAs, email: member.email, rest: ';;accountant' },
      { ...sameAs, email: 'second@example.kz', rest: ';;manager' },
      { ...sameAs, contract: 'Новый-1', email: 'third@example.kz', rest: ';;viewer' },
      { ...sameAs, name: 'ТОО «Чужое имя»', contract: 'Новый-2', email: 'x@example.kz' },
      { ...sameAs, email: 'x@example.kz' },
      { ...two, contract: known.number },
      { ...two, contract: one.contract },
      { ...one, name: 'ТОО «Другое»', contract: 'Д-1', email: 'x@example.kz' },
      { ...two, email: gone.email },
      { bin: closed.bin, name: closed.name, contract: closed.number, email: 'x@example.kz' },
      { ...two, bin: '' },
      { ...two, bin: '123456789012' },
      { ...two, bin: '12345' },
      { ...two, bin: '9,60140001234E+11' },
      { ...two, name: '' },
      { ...two, contract: ' № ' },
      { ...two, email: '' },
      { ...two, email: 'кто@где' },
      { ...two, rest: ';de' },
      { ...two, rest: ';;директор' },
      { ...two, rest: ';;;32.13.2026' },
      { ...two, rest: ';;;05.03.2199' },
      `${two.bin};${two.name};${two.contract};${two.email};;;;;лишнее`,
      `${short};${two.name};${two.contract};${two.email}`,
    ),
  )
  assert.deepEqual(checked.rows.map(said), [
    'ready adds_client',
    'ready',
    'duplicate in_file',
    'duplicate invited',
    'duplicate member',
    'ready',
    'ready adds_contract',
    'bad other_name',
    'bad other_email',
    'bad contract_taken',
    'bad contract_in_file',
    'bad name_in_file',
    'bad person_suspended',
    'bad client_inactive',
    'bad bin_empty',
    'bad bin_check',
    'bad bin_length',
    'bad bin_number',
    'bad name_empty',
    'bad contract_empty',
    'bad email_empty',
    'bad email_format',
    'bad lang',
    'bad role',
    'bad date',
    'bad date',
    'bad torn',
    'bad bin_length',
  ])
  assert.deepEqual(checked.counts, { ready: 4, duplicate: 3, bad: 21 })
  const kept = await rowsOf(checked.batchId)
  assert.deepEqual(kept.map(said), checked.rows.map(said))
  for (const { remark } of kept) {
    for (const t of Object.values(world.app.texts)) if (remark) assert.match(remarkText(t, remark), /\p{L}/u)
  }
})

test('a BIN whose noughts a spreadsheet dropped is told from a mistyped one', async () => {
  // Two noughts at the beginning are common: companies registered in the years 2000 to 2009.
  const bin = ['00014000001', '00014000002'].map(makeBin).find((made) => made !== undefined)!
  const checked = await check(csv({ ...aCompany(), bin: bin.replace(/^0+/, '') }))
  assert.deepEqual(checked.rows.map(said), ['bad bin_zero'])
})

test('nothing is added and nothing is sent before the list is confirmed', async () => {
  const before = [await world.count('client'), await world.count('invitation')]
  const company = aCompany()
  const checked = await check(csv(company))
  assert.deepEqual(await sendBatch(world.app, checked.batchId), {
    invited: 0,
    skipped: 0,
    refused: 0,
    left: true,
  })
  assert.deepEqual([await world.count('client'), await world.count('invitation')], before)
  assert.deepEqual(await world.lettersTo(company.email), [])
})

test('the same file of the same person is one list until it is confirmed, and is checked anew each time', async () => {
  const known = await world.aClient()
  const file = csv(
    { bin: known.bin, name: known.name, contract: known.number, email: known.email },
    aCompany(),
  )
  const uploads = await Promise.all([check(file), check(file), check(file)])
  assert.equal(new Set(uploads.map((one) => one.batchId)).size, 1)
  assert.deepEqual(uploads[0].rows.map(said), ['duplicate invited', 'ready adds_client'])

  await world.do((tx) => withdrawInvitation(tx, { invitationId: known.invitationId, by: operator }))
  const again = await check(file)
  assert.equal(again.batchId, uploads[0].batchId)
  assert.deepEqual((await rowsOf(again.batchId)).map(said), ['ready', 'ready adds_client'])

  const colleague = await world.aPerson({ staff: 'manager' })
  assert.notEqual((await check(file, colleague.by)).batchId, again.batchId)
  assert.deepEqual(await confirm(again.batchId, colleague.by), { ok: false, reason: 'not_yours' })
  assert.deepEqual(await confirm(again.batchId), { ok: true, total: 2 })
  assert.notEqual((await check(file)).batchId, again.batchId)
})

test('a list is sent once, however many confirm it at the same moment', async () => {
  const company = aCompany()
  const { batchId } = await check(csv(company))
  const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(batchId)))
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  assert.ok(answers.every((answer) => answer.ok || answer.reason === 'again'))
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pgboss.job where name = 'invitation-batch' and data->>'batchId' = ${batchId}`.execute(
    world.db.write,
  )
  assert.equal(rows[0]!.n, 1)

  await Promise.all(Array.from({ length: 4 }, () => sendBatch(world.app, batchId)))
  assert.deepEqual(
    (await world.lettersTo(company.email)).map((letter) => letter.template),
    ['invitation'],
  )
})

test('a list without a ready row is not confirmed', async () => {
  const { batchId } = await check(csv({ ...aCompany(), email: '' }))
  assert.deepEqual(await confirm(batchId), { ok: false, reason: 'nothing' })
  assert.deepEqual(await confirm('01890000-0000-7000-8000-000000000000'), { ok: false, reason: 'unknown' })
})

test('a sent list adds companies and contracts, invites in each person’s language, and its letters wait behind urgent ones', async () => {
  const company = aCompany()
  const known = await world.aClient()
  const bytes = csv(
    { ...company, email: 'helper@list.example', rest: ';ru;Бухгалтер' },
    { ...company, email: 'boss@list.example', rest: 'Іңкәр;kk;;05.03.2026' },
    { bin: known.bin, name: known.name, contract: 'Ещё-1', email: 'viewer@list.example', rest: ';en;viewer' },
  )
  const { batchId } = await check(bytes)
  await confirm(batchId)
  assert.deepEqual(await sendBatch(world.app, batchId), { invited: 3, skipped: 0, refused: 0, left: false })

  const { rows } = await sql<{
    email: string
    role: string
    lang: string
    contract: string
    signed: string
    owner: string
    urgent: boolean
  }>`
    select i.email, i.role, i.lang, k.number as contract, k.signed_on as signed, k.email as owner, l.urgent
    from invitation i join contract k on k.id = i.contract_id join letter l on l.invitation_id = i.id
    where i.batch_id = ${batchId} order by i.email`.execute(world.db.write)
  const today = isoDay(new Date())
  const day = '2026-03-05'
  assert.deepEqual(rows, [
    // The contract came with the first row that names it; its address and day stand in the owner's.
    {
      email: 'boss@list.example',
      role: 'owner',
      lang: 'kk',
      contract: company.contract,
      signed: day,
      owner: 'boss@list.example',
      urgent: false,
    },
    {
      email: 'helper@list.example',
      role: 'accountant',
      lang: 'ru',
      contract: company.contract,
      signed: day,
      owner: 'boss@list.example',
      urgent: false,
    },
    {
      email: 'viewer@list.example',
      role: 'viewer',
      lang: 'en',
      contract: 'Ещё-1',
      signed: today,
      owner: 'viewer@list.example',
      urgent: false,
    },
  ])
  const [batch] = await findBatches(world.db.write, { id: batchId })
  assert.ok(batch?.finishedAt)
  assert.equal(batch.invited, 3)
  const sent = await sql<{ actor: string; actor_id: string }>`
    select distinct actor, actor_id from audit_entry where action = 'invitation.sent' and object like '%@list.example'`.execute(
    world.db.write,
  )
  assert.deepEqual(
    sent.rows.map((row) => row.actor_id),
    [manager.accountId],
  )
})

test('what has changed since the check is noticed when a row is sent, and a refused row leaves nothing behind', async () => {
  const [one, two, three] = [aCompany(), aCompany(), aCompany()]
  const known = await world.aClient()
  await world.do((tx) => withdrawInvitation(tx, { invitationId: known.invitationId, by: operator }))
  const sameAs = { bin: known.bin, name: known.name, contract: known.number }
  const { batchId } = await check(
    csv(
      one,
      two,
      three,
      { ...sameAs, email: 'here@example.kz', rest: ';;viewer' },
      { ...sameAs, email: 'already@example.kz', rest: ';;viewer' },
    ),
  )
  await confirm(batchId)
  await world.aClient({ number: one.contract })
  const person = await world.aPerson({ email: two.email })
  await sql`update account set state = 'suspended' where id = ${person.accountId}`.execute(world.db.write)
  await world.aClient({ bin: three.bin, name: three.name, number: three.contract, email: 'other@example.kz' })
  await world.aPerson({ email: 'here@example.kz', clientId: known.id, role: 'viewer' })
  const other = await check(csv({ ...sameAs, email: 'already@example.kz', rest: ';;viewer' }))
  await confirm(other.batchId)
  await sendBatch(world.app, other.batchId)

  assert.deepEqual(await sendBatch(world.app, batchId), { invited: 0, skipped: 2, refused: 3, left: false })
  assert.deepEqual(
    (await rowsOf(batchId)).map((row) => `${row.state} ${row.remark?.code}`),
    [
      'refused contract_taken',
      'refused person_suspended',
      'refused other_email',
      'skipped member',
      'skipped invited',
    ],
  )
  const { rows } = await sql`select from client where bin in (${one.bin}, ${two.bin})`.execute(world.db.write)
  assert.equal(rows.length, 0)
})

test('a list goes on where a dead worker left it, and no row is sent twice', async () => {
  const companies = Array.from({ length: 6 }, () => aCompany())
  const { batchId } = await check(csv(...companies))
  await confirm(batchId)

  // A worker in the middle of a row: it holds the row, has invited, and will never commit.
  let dies!: (reason: Error) => void
  const death = new Promise<never>((_resolve, reject) => (dies = reject))
  let holds!: () => void
  const held = new Promise<void>((resolve) => (holds = resolve))
  const worker = world.db.transaction(async (tx: Tx) => {
    await sql`
      select from invitation_batch_row where batch_id = ${batchId} and n = 4 for no key update`.execute(tx)
    await sql`update invitation_batch_row set state = 'invited' where batch_id = ${batchId} and n = 4`.execute(
      tx,
    )
    holds()
    return death
  })
  await held

  assert.deepEqual(await sendBatch(world.app, batchId), { invited: 5, skipped: 0, refused: 0, left: true })
  assert.equal((await findBatches(world.db.write, { id: batchId }))[0]!.finishedAt, null)
  dies(new Error('killed'))
  await assert.rejects(worker, /killed/)

  // What the clock enqueues every minute finds the list by itself.
  await batchConfirmed.run(world.app, {}, new AbortController().signal)
  const [batch] = await findBatches(world.db.write, { id: batchId })
  assert.ok(batch?.finishedAt)
  assert.equal(batch.invited, 6)
  for (const { email } of companies) assert.equal((await world.lettersTo(email)).length, 1, email)
})

test('a worker does a few seconds’ worth and leaves the rest to the next', async () => {
  const { batchId } = await check(csv(aCompany(), aCompany()))
  await confirm(batchId)
  assert.deepEqual(await sendBatch(world.app, batchId, { forMs: -1 }), {
    invited: 0,
    skipped: 0,
    refused: 0,
    left: true,
  })
  assert.deepEqual(await sendBatch(world.app, batchId), { invited: 2, skipped: 0, refused: 0, left: false })
})

test('a row that breaks stops nobody, is tried again, and is given up after an hour', async () => {
  const [good, other] = [aCompany(), aCompany()]
  const { batchId } = await check(csv(aCompany(), good, other))
  await confirm(batchId)
  const broken = {
    bin: aBin(23_000),
    name: '',
    contract: 'X',
    email: { shown: 'b@example.kz', key: 'b@example.kz' },
  }
  const rest = {
    person: '',
    lang: 'ru',
    role: 'owner',
    signedOn: '2026-03-05',
    contractAddress: broken.email,
  }
  // A company without a name breaks a constraint that no check of the file lets through.
  await sql`
    insert into invitation_batch_row (batch_id, n, cells, verdict)
    values (${batchId}, 1, ${JSON.stringify({ read: { ...broken, ...rest } })}::jsonb, 'ready')`.execute(
    world.db.write,
  )

  await assert.rejects(sendBatch(world.app, batchId), /1 rows/)
  assert.equal((await world.lettersTo(good.email)).length, 1)
  assert.equal((await world.lettersTo(other.email)).length, 1)
  assert.equal((await rowsOf(batchId))[0]!.state, 'waiting')

  await sql`update invitation_batch set confirmed_at = now() - interval '61 minutes' where id = ${batchId}`.execute(
    world.db.write,
  )
  assert.deepEqual(await sendBatch(world.app, batchId), { invited: 0, skipped: 0, refused: 1, left: false })
  assert.deepEqual((await rowsOf(batchId))[0]!.remark, { code: 'broken' })
})

test('a thousand rows are checked within two seconds', async () => {
  const rows = Array.from({ length: 1000 }, () => aCompany())
  const started = performance.now()
  const checked = await check(csv(...rows))
  const took = performance.now() - started
  assert.equal(checked.counts.ready, 1000)
  assert.ok(took < 2000, `it took ${Math.round(took)} ms`)
})
