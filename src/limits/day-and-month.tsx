/** What cards have used of their own limits of the day and the month, for a list of them. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { volume } from '../i18n/format.ts'
import { LimitBar } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { howMuch } from './limit-words.ts'
import type { Rule } from './rules.ts'

type Used = { unit: NonNullable<Rule['unit']>; value: bigint; used: bigint }
export type OfCard = { day?: Used; month?: Used }

/** Of each card the limit of a day and of a month that is used up most. Those of some fuels, hours or stations stand on its page. */
export async function readDayAndMonth(
  db: Queries,
  clientId: string,
  cardIds: readonly string[],
): Promise<Map<string, OfCard>> {
  const { rows } = await sql<Used & { cardId: string; period: 'day' | 'month' }>`
    select distinct on (s.card_id, r.period) s.card_id as "cardId", r.period, r.unit, r.value, u.used
    from limit_set s
      join limit_rule r on r.client_id = s.client_id and r.set_id = s.id and r.ended_at is null
      cross join lateral (select limit_used(s, r, now()) as used) u
    where s.client_id = ${clientId} and s.card_id = any(${cardIds}::uuid[]) and r.period in ('day', 'month') and r.value > 0
      and num_nonnulls(r.products, r.from_minute, r.station_ids, r.regions) = 0
    order by s.card_id, r.period, u.used::numeric / r.value desc`.execute(db)
  const found = new Map<string, OfCard>()
  for (const { cardId, period, ...used } of rows) found.set(cardId, { ...found.get(cardId), [period]: used })
  return found
}

/** Litres, or «40 из 60 л» over a bar where a limit counts them. */
export function Spent({
  view,
  label,
  ml,
  of,
}: {
  view: View
  label: string
  ml: bigint
  of: Used | undefined
}) {
  const { t, lang } = view
  if (!of) return <>{volume(lang, ml)}</>
  return (
    <LimitBar
      view={view}
      label={label}
      labelHidden
      text={t('limits.usedOf', { used: howMuch(t, of.unit, of.used), limit: howMuch(t, of.unit, of.value) })}
      used={of.used}
      limit={of.value}
    />
  )
}
