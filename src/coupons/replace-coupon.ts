import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'
import { leaveHandouts } from './handout.ts'
import { issueLot, type Turnover } from './issue-lot.ts'
import type { LockedCoupon } from './lock-coupons.ts'
import { moveRests } from './move-rests.ts'
import { noteEvents } from './note-events.ts'

/** A coupon that takes the place of another, or of a part of it. */
export type NewCoupon = { product: Product; ml: bigint; tiyn: bigint; tiynPerLitre: bigint }
export type MadeCoupon = { id: string; number: bigint; product: Product; ml: bigint; tiyn: bigint }

/**
 * Closes a coupon as replaced and makes those that take its place, in its contract and with its last day (domain E8). Its
 * value goes back to the client's advance and theirs comes from there. They become turnover as it did: parts of a coupon that is
 * sold keep the tax it was sold with, another fuel is sold today. The caller holds the advance, then the coupon, and has seen
 * that the advance covers the difference.
 */
export async function replaceCoupon(
  tx: Tx,
  vault: Vault,
  clientId: string,
  old: LockedCoupon,
  parts: readonly NewCoupon[],
  how: 'split' | 'swap',
  by: Actor,
): Promise<MadeCoupon[]> {
  const { rows } = await sql<{ id: string }>`select new_id() as id`.execute(tx)
  const taxes = await moveRests(tx, clientId, [
    {
      event: 'replace_out',
      refId: rows[0]!.id,
      coupon: old,
      ml: old.remainingMl,
      tiyn: old.valueTiyn,
      to: 'client_advance',
    },
  ])
  await closeCoupons(tx, clientId, [old], 'replaced')
  const made: MadeCoupon[] = []
  let tiynBefore = 0n
  for (const lot of lotsOf(parts)) {
    const tiyn = tiynBefore + lot.tiyn * BigInt(lot.count)
    const vatOf = (part: bigint) => (part * (taxes.get(old.id) ?? 0n)) / (old.valueTiyn || 1n)
    const parted = { soldVatTiyn: vatOf(tiyn) - vatOf(tiynBefore) }
    const turnover = old.soldVatTiyn === null ? 'dispensing' : how === 'split' ? parted : 'hand_over'
    made.push(...(await makeLot(tx, vault, clientId, old, { ...lot, turnover }, how, by)))
    tiynBefore = tiyn
  }
  await noteEvents(tx, clientId, [old], how === 'split' ? 'split' : 'swapped', by, () => ({
    into: made.map(({ number }) => String(number)),
    ml: old.remainingMl.toString(),
  }))
  await noteEvents(tx, clientId, made, 'made', by, () => ({ from: String(old.number), how }))
  return made
}

/** Ends coupons whose postings have emptied them: no link shows them any more. The caller holds their rows. */
export async function closeCoupons(
  tx: Tx,
  clientId: string,
  coupons: readonly { id: string }[],
  as: 'expired' | 'returned' | 'replaced' | 'void',
): Promise<void> {
  const ids = coupons.map(({ id }) => id)
  await sql`
    update coupon set closed_as = ${as}, closed_at = now()
    where client_id = ${clientId} and id = any(${ids}::uuid[])`.execute(tx)
  // A link to what has expired says so; prolonged, it is good again.
  if (as !== 'expired') await leaveHandouts(tx, clientId, ids)
}

type NewLot = NewCoupon & { count: number }

// Neighbours that are alike make one lot.
function lotsOf(parts: readonly NewCoupon[]): NewLot[] {
  const lots: NewLot[] = []
  for (const part of parts) {
    const last = lots.at(-1)
    if (last && last.ml === part.ml && last.tiyn === part.tiyn && last.product === part.product) last.count++
    else lots.push({ ...part, count: 1 })
  }
  return lots
}

async function makeLot(
  tx: Tx,
  vault: Vault,
  clientId: string,
  old: LockedCoupon,
  lot: NewLot & { turnover: Turnover },
  kind: 'split' | 'swap',
  by: Actor,
): Promise<MadeCoupon[]> {
  const { lotId } = await issueLot(tx, vault, {
    clientId,
    contractId: old.contractId,
    product: lot.product,
    nominalMl: lot.ml,
    count: lot.count,
    tiynPerLitre: lot.tiynPerLitre,
    nominalTiyn: lot.tiyn,
    validTo: old.validTo,
    turnover: lot.turnover,
    madeBy: by.accountId,
    origin: { kind },
  })
  const { rows } = await sql<{ id: string; number: bigint }>`
    select id, number from coupon where client_id = ${clientId} and lot_id = ${lotId} order by n`.execute(tx)
  return rows.map((row) => ({ ...row, product: lot.product, ml: lot.ml, tiyn: lot.tiyn }))
}
