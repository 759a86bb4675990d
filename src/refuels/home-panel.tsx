/** C1: the last refuels of the company and the way to all of them; what it has refuelled month by month. */
import type { Child } from '../web/jsx-runtime.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { seesMoney } from '../coupons/rights.ts'
import { isoDay } from '../i18n/format.ts'
import { Buttons, DataTable, LinkButton, Panel } from '../web/parts/index.ts'
import { refuelColumns } from './cabinet-list.tsx'
import { findRefuels, type Refuel } from './find-refuels.ts'
import { LitresChart } from './litres-chart.tsx'
import { readMonths } from './read-report.ts'

const SHOWN = 5
/** What is older is no news. */
const DAYS = 90
const MONTHS = 12

/** Nothing for a company that has not refuelled lately. */
export async function refuelsPanel(visit: ClientVisit): Promise<Child | undefined> {
  const { app, session } = visit
  const period = { from: isoDay(new Date(Date.now() - DAYS * 86_400_000)), to: isoDay(new Date()) }
  const found = await findRefuels(
    app.db.read,
    { clientId: session.client.id, reach: session.client.reach, period },
    {},
    SHOWN,
  )
  if (found.length === 0) return undefined
  const view = visit.view()
  const { t } = view
  return (
    <Panel title={t('home.recent')}>
      <DataTable<Refuel>
        view={view}
        caption={t('home.recent')}
        rows={found.slice(0, SHOWN)}
        columns={refuelColumns(view, seesMoney(visit))}
      />
      <Buttons>
        <LinkButton href="/app/refuels" icon="refuel" small>
          {t('home.allRefuels')}
        </LinkButton>
        <LinkButton href="/app/reports" icon="report" small>
          {t('reports.h1')}
        </LinkButton>
      </Buttons>
    </Panel>
  )
}

/** The last twelve months by fuel; nothing for a company that has not refuelled in them. */
export async function monthsPanel(visit: ClientVisit): Promise<Child | undefined> {
  const { app, session } = visit
  const { id: clientId, reach } = session.client
  const found = await readMonths(app.db.read, { clientId, reach }, MONTHS)
  if (found.length === 0) return undefined
  const view = visit.view()
  return (
    <Panel title={view.t('reports.litres')}>
      <LitresChart view={view} found={found} months={MONTHS} />
    </Panel>
  )
}
