/** The whole product killed without warning, its database included: what was acknowledged happens, and happens once. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Browser } from '../src/testing/browser.ts'
import { freePort, openSink, waitFor } from '../src/testing/site.ts'

const folder = mkdtempSync(join(tmpdir(), 'mycoupon-crash-'))
const started: ChildProcess[] = []
after(async () => {
  // A test that fails in the middle leaves nothing running.
  for (const child of started) child.kill('SIGKILL')
  await Promise.all(started.map(ended))
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', resolve))
}

test('a letter asked for just before the power went is sent after it is back, once', async () => {
  const sink = await openSink()
  after(() => sink.close())
  const port = await freePort()
  const url = new URL(`http://127.0.0.1:${port}`)
  const environment = {
    ...process.env,
    PUBLIC_URL: url.href,
    PORT: String(port),
    DATA_DIR: folder,
    DATABASE_URL: '',
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    SECRET_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'silent',
    LIMIT_LETTER_REQUESTS_PER_10_MIN: '1000',
  }
  const run = (...args: string[]) => {
    const child = spawn(process.execPath, ['--import', './scripts/tsx.ts', 'src/cli.ts', ...args], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    started.push(child)
    return child
  }
  const up = () =>
    waitFor(
      () =>
        fetch(new URL('/readyz', url)).then(
          (answer) => answer.ok,
          () => false,
        ),
      'the product',
    )

  assert.equal(
    await ended(
      run(
        'client',
        'add',
        '--bin',
        '210440000804',
        '--name',
        'ТОО «Қуат»',
        '--contract',
        '1',
        '--email',
        'owner@example.kz',
      ),
    ),
    0,
  )
  let product = run('serve')
  await up()
  const invitation = await sink.take('owner@example.kz')
  const guest = new Browser(url)
  await guest.open(invitation.links.find((link) => link.includes('/invitations/'))!)
  assert.equal(
    (await guest.submit({ password: 'свет погас и зажёгся', passwordConfirmation: 'свет погас и зажёгся' }))
      .status,
    303,
  )
  await sink.take('owner@example.kz', ({ subject }) => subject.startsWith('Добро пожаловать'))

  const asking = new Browser(url)
  await asking.get('/password/forgot')
  const answer = await asking.submit({ email: 'owner@example.kz' })
  product.kill('SIGKILL')
  assert.equal(answer.status, 303, 'it was acknowledged')
  await ended(product)

  product = run('serve')
  await up()
  const reset = await sink.take('owner@example.kz', ({ links }) =>
    links.some((link) => link.includes('/password/reset/')),
  )
  assert.equal((await guest.get('/app')).status, 200, 'the session outlives the crash')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  assert.deepEqual(
    sink.rest('owner@example.kz').map(({ subject }) => subject),
    [],
    'nothing came twice',
  )
  await asking.open(reset.links.find((link) => link.includes('/password/reset/'))!)
  assert.equal(
    (await asking.submit({ password: 'и снова свет горит', passwordConfirmation: 'и снова свет горит' }))
      .location,
    '/login',
  )

  product.kill('SIGTERM')
  assert.equal(await ended(product), 0, 'told to stop, it stops cleanly')
})
