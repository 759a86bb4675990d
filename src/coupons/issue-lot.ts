import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { post } from '../ledger/post.ts'
import type { Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'
import { codeRecord } from './code.ts'

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
  madeBy?: string | undefined
  origin: { kind: 'order'; orderId: string; line: number } | { kind: 'split' | 'merge' | 'swap' | 'seed' }
}

export type IssuedLot = { lotId: string; couponIds: string[] }

/**
 * Makes a lot and its coupons, and takes their money from the client's advance, all in the caller's transaction. The caller
 * holds the advance (`lockAdvance`) and has seen that it covers the lot; the database refuses what it does not. Last valid
 * day is `validTo` (ISO, Almaty).
 */
export async function issueLot(tx: Tx, vault: Vault, lot: Lot): Promise<IssuedLot> {
  const lotId = await insertLot(tx, lot)
  const couponIds = await insertCoupons(tx, vault, lotId, lot)
  await post(tx, {
    clientId: lot.clientId,
    event: lot.origin.kind === 'order' || lot.origin.kind === 'seed' ? 'issue' : 'replace_in',
    refId: lotId,
    lotId,
    debit: 'client_advance',
    credit: 'coupon_liability',
    tiyn: lot.nominalTiyn * BigInt(lot.count),
    product: lot.product,
    ml: lot.nominalMl * BigInt(lot.count),
  })
  return { lotId, couponIds }
}

async function insertLot(tx: Tx, lot: Lot): Promise<string> {
  const order = lot.origin.kind === 'order' ? lot.origin : undefined
  const { rows } = await sql<{ id: string }>`
    insert into lot (client_id, contract_id, origin, order_id, line_n, product, nominal_ml, count, tiyn_per_l, nominal_tiyn, made_by)
    values (${lot.clientId}, ${lot.contractId}, ${lot.origin.kind}, ${order?.orderId ?? null}, ${order?.line ?? null},
      ${lot.product}, ${lot.nominalMl}, ${lot.count}, ${lot.tiynPerLitre}, ${lot.nominalTiyn}, ${lot.madeBy ?? null})
    returning id`.execute(tx)
  return rows[0]!.id
}

// Codes are derived from ids, so the ids come first.
async function insertCoupons(tx: Tx, vault: Vault, lotId: string, lot: Lot): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select new_id() as id from generate_series(1, ${lot.count})`.execute(tx)
  const ids = rows.map(({ id }) => id).sort()
  const codes = ids.map((id) => codeRecord(vault, { id, codeNo: 0 }))
  await sql`
    insert into coupon (client_id, id, code_hash, last_four, lot_id, n, lot_count, contract_id, product, nominal_ml, tiyn_per_l, nominal_tiyn, valid_to)
    select ${lot.clientId}, made.id, made.code_hash, made.last_four, ${lotId}, made.n, ${lot.count}, ${lot.contractId}, ${lot.product},
      ${lot.nominalMl}, ${lot.tiynPerLitre}, ${lot.nominalTiyn}, ${lot.validTo}
    from unnest(${ids}::uuid[], ${codes.map(({ hash }) => hash)}::bytea[], ${codes.map(({ lastFour }) => lastFour)}::text[])
      with ordinality as made (id, code_hash, last_four, n)
    order by made.n`.execute(tx)
  return ids
}
