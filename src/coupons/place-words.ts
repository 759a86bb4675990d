import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { list } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'

/** How many stations are named before they are only counted. */
const NAMED = 4

/** Where a coupon is taken: every station, or those its contract names. */
export async function placeWords(db: Queries, t: T, scope: readonly number[] | null): Promise<string> {
  if (!scope) return t('coupon.whereAll')
  const { rows } = await sql<{ name: string }>`
    select name from station where id = any(${scope}::int[]) and state = 'open' and takes_coupons order by name`.execute(
    db,
  )
  return rows.length > NAMED
    ? t('unit.station', { n: rows.length })
    : list(
        t.lang,
        rows.map(({ name }) => name),
      )
}
