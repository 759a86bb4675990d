/** O2: a client's reconciliation statement, as the client itself sees it. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { findClient } from '../clients/queries.ts'
import { addressOf } from '../web/paging.ts'
import { LinkButton, OfficePage } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { printReconciliation, reconciliationPaper } from './reconciliation-paper.ts'
import { readStatementPeriod, Reconciliation } from './reconciliation-view.tsx'
import { PeriodForm } from './statement.tsx'

export async function showClientReconciliation(visit: StaffVisit): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  const here = addressFor(client.id)
  const { period, errors } = readAsked(visit)
  const wrong = Object.keys(errors).length > 0
  const paper = wrong ? undefined : await reconciliationPaper(visit.app, visit.t, client, period)
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('paper.recon.h1')}
      lead={client.name}
      errors={errors}
      back={{ href: `/office/clients/${client.id}?tab=money`, label: client.name }}
      actions={
        !wrong && (
          <LinkButton href={addressOf(`${here}.pdf`, period)} icon="download" tone="primary" download>
            {t('export.pdf')}
          </LinkButton>
        )
      }
    >
      <PeriodForm
        view={view}
        here={here}
        typed={wrong ? { from: visit.query('from'), to: visit.query('to') } : period}
        errors={errors}
      />
      {paper && <Reconciliation view={view} paper={paper} />}
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

export async function downloadClientReconciliation(visit: StaffVisit): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  const { period, errors } = readAsked(visit)
  if (Object.keys(errors).length > 0)
    return visit.seeOther(
      addressOf(addressFor(client.id), { from: visit.query('from'), to: visit.query('to') }),
    )
  return printReconciliation(visit, client, period)
}

const addressFor = (clientId: string) => `/office/clients/${clientId}/reconciliation`

function readAsked(visit: StaffVisit) {
  return readStatementPeriod(visit.t, { from: visit.query('from'), to: visit.query('to') })
}
