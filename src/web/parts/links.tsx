import type { View } from '../view.ts'
import { Icon } from './icon.tsx'

/** A step back in a task; stands above the heading. The frames show it for `back`. */
export function BackLink({ view, href, label }: { view: View; href: string; label?: string | undefined }) {
  return (
    <a class="back" href={href}>
      <Icon name="back" />
      {label ?? view.t('act.back')}
    </a>
  )
}

/** Where the page hangs in the whole, from the top down, without the page itself. */
export function Crumbs({ view, links }: { view: View; links: readonly { href: string; label: string }[] }) {
  return (
    <nav class="crumbs" aria-label={view.t('a11y.nav.crumbs')}>
      <ol>
        {links.map((link) => (
          <li>
            <a href={link.href}>{link.label}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
