/** What a company owes for refuels on credit, in its cabinet: an alert on the first page, and how it stands on the account's. */
import type { ClientVisit } from '../accounts/visit.ts'
import { money, shortDate } from '../i18n/format.ts'
import { Notice, Panel, SummaryList } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { creditRows } from './credit-words.tsx'
import { type Credit, listCredits } from './find-credit.ts'

/** For those who see the company's money; nothing while nothing is owed. */
export async function creditAlerts(visit: ClientVisit) {
  const { app, session, t, lang } = visit
  const { id, role } = session.client
  if (role !== 'owner' && role !== 'manager' && role !== 'accountant') return undefined
  const owing = (await listCredits(app.db.read, id)).filter(({ dueOn }) => dueOn !== null)
  return (
    <>
      {owing.map(({ owedTiyn, dueOn, overdue }) => (
        <Notice tone={overdue ? 'danger' : 'warning'}>
          {role === 'manager' ? (
            t('home.alert.debt', { amount: money(lang, owedTiyn), date: shortDate(lang, dueOn!) })
          ) : (
            <a href="/app/balance">
              {t('home.alert.debt', { amount: money(lang, owedTiyn), date: shortDate(lang, dueOn!) })}
            </a>
          )}
        </Notice>
      ))}
    </>
  )
}

/** A panel for each contract that may owe. */
export function CreditPanels({ view, credits }: { view: View; credits: readonly Credit[] }) {
  return (
    <>
      {credits.map((credit) => (
        <Panel title={view.t('credit.h', { contract: credit.number })}>
          <SummaryList view={view} rows={creditRows(view, credit)} />
        </Panel>
      ))}
    </>
  )
}
