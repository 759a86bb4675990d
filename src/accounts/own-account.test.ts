/** What people do with their own account: password, address, sessions, registration. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { makeBin } from '../values/bin.ts'
import { testSite, type Letter, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const link = (letter: Letter, path: string) =>
  letter.links.find((url) => url.includes(path)) ?? assert.fail(`no ${path} in ${letter.links.join(' ')}`)
const subject = (text: string) => (letter: Letter) => letter.subject === text

test('a changed password ends the other sessions, keeps this one, and is told with a way to object', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const [here, there] = [await site.signedIn(person), await site.signedIn(person)]
  const before = here.cookies.get('session')
  await here.get('/app/security')
  const fields = {
    currentPassword: person.password,
    password: 'мост через Ишим',
    passwordConfirmation: 'мост через Ишим',
  }
  const answer = await here.submit(fields)
  assert.equal(answer.status, 303)
  assert.match((await here.open(answer.location)).words, /Пароль изменён/)
  assert.notEqual(here.cookies.get('session'), before, 'the session has a new token')
  assert.equal((await there.get('/app')).status, 303)

  const letter = await site.letter(person.email, subject('Пароль изменён'))
  const stranger = site.browser()
  await stranger.open(link(letter, '/not-me/'))
  const done = await stranger.submit({}, '')
  assert.equal(done.location, '/login')
  assert.equal((await here.get('/app')).status, 303, 'every session has ended')
  await site.letter(person.email, ({ links }) => links.some((url) => url.includes('/password/reset/')))
  await stranger.get('/login')
  assert.match(
    (await stranger.submit({ email: person.email, password: 'мост через Ишим' })).words,
    /Вход заблокирован/,
  )
})

test('a wrong current password changes nothing; the fifth ends the session and locks nobody out', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const browser = await site.signedIn(person)
  const guess = async (n: number) => {
    await browser.get('/app/security')
    return browser.submit({
      currentPassword: `догадка ${n}`,
      password: 'мост через Ишим',
      passwordConfirmation: 'мост через Ишим',
    })
  }
  for (const n of [1, 2, 3, 4]) assert.match((await guess(n)).words, /Текущий пароль не подходит/)
  assert.equal((await guess(5)).location, '/login')
  assert.equal((await browser.get('/app')).status, 303)
  await browser.get('/login')
  assert.equal((await browser.submit({ email: person.email, password: person.password })).status, 303)
})

test('weak, unequal, repeated and personal passwords are refused at their field, and cost nothing', async () => {
  const client = await site.aClient({ name: 'ТОО «Баянауыл»' })
  await site.invited({ email: 'nasikhat@example.kz', clientId: client.id })
  const browser = site.browser()
  await browser.open(link(await site.letter('nasikhat@example.kz'), '/invitations/'))
  const cases: [string, string, RegExp][] = [
    ['', '', /Введите новый пароль/],
    ['корот', 'корот', /Добавьте ещё 3 символа/],
    ['password123', 'password123', /в списках взломанных/],
    ['пароль123', 'пароль123', /в списках взломанных/],
    ['nasikhat2026', 'nasikhat2026', /ваша почта, имя или название/],
    ['зелёный остров', 'зелёный остров!', /различаются/],
    ['зелёный остров', '', /Введите подтверждение/],
    ['я'.repeat(257), 'я'.repeat(257), /длиннее 256/],
  ]
  for (const [password, passwordConfirmation, sentence] of cases) {
    const answer = await browser.submit({ password, passwordConfirmation })
    assert.equal(answer.status, 422, password)
    assert.match(answer.words, sentence)
    assert.ok(password === '' || !answer.text.includes(`value="${password}"`), 'no password comes back')
  }
  assert.equal(
    (await browser.submit({ password: 'зелёный остров', passwordConfirmation: 'зелёный остров' })).location,
    '/welcome',
  )
})

test('eight characters are enough, in any alphabet and in emoji', async () => {
  for (const password of ['қжшңөұүһ', '🚚🛢️⛽🧾🗺️🔑🛣️', 'vk7#qPz!']) {
    const client = await site.aClient()
    const email = `eight${Buffer.from(password).toString('hex').slice(0, 8)}@example.kz`
    await site.invited({ email, clientId: client.id })
    const browser = site.browser()
    await browser.open(link(await site.letter(email), '/invitations/'))
    assert.equal(
      (await browser.submit({ password, passwordConfirmation: password })).location,
      '/welcome',
      password,
    )
  }
})

test('an address changes when both sides have agreed, and the old one can take it back for a week', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const browser = await site.signedIn(person)
  const fresh = `new.${person.email}`
  await browser.get('/app/security')
  const asked = await browser.submit({ email: fresh })
  assert.match((await browser.open(asked.location)).words, /Ждём подтверждения адреса/)

  const toNew = await site.letter(fresh)
  const toOld = await site.letter(person.email, subject('Запрошена смена адреса для входа'))
  await browser.open(link(toNew, '/email-change/'))
  assert.match((await browser.open((await browser.submit({}, '')).location)).words, /наполовину/)
  await browser.open(link(toOld, '/email-change/approve/'))
  assert.match(
    (await browser.open((await browser.submit({}, '')).location)).words,
    new RegExp(`Теперь для входа используется ${fresh}`),
  )

  const stranger = site.browser()
  await stranger.get('/login')
  assert.equal((await stranger.submit({ email: person.email, password: person.password })).status, 422)
  await stranger.get('/login')
  assert.equal((await stranger.submit({ email: fresh, password: person.password })).status, 303)

  const owner = site.browser()
  await owner.open(link(toOld, '/email-change/cancel/'))
  await owner.submit({}, '')
  assert.equal((await stranger.get('/app')).status, 303, 'every session has ended')
  await site.letter(person.email, ({ links }) => links.some((url) => url.includes('/password/reset/')))
  const { rows } = await sql<{ email: string }>`select email from account where id = ${person.id}`.execute(
    site.app.db.read,
  )
  assert.equal(rows[0]!.email, person.email)
})

test('a change to somebody else’s address looks the same and never happens', async () => {
  const [aigul, bolat] = [await site.aPerson(), await site.aPerson()]
  const browser = await site.signedIn(aigul)
  await browser.get('/app/security')
  const asked = await browser.submit({ email: bolat.email })
  assert.match((await browser.open(asked.location)).words, /Ждём подтверждения адреса/)
  assert.deepEqual(
    (await site.otherLetters(bolat.email)).filter(({ subject: s }) => /адрес/.test(s)),
    [],
  )
})

test('another person’s link for a change of address moves nothing', async () => {
  const [aigul, chingiz] = [await site.aPerson(), await site.aPerson()]
  const browser = await site.signedIn(aigul)
  await browser.get('/app/security')
  await browser.submit({ email: `x.${aigul.email}` })
  const letter = await site.letter(`x.${aigul.email}`)
  const other = await site.signedIn(chingiz)
  assert.match((await other.open(link(letter, '/email-change/'))).words, /другой учётной записи/)
})

test('a person sees where they are signed in and ends one session, or all others', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const [one, two, three] = [
    await site.signedIn(person),
    await site.signedIn(person),
    await site.signedIn(person),
  ]
  const page = await one.get('/app/security')
  const ids = [...page.text.matchAll(/\/app\/security\/sessions\/([0-9a-f-]{36})\/end/g)].map(([, id]) => id)
  assert.equal(ids.length, 2)
  await one.submit({}, `/app/security/sessions/${ids[0]}/end`)
  const left = [(await two.get('/app')).status, (await three.get('/app')).status].toSorted()
  assert.deepEqual(left, [200, 303])
  await one.get('/app/security')
  await one.submit({}, '/app/security/sessions/end-others')
  assert.equal((await two.get('/app')).status, 303)
  assert.equal((await three.get('/app')).status, 303)
  assert.equal((await one.get('/app')).status, 200)
})

test('nobody ends another person’s session', async () => {
  const [aigul, chingiz] = [await site.aPerson(), await site.aPerson()]
  const victim = await site.signedIn(aigul)
  const { rows } = await sql<{ id: string }>`select id from session where account_id = ${aigul.id}`.execute(
    site.app.db.read,
  )
  const stranger = await site.signedIn(chingiz)
  await stranger.get('/app/security')
  await stranger.post(`/app/security/sessions/${rows[0]!.id}/end`, { csrf: stranger.csrf })
  assert.equal((await victim.get('/app')).status, 200)
})

test('a company asks for access: address first, a number, a letter, a password, and no data before a contract', async () => {
  const browser = site.browser()
  const email = 'new.company@example.kz'
  const bin = makeBin('22074000123')!
  await browser.get('/register')
  await browser.open((await browser.submit({ email })).location)
  await browser.open((await browser.submit({ hasContract: 'no', contractNumber: '' })).location)
  assert.match((await browser.submit({ bin: '123', company: 'ТОО «Жаңа»' })).words, /12 цифр, а введено 3/)
  await browser.open((await browser.submit({ bin, company: 'ТОО «Жаңа»' })).location)
  const check = await browser.open(
    (await browser.submit({ person: 'Ержан Қасым', position: '', phone: '8 701 123 45 67' })).location,
  )
  assert.match(check.words, /\+7 701 123 45 67/)
  const sent = await browser.open((await browser.submit({}, '/register/check')).location)
  assert.match(sent.words, /Номер заявки: \d+/)

  const letter = await site.letter(email)
  const page = await browser.open(link(letter, '/confirmation/'))
  assert.match(page.words, /Подтвердите адрес/)
  const done = await browser.submit({ password: 'четыре колеса', passwordConfirmation: 'четыре колеса' })
  assert.match((await browser.open(done.location)).words, /Добро пожаловать в Личный кабинет!/)
  assert.match((await browser.get('/app')).words, /Договор к вашей учётной записи ещё не привязан/)
  assert.equal((await browser.get('/app/company')).status, 403)
  const { rows } = await sql<{
    state: string
  }>`select state from registration where email_key = ${email}`.execute(site.app.db.read)
  assert.deepEqual(rows, [{ state: 'new' }])
})

test('the request sent twice is one request', async () => {
  const browser = site.browser()
  await browser.get('/register')
  await browser.open((await browser.submit({ email: 'twice@example.kz' })).location)
  await browser.open((await browser.submit({ hasContract: 'no', contractNumber: '' })).location)
  await browser.open(
    (
      await browser.submit({
        bin: makeBin('22074000124') ?? makeBin('22074000125')!,
        company: 'ТОО «Дважды»',
      })
    ).location,
  )
  await browser.open((await browser.submit({ person: 'А Б', position: '', phone: '+77011234567' })).location)
  const { csrf } = browser
  await Promise.all([1, 2, 3].map(() => browser.post('/register/check', { csrf })))
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from registration where email_key = 'twice@example.kz'`.execute(
    site.app.db.read,
  )
  assert.equal(rows[0]!.n, 1)
})

test('an address with an account that registers gets «у вас уже есть кабинет», an invited one its invitation again', async () => {
  const person = await site.aPerson()
  const client = await site.aClient()
  await site.invited({ email: 'invited.too@example.kz', clientId: client.id })
  await site.letter('invited.too@example.kz')
  await sql`update invitation set sent_at = sent_at - interval '2 minutes' where email_key = 'invited.too@example.kz'`.execute(
    site.owner,
  )
  const register = async (email: string) => {
    const browser = site.browser()
    await browser.get('/register')
    await browser.open((await browser.submit({ email })).location)
    await browser.open((await browser.submit({ hasContract: 'yes', contractNumber: '17' })).location)
    await browser.open(
      (await browser.submit({ bin: makeBin('22074000126')!, company: 'ТОО «Есть»' })).location,
    )
    await browser.open(
      (await browser.submit({ person: 'А Б', position: '', phone: '+77011234567' })).location,
    )
    return (await browser.open((await browser.submit({}, '/register/check')).location)).words
      .replaceAll(email, 'ADDRESS')
      .replace(/\d+/g, 'N')
  }
  assert.equal(
    await register(person.email),
    await register('invited.too@example.kz'),
    'the pages tell nothing',
  )
  await site.letter(person.email, ({ links }) => links.some((url) => url.includes('/login')))
  assert.ok(link(await site.letter('invited.too@example.kz'), '/invitations/'))
})

test('a second company invites by a button, not by a second password', async () => {
  const [first, second] = [await site.aClient(), await site.aClient()]
  const person = await site.aPerson({ clientId: first.id })
  await site.invited({ email: person.email, clientId: second.id, role: 'accountant' })
  const letter = await site.letter(person.email, ({ links }) =>
    links.some((url) => url.includes('/invitations/')),
  )
  const browser = await site.signedIn(person)
  const page = await browser.open(link(letter, '/invitations/'))
  assert.ok(!page.text.includes('passwordConfirmation'))
  const path = new URL(link(letter, '/invitations/')).pathname
  await browser.submit({}, `${path}/join`)
  assert.match((await browser.get('/app')).words, new RegExp(second.name.replaceAll(/[«»]/g, '.')))
  const stranger = await site.signedIn(await site.aPerson())
  assert.equal((await stranger.get(path)).status, 410)
})

test('a dead link says why and leads on: used, replaced, withdrawn, over, broken', async () => {
  const client = await site.aClient()
  const id = await site.invited({ email: 'dead@example.kz', clientId: client.id })
  const first = link(await site.letter('dead@example.kz'), '/invitations/')
  await sql`update invitation set sent_at = sent_at - interval '2 minutes' where id = ${id}`.execute(
    site.owner,
  )
  await site.invited({ email: 'dead@example.kz', clientId: client.id })
  const second = link(await site.letter('dead@example.kz'), '/invitations/')
  const browser = site.browser()
  const replaced = await browser.open(first)
  assert.equal(replaced.status, 410)
  assert.match(replaced.words, /не последнее/)

  await sql`update link set expires_at = now() - interval '1 minute' where subject_id = ${id} and ended_at is null`.execute(
    site.owner,
  )
  await sql`update invitation set expires_at = now() - interval '1 minute', sent_at = sent_at - interval '8 days' where id = ${id}`.execute(
    site.owner,
  )
  const over = await browser.open(second)
  assert.equal(over.status, 410)
  assert.match(over.words, /Срок действия ссылки истёк/)
  const renewed = await browser.submit({}, `${new URL(second).pathname}/renew`)
  assert.match((await browser.open(renewed.location)).words, /Новое приглашение отправлено/)
  const third = link(await site.letter('dead@example.kz'), '/invitations/')
  await browser.open(third)
  await browser.submit({ password: 'третий раз удачнее', passwordConfirmation: 'третий раз удачнее' })
  const used = await site.browser().open(third)
  assert.equal(used.status, 410)
  assert.match(used.words, /Приглашение принято/)
  assert.match((await site.browser().open(`/invitations/${'a'.repeat(20)}`)).words, /Ссылка неполная/)
})

test('letters asked for beyond the quota are not sent and do not end the link that was', async () => {
  const person = await site.aPerson()
  const browser = site.browser()
  const ask = async () => {
    await browser.get('/password/forgot')
    await browser.submit({ email: person.email })
  }
  await ask()
  const letter = await site.letter(person.email)
  for (let n = 0; n < 4; n++) await ask()
  assert.deepEqual(await site.otherLetters(person.email), [])
  assert.equal((await browser.open(link(letter, '/password/reset/'))).status, 200)
})

test('a closed account lets nobody in, frees its address, and leaves no company without an owner', async () => {
  const client = await site.aClient()
  const [owner, other] = [
    await site.aPerson({ clientId: client.id }),
    await site.aPerson({ clientId: client.id, role: 'owner' }),
  ]
  const [first, second] = [await site.signedIn(owner), await site.signedIn(other)]
  await Promise.all([first.get('/app/security/close'), second.get('/app/security/close')])
  const answers = await Promise.all([
    first.submit({}, '/app/security/close'),
    second.submit({}, '/app/security/close'),
  ])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 422], 'one of two owners stays')
  const gone = answers[0].status === 303 ? owner : other
  await site.letter(gone.email, subject('Учётная запись закрыта'))
  const browser = site.browser()
  await browser.get('/login')
  assert.equal((await browser.submit({ email: gone.email, password: gone.password })).status, 422)

  await site.invited({ email: gone.email, clientId: client.id, role: 'viewer' })
  await browser.open(
    link(
      await site.letter(gone.email, ({ links }) => links.some((url) => url.includes('/invitations/'))),
      '/invitations/',
    ),
  )
  assert.equal(
    (await browser.submit({ password: 'снова в деле', passwordConfirmation: 'снова в деле' })).location,
    '/welcome',
  )
})

test('who is asked for the password again, or to sign in again, comes back to the page whose form it was', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const browser = await site.signedIn(person)
  await browser.get('/app/security')
  await sql`update session set proved_at = now() - interval '16 minutes' where account_id = ${person.id}`.execute(
    site.owner,
  )
  assert.equal(
    (await browser.submit({ email: 'other@example.kz' })).location,
    '/identity?next=%2Fapp%2Fsecurity',
  )
  await browser.get('/identity?next=%2Fapp%2Fsecurity')
  assert.equal((await browser.submit({ currentPassword: person.password })).location, '/app/security')
})

test('the last events say where the person and strangers were, and not where support sat', async () => {
  const client = await site.aClient()
  const person = await site.aPerson({ clientId: client.id })
  const support = await site.aPerson({ staff: 'support' })
  const entry = (action: string, actor: string | null, ip: string) =>
    sql`
    insert into audit_entry (action, actor, actor_id, account_id, ip, user_agent)
    values (${action}, 'x', ${actor}, ${person.id}, ${ip}, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0')`.execute(
      site.owner,
    )
  await entry('sign_in.unlocked', support.id, '198.51.100.1')
  await entry('sign_in.failed', null, '198.51.100.2')
  await entry('profile.changed', person.id, '198.51.100.3')
  const { words } = await (await site.signedIn(person)).get('/app/security')
  assert.match(words, /Вход разблокирован/)
  assert.doesNotMatch(words, /198\.51\.100\.1/)
  assert.match(words, /Неверный пароль [^.]*198\.51\.100\.2/)
  assert.match(words, /Изменён профиль [^.]*198\.51\.100\.3/)
})
