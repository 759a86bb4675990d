import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import test, { after, before } from 'node:test'
import { promisify } from 'node:util'
import { callApi } from '../testing/api.ts'
import { aStation } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'

const SECRET_KEY = randomBytes(32).toString('base64')
let site: TestSite
before(async () => {
  site = await testSite({ SECRET_KEY })
})
after(() => site.stop())

const run = (...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    ['--import', './scripts/tsx.ts', 'src/cli.ts', 'terminal', 'add', ...args],
    {
      env: { ...process.env, DATABASE_URL: site.databaseUrl, SECRET_KEY },
    },
  ).catch((error: { code: number; stderr: string }) => error)

test('the operator’s command gives a till its key, once, and the key works', async () => {
  const { number } = await aStation(site.app)
  const made = await run('--station', number, '--json')
  assert.ok('stdout' in made)
  const { key, name, station } = JSON.parse(made.stdout) as Record<string, string>
  assert.equal(station, number)
  assert.equal(name, 'Касса 2')
  const beat = await callApi(site, '/api/pos/v1/heartbeat', { key: key!, body: {} })
  assert.equal(beat.status, 200)
  assert.deepEqual(beat.body['station'], { number, name: `АЗС ${number}` })

  const told = await run('--station', number, '--name', 'Киоск')
  assert.ok('stdout' in told)
  assert.match(told.stdout, /^Киоск at S-\S+ АЗС S-\S+. Its key, shown only now:\ntill_[\w-]{43}\n$/)
})

test('a station that does not exist gets none', async () => {
  const refused = await run('--station', 'nowhere')
  assert.ok('code' in refused)
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /no station nowhere: stations are added in the office/)
  const wrong = await run()
  assert.ok('code' in wrong && wrong.code === 2)
})
