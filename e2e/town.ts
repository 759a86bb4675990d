/** A product that has been in use: companies, people, orders, requests, invitations and letters in every state a page can show. */
import { randomUUID } from 'node:crypto'
import { checkBatch } from '../src/invitations/check-batch.ts'
import { confirmBatch } from '../src/invitations/confirm-batch.ts'
import { addNetwork } from '../src/demo/network.ts'
import { addCards } from '../src/demo/cards.ts'
import { addRefuels } from '../src/demo/refuels.ts'
import { addTills } from '../src/demo/tills.ts'
import { addTrade } from '../src/demo/trade.ts'
import { checkStatement } from '../src/payments/check-statement.ts'
import { matchReceipt, setAside } from '../src/payments/match-receipt.ts'
import { askPayout } from '../src/payments/payout.ts'
import { confirmStatement, postStatement } from '../src/payments/post-statement.ts'
import { aPayment, aStatement, bankDay } from '../src/payments/testing.ts'
import { declineRegistration } from '../src/registrations/decide-registration.ts'
import { suspendAccount } from '../src/clients/suspend-account.ts'
import { suspendClient } from '../src/clients/suspend-client.ts'
import { setCreditLimit } from '../src/credit/set-credit-limit.ts'
import { openDispute } from '../src/disputes/open-dispute.ts'
import { askRefund } from '../src/refunds/ask-refund.ts'
import { PASSWORD, type TestSite } from '../src/testing/site.ts'
import { makeBin } from '../src/values/bin.ts'
import { age, bareLinkTo } from './people.ts'
import { limitedCards } from './town-cards.ts'
import { suspicions } from './town-signs.ts'
import { coupons, type TownCoupons } from './town-coupons.ts'

// As long as names and addresses get: nothing may break on them.
export const COMPANY = 'ТОО «Ұлттық өңірлік логистика және тасымалдау компаниясы»'
const REASON = 'Клиент просил закрыть доступ до подписания дополнительного соглашения'

type Someone = { id: string; email: string; password: string }
export type TownPerson = 'owner' | 'viewer' | 'newcomer' | 'suspended' | 'admin'
export type Town = Record<TownPerson, Someone> &
  TownCoupons & {
    clientId: string
    contractId: string
    bin: string
    /** Numbers of cards that have limits. */
    cards: string[]
    /** A refuel of which a colleague has asked to give fuel back. */
    askedRefuelId: string
  }

/** Makes it and answers with those who sign in. */
export async function settle(site: TestSite): Promise<Town> {
  const { app } = site
  const admin = await site.aPerson({
    staff: 'admin',
    name: 'Данияр Сейтов',
    email: 'admin@petroretail.example',
  })
  const by = { accountId: admin.id, name: 'Данияр Сейтов' }
  const client = await site.aClient({ name: COMPANY })
  const owner = await site.aPerson({
    clientId: client.id,
    name: 'Айгүл Сәрсенова',
    email: 'aigul.sarsenova-buhgalteriya@ulttyq-logistika.example',
  })
  const viewer = await site.aPerson({ clientId: client.id, role: 'viewer', name: 'Болат Жүнісов' })
  await site.aPerson({
    clientId: client.id,
    role: 'accountant',
    name: 'Гүлнар Нұрмағамбетқызы Әбенова-Тұрсынханова',
  })
  await site.aPerson({ clientId: client.id, role: 'dispatcher' })
  const left = await site.aPerson({ clientId: client.id, role: 'manager', name: 'Чингиз Ахметов' })
  await app.db.transaction((tx) => suspendAccount(tx, { accountId: left.id, reason: REASON, by }))
  const locked = await site.aPerson({ clientId: client.id, role: 'approver', name: 'Дана Омарова' })
  await lock(site, locked.email)

  const second = await site.aClient({ name: 'ТОО «Сарыарқа Агро»' })
  await age(site, `insert into membership (client_id, account_id, role) values ($1, $2, 'accountant')`, [
    second.id,
    owner.id,
  ])
  const stopped = await site.aClient({ name: 'АО «Тоқтатылған серіктес»' })
  const suspended = await site.aPerson({ clientId: stopped.id })
  await app.db.transaction((tx) => suspendClient(tx, { clientId: stopped.id, reason: REASON, by }))

  const trader = { ownerId: owner.id, owner: 'Айгүл Сәрсенова' }
  await app.db.transaction(async (tx) => {
    await addNetwork(tx)
    await addTills(app, tx)
    await addTrade(app, tx, [
      { ...client, ...trader },
      { ...second, ...trader },
    ])
  })

  await addRefuels(app, client.id)
  await app.db.transaction((tx) => addCards(app, tx, client))
  await invitations(site, client)
  await registrations(site, by)
  await batches(site, by)
  await staff(site)
  await money(site, by, [client, second])
  const given = await coupons(site, client.id, {
    owner: { accountId: owner.id, name: 'Айгүл Сәрсенова' },
    staff: by,
  })
  const cards = await limitedCards(site, client, { accountId: owner.id, name: 'Айгүл Сәрсенова' })
  await suspicions(site, client, { client: { accountId: owner.id, name: 'Айгүл Сәрсенова' }, staff: by })
  await creditAsked(site, client)
  // None is there to be taken: a worker would make those that wait.
  await age(
    site,
    `insert into export_file (client_id, account_id, format, lang, query, money, state, rows_total, ended_at)
     select $1, $2, f, 'ru', '{"from": "2026-01-01", "to": "2026-03-31"}', true, s, 123456, now()
     from unnest(array['xlsx', 'csv'], array['failed', 'cancelled']) as n (f, s)`,
    [client.id, owner.id],
  )
  const askedRefuelId = await fuelBackAsked(site, client, { accountId: owner.id, name: 'Айгүл Сәрсенова' })
  const newcomer = { id: '', email: 'new.1@zharyq-trade.example', password: PASSWORD }
  return {
    owner,
    viewer,
    newcomer,
    suspended,
    admin,
    clientId: client.id,
    contractId: client.contractId,
    bin: client.bin,
    cards,
    askedRefuelId,
    ...given,
  }
}

async function lock(site: TestSite, email: string): Promise<void> {
  const browser = site.browser()
  for (let n = 0; n < 4; n++) {
    await browser.get('/login')
    await browser.submit({ email, password: 'no' })
  }
}

async function invitations(site: TestSite, client: { id: string; contractId: string }): Promise<void> {
  const invite = (who: string) =>
    site.invited({
      email: `${who}@ulttyq-logistika.example`,
      clientId: client.id,
      contractId: client.contractId,
      role: 'manager',
    })
  await invite('waiting')
  const late = await invite('late')
  await age(site, `update invitation set expires_at = now() - interval '1 day' where id = $1`, [late])
  const opened = await invite('opened')
  await age(site, `update invitation set opened_at = now() where id = $1`, [opened])
  const bounced = await invite('no-such-mailbox-any-more')
  await site.letter('no-such-mailbox-any-more@ulttyq-logistika.example')
  await age(
    site,
    `update letter set state = 'bounced', sent_at = null, server_answer = '550 5.1.1 User unknown' where invitation_id = $1`,
    [bounced],
  )
}

async function registrations(site: TestSite, by: { accountId: string; name: string }): Promise<void> {
  const known = await site.aClient({ name: 'ТОО «Жарық Трейд»' })
  const ids: string[] = []
  for (const n of [1, 2, 3]) {
    const email = `new.${n}@zharyq-trade.example`
    const browser = site.browser()
    await browser.get('/register')
    await browser.open((await browser.submit({ email })).location)
    await browser.open(
      (await browser.submit({ hasContract: 'yes', contractNumber: known.contract })).location,
    )
    const bin = n === 1 ? known.bin : (makeBin(`2101400008${n}`) ?? makeBin(`2101400009${n}`)!)
    await browser.open((await browser.submit({ bin, company: 'ТОО «Жарық Трейд»' })).location)
    await browser.open(
      (await browser.submit({ person: 'Ерлан Тілеубеков', position: 'Директор', phone: '+7 701 123 45 67' }))
        .location,
    )
    await browser.open((await browser.submit({}, '/register/check')).location)
    await browser.open(await bareLinkTo(site, email, '/confirmation/'))
    await browser.submit({ password: PASSWORD, passwordConfirmation: PASSWORD })
  }
  const { rows } = await site.app.db.read
    .selectFrom('registration')
    .select('id')
    .orderBy('number')
    .execute()
    .then((found) => ({ rows: found }))
  ids.push(...rows.map(({ id }) => id))
  await site.app.db.transaction((tx) =>
    declineRegistration(tx, { registrationId: ids[2]!, reason: REASON, by }),
  )
}

async function batches(site: TestSite, by: { accountId: string; name: string }): Promise<void> {
  const { app } = site
  const list = (from: number) =>
    new TextEncoder().encode(
      [
        'БИН;Компания;Договор;Email',
        ...[1, 2].map(
          (n) =>
            `${makeBin(`2201400${from}0${n}`) ?? ''};ТОО «Компания ${from + n}»;2026/${from}${n};c${from}${n}@example.kz`,
        ),
        '123;ТОО «Ошибка»;2026/1;не-адрес',
      ].join('\n'),
    )
  const waiting = await checkBatch(app, { fileName: 'Договоры за ноябрь.csv', bytes: list(11), by })
  const sent = await checkBatch(app, { fileName: 'Договоры за октябрь.csv', bytes: list(22), by })
  if (!waiting.ok || !sent.ok) throw new Error('the lists were refused')
  await app.db.transaction((tx) => confirmBatch(app, tx, { batchId: sent.batchId, by }))
}

async function staff(site: TestSite): Promise<void> {
  await site.aPerson({ staff: 'manager', name: 'Мадина Ержанова' })
  const gone = await site.aPerson({ staff: 'accountant', name: 'Пётр Ли' })
  await age(site, `update account set state = 'suspended' where id = $1`, [gone.id])
  await age(
    site,
    `insert into invitation (email, email_key, role, expires_at) values ('new@petroretail.example', 'new@petroretail.example', 'auditor', now() + interval '7 days')`,
  )
}

/** Statements, checked and posted; payments in every state; money on its way back. */
async function money(
  site: TestSite,
  by: { accountId: string; name: string },
  [client, second]: { id: string; bin: string; name: string }[],
): Promise<void> {
  const { app } = site
  const day = bankDay()
  const from = (payer: { name: string; bin: string }, purpose: string, sum: string) =>
    aPayment({
      ...{ ДатаДокумента: day, ДатаОперации: day, СуммаПриход: sum },
      ...{ ПлательщикНаименование: payer.name, ПлательщикБИН_ИИН: payer.bin, НазначениеПлатежа: purpose },
    })
  const stranger = { name: 'Индивидуальный предприниматель Нұрмағамбетқызы', bin: '880101300010' }
  const upload = async (fileName: string, documents: ReturnType<typeof aPayment>[]) => {
    const bytes = new TextEncoder().encode(aStatement({ documents }))
    const checked = await checkStatement(app, { fileName, bytes, by })
    if (!checked.ok) throw new Error(`the statement was refused: ${checked.reason}`)
    return checked.statementId
  }
  const posted = await upload('Выписка за ноябрь.txt', [
    from(client!, 'Предоплата за нефтепродукты по договору', '1250000.50'),
    from(second!, 'За ГСМ', '77000.00'),
    from(stranger, 'Возврат ошибочно перечисленной суммы по письму № 12 от 05.11.2026', '4500.00'),
    from(stranger, 'Проценты', '1.00'),
  ])
  await app.db.transaction((tx) => confirmStatement(app, tx, { statementId: posted, by }))
  await postStatement(app, posted)
  await upload('Выписка за октябрь.txt', [from(second!, 'За ГСМ', '88000.00')])

  const waiting = await site.app.db.read
    .selectFrom('bank_receipt')
    .select(['id', 'payer_bin'])
    .orderBy('id')
    .execute()
  const ofClient = waiting.find(({ payer_bin }) => payer_bin === client!.bin)!
  const matched = await app.db.transaction((tx) =>
    matchReceipt(tx, app.vault, { receiptId: ofClient.id, clientId: client!.id, parts: [], by }),
  )
  if (!matched.ok) throw new Error(`the payment was not matched: ${matched.reason}`)
  await app.db.transaction((tx) =>
    setAside(tx, { receiptId: waiting.at(-1)!.id, reason: 'Проценты банка', by }),
  )
  const asker = await site.aPerson({ staff: 'accountant', name: 'Гүлнар Әбенова' })
  await app.db.transaction((tx) =>
    askPayout(tx, {
      clientId: client!.id,
      paymentId: matched.paymentId,
      tiyn: 5_000_000n,
      iban: 'KZ75125KZT1001300335',
      reason: REASON,
      requestKey: randomUUID(),
      by: { accountId: asker.id, name: 'Гүлнар Әбенова' },
    }),
  )
}

/** A change of a contract's credit that a colleague has asked for: the administrator may agree. */
async function creditAsked(site: TestSite, client: { id: string; contractId: string }): Promise<void> {
  const asker = await site.aPerson({ staff: 'manager', name: 'Динара Ысқақова' })
  await site.app.db.transaction((tx) =>
    setCreditLimit(tx, {
      ...{ clientId: client.id, contractId: client.contractId, limitTiyn: 750_000_00n, days: 30 },
      ...{ reason: 'Дополнительное соглашение № 2', by: { accountId: asker.id, name: 'Динара Ысқақова' } },
    }),
  )
}

/** Of the company's refuels by coupon one that a colleague wants to give back, and one that nobody there knows of. */
async function fuelBackAsked(
  { app, ...site }: TestSite,
  client: { id: string },
  owner: { accountId: string; name: string },
): Promise<string> {
  const asker = await site.aPerson({ staff: 'accountant', name: 'Әсел Жұмабаева' })
  const [refuel, disputed] = await app.db.read
    .selectFrom('till_transaction')
    .select('id')
    .where('client_id', '=', client.id)
    .where('coupon_id', 'is not', null)
    .where('state', '=', 'completed')
    .where('verb', '=', 'redeem')
    .orderBy('at', 'desc')
    .limit(2)
    .execute()
  await app.db.transaction((tx) =>
    openDispute(tx, {
      ...{ clientId: client.id, refuelId: disputed!.id, words: 'Көлік ол күні жөндеуде болды' },
      by: owner,
    }),
  )
  await app.db.transaction((tx) =>
    askRefund(tx, {
      ...{
        clientId: client.id,
        refuelId: refuel!.id,
        ml: 2_500n,
        reason: 'Недолив, показания колонки проверены',
      },
      by: { accountId: asker.id, name: 'Әсел Жұмабаева' },
    }),
  )
  return refuel!.id
}
