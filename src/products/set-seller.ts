import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { readSeller, type Seller } from './seller.ts'

export type SellerFields = Record<SellerField, string>

/** The details as a form has them: one text a field, those in three languages three; several accounts with commas between. */
export const SELLER_FIELDS = [
  'nameRu',
  'nameKk',
  'nameEn',
  'bin',
  'addressRu',
  'addressKk',
  'addressEn',
  'iik',
  'otherIiks',
  'bank',
  'bik',
  'kbe',
  'knp',
  'director',
  'accountant',
] as const
export type SellerField = (typeof SELLER_FIELDS)[number]

export function fieldsOf({ name, address, otherIiks = [], ...seller }: Seller): SellerFields {
  return {
    ...seller,
    otherIiks: otherIiks.join(', '),
    nameRu: name.ru,
    nameKk: name.kk,
    nameEn: name.en,
    addressRu: address.ru,
    addressKk: address.kk,
    addressEn: address.en,
  }
}

function sellerOf(fields: SellerFields): Seller {
  const { nameRu, nameKk, nameEn, addressRu, addressKk, addressEn, otherIiks, ...seller } = fields
  return {
    ...seller,
    ...(otherIiks ? { otherIiks: otherIiks.split(', ') } : {}),
    name: { ru: nameRu, kk: nameKk, en: nameEn },
    address: { ru: addressRu, kk: addressKk, en: addressEn },
  }
}

/** `changed`: somebody has set others since the person saw version `seen`. `same`: nothing would change. */
export type SellerChange = { ok: true } | { ok: false; reason: 'changed' | 'same' }

/**
 * Gives the retailer new details: a new version, which papers show from now on. Papers that were given out keep theirs.
 * `seen` is the version the person looked at, nought for none.
 */
export async function setSeller(
  tx: Tx,
  request: { fields: SellerFields; seen: number; by: Actor },
): Promise<SellerChange> {
  // Versions are only added, so there is no row to lock; one at a time may add.
  await sql`select pg_advisory_xact_lock(7203557)`.execute(tx)
  if ((await sellerVersion(tx)) !== request.seen) return { ok: false, reason: 'changed' }
  const before = fieldsOf(await readSeller(tx))
  const changed = SELLER_FIELDS.filter((field) => before[field] !== request.fields[field])
  if (changed.length === 0) return { ok: false, reason: 'same' }

  await sql`
    insert into seller (details, set_by)
    values (${JSON.stringify(sellerOf(request.fields))}::jsonb, ${request.by.accountId ?? null})`.execute(tx)
  const only = (fields: SellerFields) => Object.fromEntries(changed.map((field) => [field, fields[field]]))
  await record(tx, 'seller.changed', {
    by: request.by,
    object: request.fields.nameRu,
    before: only(before),
    after: only(request.fields),
  })
  return { ok: true }
}

/** The newest version's number; nought when there is none. */
export async function sellerVersion(db: Tx): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from seller`.execute(db)
  return rows[0]!.id
}
