import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { createHasher } from './password-hash.ts'
import { testSite, waitFor, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

test('a hash of weaker costs is renewed at the next sign-in', async () => {
  const person = await site.aPerson()
  const weak = await createHasher({ costs: { memoryKib: 8192, passes: 1, lanes: 1 } }).hash(person.password)
  await sql`update account set password_hash = ${weak} where id = ${person.id}`.execute(site.owner)
  await site.signedIn(person)
  await waitFor(async () => {
    const { rows } = await sql<{
      password_hash: string
    }>`select password_hash from account where id = ${person.id}`.execute(site.owner)
    return rows[0]!.password_hash.includes('m=19456,t=2,p=1')
  }, 'the renewed hash')
  await site.signedIn(person)
})
