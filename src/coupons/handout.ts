/**
 * The links that show coupons to a driver. A link's token is derived from its row's id with the vault's key, so it can be
 * shown again and stands nowhere; the database keeps its hash. Whoever has the link has the coupons.
 */
import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { sha256 } from '../secrets.ts'
import type { Vault } from '../vault.ts'

/** 132 bits in 22 characters: the address with them makes a QR code of version 4, which the cheapest camera reads. */
export function handoutToken(vault: Vault, handoutId: string): string {
  return vault.mac('handout', handoutId).toString('base64url').slice(0, 22)
}

/** Whether a part of an address can be a token at all. */
export function looksLikeHandout(token: string): boolean {
  return /^[\w-]{22}$/.test(token)
}

/** The path of the driver's page: of one coupon, or of several in one link. */
export function handoutPath(token: string, several: boolean): string {
  return several ? `/c/b/${token}` : `/c/${token}`
}

export type Handout = { id: string; token: string }

/** Makes a link to coupons that the caller has locked. Links they already have stay good: see `leaveHandouts`. */
export async function openHandout(
  tx: Tx,
  vault: Vault,
  handout: {
    clientId: string
    couponIds: readonly string[]
    driverId: string | null
    lang: Lang
    by: Actor
  },
): Promise<Handout> {
  const { rows } = await sql<{ id: string }>`select new_id() as id`.execute(tx)
  const id = rows[0]!.id
  const token = handoutToken(vault, id)
  await sql`
    insert into handout (client_id, id, token_hash, driver_id, lang, made_by)
    values (${handout.clientId}, ${id}, ${sha256(token)}, ${handout.driverId}, ${handout.lang}, ${handout.by.accountId ?? null})`.execute(
    tx,
  )
  await sql`
    insert into handout_coupon (client_id, handout_id, coupon_id)
    select ${handout.clientId}, ${id}, unnest(${handout.couponIds}::uuid[])`.execute(tx)
  return { id, token }
}

/** For each coupon the newest living link that shows it alone, by the coupon's id; those without one are left out. */
export async function findHandoutOfEach(
  db: Queries,
  clientId: string,
  couponIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ couponId: string; id: string }>`
    select distinct on (hc.coupon_id) hc.coupon_id as "couponId", h.id
    from handout_coupon hc join handout h on h.client_id = hc.client_id and h.id = hc.handout_id
    where hc.client_id = ${clientId} and hc.coupon_id = any(${couponIds}::uuid[])
      and hc.revoked_at is null and h.revoked_at is null
      and not exists (select from handout_coupon other
        where other.client_id = hc.client_id and other.handout_id = hc.handout_id and other.coupon_id <> hc.coupon_id)
    order by hc.coupon_id, h.made_at desc, h.id desc`.execute(db)
  return new Map(rows.map(({ couponId, id }) => [couponId, id]))
}

/** Sees to it that each of these coupons, whose rows the caller holds, has a link that shows it alone. */
export async function openHandoutOfEach(
  tx: Tx,
  vault: Vault,
  handout: {
    clientId: string
    coupons: readonly { id: string; driverId: string | null }[]
    lang: Lang
    by: Actor
  },
): Promise<void> {
  const { clientId, lang, by } = handout
  const linked = await findHandoutOfEach(
    tx,
    clientId,
    handout.coupons.map(({ id }) => id),
  )
  const coupons = handout.coupons.filter(({ id }) => !linked.has(id))
  if (coupons.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select new_id() as id from generate_series(1, ${coupons.length}::int)`.execute(tx)
  const ids = rows.map(({ id }) => id)
  const hashes = ids.map((id) => sha256(handoutToken(vault, id)))
  await sql`
    with made as (
      select * from unnest(${ids}::uuid[], ${hashes}::bytea[], ${coupons.map(({ id }) => id)}::uuid[], ${coupons.map(({ driverId }) => driverId)}::uuid[])
        as made (id, token_hash, coupon_id, driver_id)),
    opened as (
      insert into handout (client_id, id, token_hash, driver_id, lang, made_by)
      select ${clientId}, id, token_hash, driver_id, ${lang}, ${by.accountId ?? null}::uuid from made)
    insert into handout_coupon (client_id, handout_id, coupon_id) select ${clientId}, id, coupon_id from made`.execute(
    tx,
  )
}

export type HandoutFacts = {
  id: string
  lang: Lang
  madeAt: Date
  openedAt: Date | null
  lastOpenedAt: Date | null
  opens: number
}

/** The newest living link that shows exactly these coupons; undefined when there is none. */
export async function findHandout(
  db: Queries,
  clientId: string,
  couponIds: readonly string[],
): Promise<HandoutFacts | undefined> {
  const { rows } = await sql<HandoutFacts>`
    select h.id, h.lang, h.made_at as "madeAt", h.opened_at as "openedAt", h.last_opened_at as "lastOpenedAt", h.opens
    from handout h
    where h.client_id = ${clientId} and h.revoked_at is null
      and h.id in (select handout_id from handout_coupon where client_id = ${clientId} and coupon_id = ${couponIds[0] ?? null}::uuid)
      and (select array_agg(coupon_id order by coupon_id) from handout_coupon hc
        where hc.client_id = h.client_id and hc.handout_id = h.id and hc.revoked_at is null)
        = (select array_agg(distinct id order by id) from unnest(${couponIds}::uuid[]) as id)
    order by h.made_at desc, h.id desc limit 1`.execute(db)
  return rows[0]
}

/**
 * Takes coupons out of every link that shows them; a link that shows nothing any more is revoked. The caller holds the
 * coupons' rows.
 */
export async function leaveHandouts(tx: Tx, clientId: string, couponIds: readonly string[]): Promise<void> {
  if (couponIds.length === 0) return
  await sql`
    with left_behind as (
      update handout_coupon set revoked_at = now()
      where client_id = ${clientId} and coupon_id = any(${couponIds}::uuid[]) and revoked_at is null
      returning handout_id)
    update handout h set revoked_at = now()
    where h.client_id = ${clientId} and h.id in (select handout_id from left_behind) and h.revoked_at is null
      and not exists (select from handout_coupon hc
        where hc.client_id = h.client_id and hc.handout_id = h.id and hc.revoked_at is null
          and not hc.coupon_id = any(${couponIds}::uuid[]))`.execute(tx)
}
