import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { approveRegistration, declineRegistration, type ApprovalRequest } from './decide-registration.ts'
import { suspendClient } from '../clients/suspend-client.ts'
import { aBin, openWorld, operator, type Someone, type World } from '../clients/testing.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

let n = 700
/** A confirmed request for access, with the person who made it. */
async function aRequest(facts: { bin?: string; contract?: string } = {}) {
  n++
  const bin = facts.bin ?? aBin(n)
  const someone = await world.aPerson()
  const { rows } = await sql<{ id: string; number: bigint }>`
    insert into registration (email, email_key, lang, has_contract, contract_number, bin, company, person, phone, state,
      confirmed_at, account_id)
    values (${someone.email}, ${someone.email}, 'ru', true, ${facts.contract ?? `ЗАЯВ-${n}`}, ${bin}, 'ТОО «Заявка»', 'Айгүл',
      '+77010000000', 'new', now(), ${someone.accountId}) returning id, number`.execute(world.db.write)
  return { ...rows[0]!, bin, someone, contract: facts.contract ?? `ЗАЯВ-${n}` }
}

type Requested = Awaited<ReturnType<typeof aRequest>>

const approve = (request: Requested, more: Partial<ApprovalRequest> = {}) =>
  world.do((tx) =>
    approveRegistration(tx, {
      registrationId: request.id,
      role: 'owner',
      contract: { company: 'ТОО «Заявка»', number: request.contract, signedOn: '2026-03-05' },
      by: operator,
      ...more,
    }),
  )
const decline = (request: Requested) =>
  world.do((tx) =>
    declineRegistration(tx, { registrationId: request.id, reason: 'Договор расторгнут', by: operator }),
  )
const clientsOf = async (someone: Someone) =>
  (
    await sql<{ client_id: string; role: string }>`
    select client_id, role from membership where account_id = ${someone.accountId}`.execute(world.db.read)
  ).rows

test('an approved request of a new company makes the client, the contract and its owner', async () => {
  const request = await aRequest()
  await world.signIn(request.someone)
  const approved = await approve(request)
  assert.ok(approved.ok)
  assert.deepEqual(await clientsOf(request.someone), [{ client_id: approved.clientId, role: 'owner' }])
  assert.deepEqual(await world.cabinets(request.someone), [approved.clientId])
  assert.deepEqual(await world.lettersTo(request.someone.email), [
    {
      template: 'registration_approved',
      params: { number: String(request.number), company: 'ТОО «Заявка»' },
    },
  ])
})

test('an approved request of a company that is a client already joins it', async () => {
  const client = await world.aClient()
  const request = await aRequest({ bin: client.bin })
  const approved = await approve(request, { role: 'accountant', contract: undefined })
  assert.ok(approved.ok)
  assert.deepEqual(await clientsOf(request.someone), [{ client_id: client.id, role: 'accountant' }])
})

test('of many who decide one request at the same moment, one does', async () => {
  const request = await aRequest()
  const answers = await Promise.all([
    approve(request),
    approve(request),
    decline(request),
    approve(request),
    decline(request),
  ])
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  assert.ok(answers.every((answer) => answer.ok || answer.reason === 'decided'))
  assert.equal((await world.lettersTo(request.someone.email)).length, 1)
})

test('two requests of one new company approved at the same moment make one client', async () => {
  const bin = aBin(8000)
  const [one, two] = [await aRequest({ bin }), await aRequest({ bin })]
  const answers = await Promise.all([approve(one), approve(two)])
  assert.ok(answers.every((answer) => answer.ok))
  assert.deepEqual(
    (await clientsOf(one.someone)).map((membership) => membership.client_id),
    (await clientsOf(two.someone)).map((membership) => membership.client_id),
  )
})

test('an approval that cannot be carried out leaves the request waiting', async () => {
  const taken = await world.aClient()
  const request = await aRequest({ contract: taken.number })
  assert.deepEqual(await approve(request, { contract: undefined }), { ok: false, reason: 'no_contract' })
  assert.deepEqual(await approve(request), { ok: false, reason: 'number_taken' })
  await sql`update account set state = 'suspended' where id = ${request.someone.accountId}`.execute(
    world.db.write,
  )
  assert.deepEqual(await approve(request), { ok: false, reason: 'person_inactive' })
  await sql`update account set state = 'active' where id = ${request.someone.accountId}`.execute(
    world.db.write,
  )

  const suspended = await aRequest({ bin: taken.bin })
  await world.do((tx) => suspendClient(tx, { clientId: taken.id, reason: 'долг', by: operator }))
  assert.deepEqual(await approve(suspended), { ok: false, reason: 'client_inactive' })
  const { rows } = await sql`
    select state from registration where id in (${request.id}, ${suspended.id})`.execute(world.db.read)
  assert.deepEqual(rows, [{ state: 'new' }, { state: 'new' }])
})

test('a declined request tells the person why, and they have no company', async () => {
  const request = await aRequest()
  assert.ok((await decline(request)).ok)
  assert.deepEqual(await clientsOf(request.someone), [])
  assert.deepEqual(await world.lettersTo(request.someone.email), [
    {
      template: 'registration_declined',
      params: { number: String(request.number), reason: 'Договор расторгнут' },
    },
  ])
  assert.deepEqual(await approve(request), { ok: false, reason: 'decided' })
})

test('a request whose address is not proven yet is nobody’s to decide', async () => {
  const { rows } = await sql<{ id: string }>`
    insert into registration (email, email_key, lang, has_contract, bin, company, person, phone)
    values ('a@example.kz', 'a@example.kz', 'ru', false, ${aBin(8100)}, 'X', 'Y', '+77010000000') returning id`.execute(
    world.db.write,
  )
  const answer = await world.do((tx) =>
    declineRegistration(tx, { registrationId: rows[0]!.id, reason: 'нет', by: operator }),
  )
  assert.deepEqual(answer, { ok: false, reason: 'unknown' })
})
