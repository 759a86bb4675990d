/** O9: closed shifts of the network, their reports, and the word that one was compared with what the station counted. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { dateTime, litres, money, shortDateTime } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { stationId as numberOf } from '../stations/find-stations.ts'
import { missingPage } from '../web/system-pages.tsx'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  type Column,
  DataTable,
  Empty,
  Form,
  FuelTag,
  Notice,
  OfficePage,
  Pager,
  Panel,
  StatusTag,
  SummaryList,
  Tabs,
  TextField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { type ShiftSum, sumShift } from './close-duty.ts'
import { type ClosedShiftRow, findShift, findShifts } from './find-shifts.ts'
import { findOperations, isWaiting, type Operation } from './operations.ts'
import { reconcileShift } from './reconcile-shift.ts'
import { StateTag } from './scan-page.tsx'

export const SHIFTS = '/office/shifts'
const PAGE = 50
const LONGEST_NOTE = 300

export async function listShifts(visit: StaffVisit): Promise<Response> {
  const waiting = visit.query('tab') === 'waiting'
  const stationId = numberOf(visit.query('station'))
  const place = placeOf(visit)
  const found = await findShifts(visit.app.db.read, { waiting, stationId }, place, PAGE)
  const query = { tab: waiting ? 'waiting' : undefined, station: stationId?.toString() }
  const { rows, ...neighbours } = pageOf(found, place, PAGE, (next) =>
    addressOf(SHIFTS, { ...query, ...next }),
  )
  const view = visit.view({ nav: officeNav(visit, 'stations') })
  const { t } = view
  const tab = (name: string | undefined) => addressOf(SHIFTS, { ...query, tab: name })
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.shifts.h1')}
      crumbs={[{ href: '/office/stations', label: t('of.stations.h1') }]}
    >
      <Tabs
        label={t('of.shifts.tabs')}
        tabs={[
          { href: tab(undefined), label: t('of.shifts.all'), current: !waiting },
          { href: tab('waiting'), label: t('of.shifts.waiting'), current: waiting },
        ]}
      />
      {rows.length === 0 ? (
        <Empty icon="report" text={t(waiting ? 'of.shifts.noneWaiting' : 'of.shifts.none')} />
      ) : (
        <DataTable view={view} caption={t('of.shifts.h1')} rows={rows} columns={columnsOf(view)} />
      )}
      <Pager view={view} {...neighbours} />
    </OfficePage>,
  )
}

function columnsOf(view: View): Column<ClosedShiftRow>[] {
  const { t, lang } = view
  return [
    {
      label: t('of.shifts.closedAt'),
      lead: true,
      cell: ({ id, closedAt }) => <a href={`${SHIFTS}/${id}`}>{shortDateTime(lang, closedAt)}</a>,
    },
    {
      label: t('of.shifts.place'),
      long: true,
      cell: ({ stationId, station }) => <a href={`/office/stations/${stationId}`}>{station}</a>,
    },
    { label: t('of.tills.name'), long: true, cell: ({ terminal }) => terminal },
    { label: t('pos.cashier'), cell: ({ cashier }) => cashier },
    { label: t('pos.col.state'), cell: (row) => <ShiftTag view={view} shift={row} /> },
  ]
}

function ShiftTag({ view, shift }: { view: View; shift: ClosedShiftRow }) {
  const { t } = view
  if (shift.reconciledAt) return <StatusTag tone="good">{t('of.shifts.state.reconciled')}</StatusTag>
  return shift.withdrawn ? (
    <StatusTag tone="warning">{t('of.shifts.state.withdrawn')}</StatusTag>
  ) : (
    <StatusTag tone="neutral">{t('of.shifts.state.closed')}</StatusTag>
  )
}

export async function showShiftReport(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const { db } = visit.app
  const id = visit.param('shift')
  const shift = isId(id) ? await findShift(db.write, id) : undefined
  if (!shift) return missingPage(visit)
  const [sums, operations] = await Promise.all([
    sumShift(db.read, shift.terminalId, shift.no),
    findOperations(db.read, { terminalId: shift.terminalId, shiftNo: shift.no }),
  ])
  const open = operations.filter(isWaiting)
  const view = visit.view({ nav: officeNav(visit, 'stations') })
  const { t, lang } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.shifts.report', { no: shift.no, name: shift.terminal })}
      errors={errors}
      crumbs={[
        { href: '/office/stations', label: t('of.stations.h1') },
        { href: SHIFTS, label: t('of.shifts.h1') },
      ]}
    >
      {shift.withdrawn && !shift.reconciledAt && <Notice tone="warning">{t('of.shifts.withdrawn.p')}</Notice>}
      {open.length > 0 && <Notice tone="warning">{t('of.shifts.open', { n: open.length })}</Notice>}
      <Panel>
        <SummaryList
          view={view}
          rows={[
            { label: t('pos.col.state'), value: <ShiftTag view={view} shift={shift} /> },
            { label: t('of.shifts.place'), value: shift.station },
            { label: t('pos.cashier'), value: shift.cashier },
            ...(shift.openedAt
              ? [{ label: t('of.shifts.openedAt'), value: dateTime(lang, shift.openedAt) }]
              : []),
            { label: t('of.shifts.closedAt'), value: dateTime(lang, shift.closedAt) },
            ...(shift.reconciledAt
              ? [
                  {
                    label: t('of.shifts.state.reconciled'),
                    value: `${dateTime(lang, shift.reconciledAt)}, ${shift.reconciledBy ?? ''}`,
                  },
                  { label: t('of.shifts.note'), value: shift.note },
                ]
              : []),
          ]}
        />
      </Panel>
      {sums.length === 0 ? (
        <Empty icon="report" text={t('of.shifts.nothing')} />
      ) : (
        <Panel title={t('of.shifts.sums')}>
          <SumTable view={view} sums={sums} />
        </Panel>
      )}
      {mayReconcile(visit) && !shift.reconciledAt && (
        <Panel title={t('of.shifts.reconcile.h')}>
          <Form view={view} action={`${SHIFTS}/${shift.id}/reconcile`}>
            <TextField
              view={view}
              name="note"
              label={t('of.shifts.note')}
              hint={t('of.shifts.note.hint')}
              value={visit.form.text('note')}
              maxlength={LONGEST_NOTE}
              errors={errors}
            />
            <Buttons>
              <Button>{t('of.shifts.reconcile')}</Button>
            </Buttons>
          </Form>
        </Panel>
      )}
      {operations.length > 0 && (
        <Panel title={t('of.shifts.operations')}>
          <DataTable
            view={view}
            caption={t('of.shifts.operations')}
            rows={operations}
            columns={operationColumns(view)}
          />
        </Panel>
      )}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Accountants and managers answer for what a shift has in money and litres. */
function mayReconcile({ session }: StaffVisit): boolean {
  return RECONCILERS.includes(session.staff as (typeof RECONCILERS)[number]) || session.staff === 'admin'
}
export const RECONCILERS = ['accountant', 'manager'] as const

function SumTable({ view, sums }: { view: View; sums: ShiftSum[] }) {
  const { t, lang } = view
  const total = sums.reduce(
    (sum, line) => ({
      count: sum.count + line.count,
      cards: sum.cards + line.cards,
      ml: sum.ml + line.ml,
      tiyn: sum.tiyn + line.tiyn,
    }),
    { count: 0, cards: 0, ml: 0n, tiyn: 0n },
  )
  return (
    <DataTable
      view={view}
      caption={t('of.shifts.sums')}
      rows={sums}
      columns={[
        {
          label: t('pos.fuel'),
          lead: true,
          cell: ({ product }) => <FuelTag product={product}>{productName(t, product)}</FuelTag>,
        },
        { label: t('pos.shift.coupons'), number: true, cell: (line) => line.count - line.cards },
        { label: t('pos.shift.cards'), number: true, cell: (line) => line.cards },
        { label: t('pos.shift.litres'), number: true, cell: (line) => litres(lang, line.ml) },
        { label: t('order.col.sum'), number: true, cell: (line) => money(lang, line.tiyn) },
      ]}
      foot={[
        t('pos.shift.total'),
        total.count - total.cards,
        total.cards,
        litres(lang, total.ml),
        money(lang, total.tiyn),
      ]}
    />
  )
}

function operationColumns(view: View): Column<Operation>[] {
  const { t, lang } = view
  return [
    { label: t('pos.col.number'), lead: true, cell: ({ number }) => number },
    { label: t('pos.col.time'), cell: ({ at }) => shortDateTime(lang, at) },
    { label: t('pos.company'), long: true, cell: ({ company }) => company },
    {
      label: t('pos.col.by'),
      cell: ({ of, lastFour }) => t(of === 'card' ? 'pos.card.one' : 'pos.coupon.one', { lastFour }),
    },
    { label: t('pos.fuel'), cell: ({ product }) => productName(t, product) },
    { label: t('pos.shift.litres'), number: true, cell: ({ ml }) => litres(lang, ml) },
    { label: t('pos.col.state'), cell: (row) => <StateTag view={view} operation={row} /> },
  ]
}

export async function submitReconcile(visit: StaffVisit): Promise<Response> {
  const id = visit.param('shift')
  const note = oneLine(visit.form.text('note'))
  if (note === '' || note.length > LONGEST_NOTE)
    return showShiftReport(visit, { note: visit.t('err.of.shifts.note', { max: LONGEST_NOTE }) })
  const done =
    isId(id) &&
    (await visit.app.db.transaction((tx) => reconcileShift(tx, { shiftId: id, note, by: actorOf(visit) })))
  return visit.seeOther(
    isId(id) ? `${SHIFTS}/${id}` : SHIFTS,
    done ? { tone: 'good', key: 'of.shifts.done' } : { tone: 'info', key: 'err.double' },
  )
}
