import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { suspendAccount } from './suspend-account.ts'
import { addClient, type NewClient } from './add-client.ts'
import { addContract } from './add-contract.ts'
import { changeContractEmail } from './change-contract-email.ts'
import { aBin, anAddress, openWorld, operator, type World } from './testing.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

let n = 500
function aRequest(facts: Partial<NewClient> = {}): NewClient {
  n++
  return {
    bin: aBin(n),
    name: `ТОО «Новая ${n}»`,
    contractNumber: `НОВ-${n}`,
    signedOn: '2026-03-05',
    address: anAddress(`new${n}@example.kz`),
    person: 'Айгүл Бекова',
    lang: 'kk',
    by: operator,
    ...facts,
  }
}

test('a new client has its contract, and its owner a letter at the address of the contract', async () => {
  const request = aRequest()
  const added = await world.do((tx) => addClient(world.app, tx, request))
  assert.ok(added.ok)
  const letters = await world.lettersTo(request.address.shown)
  assert.deepEqual(letters, [
    {
      template: 'invitation',
      params: { company: request.name, contract: request.contractNumber, role: 'owner' },
    },
  ])
  const { rows } = await sql`
    select number, signed_on, email from contract where client_id = ${added.clientId}`.execute(world.db.read)
  assert.deepEqual(rows, [
    { number: request.contractNumber, signed_on: '2026-03-05', email: request.address.shown },
  ])
})

test('of many who add one BIN at the same moment, one adds it', async () => {
  const bin = aBin(9000)
  const before = { clients: await world.count('client'), contracts: await world.count('contract') }
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => world.do((tx) => addClient(world.app, tx, aRequest({ bin })))),
  )
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  assert.deepEqual(
    answers.filter((answer) => !answer.ok).map((answer) => answer.reason),
    Array.from({ length: 5 }, () => 'bin_taken'),
  )
  assert.equal(await world.count('client'), before.clients + 1)
  assert.equal(await world.count('contract'), before.contracts + 1)
})

test('of many clients with one contract number, one is added and of the others nothing stays', async () => {
  const before = { clients: await world.count('client'), invitations: await world.count('invitation') }
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      world.do((tx) => addClient(world.app, tx, aRequest({ contractNumber: 'ОДИН-1' }))),
    ),
  )
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  assert.ok(answers.every((answer) => answer.ok || answer.reason === 'number_taken'))
  assert.equal(await world.count('client'), before.clients + 1)
  assert.equal(await world.count('invitation'), before.invitations + 1)
})

test('a client whose owner is suspended is not added at all', async () => {
  const someone = await world.aPerson()
  await world.do((tx) => suspendAccount(tx, { accountId: someone.accountId, reason: 'test', by: operator }))
  const clients = await world.count('client')
  const answer = await world.do((tx) =>
    addClient(world.app, tx, aRequest({ address: anAddress(someone.email) })),
  )
  assert.deepEqual(answer, { ok: false, reason: 'person_suspended' })
  assert.equal(await world.count('client'), clients)
})

test('a person of another company is invited to join with the account they have', async () => {
  const someone = await world.aPerson({ clientId: (await world.aClient()).id })
  const added = await world.do((tx) =>
    addClient(world.app, tx, aRequest({ address: anAddress(someone.email) })),
  )
  assert.ok(added.ok)
  assert.deepEqual((await world.lettersTo(someone.email)).at(-1)?.template, 'invitation_join')
})

test('a second contract needs a number of its own', async () => {
  const client = await world.aClient({ number: 'ВТОР-1' })
  const contract = (contractNumber: string) =>
    world.do((tx) =>
      addContract(tx, {
        clientId: client.id,
        contractNumber,
        signedOn: '2026-04-01',
        address: anAddress('buh@example.kz'),
        by: operator,
      }),
    )
  assert.deepEqual(await contract('ВТОР-1'), { ok: false, reason: 'number_taken' })
  assert.ok((await contract('ВТОР-2')).ok)
})

test('a corrected address takes the waiting invitation with it, and the old link is dead', async () => {
  const client = await world.aClient({ email: 'mistyped@exmaple.kz' })
  const change = () =>
    world.do((tx) =>
      changeContractEmail(world.app, tx, {
        clientId: client.id,
        contractId: client.contractId,
        address: anAddress('Right@example.kz'),
        by: operator,
      }),
    )
  assert.deepEqual(await change(), { ok: true, invited: true })
  assert.deepEqual(await change(), { ok: false, reason: 'same' })
  const { rows } = await sql`
    select i.email, i.role, i.lang, i.revoked_at is not null as withdrawn,
      (select count(*)::int from link l where l.subject_id = i.id and l.ended_at is null) as alive
    from invitation i where client_id = ${client.id} order by id`.execute(world.db.read)
  assert.deepEqual(rows, [
    { email: 'mistyped@exmaple.kz', role: 'owner', lang: 'ru', withdrawn: true, alive: 0 },
    { email: 'Right@example.kz', role: 'owner', lang: 'ru', withdrawn: false, alive: 1 },
  ])
})

test('a corrected address invites nobody when nobody was waiting', async () => {
  const client = await world.aClient()
  await sql`update invitation set revoked_at = now() where client_id = ${client.id}`.execute(world.db.write)
  const changed = await world.do((tx) =>
    changeContractEmail(world.app, tx, {
      clientId: client.id,
      contractId: client.contractId,
      address: anAddress('other@example.kz'),
      by: operator,
    }),
  )
  assert.deepEqual(changed, { ok: true, invited: false })
})
