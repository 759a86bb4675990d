/** C22: what a vehicle uses for a hundred kilometres, reading by reading. */
import { number, shortDateTime, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { per100, type Stretch } from '../refuels/read-usage.ts'
import { DataTable, Panel, StatusTag } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { kmWords } from './vehicle-fields.tsx'

export function UsagePanel({ view, stretches }: { view: View; stretches: readonly Stretch[] }) {
  const { t, lang } = view
  return (
    <Panel title={t('vehicles.usage')}>
      {stretches.length === 0 ? (
        <p>{t('vehicles.usageNone')}</p>
      ) : (
        <>
          <p class="faint">{t('vehicles.usageP')}</p>
          <DataTable<Stretch>
            view={view}
            caption={t('vehicles.usage')}
            rows={stretches}
            columns={[
              {
                label: t('refuels.col.time'),
                lead: true,
                cell: ({ id, at }) => <a href={`/app/refuels/${id}`}>{shortDateTime(lang, at)}</a>,
              },
              { label: t('vehicles.odometer'), number: true, cell: ({ km }) => kmWords(t, km) },
              {
                label: t('vehicles.distance'),
                number: true,
                cell: (row) => (row.kind === 'forward' ? kmWords(t, row.km - row.kmBefore!) : ''),
              },
              {
                label: t('refuels.col.litres'),
                number: true,
                cell: ({ kind, ml }) => (kind === 'first' ? '' : volume(lang, ml)),
              },
              {
                label: t('vehicles.usage'),
                number: true,
                cell: (row) => <Judgement t={t} stretch={row} />,
              },
            ]}
          />
        </>
      )}
    </Panel>
  )
}

/** «32,5 л/100 км», or why there is no figure. */
function Judgement({ t, stretch }: { t: T; stretch: Stretch }) {
  switch (stretch.kind) {
    case 'first':
      return <span class="faint">{t('vehicles.usageFirst')}</span>
    case 'backward':
      return <StatusTag tone="warning">{t('reports.backwards')}</StatusTag>
    case 'doubtful':
      return <span class="faint">{t('vehicles.usageDoubt')}</span>
    case 'forward':
      return <>{usageWords(t, { ml: stretch.ml, km: stretch.km - stretch.kmBefore! })}</>
  }
}

/** «32,5 л/100 км»; the empty text where nothing was driven. */
export function usageWords(t: T, usage: { ml: bigint; km: number }): string {
  const litres = per100(usage)
  return litres === undefined ? '' : t('reports.per100Of', { litres: number(t.lang, litres, 1) })
}
