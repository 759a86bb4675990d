/** What was suspicious with one card, and what became of it: for the card's own pages. */
import type { Queries } from '../db/database.ts'
import { DataTable, Panel } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { type Suspicion, suspicionsOfCard } from './find-suspicions.ts'
import { SaidTag, suspicionColumns } from './suspicion-parts.tsx'

/** Older ones are in the lists. */
const MOST = 5

/** Nothing for a card that was never suspicious. */
export async function readCardPanel(
  db: Queries,
  view: View,
  zone: '/app' | '/office',
  card: { clientId: string; cardId: string },
) {
  const rows = await suspicionsOfCard(db, card, MOST)
  if (rows.length === 0) return undefined
  const { t } = view
  return (
    <Panel title={t(zone === '/app' ? 'signs.ofCard' : 'of.signs.ofCard')}>
      <DataTable<Suspicion>
        view={view}
        caption={t('signs.ofCard')}
        rows={rows}
        columns={[
          ...suspicionColumns(view, zone).filter(({ label }) => label !== t('refuels.col.source')),
          { label: t('of.signs.client'), cell: (row) => <SaidTag t={t} said={row.clientSays} /> },
          { label: t('of.signs.decision'), cell: (row) => <SaidTag t={t} said={row.officeSays} /> },
        ]}
      />
    </Panel>
  )
}
