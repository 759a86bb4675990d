import type { View } from '../view.ts'
import { Icon } from './icon.tsx'

/**
 * A value to take elsewhere. One click selects it all; where scripts run there is a button that copies it. `name` is
 * the button's full name when several stand on a page.
 */
export function CopyField({
  view,
  id,
  label,
  value,
  name,
}: {
  view: View
  id: string
  label: string
  value: string
  name?: string | undefined
}) {
  const { t } = view
  return (
    <div class="copy">
      <span class="label">{label}</span>
      <code id={id}>{value}</code>
      <button
        type="button"
        class="button secondary small"
        hidden
        aria-label={name ?? `${t('act.copy')}: ${label}`}
        data-copy={id}
        data-done={t('act.copied')}
        data-failed={t('err.copy')}
      >
        <Icon name="copy" />
        <span>{t('act.copy')}</span>
      </button>
    </div>
  )
}
