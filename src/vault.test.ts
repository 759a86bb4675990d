import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { openDatabase, type Database } from './db/database.ts'
import { keyring } from './secrets.ts'
import { testDatabase } from './testing/database.ts'
import { openVault } from './vault.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
before(async () => {
  database = await testDatabase()
  db = openDatabase(database.url, 4)
})
after(async () => {
  await db.close()
  await database.drop()
})

const secret = () => randomBytes(32).toString('base64')

test('the vault survives changes of the secret, and opens for nobody without one', async () => {
  const [first, second] = [secret(), secret()]
  const opened = await Promise.all(Array.from({ length: 5 }, () => openVault(db, keyring([first]))))
  const id = randomUUID()
  const made = opened[0]!.mac('code', id)
  for (const vault of opened) assert.deepEqual(vault.mac('code', id), made, 'one first start makes one key')

  await assert.rejects(openVault(db, keyring([second])), /SECRET_KEY/)
  assert.deepEqual((await openVault(db, keyring([second, first]))).mac('code', id), made)
  assert.deepEqual((await openVault(db, keyring([second]))).mac('code', id), made, 'it was sealed anew')
  await assert.rejects(openVault(db, keyring([first])), /SECRET_KEY/)
})
