import type { Child } from '../jsx-runtime.ts'
import type { View } from '../view.ts'

/** One thing that was said or is known. An empty value reads «Не указано». */
export type SummaryRow = { label: string; value: Child; changeHref?: string | undefined }

/** Names and values one below the other, each with a link that changes it where it can be changed. */
export function SummaryList({ view, rows }: { view: View; rows: readonly SummaryRow[] }) {
  return (
    <dl class="summary">
      {rows.map((row) => (
        <div>
          <dt>{row.label}</dt>
          <dd>{isEmpty(row.value) ? <span class="faint">{view.t('common.notSet')}</span> : row.value}</dd>
          {row.changeHref && (
            <dd class="change">
              <a href={row.changeHref} aria-label={view.t('a11y.changeField', { field: row.label })}>
                {view.t('act.change')}
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

function isEmpty(value: Child): boolean {
  return value === undefined || value === null || value === ''
}
