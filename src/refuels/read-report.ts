import { sql, type RawBuilder } from 'kysely'
import type { Reach } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { FROM, paidWithin, PAID_ML, PAID_TIYN, PLATE, REFUELLED } from './find-refuels.ts'

export const REPORT_GROUPS = ['driver', 'vehicle', 'fuel', 'station'] as const
export type ReportGroup = (typeof REPORT_GROUPS)[number]

/** One driver, plate, fuel or station in a month, beside the month before. */
export type ReportLine = {
  /** Empty where nobody is named; null: the others together. */
  name: string | null
  /** How many names it is. */
  names: number
  count: number
  ml: bigint
  tiyn: bigint
  mlBefore: bigint
}

/** So many lines at most, the largest first; the others are one line more, so that the lines add up to the month. */
export const MOST_LINES = 100

const NAMES: Record<ReportGroup, RawBuilder<unknown>> = {
  driver: sql`coalesce(d.name, '')`,
  vehicle: PLATE,
  fuel: sql`t.product::text`,
  station: sql`s.name`,
}

/** What is added up by month (till_month_parts), and whom it names. */
const KINDS: Record<ReportGroup, string[]> = {
  driver: ['driver'],
  vehicle: ['vehicle', 'plate'],
  fuel: ['fuel'],
  station: ['station'],
}
const KEY_NAMES: Record<ReportGroup, RawBuilder<unknown>> = {
  driver: sql`coalesce(d.name, '')`,
  vehicle: sql`case p.kind when 'plate' then p.key else v.plate end`,
  fuel: sql`p.key`,
  station: sql`s.name`,
}

/** A month (YYYY-MM, Almaty) of a client by one group; what was refuelled the month before too, for those alone as well. */
export async function readReport(
  db: Queries,
  { clientId, reach }: { clientId: string; reach: Reach },
  month: string,
  group: ReportGroup,
  most = MOST_LINES,
): Promise<ReportLine[]> {
  const named = reach === null ? addedUp(clientId, month, group) : oneByOne({ clientId, reach }, month, group)
  const { rows } = await sql<ReportLine>`
    with line as (
      select name, sum(count) as count, sum(ml) as ml, sum(tiyn) as tiyn, sum(ml_before) as ml_before
      from (${named}) named group by name having sum(count) > 0 or sum(ml_before) > 0),
    ranked as (
      select *, row_number() over (order by ml desc, ml_before desc, name) as rank from line)
    select case when rank <= ${most} then name end as name, count(*)::int as names, sum(count)::int as count,
      sum(ml)::bigint as ml, sum(tiyn)::bigint as tiyn, sum(ml_before)::bigint as "mlBefore"
    from ranked group by least(rank, ${most + 1}), 1 order by min(rank)`.execute(db)
  return rows
}

// Of a whole company: past days from their sums, and what came since. Each name is looked up once.
function addedUp(clientId: string, month: string, group: ReportGroup): RawBuilder<unknown> {
  const first = `${month}-01`
  return sql`
    select ${KEY_NAMES[group]} as name, p.count, p.ml, p.tiyn, p.ml_before
    from (
      select kind, key, ${sumsOf(sql`day >= ${first}::date`, sql`refuels`)}
      from (
        select month as day, kind, key, refuels, ml, tiyn from till_month_total
        where client_id = ${clientId} and month in (${first}::date, (${first}::date - interval '1 month')::date) and kind = any(${KINDS[group]})
        union all
        select p.day, p.kind, p.key, p.refuels, p.ml, p.tiyn
        from till_transaction t cross join lateral till_month_parts(t) p
        where t.client_id = ${clientId} and p.kind = any(${KINDS[group]})
          and t.at >= greatest((select until from till_day), (${first}::date - interval '1 month')::date)::timestamp at time zone 'Asia/Almaty'
          and t.at < (${first}::date + interval '1 month')::timestamp at time zone 'Asia/Almaty') p
      group by kind, key) p
      left join driver d on d.client_id = ${clientId} and d.id = case p.kind when 'driver' then nullif(p.key, '')::uuid end
      left join vehicle v on v.client_id = ${clientId} and v.id = case p.kind when 'vehicle' then p.key::uuid end
      left join station s on s.id = case p.kind when 'station' then p.key::int end`
}

const sumsOf = (during: RawBuilder<unknown>, refuels: RawBuilder<unknown>) => sql`
  coalesce(sum(${refuels}) filter (where ${during}), 0) as count, coalesce(sum(ml) filter (where ${during}), 0) as ml,
  coalesce(sum(tiyn) filter (where ${during}), 0) as tiyn, coalesce(sum(ml) filter (where not ${during}), 0) as ml_before`

// Of what is in somebody's reach: a card may be in another group by now.
function oneByOne(
  { clientId, reach }: { clientId: string; reach: Reach },
  month: string,
  group: ReportGroup,
): RawBuilder<unknown> {
  const first = `${month}-01`
  return sql`
    select name, ${sumsOf(sql`at >= ${first}::date::timestamp at time zone 'Asia/Almaty'`, sql`1`)}
    from (select ${NAMES[group]} as name, t.at, ${PAID_ML} as ml, ${PAID_TIYN} as tiyn
    ${FROM}
    where t.client_id = ${clientId} and ${REFUELLED} and ${paidWithin(reach)}
      and t.at >= (${first}::date - interval '1 month')::timestamp at time zone 'Asia/Almaty'
      and t.at < (${first}::date + interval '1 month')::timestamp at time zone 'Asia/Almaty') refuels
    group by name`
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
