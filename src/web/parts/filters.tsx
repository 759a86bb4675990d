import type { Child, PropsWithChildren } from '../jsx-runtime.ts'
import type { View } from '../view.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** One filter in force, and the address of the same list without it. */
export type Chip = { label: string; removeHref: string }

/**
 * Search and filters of a list, sent in the address so that Back and bookmarks work. Fields are the children;
 * `search` stands first and takes the most room. `auto` sends the form as soon as a choice changes, where scripts run. `keep` are further query fields.
 */
export function FilterBar({
  view,
  action,
  search,
  chips = [],
  resetHref,
  auto,
  keep = {},
  children,
}: PropsWithChildren<{
  view: View
  action: string
  search?: Child
  chips?: readonly Chip[] | undefined
  resetHref: string
  auto?: boolean | undefined
  keep?: Readonly<Record<string, string>> | undefined
}>) {
  const { t } = view
  return (
    <div class="filters">
      <form method="get" action={action} role="search" data-auto={auto ? '' : undefined}>
        {Object.entries(keep).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {search}
        {children}
        <Button tone="secondary" icon="search">
          {t('act.apply')}
        </Button>
      </form>
      {chips.length > 0 && (
        <ul class="chips">
          {chips.map((chip) => (
            <li>
              <a href={chip.removeHref} aria-label={t('ui.filter.remove', { filter: chip.label })}>
                {chip.label}
                <Icon name="close" />
              </a>
            </li>
          ))}
          <li>
            <a class="reset" href={resetHref}>
              {t('act.reset')}
            </a>
          </li>
        </ul>
      )}
    </div>
  )
}
