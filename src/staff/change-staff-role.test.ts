import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { openWorld, operator, type Someone, type World } from '../clients/testing.ts'
import { suspendAccount } from '../clients/suspend-account.ts'
import type { Tx } from '../db/database.ts'
import { changeStaffRole } from './change-staff-role.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())
beforeEach(async () => {
  await sql`delete from staff_member`.execute(world.db.write)
})

const demote = (tx: Tx, whom: Someone, by: Someone) =>
  changeStaffRole(tx, { accountId: whom.accountId, role: 'support', by: by.by })
const close = (tx: Tx, whom: Someone, by: Someone) =>
  suspendAccount(tx, { accountId: whom.accountId, reason: 'ушёл', by: by.by })

async function adminsLeft(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from staff_member f join account a on a.id = f.account_id
    where f.role = 'admin' and a.state = 'active'`.execute(world.db.write)
  return rows[0]!.n
}

test('an administrator gives a colleague another role, and it is written down', async () => {
  const [admin, colleague] = [
    await world.aPerson({ staff: 'admin' }),
    await world.aPerson({ staff: 'support' }),
  ]
  const request = { accountId: colleague.accountId, role: 'manager', by: admin.by } as const
  const changed = await world.do((tx) => changeStaffRole(tx, request))
  assert.ok(changed.ok && changed.changed)
  const again = await world.do((tx) => changeStaffRole(tx, request))
  assert.ok(again.ok && !again.changed)
  const { rows } = await sql`
    select action, actor_id, object, before, after from audit_entry where account_id = ${colleague.accountId}`.execute(
    world.db.write,
  )
  assert.deepEqual(rows, [
    {
      action: 'staff.role_changed',
      actor_id: admin.accountId,
      object: colleague.email,
      before: { role: 'support' },
      after: { role: 'manager' },
    },
  ])
})

test('nobody changes their own role, and only an administrator changes another’s', async () => {
  const [admin, manager] = [
    await world.aPerson({ staff: 'admin' }),
    await world.aPerson({ staff: 'manager' }),
  ]
  assert.deepEqual(await world.do((tx) => demote(tx, admin, admin)), { ok: false, reason: 'self' })
  assert.deepEqual(await world.do((tx) => demote(tx, admin, manager)), { ok: false, reason: 'not_allowed' })
  const stranger = await world.aPerson()
  assert.deepEqual(await world.do((tx) => demote(tx, stranger, admin)), { ok: false, reason: 'unknown' })
})

test('the last administrator stays one, even for the operator’s command', async () => {
  const admin = await world.aPerson({ staff: 'admin' })
  const suspended = await world.aPerson({ staff: 'admin' })
  await sql`update account set state = 'suspended' where id = ${suspended.accountId}`.execute(world.db.write)
  const request = { accountId: admin.accountId, role: 'auditor', by: operator } as const
  assert.deepEqual(await world.do((tx) => changeStaffRole(tx, request)), { ok: false, reason: 'last_admin' })
})

const DUELS: Record<string, [typeof demote | typeof close, typeof demote | typeof close]> = {
  'two administrators demote each other': [demote, demote],
  'two administrators close each other’s access': [close, close],
  'one demotes while the other closes the access': [demote, close],
}

for (const [name, [first, second]] of Object.entries(DUELS)) {
  test(`one administrator is left when ${name} at the same moment`, async () => {
    for (let round = 0; round < 5; round++) {
      await sql`delete from staff_member`.execute(world.db.write)
      const [one, two] = [await world.aPerson({ staff: 'admin' }), await world.aPerson({ staff: 'admin' })]
      const answers = await Promise.all([
        world.do((tx) => first(tx, two, one)),
        world.do((tx) => second(tx, one, two)),
      ])
      assert.equal(answers.filter((answer) => answer.ok).length, 1, JSON.stringify(answers))
      assert.equal(await adminsLeft(), 1)
    }
  })
}

test('looking before locking would leave nobody: the race is real', async () => {
  const [one, two] = [await world.aPerson({ staff: 'admin' }), await world.aPerson({ staff: 'admin' })]
  let looked = 0
  let bothLooked!: () => void
  const meeting = new Promise<void>((resolve) => (bothLooked = resolve))
  const naive = (whom: Someone) =>
    world.do(async (tx) => {
      const { rows } =
        await sql`select from staff_member where role = 'admin' and account_id <> ${whom.accountId}`.execute(
          tx,
        )
      if (++looked === 2) bothLooked()
      await meeting
      if (rows.length > 0)
        await sql`update staff_member set role = 'support' where account_id = ${whom.accountId}`.execute(tx)
    })
  await Promise.all([naive(one), naive(two)])
  assert.equal(await adminsLeft(), 0)
})

test('a colleague whose access is closed is out at once', async () => {
  const [admin, colleague] = [
    await world.aPerson({ staff: 'admin' }),
    await world.aPerson({ staff: 'manager' }),
  ]
  await world.signIn(colleague)
  await world.signIn(colleague)
  assert.equal((await world.cabinets(colleague)).length, 2)
  const closed = await world.do((tx) => close(tx, colleague, admin))
  assert.ok(closed.ok)
  assert.equal((await world.cabinets(colleague)).length, 0)
})
