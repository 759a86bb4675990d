/** C19: a reconciliation statement of a period, on the screen and as a PDF to sign. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { findClient } from '../clients/queries.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { addressOf } from '../web/paging.ts'
import { CabinetPage, LinkButton } from '../web/parts/index.ts'
import { printReconciliation, reconciliationPaper } from './reconciliation-paper.ts'
import { readStatementPeriod, Reconciliation } from './reconciliation-view.tsx'
import { PeriodForm } from './statement.tsx'

const HERE = '/app/balance/reconciliation'

export async function showReconciliation(visit: ClientVisit): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'orders')
  const { period, errors } = readAsked(visit)
  const wrong = Object.keys(errors).length > 0
  const paper = wrong
    ? undefined
    : await reconciliationPaper(visit.app, visit.t, await company(visit), period)
  const view = visit.view({ nav: cabinetNav(visit, 'orders') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('paper.recon.h1')}
      lead={t('recon.lead')}
      errors={errors}
      back={{ href: '/app/balance', label: t('balance.h1') }}
      actions={
        !wrong && (
          <LinkButton href={addressOf(`${HERE}.pdf`, period)} icon="download" tone="primary" download>
            {t('export.pdf')}
          </LinkButton>
        )
      }
    >
      <PeriodForm
        view={view}
        here={HERE}
        typed={wrong ? { from: visit.query('from'), to: visit.query('to') } : period}
        errors={errors}
      />
      {paper && <Reconciliation view={view} paper={paper} />}
    </CabinetPage>,
    wrong ? 422 : 200,
  )
}

export async function downloadReconciliation(visit: ClientVisit): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'orders')
  const { period, errors } = readAsked(visit)
  if (Object.keys(errors).length > 0)
    return visit.seeOther(addressOf(HERE, { from: visit.query('from'), to: visit.query('to') }))
  return printReconciliation(visit, await company(visit), period)
}

async function company({ app, session }: ClientVisit) {
  return (await findClient(app.db.read, session.client.id))!
}

function readAsked(visit: ClientVisit) {
  return readStatementPeriod(visit.t, { from: visit.query('from'), to: visit.query('to') })
}
