import { sql, type RawBuilder } from 'kysely'
import type { Reach } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { FROM, paidWithin, PAID_ML, PAID_TIYN, PLATE, REFUELLED } from './find-refuels.ts'

export const REPORT_GROUPS = ['driver', 'vehicle', 'fuel', 'station'] as const
export type ReportGroup = (typeof REPORT_GROUPS)[number]

/** One driver, plate, fuel or station in a month, beside the month before. */
export type ReportLine = {
  /** Empty where nobody is named. */
  name: string
  count: number
  ml: bigint
  tiyn: bigint
  mlBefore: bigint
}

/** So many lines at most, the largest first; the rest is one line more (`name` null). */
export const MOST_LINES = 100

const NAMES: Record<ReportGroup, RawBuilder<unknown>> = {
  driver: sql`coalesce(d.name, '')`,
  vehicle: PLATE,
  fuel: sql`t.product::text`,
  station: sql`s.name`,
}

/** A month (YYYY-MM, Almaty) of a client by one group; what was refuelled the month before too, for those alone as well. */
export async function readReport(
  db: Queries,
  { clientId, reach }: { clientId: string; reach: Reach },
  month: string,
  group: ReportGroup,
): Promise<ReportLine[]> {
  const first = `${month}-01`
  const start = sql`${first}::date::timestamp at time zone 'Asia/Almaty'`
  const { rows } = await sql<ReportLine>`
    select ${NAMES[group]} as name, count(*) filter (where t.at >= ${start})::int as count,
      coalesce(sum(${PAID_ML}) filter (where t.at >= ${start}), 0)::bigint as ml,
      coalesce(sum(${PAID_TIYN}) filter (where t.at >= ${start}), 0)::bigint as tiyn,
      coalesce(sum(${PAID_ML}) filter (where t.at < ${start}), 0)::bigint as "mlBefore"
    ${FROM}
    where t.client_id = ${clientId} and ${REFUELLED} and ${paidWithin(reach)}
      and t.at >= (${first}::date - interval '1 month')::timestamp at time zone 'Asia/Almaty'
      and t.at < (${first}::date + interval '1 month')::timestamp at time zone 'Asia/Almaty'
    group by 1 order by ml desc, "mlBefore" desc, name limit ${MOST_LINES}`.execute(db)
  return rows
}

export type MonthOfFuel = { month: string; product: Product; ml: bigint }

/**
 * Litres by month and fuel of the last so many months, this one included. Of a whole company past days are read from their
 * sums; of cards in somebody's reach from their refuels, because a card may be in another group by now.
 */
export async function readMonths(
  db: Queries,
  { clientId, reach }: { clientId: string; reach: Reach },
  months: number,
): Promise<MonthOfFuel[]> {
  const first = sql`(date_trunc('month', now() at time zone 'Asia/Almaty') - make_interval(months => ${months - 1}))::date`
  const unsummed = reach === null ? sql`greatest(${first}, (select until from till_day))` : first
  const { rows } = await sql<MonthOfFuel>`
    select to_char(day, 'YYYY-MM') as month, product, sum(ml)::bigint as ml
    from (
      select d.day, d.product, d.ml from till_day_total d
      where d.client_id = ${clientId} and d.scope = 'client' and d.holder_id = ${clientId} and d.day >= ${first} and d.day < ${unsummed}
      union all
      select local_day(t.at), t.product, ${PAID_ML}
      from till_transaction t left join card k on k.client_id = t.client_id and k.id = t.card_id
      where t.client_id = ${clientId} and ${REFUELLED} and ${paidWithin(reach)}
        and t.at >= ${unsummed}::timestamp at time zone 'Asia/Almaty') days
    group by 1, 2 having sum(ml) > 0 order by 1, 2`.execute(db)
  return rows
}
