/** Limits as they stand, to be read: of a card and of whoever holds it, and what tills have lately said of it. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { shortDateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import { DataTable, LimitBar, Panel } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { aboutAmount, howMuch, ruleWords, SCOPE_WORDS, type StationNames } from './limit-words.ts'
import { ownerColumn } from './read-limits.ts'
import { isAmount, type Rule, type Scope } from './rules.ts'

export type InForce = {
  scope: Exclude<Scope, 'profile'>
  rule: Rule
  /** Of an amount: what is gone in the period that runs; ml, tiyn or refuels. */
  used: bigint | null
}

const RULE = sql`
  r.products, r.unit, r.period, r.value, r.mode, r.weekdays, r.from_minute as "fromMinute", r.until_minute as "untilMinute",
  r.station_ids as "stationIds", r.regions`
const SHORTEST_FIRST = sql`array_position(array['tx', 'day', 'week', 'month', 'quarter', 'once'], r.period)`

/** All rules that a till asks of a card now, the card's own first. */
export async function readInForce(db: Queries, clientId: string, cardId: string): Promise<InForce[]> {
  const { rows } = await sql<Rule & Omit<InForce, 'rule'>>`
    select s.scope, limit_used(s, r, now()) as used, ${RULE}
    from card c
      join limit_set s on s.client_id = c.client_id
        and s.id = any(limit_sets_of(c.client_id, c.id, c.driver_id, c.vehicle_id, c.group_id, c.contract_id))
      join limit_rule r on r.client_id = s.client_id and r.set_id = s.id and r.ended_at is null
    where c.client_id = ${clientId} and c.id = ${cardId}
    order by s.scope <> 'card', s.scope, ${SHORTEST_FIRST}, r.id`.execute(db)
  return rows.map(({ scope, used, ...rule }) => ({ scope, used, rule }))
}

/** The rules of one group, contract, driver or vehicle itself, and how much of each is gone. */
export async function readOwnInForce(
  db: Queries,
  clientId: string,
  scope: Exclude<Scope, 'card' | 'profile'>,
  id: string,
): Promise<InForce[]> {
  const { rows } = await sql<Rule & Omit<InForce, 'rule'>>`
    select s.scope, limit_used(s, r, now()) as used, ${RULE}
    from limit_set s join limit_rule r on r.client_id = s.client_id and r.set_id = s.id and r.ended_at is null
    where s.client_id = ${clientId} and s.${sql.ref(ownerColumn(scope))} = ${id}
    order by ${SHORTEST_FIRST}, r.id`.execute(db)
  return rows.map(({ scope, used, ...rule }) => ({ scope, used, rule }))
}

/** What a till asks, and how much of each is gone. Rules of others than the one the page is `about` say whose they are. */
export function InForceBars({
  view,
  rules,
  stations,
  about = 'card',
}: {
  view: View
  rules: readonly InForce[]
  stations: StationNames
  about?: InForce['scope'] | undefined
}) {
  const { t } = view
  if (rules.length === 0) return <p>{t('limits.none')}</p>
  return (
    <>
      {rules.map(({ scope, rule, used }) => {
        const whose = scope === about ? '' : ` · ${t(SCOPE_WORDS[scope])}`
        if (!isAmount(rule) || rule.period === 'tx' || used === null)
          return (
            <p>
              {ruleWords(t, rule, stations)}
              {whose}
            </p>
          )
        return (
          <LimitBar
            view={view}
            label={aboutAmount(t, rule, stations) + whose}
            text={t('limits.usedOf', {
              used: howMuch(t, rule.unit, used),
              limit: howMuch(t, rule.unit, rule.value),
            })}
            used={used}
            limit={rule.value}
          />
        )
      })}
    </>
  )
}

export type Answer = {
  id: string
  at: Date
  product: Product | null
  askedMl: bigint | null
  givenMl: bigint | null
  declined: boolean
}

/** What tills have lately answered of a card. */
export async function readAnswers(db: Queries, clientId: string, cardId: string): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select id, at, product, asked_ml as "askedMl", coalesce(held_ml, ml) as "givenMl", state = 'declined' as declined
    from till_transaction where client_id = ${clientId} and card_id = ${cardId} and verb in ('redeem', 'authorize')
    order by at desc limit 10`.execute(db)
  return rows
}

/** The same as links to what was asked each time. */
export function Answers({ view, answers, path }: { view: View; answers: readonly Answer[]; path: string }) {
  const { t, lang } = view
  if (answers.length === 0) return null
  return (
    <Panel title={t('limits.explain')}>
      <DataTable<Answer>
        view={view}
        caption={t('limits.explain')}
        rows={answers}
        columns={[
          {
            label: t('limits.col.when'),
            lead: true,
            cell: ({ id, at }) => <a href={`${path}/${id}`}>{shortDateTime(lang, at)}</a>,
          },
          {
            label: t('limits.what'),
            cell: ({ product }) => (product ? productName(t, product) : t('common.none')),
          },
          {
            label: t('limits.explain.said'),
            cell: ({ givenMl, declined }) =>
              declined
                ? t('limits.explain.declined')
                : t('limits.explain.all', { volume: volume(lang, givenMl ?? 0n) }),
          },
        ]}
      />
    </Panel>
  )
}
