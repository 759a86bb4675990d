/** P6: what the shift has redeemed, its closing, and the report of one that is closed. */
import { sql } from 'kysely'
import { dateTime, litres, shortDateTime, time, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { stationId as numberOf } from '../stations/find-stations.ts'
import {
  Button,
  Buttons,
  DataTable,
  Empty,
  Form,
  FuelTag,
  LinkButton,
  Panel,
  PrintButton,
  TextField,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { closeDuty, sumShift, type ShiftSum } from './close-duty.ts'
import { PosFrame, posPage, stationName } from './frame.tsx'
import type { CashierVisit, TillVisit } from './guard.ts'
import { findByNumber, findOperations, type Operation } from './operations.ts'
import { StateTag } from './scan-page.tsx'

export async function showShift(visit: CashierVisit, errors: Errors = {}): Promise<Response> {
  const { till, duty } = visit
  const typed = visit.query('number').slice(0, 40)
  const view = visit.view()
  const { t, lang } = view
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.shift.h1')} place={{ till, duty }} errors={errors}>
      <p class="quiet">{t('pos.shift.open', { datetime: dateTime(lang, duty.openedAt) })}</p>
      <Report view={view} {...await reportOf(visit, duty.shiftNo)} />
      <FindForm view={view} typed={typed} errors={errors} />
      <Form view={view} action="/pos/shift/close">
        <p>{t('pos.shift.warn')}</p>
        <Buttons>
          <Button tone="danger">{t('pos.closeShift')}</Button>
          <PrintButton view={view} />
          <LinkButton href="/pos/login?other=1">{t('pos.otherCashier')}</LinkButton>
        </Buttons>
      </Form>
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Leads from the number on a slip to its operation, of this device and of whatever shift. */
export async function findSlip(visit: CashierVisit): Promise<Response> {
  const { app, till, t } = visit
  const number = visit.query('number').replaceAll(/[\s№#]/g, '')
  const found = /^[0-9a-f]{8}$/i.test(number) ? await findByNumber(app.db.write, till.id, number) : undefined
  return found ? visit.seeOther(`/pos/redeem/${found.name}`) : showShift(visit, { number: t('err.pos.find') })
}

export async function submitCloseShift(visit: CashierVisit): Promise<Response> {
  const { app, duty } = visit
  await closeDuty(app, duty, 'closed')
  return visit.seeOther(`/pos/shift/${duty.shiftNo}`)
}

/** The report of a shift of this device that is closed. */
export async function showClosedShift(visit: TillVisit): Promise<Response> {
  const { app, till } = visit
  const shiftNo = numberOf(visit.param('n'))
  const { rows } = await sql<{ closedAt: Date; cashier: string }>`
    select closed_at as "closedAt", closed_by as cashier from shift where terminal_id = ${till.id} and no = ${shiftNo ?? 0}`.execute(
    app.db.write,
  )
  const shift = rows[0]
  if (!shift || shiftNo === undefined) return missingPage(visit)
  const view = visit.view()
  const { t, lang } = view
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.shift.report')} place={{ till }}>
      <p>
        {t('pos.shift.closed', { datetime: dateTime(lang, shift.closedAt) })}
        <br />
        {t('pos.station', { station: stationName(view, till), name: shift.cashier })}
      </p>
      <Report view={view} {...await reportOf(visit, shiftNo)} />
      <Buttons>
        <LinkButton href="/pos/login" tone="primary">
          {t('pos.openShift')}
        </LinkButton>
        <PrintButton view={view} />
      </Buttons>
    </PosFrame>,
  )
}

type ReportData = { sums: ShiftSum[]; operations: Operation[] }

async function reportOf({ app, till }: TillVisit, shiftNo: number): Promise<ReportData> {
  const [sums, operations] = await Promise.all([
    sumShift(app.db.write, till.id, shiftNo),
    findOperations(app.db.write, { terminalId: till.id, shiftNo }),
  ])
  return { sums, operations }
}

function Report({ view, sums, operations }: ReportData & { view: View }) {
  const { t, lang } = view
  if (operations.length === 0) return <Empty icon="report" text={t('pos.shift.empty')} />
  const count = sums.reduce((sum, line) => sum + line.count, 0)
  const cards = sums.reduce((sum, line) => sum + line.cards, 0)
  const ml = sums.reduce((sum, line) => sum + line.ml, 0n)
  return (
    <>
      <Panel title={t('pos.shift.sum', { n: count, volume: volume(lang, ml) })}>
        <DataTable
          view={view}
          caption={t('pos.shift.report')}
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
          ]}
          foot={[t('pos.shift.total'), count - cards, cards, litres(lang, ml)]}
        />
      </Panel>
      <DataTable
        view={view}
        caption={t('pos.last')}
        rows={operations}
        columns={[
          {
            label: t('pos.col.number'),
            lead: true,
            cell: ({ name, number }) => <a href={`/pos/redeem/${name}`}>{number}</a>,
          },
          {
            label: t('pos.col.time'),
            cell: ({ at }) => (
              <time datetime={at.toISOString()} title={shortDateTime(lang, at)}>
                {time(lang, at)}
              </time>
            ),
          },
          { label: t('pos.fuel'), cell: ({ product }) => productName(t, product) },
          { label: t('pos.shift.litres'), number: true, cell: (row) => litres(lang, row.ml) },
          {
            label: t('pos.col.by'),
            cell: ({ of, lastFour }) => t(of === 'card' ? 'pos.card.one' : 'pos.coupon.one', { lastFour }),
          },
          { label: t('pos.col.state'), cell: (row) => <StateTag view={view} operation={row} /> },
        ]}
      />
    </>
  )
}

function FindForm({ view, typed, errors }: { view: View; typed: string; errors: Errors }) {
  const { t } = view
  return (
    <form class="form pos-find" method="get" action="/pos/find" role="search">
      <TextField
        view={view}
        name="number"
        label={t('pos.find')}
        value={typed}
        autocomplete="off"
        maxlength={12}
        errors={errors}
      />
      <Button tone="secondary" icon="search">
        {t('pos.find.submit')}
      </Button>
    </form>
  )
}
