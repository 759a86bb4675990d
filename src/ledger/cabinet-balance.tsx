/** C19: the company's account over a period, each movement with its paper; the same as a file. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { CreditPanels } from '../credit/cabinet-credit.tsx'
import { listCredits } from '../credit/find-credit.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import { CabinetPage, LinkButton } from '../web/parts/index.ts'
import { csvDownload } from '../web/csv.ts'
import { exportMovements } from './export-movements.ts'
import { listMovements, readTotals } from './movements.ts'
import { readPeriod } from './period.ts'
import { Movements, PeriodForm, TotalsPanel } from './statement.tsx'

const PAGE = 50
const HERE = '/app/balance'
const RECONCILIATION = `${HERE}/reconciliation`

export async function showBalance(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'orders')
  const view = visit.view({ nav: cabinetNav(visit, 'orders') })
  const { t } = view
  const { period, errors } = readAsked(visit)
  const wrong = Object.keys(errors).length > 0
  const place = placeOf(visit)
  const [credits, totals, found] = await Promise.all([
    listCredits(app.db.read, client.id),
    readTotals(app.db.read, client.id, period),
    listMovements(app.db.read, client.id, period, place, PAGE),
  ])
  const page = pageOf(found, place, PAGE, (next) => addressOf(HERE, { ...period, ...next }))
  return visit.page(
    <CabinetPage
      view={view}
      title={t('balance.h1')}
      lead={t('balance.lead')}
      errors={errors}
      back={{ href: '/app/orders', label: t('orders.h1') }}
      actions={
        <>
          <LinkButton href={wrong ? RECONCILIATION : addressOf(RECONCILIATION, period)} icon="document">
            {t('docs.recon')}
          </LinkButton>
          {!wrong && (
            <LinkButton href={addressOf(`${HERE}.csv`, period)} icon="download" download>
              {t('balance.export')}
            </LinkButton>
          )}
        </>
      }
    >
      <CreditPanels view={view} credits={credits} />
      <PeriodForm
        view={view}
        here={HERE}
        typed={wrong ? { from: visit.query('from'), to: visit.query('to') } : period}
        errors={errors}
      />
      {!wrong && (
        <>
          <TotalsPanel view={view} period={period} totals={totals} />
          <Movements view={view} page={page} orderHref={(number) => `/app/orders/${number}`} />
        </>
      )}
    </CabinetPage>,
    wrong ? 422 : 200,
  )
}

export function downloadBalance(visit: ClientVisit): Response {
  const { app, session, t } = visit
  const { period, errors } = readAsked(visit)
  if (Object.keys(errors).length > 0)
    return visit.seeOther(addressOf(HERE, { from: visit.query('from'), to: visit.query('to') }))
  return csvDownload(
    exportMovements(app.db.read, t, session.client.id, period),
    `balance_${period.from}_${period.to}.csv`,
  )
}

function readAsked(visit: ClientVisit) {
  return readPeriod(visit.t, { from: visit.query('from'), to: visit.query('to') }, new Date())
}
