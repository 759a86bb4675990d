import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { invite } from '../accounts/invite.ts'
import type { Browser } from '../testing/browser.ts'
import { addressOf, testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
let manager: Browser
before(async () => {
  site = await testSite()
  manager = await site.signedIn(await site.aPerson({ staff: 'manager' }))
})
after(() => site.stop())

test('the counter of invitations that end soon leads to exactly those', async () => {
  const client = await site.aClient({ name: 'ТОО «Скоро»' })
  const ending = async (name: string, hours: number, more = sql`opened_at = null`) => {
    const id = await site.invited({ email: `${name}@example.kz`, clientId: client.id })
    await sql`update invitation set expires_at = now() + make_interval(hours => ${hours}), ${more} where id = ${id}`.execute(
      site.owner,
    )
    return id
  }
  await ending('hour', 1)
  await ending('almost', 47, sql`opened_at = now()`)
  const bounced = await ending('returned', 20)
  await site.letter('returned@example.kz')
  await sql`update letter set state = 'bounced', sent_at = null where invitation_id = ${bounced}`.execute(
    site.owner,
  )
  await ending('later', 49)
  await ending('over', -1)
  await ending('withdrawn', 5, sql`revoked_at = now()`)
  // The retailer's own people are invited on a page of their own.
  await site.app.db.transaction((tx) =>
    invite(site.app, tx, {
      address: addressOf('colleague@example.kz'),
      name: '',
      lang: 'ru',
      role: 'support',
      by: { name: 'test' },
    }),
  )
  await sql`update invitation set expires_at = now() + interval '1 hour' where email = 'colleague@example.kz'`.execute(
    site.owner,
  )

  const today = await manager.get('/office')
  assert.match(today.words, /Приглашения скоро истекут 3/)
  assert.match(today.text, /href="\/office\/invitations\?ends=soon"/)
  const shown = async (path: string) => {
    const { text } = await manager.get(path)
    return [...text.matchAll(/invitations\/[0-9a-f-]{36}">(\w+)@/g)].map(([, name]) => name)
  }
  const list = await manager.get('/office/invitations?ends=soon')
  assert.match(list.words, /Истекают в ближайшие 2 дня/)
  assert.deepEqual(await shown('/office/invitations?ends=soon'), ['returned', 'almost', 'hour'])
  // The states part them, a search narrows them, and taking the filter off shows the others again.
  assert.match(list.text, /href="\/office\/invitations\?state=opened&amp;ends=soon"/)
  assert.deepEqual(await shown('/office/invitations?state=opened&ends=soon'), ['almost'])
  assert.deepEqual(await shown('/office/invitations?q=hour&ends=soon'), ['hour'])
  assert.match(list.text, /name="ends" value="soon"/)
  assert.equal((await shown('/office/invitations')).length, 6)
})
