/** O10: one refuel as the office sees it, what was given back of it, and the asking for more to be. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { LONGEST, type Mistakes, readReason } from '../clients/form-fields.ts'
import { dateTime, litres, money, shortDateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { askRefund } from '../refunds/ask-refund.ts'
import { findRefundsOf, type RefundRequest } from '../refunds/find-refunds.ts'
import { mayRefund, RefundTag, requestRows } from '../refunds/office-refunds.tsx'
import { operationNumber } from '../tills/find-operations.ts'
import { parseLitres } from '../values/litres.ts'
import { showPlate } from '../values/plate.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  DataTable,
  Form,
  FuelTag,
  LinkButton,
  NumberField,
  OfficePage,
  Panel,
  SummaryList,
  type SummaryRow,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { findRefuelAnywhere, type Receipt } from './find-refuels.ts'
import { FiscalNumber } from './fiscal-number.tsx'

const LIST = '/office/refuels'

export async function showOfficeRefuel(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withRefuel(visit, async (refuel) => {
    const requests = await findRefundsOf(visit.app.db.write, refuel.id)
    const waiting = requests.find(({ decision }) => decision === null)
    const decided = requests.filter((request) => request !== waiting)
    const view = visit.view({ nav: officeNav(visit, 'cards') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        title={t('of.refuel.h1', { number: operationNumber(refuel.id) })}
        errors={errors}
        width="text"
        crumbs={[{ href: LIST, label: t('of.refuels.h1') }]}
      >
        <Panel>
          <SummaryList view={view} rows={factRows(view, refuel)} />
        </Panel>
        {waiting && <Waiting visit={visit} view={view} asked={waiting} />}
        {!waiting && mayRefund(visit) && refuel.ml > 0n && (
          <Panel title={t('of.refunds.ask')}>
            <p>{t('of.refunds.ask.p')}</p>
            <AskForm visit={visit} view={view} refuel={refuel} errors={errors} />
          </Panel>
        )}
        {decided.length > 0 && <Requests view={view} requests={decided} />}
      </OfficePage>,
      statusOf(errors),
    )
  })
}

export async function submitAskRefund(visit: StaffVisit): Promise<Response> {
  return withRefuel(visit, async (refuel) => {
    const { app, form, t, lang } = visit
    const mistakes: Mistakes = {}
    const read = parseLitres(form.text('litres'))
    if (!read.ok || read.ml === 0n) mistakes['litres'] = t('err.c.litres')
    const reason = readReason(t, mistakes, form.text('reason'))
    if (!read.ok || Object.keys(mistakes).length > 0) return showOfficeRefuel(visit, mistakes)
    const { clientId, id: refuelId } = refuel
    const asked = await app.db.transaction((tx) =>
      askRefund(tx, { clientId, refuelId, ml: read.ml, reason, by: actorOf(visit) }),
    )
    if (asked.ok) return visit.seeOther(`${LIST}/${refuelId}`, { tone: 'good', key: 'of.refunds.asked' })
    switch (asked.reason) {
      case 'unknown':
        return missingPage(visit)
      case 'waiting':
        return visit.seeOther(`${LIST}/${refuelId}`, { tone: 'info', key: 'err.of.refund.waiting' })
      case 'too_much':
        return showOfficeRefuel(visit, {
          litres: t('err.of.refund.tooMuch', { volume: volume(lang, asked.allowedMl) }),
        })
    }
  })
}

async function withRefuel(
  visit: StaffVisit,
  then: (refuel: Receipt) => Response | Promise<Response>,
): Promise<Response> {
  const id = visit.param('id')
  const refuel = isId(id) ? await findRefuelAnywhere(visit.app.db.write, id) : undefined
  return refuel ? then(refuel) : missingPage(visit)
}

function factRows({ t, lang }: View, refuel: Receipt): SummaryRow[] {
  return [
    {
      label: t('of.clients.company'),
      value: <a href={`/office/clients/${refuel.clientId}`}>{refuel.company}</a>,
    },
    { label: t('pos.col.time'), value: dateTime(lang, refuel.at) },
    {
      label: t('refuels.col.station'),
      value: <a href={`/office/stations/${refuel.stationId}`}>{refuel.station}</a>,
    },
    {
      label: t('refuels.col.source'),
      value:
        refuel.cardNumber === null ? (
          <a href={`/office/coupons/${refuel.couponNumber}`}>
            {t('of.search.coupon', { number: String(refuel.couponNumber) })}
          </a>
        ) : (
          <a href={`/office/cards/${refuel.cardNumber}`}>
            {t('of.search.card', { number: String(refuel.cardNumber) })}
          </a>
        ),
    },
    {
      label: t('refuels.col.fuel'),
      value: (
        <>
          <FuelTag product={refuel.product}>{productName(t, refuel.product)}</FuelTag>{' '}
          <b>{volume(lang, refuel.ml)}</b>
        </>
      ),
    },
    { label: t('refuels.col.price'), value: money(lang, refuel.tiynPerLitre) },
    { label: t('refuels.col.sum'), value: money(lang, refuel.tiyn) },
    ...(refuel.refundedMl > 0n
      ? [{ label: t('refuel.refunded'), value: volume(lang, refuel.refundedMl) }]
      : []),
    ...(refuel.driver ? [{ label: t('refuels.col.driver'), value: refuel.driver }] : []),
    ...(refuel.plate ? [{ label: t('refuels.col.vehicle'), value: showPlate(refuel.plate) }] : []),
    {
      label: t('refuel.terminal'),
      value: [refuel.terminal, refuel.pump && t('refuel.pump', { pump: refuel.pump })]
        .filter(Boolean)
        .join(', '),
    },
    ...(refuel.cashier ? [{ label: t('refuel.cashier'), value: refuel.cashier }] : []),
    { label: t('refuel.operation'), value: <span class="digits long">{refuel.posTxnId}</span> },
    { label: t('refuel.fiscal'), value: <FiscalNumber t={t} receipt={refuel.fiscalReceipt} /> },
  ]
}

function AskForm({
  visit: { form },
  view,
  refuel,
  errors,
}: {
  visit: StaffVisit
  view: View
  refuel: Receipt
  errors: Errors
}) {
  const { t, lang } = view
  const wrong = Object.keys(errors).length > 0
  return (
    <Form view={view} action={`${LIST}/${refuel.id}/refund`}>
      <NumberField
        view={view}
        name="litres"
        label={t('of.refunds.volume')}
        unit={t('issue.unit')}
        value={wrong ? form.text('litres') : litres(lang, refuel.ml)}
        errors={errors}
      />
      <TextArea
        view={view}
        name="reason"
        label={t('of.credit.reason')}
        value={form.text('reason')}
        rows={2}
        maxlength={LONGEST.reason}
        errors={errors}
      />
      <Buttons>
        <Button>{t('of.refunds.ask')}</Button>
      </Buttons>
    </Form>
  )
}

function Waiting({ visit, view, asked }: { visit: StaffVisit; view: View; asked: RefundRequest }) {
  const { t } = view
  const own = asked.askedById === visit.session.accountId
  const path = `/office/refunds/${asked.id}`
  return (
    <Panel title={t('of.refunds.waiting')}>
      <SummaryList view={view} rows={requestRows(view, asked)} />
      {own && <p>{t('err.of.self')}</p>}
      {mayRefund(visit) && (
        <Buttons>
          {!own && (
            <LinkButton href={`${path}/approve`} tone="primary">
              {t('of.returns.approve')}
            </LinkButton>
          )}
          {!own && <LinkButton href={`${path}/decline`}>{t('of.req.decline')}</LinkButton>}
          {own && (
            <Form view={view} action={`${path}/withdraw`} inline>
              <Button tone="secondary">{t('return.withdraw')}</Button>
            </Form>
          )}
        </Buttons>
      )}
    </Panel>
  )
}

function Requests({ view, requests }: { view: View; requests: readonly RefundRequest[] }) {
  const { t, lang } = view
  return (
    <DataTable<RefundRequest>
      view={view}
      caption={t('of.refunds.h1')}
      rows={requests}
      columns={[
        { label: t('of.refunds.volume'), lead: true, cell: ({ ml }) => volume(lang, ml) },
        {
          label: t('of.returns.asked'),
          long: true,
          cell: (row) => (
            <>
              {row.askedBy}, {shortDateTime(lang, row.askedAt)}
              <div class="faint">{row.reason}</div>
            </>
          ),
        },
        {
          label: t('of.returns.decidedBy'),
          long: true,
          cell: (row) =>
            row.decidedAt ? (
              <>
                {row.decidedBy}, {shortDateTime(lang, row.decidedAt)}
                {row.answer && <div class="faint">{row.answer}</div>}
              </>
            ) : (
              t('common.none')
            ),
        },
        { label: t('coupons.col.status'), cell: ({ decision }) => <RefundTag t={t} decision={decision} /> },
      ]}
    />
  )
}
