import type { View } from '../view.ts'
import { Icon } from './icon.tsx'

/**
 * Steps through a long list by its keys: there is a previous and a next page, and no page numbers. `found` says how
 * many there are in all, when that is known. Nothing when everything is on one page.
 */
export function Pager({
  view,
  prevHref,
  nextHref,
  found,
}: {
  view: View
  prevHref?: string | undefined
  nextHref?: string | undefined
  found?: string | undefined
}) {
  const { t } = view
  if (!prevHref && !nextHref && !found) return null
  return (
    <nav class="pager" aria-label={t('a11y.pages')}>
      {prevHref && (
        <a href={prevHref} rel="prev">
          <Icon name="back" />
          {t('common.prev')}
        </a>
      )}
      {found && <p>{found}</p>}
      {nextHref && (
        <a href={nextHref} rel="next">
          {t('common.next')}
          <Icon name="next" />
        </a>
      )}
    </nav>
  )
}
