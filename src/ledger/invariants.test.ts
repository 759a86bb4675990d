import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { aCard } from '../testing/cards.ts'
import { aCoupon, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { checkLedger } from './invariants.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
})
after(() => site.stop())

const broken = async () => (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)

test('an honest ledger breaks no rule', async () => {
  const client = await site.aClient()
  await someCoupons(site.app, client, { count: 3 })
  assert.deepEqual(await broken(), [])
})

test('whatever a hand with the owner’s rights changes is named', async () => {
  const client = await site.aClient()
  const coupon = await aCoupon(site.app, client)
  const card = await aCard(site.app, client, { tiyn: 100_000n })
  const limit = await aCard(site.app, client, { scheme: 'limit' })
  const number = (
    await sql<{ number: bigint }>`select number from coupon where id = ${coupon.id}`.execute(site.owner)
  ).rows[0]!.number
  const cases: { break: string; mend: string; rule: RegExp; names: string }[] = [
    {
      break: `update coupon set spent_ml = spent_ml + 1000 where id = '${coupon.id}'`,
      mend: `update coupon set spent_ml = spent_ml - 1000 where id = '${coupon.id}'`,
      rule: /a coupon has spent/,
      names: `coupon ${number}`,
    },
    {
      break: `update coupon set hold_ml = 500 where id = '${coupon.id}'`,
      mend: `update coupon set hold_ml = 0 where id = '${coupon.id}'`,
      rule: /running pumps/,
      names: `coupon ${number}`,
    },
    {
      break: `update ledger_account set tiyn = tiyn + 1 where client_id = '${client.id}'`,
      mend: `update ledger_account set tiyn = tiyn - 1 where client_id = '${client.id}'`,
      rule: /an account holds/,
      names: `client ${client.bin}, client_advance`,
    },
    {
      break: `update purchase_order set tiyn = tiyn + 1, vat_tiyn = vat_inside(tiyn + 1, vat_bp) where client_id = '${client.id}'`,
      mend: `update purchase_order set tiyn = tiyn - 1, vat_tiyn = vat_inside(tiyn - 1, vat_bp) where client_id = '${client.id}'`,
      rule: /an order costs/,
      names: 'order ',
    },
    {
      break: `update payment set tiyn = tiyn + 1 where client_id = '${client.id}'`,
      mend: `update payment set tiyn = tiyn - 1 where client_id = '${client.id}'`,
      rule: /a payment stands/,
      names: 'payment ',
    },
    {
      break: `insert into payment_for (client_id, payment_id, order_id, tiyn)
        select p.client_id, p.id, o.id, p.tiyn + 1 from payment p join purchase_order o on o.client_id = p.client_id where p.client_id = '${client.id}'`,
      mend: `delete from payment_for where client_id = '${client.id}'`,
      rule: /no order is paid with more/,
      names: 'payment ',
    },
    {
      break: `with s as (insert into bank_statement (file_name, file_hash, accounts) values ('x', sha256('x'), '{}') returning id)
        insert into bank_receipt (hash, statement_id, account, number, day, tiyn, payer_name, payer_bin, payer_iban, payer_bank, purpose, knp, state)
        select sha256('x'), id, '', '', '2026-11-20', 1, '', '', '', '', '', '', 'posted' from s`,
      mend: `delete from bank_receipt`,
      rule: /money that came to the bank/,
      names: 'receipt ',
    },
    {
      break: `insert into payout (client_id, tiyn, iban, reason, request_key) values ('${client.id}', 1, 'KZ', 'x', new_id())`,
      mend: `delete from payout`,
      rule: /a refund to the bank/,
      names: 'payout ',
    },
    {
      break: `insert into till_day_sum select '${client.id}', 'client', '${client.id}', until - 1, 'AI95', 1, 10 from till_day`,
      mend: `delete from till_day_sum where client_id = '${client.id}'`,
      rule: /^past days are added up/,
      names: `client ${client.id} on `,
    },
    {
      break: `insert into till_month_sum values ('${client.id}', '2026-01-01', 'plate', '123ABC02', 1, 10, 10)`,
      mend: `delete from till_month_sum where client_id = '${client.id}'`,
      rule: /the past days of months are added up/,
      names: 'plate «123ABC02» in 2026-01',
    },
    {
      break: `insert into coupon_stock values ('${client.id}', 'given', 'LPG', 1, 10000)`,
      mend: `delete from coupon_stock where client_id = '${client.id}' and product = 'LPG'`,
      rule: /coupons in stock and with drivers are counted/,
      names: `client ${client.bin}, LPG given`,
    },
    {
      break: `insert into posting_day values ('${client.id}', '2026-01-01', 1, 10)`,
      mend: `delete from posting_day where client_id = '${client.id}'`,
      rule: /the fuel of past days is added up/,
      names: `client ${client.bin} on 2026-01-01`,
    },
    {
      break: `update card set wallet_tiyn = wallet_tiyn + 1 where id = '${card.id}'`,
      mend: `update card set wallet_tiyn = wallet_tiyn - 1 where id = '${card.id}'`,
      rule: /a card has in its wallet/,
      names: 'card ',
    },
    {
      break: `update card set hold_tiyn = 1 where id = '${card.id}'`,
      mend: `update card set hold_tiyn = 0 where id = '${card.id}'`,
      rule: /a card holds/,
      names: 'card ',
    },
    {
      break: `update ledger_account set tiyn = tiyn + 1, hold_tiyn = 1 where client_id = '${client.id}'`,
      mend: `update ledger_account set tiyn = tiyn - 1, hold_tiyn = 0 where client_id = '${client.id}'`,
      rule: /an advance holds/,
      names: `client ${client.bin}`,
    },
    {
      break: `update contract set credit_limit_tiyn = 1, owed_tiyn = 1 where id = '${client.contractId}'`,
      mend: `update contract set credit_limit_tiyn = 0, owed_tiyn = 0 where id = '${client.contractId}'`,
      rule: /a contract owes/,
      names: 'contract ',
    },
    {
      break: `update card set stage = 'ordered' where id = '${limit.id}'`,
      mend: `update card set stage = 'active' where id = '${limit.id}'`,
      rule: /a card stands as its media do/,
      names: 'card ',
    },
    {
      break: `update card_event set request_key = null, id = new_id() where card_id = '${card.id}' and what = 'topped_up'`,
      mend: `update card_event e set id = p.ref_id from posting p where e.card_id = '${card.id}' and what = 'topped_up' and p.card_id = e.card_id and p.event = 'card_topped_up'`,
      rule: /a movement of a wallet/,
      names: 'posting ',
    },
  ]
  for (const one of cases) {
    await sql.raw(one.break).execute(site.owner)
    const found = await broken()
    await sql.raw(one.mend).execute(site.owner)
    const rule = found.find(({ rule }) => one.rule.test(rule))
    assert.ok(rule, `${one.break}: ${JSON.stringify(found)}`)
    assert.ok(
      rule.what.some((what) => what.includes(one.names)),
      JSON.stringify(rule),
    )
  }
  assert.deepEqual(await broken(), [])
})
