/** The retailer's two-page manual, walked word by word without a single script. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PASSWORD, testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

test('the letter of the contract leads to a password and to «Добро пожаловать в Личный кабинет!»', async () => {
  const client = await site.aClient({ name: 'ТОО «Ұлттық өңір»' })
  await site.invited({ email: 'client_t@example.kz', clientId: client.id, contractId: client.contractId })

  const letter = await site.letter('client_t@example.kz')
  assert.match(letter.from, /Petro Retail coupons/)
  assert.equal(letter.subject, 'Приглашение в Личный кабинет QAZAQ OIL')
  assert.match(letter.text, /Здравствуйте client_t@example\.kz/)
  assert.match(
    letter.text.replace(/\s+/g, ' '),
    /ТОО «PetroRetail» пригласил вас в http:\/\/127\.0\.0\.1:\d+\/, вы можете принять приглашение по ссылке ниже\./,
  )
  assert.match(letter.text, /Принять приглашение/)
  assert.match(
    letter.text.replace(/\s+/g, ' '),
    /Если вы не хотите принимать приглашение, проигнорируйте это письмо\. Ваша учётная запись не будет создана до тех пор, пока вы не пройдёте по вышеуказанной ссылке и не установите пароль\./,
  )

  const browser = site.browser()
  const page = await browser.open(letter.links.find((link) => link.includes('/invitations/'))!)
  assert.equal(page.status, 200)
  for (const words of [
    'QAZAQ OIL',
    'Вход',
    'Регистрация',
    'Забыли свой пароль?',
    'Подтвердить повторную отправку инструкции',
    'Пароль',
    'Подтверждение пароля',
  ]) {
    assert.ok(page.words.includes(words), `the page shows «${words}»`)
  }
  const done = await browser.submit({ password: 'восемь88', passwordConfirmation: 'восемь88' })
  assert.equal(done.status, 303)
  const welcome = await browser.open(done.location)
  assert.match(welcome.words, /Добро пожаловать в Личный кабинет!/)
  const cabinet = await browser.get('/app')
  assert.equal(cabinet.status, 200)
  assert.match(cabinet.words, /Ұлттық өңір/)
})

test('a forgotten password is replaced through the letter «Изменить пароль»', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const browser = site.browser()
  const forgot = await browser.get('/password/forgot')
  assert.match(forgot.words, /Выслать новый пароль/)
  const asked = await browser.submit({ email: person.email.toUpperCase() })
  assert.match((await browser.open(asked.location)).words, /Проверьте почту/)

  const letter = await site.letter(person.email)
  assert.match(letter.text, /Изменить пароль/)
  const page = await browser.open(letter.links.find((link) => link.includes('/password/reset/'))!)
  assert.match(page.words, /Изменить пароль/)
  const done = await browser.submit({ password: 'тихий океан 8', passwordConfirmation: 'тихий океан 8' })
  assert.match((await browser.open(done.location)).words, /Пароль изменён/)

  await browser.get('/login')
  const old = await browser.submit({ email: person.email, password: PASSWORD })
  assert.equal(old.status, 422)
  await browser.get('/login')
  const entered = await browser.submit({ email: person.email, password: 'тихий океан 8' })
  assert.equal(entered.status, 303)
  await site.letter(person.email, ({ subject }) => subject === 'Пароль изменён')
})

test('more than three wrong passwords lock the account, and only a recovery opens it', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const browser = site.browser()
  const attempt = async (password: string) => {
    await browser.get('/login')
    return browser.submit({ email: person.email, password })
  }
  for (const n of [1, 2, 3]) assert.equal((await attempt(`wrong ${n}`)).status, 422)
  const fourth = await attempt('wrong 4')
  assert.equal(fourth.status, 422)
  assert.match(fourth.words, /Вход заблокирован/)
  const right = await attempt(person.password)
  assert.equal(right.status, 422)
  assert.match(right.words, /Вход заблокирован/)
  const notice = await site.letter(
    person.email,
    ({ subject }) => subject === 'Вход в Личный кабинет заблокирован',
  )
  assert.ok(!notice.links.some((link) => /[a-z2-7]{32}/.test(link)), 'the notice carries no token')

  await browser.get('/password/forgot')
  await browser.submit({ email: person.email })
  const letter = await site.letter(person.email, ({ links }) =>
    links.some((link) => link.includes('/password/reset/')),
  )
  await browser.open(letter.links.find((link) => link.includes('/password/reset/'))!)
  await browser.submit({ password: 'открыто снова', passwordConfirmation: 'открыто снова' })
  assert.equal((await attempt('открыто снова')).status, 303)
})

test('three wrong passwords are forgiven when the fourth is right', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  for (const password of ['a', 'b', 'c']) {
    await browser.get('/login')
    await browser.submit({ email: person.email, password })
  }
  await browser.get('/login')
  assert.equal((await browser.submit({ email: person.email, password: person.password })).status, 303)
})
