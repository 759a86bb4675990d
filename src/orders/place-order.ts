import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { costOf, vatInside, withDiscount } from '../products/money.ts'
import type { Product } from '../products/products.ts'
import { missingInSeller, readSeller, type Seller } from '../products/seller.ts'
import type { Vault } from '../vault.ts'
import { fulfilOrder } from './fulfil-order.ts'
import { tellInvoice } from './send-letters.ts'

/** A line of the order: so many coupons of one product and denomination (ml, in steps of 10). */
export type OrderedLine = { product: Product; nominalMl: bigint; count: number }

export type OrderRequest = {
  clientId: string
  contractId: string
  lines: OrderedLine[]
  payFrom: 'balance' | 'invoice'
  /** The sum the person saw on the check page: another one today is asked about again. */
  agreedTiyn: bigint
  /** The form's own name (a UUID): sent twice, it is one order. */
  requestKey: string
  by: Actor
}

export type PlacedOrder =
  | { ok: true; orderId: string; number: string; state: 'invoiced' | 'fulfilled'; replayed: boolean }
  /** `price_changed`: today it costs `tiyn`. `not_enough`: the balance lacks `tiyn`. */
  | { ok: false; reason: 'price_changed' | 'not_enough'; tiyn: bigint }
  | { ok: false; reason: 'no_price'; product: Product }
  /** `no_seller`: an invoice would not say whom to pay, because the retailer's details are not entered. */
  | { ok: false; reason: 'contract_inactive' | 'empty' | 'no_seller' }

export type PricedLine = OrderedLine & { tiynPerLitre: bigint; nominalTiyn: bigint; tiyn: bigint }
export type PricedOrder =
  | { ok: true; lines: PricedLine[]; tiyn: bigint; vatBp: number; vatTiyn: bigint }
  | { ok: false; reason: 'no_price'; product: Product }

/**
 * Orders coupons at today's network price, with the contract's discount. From the balance the coupons are made at once;
 * by invoice they are made when the money comes, at the price that now stands on the invoice and never changes.
 */
export async function placeOrder(tx: Tx, vault: Vault, request: OrderRequest): Promise<PlacedOrder> {
  const before = await findByKey(tx, request)
  if (before) return { ok: true, ...before, replayed: true }
  if (request.lines.length === 0) return { ok: false, reason: 'empty' }
  const contract = await lockContract(tx, request)
  if (!contract) return { ok: false, reason: 'contract_inactive' }
  const seller = await readSeller(tx)
  if (request.payFrom === 'invoice' && missingInSeller(seller).length > 0)
    return { ok: false, reason: 'no_seller' }

  const priced = await priceOrder(tx, request.lines, contract.discount_bp)
  if (!priced.ok) return priced
  if (priced.tiyn !== request.agreedTiyn) return { ok: false, reason: 'price_changed', tiyn: priced.tiyn }
  if (request.payFrom === 'balance') {
    const { availableTiyn } = await lockAdvance(tx, request.clientId)
    if (availableTiyn < priced.tiyn)
      return { ok: false, reason: 'not_enough', tiyn: priced.tiyn - availableTiyn }
  }

  const order = await insertOrder(tx, request, contract, priced)
  // The same form sent twice at once: the other one's order is this one's answer.
  if (!order) return { ok: true, ...(await findByKey(tx, request))!, replayed: true }
  await record(tx, 'order.placed', {
    by: request.by,
    clientId: request.clientId,
    object: order.number,
    after: { tiyn: priced.tiyn.toString(), from: request.payFrom },
  })
  if (request.payFrom === 'invoice') {
    await insertInvoice(tx, request, order, contract, priced, seller)
    await tellInvoice(tx, { clientId: request.clientId, orderId: order.id })
    return { ok: true, orderId: order.id, number: order.number, state: 'invoiced', replayed: false }
  }
  const paid = await fulfilOrder(tx, vault, {
    clientId: request.clientId,
    orderId: order.id,
    from: 'balance',
    by: request.by.accountId,
  })
  if (!paid.ok) throw new Error(`order ${order.number} was not paid from a balance that covered it`)
  return { ok: true, orderId: order.id, number: order.number, state: 'fulfilled', replayed: false }
}

/** What lines cost now, each coupon rounded by itself, for the buying and the check page. `discountBp` is the contract's. */
export async function priceOrder(
  db: Queries,
  lines: OrderedLine[],
  discountBp: number,
): Promise<PricedOrder> {
  const { rows } = await sql<{ product: Product; price: bigint | null; vat_bp: number }>`
    select product, price_at(product, null, now()) as price, vat_bp_on(local_day(now())) as vat_bp
    from unnest(${[...new Set(lines.map(({ product }) => product))]}::text[]) as product`.execute(db)
  const prices = new Map(rows.map((row) => [row.product, row.price]))
  const priced: PricedLine[] = []
  for (const line of lines) {
    const listPrice = prices.get(line.product)
    if (!listPrice) return { ok: false, reason: 'no_price', product: line.product }
    const tiynPerLitre = withDiscount(listPrice, discountBp)
    const nominalTiyn = costOf(line.nominalMl, tiynPerLitre)
    priced.push({ ...line, tiynPerLitre, nominalTiyn, tiyn: nominalTiyn * BigInt(line.count) })
  }
  const tiyn = priced.reduce((sum, line) => sum + line.tiyn, 0n)
  const vatBp = rows[0]?.vat_bp ?? 0
  return { ok: true, lines: priced, tiyn, vatBp, vatTiyn: vatInside(tiyn, vatBp) }
}

async function findByKey(tx: Tx, request: OrderRequest) {
  const { rows } = await sql<{ id: string; number: string; state: string }>`
    select id, number, state from purchase_order
    where client_id = ${request.clientId} and request_key = ${request.requestKey}`.execute(tx)
  const row = rows[0]
  return (
    row && {
      orderId: row.id,
      number: row.number,
      state: row.state === 'fulfilled' ? ('fulfilled' as const) : ('invoiced' as const),
    }
  )
}

type Contract = {
  number: string
  discount_bp: number
  invoice_days: number
  client_name: string
  bin: string
  signed_on: string
}

async function lockContract(tx: Tx, request: OrderRequest): Promise<Contract | undefined> {
  const { rows } = await sql<Contract>`
    select k.number, k.discount_bp, k.invoice_days, k.signed_on, c.name as client_name, c.bin
    from contract k join client c on c.id = k.client_id
    where k.client_id = ${request.clientId} and k.id = ${request.contractId} and k.state = 'active' and c.state = 'active'
    for key share of k`.execute(tx)
  return rows[0]
}

async function insertOrder(
  tx: Tx,
  request: OrderRequest,
  contract: Contract,
  priced: PricedOrder & { ok: true },
): Promise<{ id: string; number: string } | undefined> {
  const { rows } = await sql<{ id: string; number: string }>`
    insert into purchase_order (client_id, contract_id, number, request_key, state, tiyn, vat_bp, vat_tiyn, ordered_by, pay_until)
    values (${request.clientId}, ${request.contractId},
      extract(year from local_day(now()))::int || '-' || lpad(nextval('order_number')::text, 6, '0'),
      ${request.requestKey}, 'invoiced', ${priced.tiyn}, ${priced.vatBp}, ${priced.vatTiyn}, ${request.by.accountId ?? null},
      ${request.payFrom === 'invoice' ? contract.invoice_days : null}::int + local_day(now()))
    on conflict (client_id, request_key) do nothing
    returning id, number`.execute(tx)
  const order = rows[0]
  if (!order) return undefined
  for (const [i, line] of priced.lines.entries()) {
    await sql`
      insert into order_line (client_id, order_id, n, product, nominal_ml, count, tiyn_per_l, nominal_tiyn)
      values (${request.clientId}, ${order.id}, ${i + 1}, ${line.product}, ${line.nominalMl}, ${line.count},
        ${line.tiynPerLitre}, ${line.nominalTiyn})`.execute(tx)
  }
  return order
}

async function insertInvoice(
  tx: Tx,
  request: OrderRequest,
  order: { id: string; number: string },
  contract: Contract,
  priced: PricedOrder & { ok: true },
  seller: Seller,
): Promise<void> {
  const buyer = {
    name: contract.client_name,
    bin: contract.bin,
    contract: contract.number,
    signedOn: contract.signed_on,
  }
  await sql`
    insert into invoice (client_id, order_id, number, issued_on, pay_until, tiyn, vat_bp, vat_tiyn, seller, buyer)
    values (${request.clientId}, ${order.id}, ${order.number}, local_day(now()), local_day(now()) + ${contract.invoice_days}::int,
      ${priced.tiyn}, ${priced.vatBp}, ${priced.vatTiyn}, ${JSON.stringify(seller)}::jsonb, ${JSON.stringify(buyer)}::jsonb)`.execute(
    tx,
  )
}
