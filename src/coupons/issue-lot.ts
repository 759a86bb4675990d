import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { postAll } from '../ledger/post.ts'
import type { Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'
import { codeRecord } from './code.ts'

/**
 * When the coupons become turnover: when their fuel is dispensed; with their issue, with the tax of today; or they are parts of
 * what was sold before, with the tax it was sold with.
 */
export type Turnover = 'dispensing' | 'hand_over' | { soldVatTiyn: bigint }

/** So many coupons of one product, denomination and price. */
export type Lot = {
  clientId: string
  contractId: string
  product: Product
  nominalMl: bigint
  count: number
  tiynPerLitre: bigint
  /** What one coupon is worth, in tiyn. */
  nominalTiyn: bigint
  validTo: string
  turnover: Turnover
  madeBy?: string | undefined
  origin: { kind: 'order'; orderId: string; line: number } | { kind: 'split' | 'merge' | 'swap' | 'seed' }
}

export type IssuedLot = { lotId: string; couponIds: string[] }

/**
 * Makes a lot and its coupons, and takes their money from the client's advance, all in the caller's transaction. The caller
 * holds the advance (`lockAdvance`) and has seen that it covers the lot; the database refuses what it does not. Last valid
 * day is `validTo` (ISO, Almaty). Coupons that are sold by being issued are turnover at once, with the tax of today.
 */
export async function issueLot(tx: Tx, vault: Vault, lot: Lot): Promise<IssuedLot> {
  const { lotId, soldVatTiyn } = await insertLot(tx, lot)
  const couponIds = await insertCoupons(tx, vault, lotId, lot, soldVatTiyn)
  const { clientId, product } = lot
  const tiyn = lot.nominalTiyn * BigInt(lot.count)
  const issue = {
    clientId,
    event:
      lot.origin.kind === 'order' || lot.origin.kind === 'seed'
        ? ('issue' as const)
        : ('replace_in' as const),
    refId: lotId,
    lotId,
    debit: 'client_advance' as const,
    credit: 'coupon_liability' as const,
    tiyn,
    product,
    ml: lot.nominalMl * BigInt(lot.count),
  }
  const turnover = {
    clientId,
    event: 'turnover' as const,
    refId: lotId,
    debit: 'coupon_liability' as const,
    credit: 'revenue' as const,
    tiyn,
    product,
  }
  await postAll(
    tx,
    soldVatTiyn === null || tiyn === 0n ? [issue] : [issue, { ...turnover, vatTiyn: soldVatTiyn }],
  )
  return { lotId, couponIds }
}

async function insertLot(tx: Tx, lot: Lot): Promise<{ lotId: string; soldVatTiyn: bigint | null }> {
  const order = lot.origin.kind === 'order' ? lot.origin : undefined
  const { rows } = await sql<{ lotId: string; soldVatTiyn: bigint | null }>`
    insert into lot (client_id, contract_id, origin, order_id, line_n, product, nominal_ml, count, tiyn_per_l, nominal_tiyn, sold_vat_tiyn,
      made_by)
    values (${lot.clientId}, ${lot.contractId}, ${lot.origin.kind}, ${order?.orderId ?? null}, ${order?.line ?? null},
      ${lot.product}, ${lot.nominalMl}, ${lot.count}, ${lot.tiynPerLitre}, ${lot.nominalTiyn}, ${soldTax(lot)}, ${lot.madeBy ?? null})
    returning id as "lotId", sold_vat_tiyn as "soldVatTiyn"`.execute(tx)
  return rows[0]!
}

// The tax in the whole lot when it is sold by being issued; null when it is not.
function soldTax({ turnover, nominalTiyn, count }: Lot): RawBuilder<unknown> {
  if (turnover === 'dispensing') return sql`null`
  return turnover === 'hand_over'
    ? sql`vat_inside(${nominalTiyn * BigInt(count)}::bigint, vat_bp_on(local_day(now())))`
    : sql`${turnover.soldVatTiyn}`
}

// Codes are derived from ids, so the ids come first. Of the lot's tax each coupon has its share, to the tiyn.
async function insertCoupons(
  tx: Tx,
  vault: Vault,
  lotId: string,
  lot: Lot,
  soldVatTiyn: bigint | null,
): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select new_id() as id from generate_series(1, ${lot.count})`.execute(tx)
  const ids = rows.map(({ id }) => id).sort()
  const codes = ids.map((id) => codeRecord(vault, { id, codeNo: 0 }))
  await sql`
    insert into coupon (client_id, id, code_hash, last_four, lot_id, n, lot_count, contract_id, product, nominal_ml, tiyn_per_l, nominal_tiyn, valid_to,
      sold_vat_tiyn)
    select ${lot.clientId}, made.id, made.code_hash, made.last_four, ${lotId}, made.n, ${lot.count}, ${lot.contractId}, ${lot.product},
      ${lot.nominalMl}, ${lot.tiynPerLitre}, ${lot.nominalTiyn}, ${lot.validTo},
      ${soldVatTiyn}::bigint * made.n / ${lot.count} - ${soldVatTiyn}::bigint * (made.n - 1) / ${lot.count}
    from unnest(${ids}::uuid[], ${codes.map(({ hash }) => hash)}::bytea[], ${codes.map(({ lastFour }) => lastFour)}::text[])
      with ordinality as made (id, code_hash, last_four, n)
    order by made.n`.execute(tx)
  return ids
}
