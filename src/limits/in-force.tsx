/** Limits as they stand, to be read: of a card and of whoever holds it, and what tills have lately said of it. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { shortDateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import { DataTable, Panel } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { ruleWords, SCOPE_WORDS, type StationNames } from './limit-words.ts'
import { readLimits } from './read-limits.ts'
import type { Rule, Scope } from './rules.ts'

export type InForce = { scope: Scope; rule: Rule }

/** All rules that a till asks of a card now, by whose they are. */
export async function readInForce(db: Queries, clientId: string, cardId: string): Promise<InForce[]> {
  const { rows } = await sql<Record<Exclude<Scope, 'profile'>, string | null>>`
    select id as card, group_id as "group", contract_id as contract, driver_id as driver, vehicle_id as vehicle
    from card where client_id = ${clientId} and id = ${cardId}`.execute(db)
  const card = rows[0]!
  const found = await Promise.all(
    (['card', 'group', 'contract', 'driver', 'vehicle'] as const).map(async (scope) => {
      const id = card[scope]
      if (id === null) return []
      const limits = await readLimits(db, clientId, scope, [id])
      return limits.get(id)!.rules.map((rule) => ({ scope, rule }))
    }),
  )
  return found.flat()
}

export function InForceTable({
  view,
  rules,
  stations,
}: {
  view: View
  rules: readonly InForce[]
  stations: StationNames
}) {
  const { t } = view
  if (rules.length === 0) return <p>{t('limits.none')}</p>
  return (
    <DataTable<InForce>
      view={view}
      caption={t('limits.title')}
      rows={rules}
      columns={[
        { label: t('limits.explain.limit'), lead: true, cell: ({ rule }) => ruleWords(t, rule, stations) },
        { label: t('limits.col.whose'), cell: ({ scope }) => t(SCOPE_WORDS[scope]) },
      ]}
    />
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
