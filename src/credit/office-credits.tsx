/** Contracts with credit: what waits for a second person, who owes, and since when it should be paid. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { money, shortDate } from '../i18n/format.ts'
import { DataTable, Empty, OfficePage, StatusTag } from '../web/parts/index.ts'
import { termsWords } from './credit-words.tsx'
import { type Debtor, listDebtors } from './find-credit.ts'

/** Credit is given to few; those who owe the longest come first. */
const MOST = 500

export async function showCredits(visit: StaffVisit): Promise<Response> {
  const rows = await listDebtors(visit.app.db.read, MOST)
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t, lang } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.credits.h1')}
      lead={t('of.credits.p')}
      crumbs={[{ href: '/office/clients', label: t('of.clients.h1') }]}
    >
      {rows.length === 0 ? (
        <Empty icon="done" text={t('of.credits.none')} />
      ) : (
        <DataTable<Debtor>
          view={view}
          caption={t('of.credits.h1')}
          rows={rows}
          columns={[
            {
              label: t('of.clients.company'),
              lead: true,
              cell: (row) => (
                <a href={`/office/clients/${row.clientId}/contracts/${row.contractId}/credit`}>
                  {row.company}
                </a>
              ),
            },
            { label: t('reg.contractNo'), cell: ({ number }) => number },
            { label: t('credit.terms'), long: true, cell: (row) => termsWords(view, row) },
            { label: t('credit.owed'), number: true, cell: (row) => money(lang, row.owedTiyn) },
            {
              label: t('credit.due'),
              cell: ({ dueOn, overdue, waiting }) => (
                <>
                  {dueOn ? shortDate(lang, dueOn) : t('common.none')}{' '}
                  {overdue && <StatusTag tone="danger">{t('credit.overdue')}</StatusTag>}{' '}
                  {waiting && <StatusTag tone="warning">{t('of.returns.d.waiting')}</StatusTag>}
                </>
              ),
            },
          ]}
        />
      )}
    </OfficePage>,
  )
}
