import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { invite } from '../accounts/invite.ts'
import { makeBin } from '../values/bin.ts'
import type { Answer, Browser } from '../testing/browser.ts'
import { aWorkbook } from '../testing/workbooks.ts'
import { testSite, type TestSite, waitFor } from '../testing/site.ts'

let site: TestSite
let manager: Browser
let support: Browser
let auditor: Browser
before(async () => {
  site = await testSite({ LIMIT_RESEND_GAP_SECONDS: '0' })
  manager = await site.signedIn(await site.aPerson({ staff: 'manager', name: 'Мадина' }))
  support = await site.signedIn(await site.aPerson({ staff: 'support' }))
  auditor = await site.signedIn(await site.aPerson({ staff: 'auditor' }))
})
after(() => site.stop())

let serial = 0
function aCompany() {
  for (;;) {
    const n = ++serial
    const bin = makeBin(`210640${String(n).padStart(5, '0')}`)
    if (bin) return { bin, name: `ТОО «Список ${n}»`, contract: `С-${n}`, email: `list${n}@example.kz` }
  }
}

const HEAD = 'БИН;Название;Номер договора;Электронная почта;Язык'
const lineOf = (row: ReturnType<typeof aCompany>) =>
  [row.bin, row.name, row.contract, row.email, 'ru'].join(';')

async function upload(
  browser: Browser,
  content: string | Uint8Array<ArrayBuffer>,
  name = 'список.csv',
): Promise<Answer> {
  await browser.get('/office/invitations/bulk')
  const file = new File([content], name)
  return browser.upload('/office/invitations/bulk', { csrf: browser.csrf, file })
}

const idOf = (location: string) => /[0-9a-f-]{36}/.exec(location)![0]

async function invitationTo(email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from invitation where email = ${email}`.execute(
    site.app.db.write,
  )
  return rows[0]!.id
}

test('a manager finds the contract, sees the letter, sends it, and the client accepts', async () => {
  const client = await site.aClient({ name: 'ТОО «Ақжол Логистик»' })
  const found = await manager.get(`/office/invitations/new?q=${encodeURIComponent('ақжол')}`)
  assert.match(found.words, new RegExp(`${client.bin} ${client.contract}`))
  const form = await manager.get(`/office/invitations/new?contract=${client.contractId}`)
  assert.match(form.text, /value="contract@example\.kz"/)

  const preview = await manager.submit({ email: 'Aigul@example.kz', role: 'owner', lang: 'kk', preview: '1' })
  assert.equal(preview.status, 303)
  const letter = await manager.get(preview.location)
  assert.match(letter.words, /шақыру/i)
  assert.match(letter.words, /invitations\/…/)
  assert.doesNotMatch(letter.text, /invitations\/[a-z2-7]{32}/)
  assert.equal(
    (await sql`select from invitation where client_id = ${client.id}`.execute(site.app.db.write)).rows.length,
    0,
  )

  const sent = await manager.submit({}, '/office/invitations/new')
  assert.equal(sent.status, 303)
  const page = await manager.get(sent.location)
  assert.match(page.words, /Приглашение отправлено на Aigul@example\.kz/)
  const arrived = await site.letter('aigul@example.kz')
  assert.match(arrived.subject, /шақыру/i)

  const guest = site.browser()
  await guest.open(new URL(arrived.links[0]!).pathname)
  const accepted = await guest.submit({
    password: 'верблюд под дождём',
    passwordConfirmation: 'верблюд под дождём',
  })
  assert.equal(accepted.status, 303)
  const after = await manager.get(sent.location)
  assert.match(after.words, /Принято/)
  assert.match(after.words, /Ссылка открыта/)
})

test('wrong fields come back with what was typed, and a stale form loses nothing', async () => {
  const client = await site.aClient()
  await manager.get(`/office/invitations/new?contract=${client.contractId}`)
  const wrong = await manager.submit({ email: 'кто@', person: 'Іңкәр', role: 'viewer', lang: 'en' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /value="кто@"/)
  assert.match(wrong.text, /value="Іңкәр"/)
  assert.match(wrong.text, /value="viewer" checked/)
  const stale = await manager.post('/office/invitations/new', {
    csrf: 'x',
    contract: client.contractId,
    email: 'kept@example.kz',
    role: 'viewer',
    lang: 'en',
  })
  assert.equal(stale.status, 422)
  assert.match(stale.text, /value="kept@example\.kz"/)
})

test('the list is filtered by state and by what somebody remembers', async () => {
  const client = await site.aClient({ name: 'ТОО «Ерекше»' })
  await site.invited({ email: 'waiting@example.kz', clientId: client.id, contractId: client.contractId })
  await site.invited({ email: 'expired@example.kz', clientId: client.id, contractId: client.contractId })
  await site.invited({ email: 'bounced@example.kz', clientId: client.id, contractId: client.contractId })
  await site.letter('bounced@example.kz')
  await sql`update invitation set expires_at = now() where email = 'expired@example.kz'`.execute(
    site.app.db.write,
  )
  await waitFor(async () => {
    const { rows } =
      await sql`select from letter where email = 'bounced@example.kz' and state = 'sent'`.execute(
        site.app.db.write,
      )
    return rows.length === 1
  })
  await sql`
    update letter set state = 'bounced', sent_at = null, server_answer = '550 5.1.1 user unknown' where email = 'bounced@example.kz'`.execute(
    site.app.db.write,
  )
  const listed = async (query: string) =>
    [
      ...(await support.get(`/office/invitations?${query}`)).text.matchAll(
        /invitations\/[0-9a-f-]{36}">([^<]+)</g,
      ),
    ].map(([, email]) => email)
  const q = encodeURIComponent('ерекше')
  assert.deepEqual(await listed(`q=${q}`), ['bounced@example.kz', 'expired@example.kz', 'waiting@example.kz'])
  assert.deepEqual(await listed(`q=${q}&state=sent`), ['waiting@example.kz'])
  assert.deepEqual(await listed(`q=${q}&state=expired`), ['expired@example.kz'])
  assert.deepEqual(await listed(`q=${q}&state=bounced`), ['bounced@example.kz'])
  assert.deepEqual(await listed('q=EXPIRED%40example'), ['expired@example.kz'])
  assert.deepEqual(await listed(`q=${client.bin}&state=revoked`), [])
  const page = await support.get(`/office/invitations?q=${q}`)
  assert.match(page.words, /Такого ящика нет/)
  assert.match(page.words, /550 5\.1\.1 user unknown/)
})

test('the link is shown only after the showing was written down, and to whom it was', async () => {
  const client = await site.aClient()
  const id = await site.invited({
    email: 'link@example.kz',
    clientId: client.id,
    contractId: client.contractId,
  })
  const letter = await site.letter('link@example.kz')
  const address = `/office/invitations/${id}/link`
  const asked = await manager.get(address)
  assert.doesNotMatch(asked.text, /[a-z2-7]{32}\?lang/)
  const shown = await manager.submit({}, address)
  assert.equal(shown.status, 303)
  const page = await manager.get(shown.location)
  assert.ok(page.text.includes(new URL(letter.links[0]!).pathname))
  const { rows } =
    await sql`select from audit_entry where action = 'invitation.link_shown' and object = 'link@example.kz'`.execute(
      site.app.db.write,
    )
  assert.equal(rows.length, 1)

  const colleague = await site.signedIn(await site.aPerson({ staff: 'manager' }))
  assert.doesNotMatch((await colleague.get(address)).text, /[a-z2-7]{32}\?lang/)
  assert.equal((await support.get(address)).status, 403)
})

test('support sends an invitation again, only a manager withdraws it, and its link is dead from then on', async () => {
  const client = await site.aClient()
  const id = await site.invited({
    email: 'again@example.kz',
    clientId: client.id,
    contractId: client.contractId,
  })
  await site.letter('again@example.kz')
  await support.get(`/office/invitations/${id}`)
  assert.equal((await support.submit({}, `/office/invitations/${id}/resend`)).status, 303)
  const letter = await site.letter('again@example.kz')

  assert.equal((await support.get(`/office/invitations/${id}/withdraw`)).status, 403)
  assert.doesNotMatch((await auditor.get(`/office/invitations/${id}`)).text, /\/resend"/)
  await manager.get(`/office/invitations/${id}/withdraw`)
  assert.equal((await manager.submit({}, `/office/invitations/${id}/withdraw`)).status, 303)
  assert.match((await manager.get(`/office/invitations/${id}`)).words, /отозвано/)
  assert.equal((await site.browser().open(new URL(letter.links[0]!).pathname)).status, 410)
  const late = await manager.get(`/office/invitations/${id}/withdraw`)
  assert.equal(late.status, 303)
})

test('a list is uploaded, checked, confirmed once and sent, and what is wrong comes back as a file', async () => {
  const [good, other, wrong] = [aCompany(), aCompany(), { ...aCompany(), email: '=нет' }]
  const file = [HEAD, lineOf(good), lineOf(other), lineOf(good), lineOf(wrong)].join('\r\n')
  const uploaded = await upload(manager, file)
  assert.equal(uploaded.status, 303, uploaded.words)
  assert.equal((await upload(manager, file)).location, uploaded.location)
  const book = await aWorkbook(file.split('\r\n').map((line) => line.split(';')))
  const sheet = await upload(manager, book, 'список.xlsx')
  assert.match((await manager.get(sheet.location)).words, /Готовы к отправке: 2 Повторы, пропустим: 1/)

  const check = await manager.get(uploaded.location)
  assert.match(check.words, /Готовы к отправке: 2/)
  assert.match(check.words, /Повторы, пропустим: 1/)
  assert.match(check.words, /С ошибками, не отправим: 1/)
  assert.match(check.words, /Повторяет строку 2/)
  assert.match(
    (await manager.get(`${uploaded.location}?show=bad`)).words,
    /Адрес не похож на электронную почту/,
  )
  assert.doesNotMatch((await manager.get(`${uploaded.location}?show=bad`)).words, new RegExp(other.email))

  await manager.get(uploaded.location)
  const csrf = manager.csrf
  const confirmed = await Promise.all([1, 2, 3].map(() => manager.post(uploaded.location, { csrf })))
  assert.ok(confirmed.every((answer) => answer.status === 303))
  await site.letter(good.email)
  await site.letter(other.email)
  const batch = idOf(uploaded.location)
  let page!: Answer
  await waitFor(async () => {
    page = await manager.get(`/office/invitations/bulk/${batch}`)
    return /Список отправлен/.test(page.words)
  })
  assert.match(page.words, /Отправлено 2 приглашения из 2/)
  assert.doesNotMatch(page.text, /data-poll/)
  assert.deepEqual(await site.otherLetters(good.email), [])

  const errors = await manager.get(`/office/invitations/bulk/${batch}/errors.csv`)
  const [head, row, ...none] = parse(errors.text, { delimiter: ';', bom: true })
  assert.equal(none.length, 0)
  assert.equal(row![0], wrong.bin)
  assert.equal(row![3], "'=нет")
  assert.match(row!.at(-1)!, /^Строка 5: /)
  // The mended file comes in as it went out.
  const mended = [head, row!.map((cell, i) => (i === 3 ? 'mended@example.kz' : cell))]
    .map((cells) => cells!.join(';'))
    .join('\r\n')
  const again = await upload(manager, `\ufeff${mended}`)
  assert.match((await manager.get(again.location)).words, /Готовы к отправке: 1/)
})

test('a list belongs to whoever uploaded it; others look, and support does not even that', async () => {
  const uploaded = await upload(manager, [HEAD, lineOf(aCompany())].join('\n'))
  const colleague = await site.signedIn(await site.aPerson({ staff: 'manager' }))
  const seen = await colleague.get(uploaded.location)
  assert.match(seen.words, /Отправляет тот, кто загрузил список: Мадина/)
  assert.equal((await colleague.post(uploaded.location, { csrf: colleague.csrf })).status, 422)
  assert.equal((await support.get(uploaded.location)).status, 403)
})

test('a list is confirmed with a fresh password only', async () => {
  const person = await site.aPerson({ staff: 'manager' })
  const late = await site.signedIn(person)
  const uploaded = await upload(late, [HEAD, lineOf(aCompany())].join('\n'))
  await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${person.id}`.execute(
    site.app.db.write,
  )
  const asked = await late.get(uploaded.location)
  assert.equal(asked.location, `/identity?next=${encodeURIComponent(uploaded.location)}`)
})

test('files that are no such list are refused on their page, in words', async () => {
  const refused: [string | Uint8Array<ArrayBuffer>, RegExp][] = [
    ['', /Выберите файл|В файле нет строк/],
    ['x'.repeat(1024 * 1024 + 1), /Файл больше 1 МБ/],
    [Uint8Array.of(0x50, 0x4b, 3, 4), /Файл не открывается/],
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), /старый формат Excel/],
    ['%PDF-1.7', /Нужен файл CSV или XLSX/],
    [`${HEAD}\n1;ЖШС «?азына»;2;a@b.kz`, /Казахские буквы в файле испорчены/],
    ['БИН;Название\n1;2', /Не найден столбец «Номер договора»/],
    [`${HEAD}\n1;"А;2;a@b.kz`, /В строке 2 открыта кавычка/],
    [[HEAD, ...Array.from({ length: 1001 }, () => '1;2;3;4')].join('\n'), /больше 1.000 строк/],
  ]
  for (const [content, says] of refused) {
    const answer = await upload(manager, content)
    assert.equal(answer.status, 422, String(says))
    assert.match(answer.words, says)
  }
  assert.equal((await upload(manager, 'x'.repeat(5 * 1024 * 1024))).status, 413)
})

test('the sample file is a list as it should be, and its example is never sent', async () => {
  for (const lang of ['ru', 'kk', 'en']) {
    await manager.open(`/office/invitations/bulk?lang=${lang}`)
    const template = await manager.get('/office/invitations/bulk/template.csv')
    assert.equal(template.headers.get('content-disposition'), 'attachment; filename="invitations.csv"')
    const uploaded = await upload(manager, template.text)
    assert.equal(uploaded.status, 303, uploaded.words)
    const { rows } = await sql<{ verdict: string; problem: string }>`
      select verdict, problem from invitation_batch_row where batch_id = ${idOf(uploaded.location)}`.execute(
      site.app.db.write,
    )
    assert.deepEqual(rows, [{ verdict: 'bad', problem: 'bin_check' }])
  }
  await manager.open('/office/invitations/bulk?lang=ru')
})

test('addresses that name nothing are 404', async () => {
  for (const path of [
    '/office/invitations/1',
    '/office/invitations/bulk/x/check',
    '/office/invitations/new?contract=1',
    '/office/mail/…',
  ])
    assert.equal((await manager.get(path)).status, 404, path)
  const staffInvitation = await site.app.db.transaction(async (tx) => {
    const address = { shown: 'staff@example.kz', key: 'staff@example.kz' }
    return invite(site.app, tx, { address, name: '', lang: 'ru', role: 'support', by: { name: 'test' } })
  })
  assert.ok(staffInvitation.ok)
  assert.equal(
    (await manager.get(`/office/invitations/${await invitationTo('staff@example.kz')}`)).status,
    404,
  )
})

test('the letter of an invitation is read without its token, in a frame of its own rules', async () => {
  const client = await site.aClient()
  const id = await site.invited({
    email: 'frame@example.kz',
    clientId: client.id,
    contractId: client.contractId,
  })
  await site.letter('frame@example.kz')
  const page = await support.get(`/office/invitations/${id}`)
  const href = /\/office\/mail\/[0-9a-f-]{36}/.exec(page.text)![0]
  const letter = await support.get(href)
  assert.match(letter.words, /Ссылки с правами скрыты/)
  const frame = await support.get(`${href}/html`)
  assert.match(frame.headers.get('content-security-policy')!, /sandbox/)
  assert.equal(frame.headers.get('x-frame-options'), 'SAMEORIGIN')
  for (const answer of [letter, frame]) assert.doesNotMatch(answer.text, /invitations\/[a-z2-7]{32}/)
  assert.equal((await auditor.get(href)).status, 200)
  assert.equal((await auditor.post(`${href}/resend`, { csrf: auditor.csrf })).status, 403)
})
