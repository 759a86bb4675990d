/** Why a till promised so much and no more: which rules it asked at that moment, and what each of them left. */
import { sql } from 'kysely'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { type Reach, within } from '../accounts/reach.ts'
import type { ClientVisit, StaffVisit } from '../accounts/visit.ts'
import type { Queries } from '../db/database.ts'
import { shortDateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import { isId } from '../web/paging.ts'
import { CabinetPage, DataTable, OfficePage, Panel, StatusTag, SummaryList } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { aboutAmount, howMuch, SCOPE_WORDS } from './limit-words.ts'
import { ALWAYS, type Mode, type Period, type Scope, type Unit } from './rules.ts'

/** A rule as it was weighed (weigh-limits.sql keeps it so); without a value it is a window. */
type Weighed = {
  rule: string
  scope: Scope
  mode: Mode
  reason?: string
  products?: Product[]
  unit?: Unit
  period?: Period
  value?: number
  used?: number
  left?: number
  leftMl?: number
}

type Answer = {
  at: Date
  card: bigint
  station: string
  product: Product | null
  askedMl: bigint | null
  givenMl: bigint | null
  declined: boolean
  ruleId: string | null
  flags: { rule: string }[] | null
  weighed: Weighed[] | null
}

export async function showExplained(visit: ClientVisit): Promise<Response> {
  const answer = await readAnswer(visit, visit.session.client)
  if (!answer) return missingPage(visit)
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const path = `/app/cards/${answer.card}/limits`
  return visit.page(
    <CabinetPage
      view={view}
      title={titleOf(view, answer)}
      width="text"
      crumbs={[{ href: path, label: view.t('limits.h1', { card: String(answer.card) }) }]}
    >
      <Explanation view={view} answer={answer} />
    </CabinetPage>,
  )
}

export async function showOfficeExplained(visit: StaffVisit): Promise<Response> {
  const answer = await readAnswer(visit, null)
  if (!answer) return missingPage(visit)
  const view = visit.view({ nav: officeNav(visit, 'cards') })
  const path = `/office/cards/${answer.card}/limits`
  return visit.page(
    <OfficePage
      view={view}
      title={titleOf(view, answer)}
      width="text"
      crumbs={[{ href: path, label: view.t('limits.h1', { card: String(answer.card) }) }]}
    >
      <Explanation view={view} answer={answer} />
    </OfficePage>,
  )
}

async function readAnswer(
  visit: { app: { db: { read: Queries } }; param(name: string): string },
  client: { id: string; reach: Reach } | null,
): Promise<Answer | undefined> {
  const [number, id] = [visit.param('number'), visit.param('answer')]
  if (!/^\d{1,15}$/.test(number) || !isId(id)) return undefined
  const { rows } = await sql<Answer>`
    select t.at, c.number as card, '№ ' || s.number || ', ' || s.name as station, t.product, t.asked_ml as "askedMl",
      coalesce(t.held_ml, t.ml) as "givenMl", t.state = 'declined' as declined, t.rule_id as "ruleId", t.flags, t.weighed
    from till_transaction t join card c on c.client_id = t.client_id and c.id = t.card_id join station s on s.id = t.station_id
    where t.id = ${id} and c.number = ${number}::bigint and t.verb in ('redeem', 'authorize')
      and ${client ? sql`t.client_id = ${client.id} and ${within(client.reach)}` : sql`true`}`.execute(
    visit.app.db.read,
  )
  return rows[0]
}

function titleOf({ t, lang }: View, { at }: Answer): string {
  return t('limits.explain.h1', { time: shortDateTime(lang, at) })
}

function Explanation({ view, answer }: { view: View; answer: Answer }) {
  const { t, lang } = view
  const { weighed, askedMl, givenMl, declined } = answer
  const given = volume(lang, givenMl ?? 0n)
  const said = declined
    ? t('limits.explain.declined')
    : askedMl === null || askedMl === givenMl
      ? t('limits.explain.all', { volume: given })
      : t('limits.explain.approved', { volume: given, asked: volume(lang, askedMl) })
  return (
    <>
      <Panel>
        <SummaryList
          view={view}
          rows={[
            { label: t('limits.explain.said'), value: said },
            {
              label: t('limits.explain.asked'),
              value: askedMl === null ? t('common.none') : volume(lang, askedMl),
            },
            { label: t('limits.what'), value: answer.product && productName(t, answer.product) },
            { label: t('limits.explain.where'), value: answer.station },
          ]}
        />
      </Panel>
      {weighed ? (
        <Rules view={view} answer={answer} weighed={weighed} />
      ) : (
        <p>{declined && !answer.ruleId ? t('limits.explain.notAsked') : t('limits.explain.none')}</p>
      )}
    </>
  )
}

function Rules({ view, answer, weighed }: { view: View; answer: Answer; weighed: readonly Weighed[] }) {
  const { t } = view
  const amount = ({ unit }: Weighed, value: number | undefined) =>
    unit && value !== undefined ? howMuch(t, unit, BigInt(value)) : t('common.none')
  return (
    <DataTable<Weighed>
      view={view}
      caption={t('limits.explain')}
      rows={weighed}
      columns={[
        { label: t('limits.explain.limit'), lead: true, cell: (rule) => nameOf(view, rule) },
        { label: t('limits.col.whose'), cell: ({ scope }) => t(SCOPE_WORDS[scope]) },
        { label: t('limits.explain.used'), number: true, cell: (rule) => amount(rule, rule.used) },
        { label: t('limits.explain.left'), number: true, cell: (rule) => amount(rule, rule.left) },
        {
          label: t('limits.explain.said'),
          cell: (rule) => <Verdict view={view} answer={answer} rule={rule} />,
        },
      ]}
    />
  )
}

function nameOf({ t }: View, { unit, period, value, products, mode }: Weighed): string {
  if (!unit || !period || value === undefined) return t('limits.only')
  const about = aboutAmount(t, {
    ...ALWAYS,
    unit,
    period,
    mode,
    value: BigInt(value),
    products: products ?? null,
  })
  return `${about}: ${howMuch(t, unit, BigInt(value))}`
}

function Verdict({ view, answer, rule }: { view: View; answer: Answer; rule: Weighed }) {
  const { t } = view
  if (rule.rule === answer.ruleId) return <StatusTag tone="danger">{t('limits.explain.cut')}</StatusTag>
  if (answer.flags?.some((flag) => flag.rule === rule.rule))
    return <StatusTag tone="warning">{t('limits.explain.flagged')}</StatusTag>
  if (rule.value === undefined && rule.leftMl === 0)
    return <StatusTag tone="warning">{t('limits.explain.outside')}</StatusTag>
  return <>{t('limits.explain.pass')}</>
}
