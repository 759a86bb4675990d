/** The whole product killed without warning, its database included: what was acknowledged happens, and happens once. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Browser } from '../src/testing/browser.ts'
import { openSink } from '../src/testing/site.ts'
import { aProduct, ended } from './product.ts'

test('a letter asked for just before the power went is sent after it is back, once', async () => {
  const sink = await openSink()
  after(() => sink.close())
  const product = await aProduct({ SMTP_URL: `smtp://127.0.0.1:${sink.port}` })
  after(() => product.remove())
  const client = ['--bin', '210440000804', '--name', 'ТОО «Қуат»', '--contract', '1']
  const added = await product.run('client', 'add', ...client, '--email', 'owner@example.kz')
  assert.equal(added.code, 0)

  let server = await product.serve()
  const invitation = await sink.take('owner@example.kz')
  const guest = new Browser(product.url)
  await guest.open(invitation.links.find((link) => link.includes('/invitations/'))!)
  assert.equal(
    (await guest.submit({ password: 'свет погас и зажёгся', passwordConfirmation: 'свет погас и зажёгся' }))
      .status,
    303,
  )
  await sink.take('owner@example.kz', ({ subject }) => subject.startsWith('Добро пожаловать'))

  const asking = new Browser(product.url)
  await asking.get('/password/forgot')
  const answer = await asking.submit({ email: 'owner@example.kz' })
  server.kill('SIGKILL')
  assert.equal(answer.status, 303, 'it was acknowledged')
  await ended(server)

  server = await product.serve()
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

  server.kill('SIGTERM')
  assert.equal(await ended(server), 0, 'told to stop, it stops cleanly')
})
