/** The ordinary card for tests: a virtual one that works, with what is said in its wallet. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { issueVirtual } from '../cards/issue-virtual.ts'
import type { Scheme } from '../cards/lock-cards.ts'
import { numberOf } from '../cards/number.ts'
import { setPin } from '../cards/set-pin.ts'
import { topUp } from '../cards/top-up.ts'
import { costOf } from '../products/money.ts'
import type { Product } from '../products/products.ts'
import { paid } from './coupons.ts'

const BY = { name: 'test' }

/** A card of the client; its number is what tills read. Money for the wallet is paid in. Prices must be set for litres. */
export async function aCard(
  app: App,
  client: { id: string; contractId: string },
  facts: {
    scheme?: Scheme
    tiyn?: bigint
    ml?: bigint
    product?: Product
    products?: Product[]
    pin?: string
  } = {},
): Promise<{ id: string; mediumId: string; number: string }> {
  const scheme = facts.scheme ?? 'wallet_money'
  const made = await app.db.transaction((tx) =>
    issueVirtual(tx, app.vault, {
      ...{ clientId: client.id, contractId: client.contractId, requestKey: randomUUID(), by: BY },
      plan:
        scheme === 'wallet_litre'
          ? { scheme, product: facts.product ?? 'AI95' }
          : { scheme, products: facts.products },
    }),
  )
  if (!made.ok) throw new Error(`no card: ${made.reason}`)
  const cardId = made.cardId
  if (facts.tiyn) await filled(app, client.id, cardId, { tiyn: facts.tiyn })
  if (facts.ml) await filled(app, client.id, cardId, { ml: facts.ml, product: facts.product ?? 'AI95' })
  if (facts.pin !== undefined) {
    const { pin } = facts
    const set = await app.db.transaction((tx) =>
      setPin(tx, app.vault, { clientId: client.id, cardId, pin, by: BY }),
    )
    if (!set.ok) throw new Error(`no PIN: ${set.reason}`)
  }
  const { rows } = await sql<{ id: string }>`
    select id from card_medium where card_id = ${cardId}`.execute(app.db.write)
  const mediumId = rows[0]!.id
  return { id: cardId, mediumId, number: numberOf(app.vault, mediumId) }
}

/** Money paid in and put on a card. */
export async function filled(
  app: App,
  clientId: string,
  cardId: string,
  what: { tiyn: bigint } | { ml: bigint; product: Product },
): Promise<void> {
  const tiyn = 'tiyn' in what ? what.tiyn : costOf(what.ml, await networkPrice(app, what.product))
  await paid(app, clientId, tiyn)
  const topped = await app.db.transaction((tx) =>
    topUp(tx, {
      ...{ clientId, cardId, requestKey: randomUUID(), by: BY },
      amount: 'tiyn' in what ? { tiyn } : { ml: what.ml, agreedTiyn: tiyn },
    }),
  )
  if (!topped.ok) throw new Error(`not topped up: ${topped.reason}`)
}

async function networkPrice(app: App, product: Product): Promise<bigint> {
  const { rows } = await sql<{ price: bigint }>`select price_at(${product}, null, now()) as price`.execute(
    app.db.write,
  )
  return rows[0]!.price
}

/** What a card has, has promised, and how it stands. */
export async function cardNow(app: App, id: string) {
  const { rows } = await sql<{
    state: string
    tiyn: bigint
    ml: bigint
    holdTiyn: bigint
    holdMl: bigint
  }>`
    select card_state(c) as state, wallet_tiyn as tiyn, wallet_ml as ml, hold_tiyn as "holdTiyn", hold_ml as "holdMl"
    from card c where id = ${id}`.execute(app.db.write)
  return rows[0]!
}

/** What limit cards draw on: the advance and what is promised of it, the debt and what is promised of the credit. */
export async function purseNow(app: App, client: { id: string; contractId: string }) {
  const { rows } = await sql<{ tiyn: bigint; hold: bigint; owed: bigint; creditHold: bigint }>`
    select coalesce(a.tiyn, 0) as tiyn, coalesce(a.hold_tiyn, 0) as hold, k.owed_tiyn as owed, k.credit_hold_tiyn as "creditHold"
    from contract k left join ledger_account a on a.client_id = k.client_id and a.kind = 'client_advance'
    where k.client_id = ${client.id} and k.id = ${client.contractId}`.execute(app.db.write)
  return rows[0]!
}

/** Lets a contract owe so much. */
export async function creditIs(app: App, client: { contractId: string }, tiyn: bigint): Promise<void> {
  await sql`update contract set credit_limit_tiyn = ${tiyn} where id = ${client.contractId}`.execute(
    app.db.write,
  )
}
