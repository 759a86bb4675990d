import type { Child } from '../jsx-runtime.ts'
import type { View } from '../view.ts'

/** One field of a record, before and after. Nothing before means it was added, nothing after that it was taken away. */
export type Change = { field: string; before?: Child; after?: Child }

/** What a change in the audit log changed, field by field. */
export function AuditDiff({ view, changes }: { view: View; changes: readonly Change[] }) {
  const { t } = view
  return (
    <dl class="diff">
      {changes.map((change) => (
        <div>
          <dt>{change.field}</dt>
          <dd class="before">
            <span class="heard">{t('of.audit.before')}: </span>
            <del>{change.before ?? t('common.none')}</del>
          </dd>
          <dd class="after">
            <span class="heard">{t('of.audit.after')}: </span>
            <ins>{change.after ?? t('common.none')}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
