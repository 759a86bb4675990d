/** What the client's and the retailer's pages of suspicious refuels have in common. */
import { dateTime, shortDateTime, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { showLastFour } from '../values/last-four.ts'
import { showPlate } from '../values/plate.ts'
import {
  type Column,
  DataTable,
  FuelTag,
  StatusTag,
  type SummaryRow,
  type TagTone,
  Timeline,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { Answer, Suspicion } from './find-suspicions.ts'
import { type Sign, signName, signReason } from './sign-words.ts'

export const LONGEST_COMMENT = 500

type Said = Answer['said']

const SAID: Record<Said, { key: PlainKey; tone: TagTone }> = {
  ours: { key: 'signs.s.ours', tone: 'good' },
  dispute: { key: 'signs.s.dispute', tone: 'warning' },
  fine: { key: 'signs.s.fine', tone: 'good' },
  block: { key: 'signs.s.block', tone: 'danger' },
  comment: { key: 'signs.s.comment', tone: 'neutral' },
}

export function saidWords(t: T, said: Said): string {
  return t(SAID[said].key)
}

export function SaidTag({ t, said }: { t: T; said: Said | null }) {
  if (!said) return <StatusTag tone="warning">{t('signs.s.waiting')}</StatusTag>
  return <StatusTag tone={SAID[said].tone}>{t(SAID[said].key)}</StatusTag>
}

/** The sentences of a refuel's signs, the weightiest first. */
export function Reasons({ t, signs }: { t: T; signs: readonly Sign[] }) {
  return (
    <ul class="list">
      {signs.map((sign) => (
        <li>{signReason(t, sign)}</li>
      ))}
    </ul>
  )
}

/** Every sign with its sentence and its weight, and their sum. */
export function SignTable({ view, suspicion }: { view: View; suspicion: Suspicion }) {
  const { t } = view
  return (
    <DataTable<Sign>
      view={view}
      caption={t('signs.reasons')}
      rows={suspicion.signs}
      foot={[t('of.signs.total'), '', t('signs.points', { n: suspicion.score })]}
      columns={[
        { label: t('of.signs.f.sign'), lead: true, cell: ({ sign }) => signName(t, sign) },
        { label: t('signs.col.why'), cell: (sign) => signReason(t, sign) },
        { label: t('signs.col.score'), number: true, cell: ({ weight }) => weight },
      ]}
    />
  )
}

/** Which card or coupon it was; a link when `zone` has a page of it. */
export function PaidBy({ t, zone, suspicion }: { t: T; zone: '/app' | '/office'; suspicion: Suspicion }) {
  const { cardNumber, lastFour, couponNumber } = suspicion
  if (cardNumber !== null)
    return (
      <a href={`${zone}/cards/${String(cardNumber)}`} class="digits">
        {t('refuels.card', { number: lastFour ? showLastFour(lastFour) : String(cardNumber) })}
      </a>
    )
  return couponNumber === null ? null : (
    <a href={`${zone}/coupons/${String(couponNumber)}`} class="digits">
      {t('refuels.coupon', { number: String(couponNumber) })}
    </a>
  )
}

/** What was filled, or that nothing was. */
export function What({ view: { t, lang }, suspicion }: { view: View; suspicion: Suspicion }) {
  const { done, product, ml } = suspicion
  return (
    <span>
      {product && <FuelTag product={product}>{productName(t, product)}</FuelTag>}{' '}
      {done && ml !== null ? <b>{volume(lang, ml)}</b> : <span class="faint">{t('signs.tried')}</span>}
    </span>
  )
}

export function factsOf(view: View, zone: '/app' | '/office', suspicion: Suspicion): SummaryRow[] {
  const { t, lang } = view
  const { at, station, driver, driverId, plate } = suspicion
  return [
    { label: t('refuels.col.time'), value: dateTime(lang, at) },
    { label: t('refuels.col.fuel'), value: <What view={view} suspicion={suspicion} /> },
    { label: t('refuels.col.station'), value: station },
    { label: t('refuels.col.source'), value: <PaidBy t={t} zone={zone} suspicion={suspicion} /> },
    {
      label: t('refuels.col.driver'),
      value: zone === '/app' && driverId ? <a href={`/app/drivers/${driverId}`}>{driver}</a> : driver,
    },
    { label: t('refuels.col.vehicle'), value: plate && showPlate(plate) },
  ]
}

/** What was said, the newest first. The client reads the retailer's name, not which of its people it was. */
export function Story({
  view,
  answers,
  office,
}: {
  view: View
  answers: readonly Answer[]
  office: boolean
}) {
  const { t, lang } = view
  if (answers.length === 0) return undefined
  return (
    <Timeline
      label={t('signs.story')}
      events={answers.map(({ at, side, said, comment, by }) => ({
        at: at.toISOString(),
        time: dateTime(lang, at),
        title: t(`signs.side.${side}`, { answer: saidWords(t, said) }),
        detail: [comment, side === 'client' || office ? by : ''].filter(Boolean).join(' · '),
        tone: SAID[said].tone,
      }))}
    />
  )
}

/** The lists’ columns up to what was said. */
export function suspicionColumns(view: View, zone: '/app' | '/office'): Column<Suspicion>[] {
  const { t, lang } = view
  return [
    {
      label: t('signs.col.refuel'),
      lead: true,
      cell: (row) => (
        <>
          <a href={`${zone}/signs/${row.id}`}>{shortDateTime(lang, row.at)}</a>
          <div class="faint">{row.station}</div>
        </>
      ),
    },
    {
      label: t('refuels.col.source'),
      cell: (row) => (
        <div>
          <PaidBy t={t} zone={zone} suspicion={row} />
          {row.driver && <div class="faint">{row.driver}</div>}
        </div>
      ),
    },
    { label: t('refuels.col.fuel'), cell: (row) => <What view={view} suspicion={row} /> },
    { label: t('signs.col.why'), plain: true, cell: (row) => <Reasons t={t} signs={row.signs} /> },
    { label: t('signs.col.score'), number: true, cell: (row) => row.score },
  ]
}
