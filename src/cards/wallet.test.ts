/** What the database itself keeps of cards, whoever writes. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
})
after(() => site.stop())

type Client = { id: string; contractId: string }

async function aRow(client: Client, scheme: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into card (client_id, contract_id, scheme, product)
    values (${client.id}, ${client.contractId}, ${scheme}, ${scheme === 'wallet_litre' ? 'AI95' : null}) returning id`.execute(
    site.app.db.write,
  )
  return rows[0]!.id
}

const post = (
  client: Client,
  card: string,
  posting: { event: string; debit: string; credit: string; tiyn: number; ml?: number; to?: string },
) =>
  sql`
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, product, ml, card_id, to_card_id, contract_id)
  values (${client.id}, ${posting.event}, ${randomUUID()}, ${posting.debit}, ${posting.credit}, ${posting.tiyn}, 'AI95', ${posting.ml ?? 0},
    ${card}, ${posting.to ?? null}, ${[posting.debit, posting.credit].includes('receivable') ? client.contractId : null})`.execute(
    site.app.db.write,
  )

const wallet = async (id: string) =>
  (
    await sql<{ tiyn: bigint; ml: bigint }>`
      select wallet_tiyn as tiyn, wallet_ml as ml from card where id = ${id}`.execute(site.app.db.write)
  ).rows[0]!

const topUp = { event: 'card_topped_up', debit: 'client_advance', credit: 'card_money' }
const refuel = { event: 'card_refuel', debit: 'card_money', credit: 'revenue' }

test('a wallet holds the sum of its postings and never less than nothing', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 10_000n)
  const [card, other] = [await aRow(client, 'wallet_money'), await aRow(client, 'wallet_money')]
  await post(client, card, { ...topUp, tiyn: 8_000 })
  await post(client, card, { ...refuel, tiyn: 3_000, ml: 100 })
  await post(client, card, {
    ...{ event: 'card_moved', debit: 'card_money', credit: 'card_money', tiyn: 4_000 },
    to: other,
  })
  assert.deepEqual(
    [await wallet(card), await wallet(other)],
    [
      { tiyn: 1_000n, ml: 0n },
      { tiyn: 4_000n, ml: 0n },
    ],
  )
  await assert.rejects(post(client, card, { ...refuel, tiyn: 1_001, ml: 100 }), /tiyn/)
  await assert.rejects(post(client, other, { ...topUp, tiyn: 2_001 }), /ledger_account/)
})

test('litres and what was paid for them leave a wallet together', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 10_000n)
  const card = await aRow(client, 'wallet_litre')
  const pay = { event: 'card_refuel', debit: 'card_litre', credit: 'revenue' }
  await post(client, card, { ...topUp, credit: 'card_litre', tiyn: 1_001, ml: 300 })
  await post(client, card, { ...pay, tiyn: 334, ml: 100 })
  await assert.rejects(post(client, card, { ...pay, tiyn: 600, ml: 200 }), /card_last_drop_takes_all/)
  await assert.rejects(post(client, card, { ...pay, tiyn: 1, ml: 210 }), /ml/)
  await assert.rejects(post(client, card, { ...pay, tiyn: 1, ml: 0 }), /posting_of_litres/)
  await post(client, card, { ...pay, tiyn: 667, ml: 200 })
  assert.deepEqual(await wallet(card), { tiyn: 0n, ml: 0n })
})

test('a card has the wallet of its scheme and no other', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 10_000n)
  const limit = await aRow(client, 'limit')
  const litres = await aRow(client, 'wallet_litre')
  await assert.rejects(
    post(client, limit, { ...topUp, tiyn: 100 }),
    /card_wallet_of_its_scheme|no such wallet/,
  )
  await assert.rejects(post(client, litres, { ...topUp, tiyn: 100, ml: 100 }), /no such wallet/)
  const direct = sql`update card set wallet_tiyn = 5 where id = ${litres}`.execute(site.app.db.write)
  await assert.rejects(direct, /permission denied/)
})

test('a contract owes no more than its credit, and the credit is never below what is owed', async () => {
  const client = await site.aClient()
  const card = await aRow(client, 'limit')
  const onCredit = { event: 'card_credit', debit: 'receivable', credit: 'revenue' }
  await assert.rejects(post(client, card, { ...onCredit, tiyn: 1 }), /contract_owes_within_credit/)
  const creditIs = (tiyn: number) =>
    sql`update contract set credit_limit_tiyn = ${tiyn} where id = ${client.contractId}`.execute(
      site.app.db.write,
    )
  await creditIs(1_000)
  await post(client, card, { ...onCredit, tiyn: 600 })
  await assert.rejects(post(client, card, { ...onCredit, tiyn: 401 }), /contract_owes_within_credit/)
  await assert.rejects(creditIs(599), /contract_owes_within_credit/)
  await creditIs(600)
})

test('a lost card stays lost, and the card follows what lives of its media', async () => {
  const client = await site.aClient()
  const card = await aRow(client, 'limit')
  const medium = async (kind: string, lastFour: string) =>
    (
      await sql<{ id: string }>`
        insert into card_medium (client_id, card_id, kind, number_hash, last_four, valid_to)
        values (${client.id}, ${card}, ${kind}, ${randomBytes(32)}, ${lastFour}, '2030-01-01') returning id`.execute(
        site.app.db.write,
      )
    ).rows[0]!.id
  const becomes = (id: string, state: string) =>
    sql`update card_medium set state = ${state}, activated_at = now(), ended_at = ${state === 'active' ? null : new Date()}
      where id = ${id}`.execute(site.app.db.write)
  const shown = async () =>
    (
      await sql<{ shown: string }>`
        select card_state(c) || ' ' || last_four as shown from card c where id = ${card}`.execute(
        site.app.db.write,
      )
    ).rows[0]!.shown

  const plastic = await medium('plastic', '1111')
  assert.equal(await shown(), 'ordered 1111')
  const virtual = await medium('virtual', '2222')
  await becomes(virtual, 'active')
  assert.equal(await shown(), 'active 2222')
  await becomes(plastic, 'active')
  assert.equal(await shown(), 'active 1111')
  await becomes(plastic, 'lost')
  assert.equal(await shown(), 'active 2222')
  await becomes(virtual, 'stolen')
  assert.match(await shown(), /^(stolen|lost)/)
  await assert.rejects(becomes(plastic, 'active'), /stays so/)
})

test('each side takes back its own block', async () => {
  const client = await site.aClient()
  const card = await aRow(client, 'limit')
  const set = async (what: string) => {
    const { rows } = await sql<{ state: string }>`
      update card c set ${sql.raw(what)} where id = ${card} returning card_state(c) as state`.execute(
      site.app.db.write,
    )
    return rows[0]!.state
  }
  assert.equal(await set("client_blocked_at = now(), client_block_reason = ''"), 'blocked_client')
  assert.equal(await set("retailer_blocked_at = now(), retailer_block_reason = 'debt'"), 'blocked_retailer')
  assert.equal(await set('pin_locked_at = now()'), 'blocked_retailer')
  assert.equal(await set('retailer_blocked_at = null, retailer_block_reason = null'), 'blocked_client')
  assert.equal(await set('client_blocked_at = null, client_block_reason = null'), 'pin_locked')
  assert.equal(
    await set(
      "pin_locked_at = null, block_from = now() - interval '1 hour', block_until = now() + interval '1 hour'",
    ),
    'blocked_scheduled',
  )
  assert.equal(await set('block_until = now()'), 'ordered')
})
