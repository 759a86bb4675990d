import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { changeRole } from './change-role.ts'
import { handOver } from './hand-over.ts'
import { removePerson } from './remove-person.ts'
import { restoreAccount, suspendAccount } from './suspend-account.ts'
import { restoreClient, suspendClient } from './suspend-client.ts'
import { openWorld, operator, type Someone, type World } from './testing.ts'
import type { ClientRole } from '../accounts/roles.ts'
import { openLink } from '../accounts/link.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const remove = (clientId: string, who: Someone, by: Someone['by'] | typeof operator) =>
  world.do((tx) => removePerson(tx, { clientId, accountId: who.accountId, by }))
const setRole = (clientId: string, who: Someone, role: ClientRole, by: Someone['by'] | typeof operator) =>
  world.do((tx) => changeRole(tx, { clientId, accountId: who.accountId, role, by }))

/** Aigul owns the account, Bolat works with her. */
async function aCompany() {
  const client = await world.aClient()
  const aigul = await world.aPerson({ clientId: client.id, role: 'owner' })
  const bolat = await world.aPerson({ clientId: client.id, role: 'manager' })
  return { client, aigul, bolat }
}

test('a removed person is out at once, and in another company of theirs if they have one', async () => {
  const { client, aigul, bolat } = await aCompany()
  const other = await world.aClient()
  const dana = await world.aPerson({ clientId: client.id, role: 'viewer' })
  await sql`insert into membership values (${other.id}, ${dana.accountId}, 'viewer')`.execute(world.db.write)
  await world.signIn(bolat, client.id)
  await world.signIn(dana, client.id)

  assert.ok((await remove(client.id, bolat, aigul.by)).ok)
  assert.ok((await remove(client.id, dana, aigul.by)).ok)
  assert.deepEqual(await world.cabinets(bolat), [])
  assert.deepEqual(await world.cabinets(dana), [other.id])
  assert.equal(await world.roleOf(bolat, client.id), undefined)
  assert.deepEqual(await remove(client.id, bolat, aigul.by), { ok: false, reason: 'unknown' })
})

test('nobody removes themselves, and the last owner is removed by nobody', async () => {
  const { client, aigul } = await aCompany()
  assert.deepEqual(await remove(client.id, aigul, aigul.by), { ok: false, reason: 'self' })
  assert.deepEqual(await remove(client.id, aigul, operator), { ok: false, reason: 'last_owner' })
})

test('of two owners who remove each other at the same moment, one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const { client, aigul } = await aCompany()
    const owner = await world.aPerson({ clientId: client.id, role: 'owner' })
    const answers = await Promise.all([
      remove(client.id, owner, aigul.by),
      remove(client.id, aigul, owner.by),
    ])
    assert.equal(answers.filter((answer) => answer.ok).length, 1)
    const roles = [await world.roleOf(aigul, client.id), await world.roleOf(owner, client.id)]
    assert.equal(roles.filter((role) => role === 'owner').length, 1)
  }
})

test('an owner who is suspended does not count as one who stays', async () => {
  const { client, aigul } = await aCompany()
  const away = await world.aPerson({ clientId: client.id, role: 'owner' })
  await world.do((tx) => suspendAccount(tx, { accountId: away.accountId, reason: 'уволен', by: operator }))
  assert.deepEqual(await remove(client.id, aigul, operator), { ok: false, reason: 'last_owner' })
})

test('only owners and the staff who run clients remove people', async () => {
  const { client, aigul, bolat } = await aCompany()
  const viewer = await world.aPerson({ clientId: client.id, role: 'viewer' })
  const stranger = await world.aPerson({ clientId: (await world.aClient()).id, role: 'owner' })
  const support = await world.aPerson({ staff: 'support' })
  const manager = await world.aPerson({ staff: 'manager' })
  for (const by of [bolat.by, stranger.by, support.by])
    assert.deepEqual(await remove(client.id, viewer, by), { ok: false, reason: 'not_allowed' })
  assert.ok((await remove(client.id, viewer, manager.by)).ok)
  assert.ok((await remove(client.id, bolat, aigul.by)).ok)
})

test('a role counts from the next request on, and an owner cannot leave the company without one', async () => {
  const { client, aigul, bolat } = await aCompany()
  assert.deepEqual(await setRole(client.id, aigul, 'viewer', aigul.by), { ok: false, reason: 'last_owner' })
  assert.ok((await setRole(client.id, bolat, 'owner', aigul.by)).ok)
  assert.equal(await world.roleOf(bolat, client.id), 'owner')
  assert.ok((await setRole(client.id, aigul, 'viewer', aigul.by)).ok)
  assert.equal(await world.roleOf(aigul, client.id), 'viewer')
})

test('a manager neither gives nor takes a role above their own', async () => {
  const { client, aigul, bolat } = await aCompany()
  const dana = await world.aPerson({ clientId: client.id, role: 'viewer' })
  assert.deepEqual(await setRole(client.id, dana, 'owner', bolat.by), { ok: false, reason: 'not_allowed' })
  assert.deepEqual(await setRole(client.id, aigul, 'viewer', bolat.by), { ok: false, reason: 'not_allowed' })
  assert.ok((await setRole(client.id, dana, 'dispatcher', bolat.by)).ok)
  assert.deepEqual(await setRole(client.id, bolat, 'dispatcher', dana.by), {
    ok: false,
    reason: 'not_allowed',
  })
})

test('of two owners who step down at the same moment, one stays', async () => {
  const { client, aigul } = await aCompany()
  const owner = await world.aPerson({ clientId: client.id, role: 'owner' })
  const answers = await Promise.all([
    setRole(client.id, aigul, 'viewer', aigul.by),
    setRole(client.id, owner, 'viewer', owner.by),
  ])
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
})

test('handing over makes one owner and one manager, and the giver cannot do it twice', async () => {
  const { client, aigul, bolat } = await aCompany()
  const dana = await world.aPerson({ clientId: client.id, role: 'viewer' })
  const give = (to: Someone, by: Someone) =>
    world.do((tx) => handOver(tx, { clientId: client.id, toAccountId: to.accountId, by: by.by }))
  assert.deepEqual(await give(dana, bolat), { ok: false, reason: 'not_allowed' })
  assert.deepEqual(await give(aigul, aigul), { ok: false, reason: 'unknown' })
  const answers = await Promise.all([give(bolat, aigul), give(dana, aigul)])
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  const { rows } = await sql<{ role: string }>`
    select role from membership where client_id = ${client.id} order by role`.execute(world.db.read)
  assert.equal(rows.filter(({ role }) => role === 'owner').length, 1)
  assert.equal(await world.roleOf(aigul, client.id), 'manager')
})

test('a suspended company signs its people out, but not those who have another one', async () => {
  const { client, aigul, bolat } = await aCompany()
  const other = await world.aClient()
  await sql`insert into membership values (${other.id}, ${bolat.accountId}, 'viewer')`.execute(world.db.write)
  await world.signIn(aigul, client.id)
  await world.signIn(bolat, client.id)
  const suspend = () =>
    world.do((tx) => suspendClient(tx, { clientId: client.id, reason: 'долг', by: operator }))

  const answers = await Promise.all([suspend(), suspend()])
  assert.deepEqual(answers.map((answer) => answer.ok).toSorted(), [false, true])
  assert.deepEqual(await world.cabinets(aigul), [])
  assert.deepEqual(await world.cabinets(bolat), [client.id])
  assert.deepEqual(await world.lettersTo(aigul.email), [
    { template: 'suspended', params: { company: client.name } },
  ])
  assert.deepEqual(await world.lettersTo(bolat.email), [])

  const restore = () => world.do((tx) => restoreClient(tx, { clientId: client.id, by: operator }))
  assert.ok((await restore()).ok)
  assert.deepEqual(await restore(), { ok: false, reason: 'already' })
})

test('a suspended person has no session, no known browser, no living link and no invitation', async () => {
  const { client, bolat } = await aCompany()
  await world.signIn(bolat, client.id)
  await sql`insert into device (account_id, secret_hash) values (${bolat.accountId}, sha256('x'))`.execute(
    world.db.write,
  )
  const other = await world.aClient({ email: bolat.email })
  await world.do((tx) =>
    openLink(tx, world.app.config.keys, {
      purpose: 'reset',
      subjectId: bolat.accountId,
      emailKey: bolat.email,
      minutes: 60,
    }),
  )
  const suspended = await world.do((tx) =>
    suspendAccount(tx, { accountId: bolat.accountId, reason: 'подозрение', by: operator }),
  )
  assert.ok(suspended.ok)
  assert.deepEqual(await world.cabinets(bolat), [])
  const { rows } = await sql`
    select (select count(*)::int from device where account_id = ${bolat.accountId} and revoked_at is null) as devices,
      (select count(*)::int from link where email_key = ${bolat.email} and used_at is null and ended_at is null) as links,
      (select count(*)::int from invitation where client_id = ${other.id} and revoked_at is null) as invitations`.execute(
    world.db.read,
  )
  assert.deepEqual(rows, [{ devices: 0, links: 0, invitations: 0 }])

  const restored = await world.do((tx) => restoreAccount(tx, { accountId: bolat.accountId, by: operator }))
  assert.ok(restored.ok)
  assert.equal(await world.roleOf(bolat, client.id), 'manager')
})

test('colleagues are suspended by an administrator only, and the last administrator by nobody', async () => {
  const [one, two] = [await world.aPerson({ staff: 'admin' }), await world.aPerson({ staff: 'admin' })]
  const manager = await world.aPerson({ staff: 'manager' })
  const support = await world.aPerson({ staff: 'support' })
  const suspend = (who: Someone, by: Someone) =>
    world.do((tx) => suspendAccount(tx, { accountId: who.accountId, reason: 'test', by: by.by }))
  assert.deepEqual(await suspend(support, manager), { ok: false, reason: 'not_allowed' })
  assert.deepEqual(await suspend(one, one), { ok: false, reason: 'self' })
  assert.ok((await suspend(support, one)).ok)
  const answers = await Promise.all([suspend(one, two), suspend(two, one)])
  assert.equal(answers.filter((answer) => answer.ok).length, 1)
  const last = answers[0]?.ok ? two : one
  const answer = await world.do((tx) =>
    suspendAccount(tx, { accountId: last.accountId, reason: 'test', by: operator }),
  )
  assert.deepEqual(answer, { ok: false, reason: 'last_admin' })
})
