/** O1: the money that was posted since midnight. */
import { sql } from 'kysely'
import type { StaffVisit } from '../accounts/visit.ts'
import { money } from '../i18n/format.ts'
import { Tile } from '../web/parts/index.ts'

export async function receivedTodayTile(visit: StaffVisit) {
  const { app, t, lang } = visit
  const { rows } = await sql<{ count: number; tiyn: bigint }>`
    select count(*)::int as count, coalesce(sum(tiyn), 0)::bigint as tiyn from payment
    where recorded_at >= local_day(now())::timestamp at time zone 'Asia/Almaty' and reversed_at is null`.execute(
    app.db.read,
  )
  const { count, tiyn } = rows[0]!
  return (
    <Tile
      label={t('of.today.t.received')}
      value={money(lang, tiyn)}
      note={t('of.today.receipts', { n: count })}
      href="/office/payments"
    />
  )
}
