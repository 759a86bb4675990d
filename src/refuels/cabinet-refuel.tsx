/** C15: one refuel as a receipt, and what to do when it was nobody of the company. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { seesMoney } from '../coupons/rights.ts'
import { DisputePanel, sendDispute } from '../disputes/cabinet-dispute.tsx'
import { type Dispute, findDisputeOf } from '../disputes/find-disputes.ts'
import { dateTime, money, percent, volume } from '../i18n/format.ts'
import { vatInside } from '../products/money.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import { kmWords } from '../vehicles/vehicle-fields.tsx'
import { isId } from '../web/paging.ts'
import {
  Buttons,
  CabinetPage,
  FuelTag,
  Panel,
  PrintButton,
  SummaryList,
  type SummaryRow,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { PaidWith } from './cabinet-list.tsx'
import { findRefuel, type Receipt } from './find-refuels.ts'
import { FiscalNumber } from './fiscal-number.tsx'

export async function showRefuel(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withRefuel(visit, async (refuel) =>
    refuelPage(visit, refuel, await findDisputeOf(visit.app.db.write, refuel.id), errors),
  )
}

/** The client says that it was not them, for the office to look into. */
export async function submitDispute(visit: ClientVisit): Promise<Response> {
  return withRefuel(visit, async (refuel) => {
    const sent = await sendDispute(visit, refuel)
    return sent instanceof Response ? sent : showRefuel(visit, sent)
  })
}

async function withRefuel(
  visit: ClientVisit,
  then: (refuel: Receipt) => Response | Promise<Response>,
): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'refuels')
  const id = visit.param('id')
  const ofClient = { clientId: session.client.id, reach: session.client.reach }
  const refuel = isId(id) ? await findRefuel(app.db.read, ofClient, id) : undefined
  return refuel ? then(refuel) : missingPage(visit)
}

function refuelPage(
  visit: ClientVisit,
  refuel: Receipt,
  dispute: Dispute | undefined,
  errors: Errors,
): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'refuels') })
  const { t, lang } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('refuel.h1', { datetime: dateTime(lang, refuel.at) })}
      errors={errors}
      back={{ href: '/app/refuels', label: t('refuels.h1') }}
    >
      <Panel>
        <SummaryList
          view={view}
          rows={[...factRows(view, refuel), ...(seesMoney(visit) ? moneyRows(view, refuel) : [])]}
        />
        {refuel.cardNumber !== null && (
          <p>
            <a href={`/app/cards/${refuel.cardNumber}/answers/${refuel.id}`}>{t('limits.explain')}</a>
          </p>
        )}
        <Buttons>
          <PrintButton view={view} />
        </Buttons>
      </Panel>
      <DisputePanel visit={visit} view={view} refuel={refuel} dispute={dispute} errors={errors} />
    </CabinetPage>,
    statusOf(errors),
  )
}

function factRows({ t, lang }: View, refuel: Receipt): SummaryRow[] {
  const { latitude, longitude } = refuel
  return [
    {
      label: t('refuels.col.fuel'),
      value: (
        <>
          <FuelTag product={refuel.product}>{productName(t, refuel.product)}</FuelTag>{' '}
          <b>{volume(lang, refuel.ml)}</b>
        </>
      ),
    },
    {
      label: t('refuels.col.station'),
      value: (
        <>
          {refuel.station}
          {refuel.address && <div class="faint">{refuel.address}</div>}
          {latitude !== null && (
            <div>
              <a
                href={`https://2gis.kz/routeSearch/rsType/car/to/${longitude},${latitude}`}
                rel="noopener noreferrer"
                target="_blank"
              >
                {t('st.route')}
              </a>
            </div>
          )}
        </>
      ),
    },
    { label: t('refuels.col.source'), value: <PaidWith t={t} refuel={refuel} /> },
    {
      label: t('refuels.col.driver'),
      value: refuel.driverId ? <a href={`/app/drivers/${refuel.driverId}`}>{refuel.driver}</a> : '',
    },
    { label: t('refuels.col.vehicle'), value: refuel.plate && showPlate(refuel.plate) },
    ...(refuel.odometerKm === null
      ? []
      : [{ label: t('vehicles.odometer'), value: kmWords(t, refuel.odometerKm) }]),
    ...(refuel.refundedMl > 0n
      ? [{ label: t('refuel.refunded'), value: volume(lang, refuel.refundedMl) }]
      : []),
    ...(refuel.offlineAt ? [{ label: t('refuel.offline'), value: dateTime(lang, refuel.offlineAt) }] : []),
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

function moneyRows({ t, lang }: View, { tiyn, tiynPerLitre, vatBp, sold }: Receipt): SummaryRow[] {
  return [
    { label: t('refuels.col.price'), value: money(lang, tiynPerLitre) },
    { label: t('refuels.col.sum'), value: <b>{money(lang, tiyn)}</b> },
    sold
      ? { label: t('term.vat'), value: t('refuel.vatAtIssue') }
      : {
          label: t('refuel.vat', { rate: percent(lang, vatBp / 100) }),
          value: money(lang, vatInside(tiyn, vatBp)),
        },
  ]
}
