import type { View } from '../view.ts'
import { Icon } from './icon.tsx'

/**
 * The main menu: always there from 1024 px, below that a popover that the menu buttons open by the browser's own means,
 * so it needs no script and closes on Escape.
 */
export function SideMenu({ view }: { view: View }) {
  return (
    <nav class="side-menu" id="menu" popover="auto" aria-label={view.t('a11y.nav.main')}>
      <ul>
        {(view.nav ?? []).map((item) => (
          <li>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              <Icon name={item.icon} />
              <span>{item.label}</span>
              {item.count ? (
                <span class="count" aria-hidden={item.heard ? 'true' : undefined}>
                  {item.count}
                </span>
              ) : null}
              {item.count && item.heard ? <span class="heard">{item.heard}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
