import type { NavItem, View } from '../view.ts'
import { AccountMenu, CompanySwitch } from './account-menu.tsx'
import { Icon } from './icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { type FrameProps, Main } from './main.tsx'
import { Page } from './page.tsx'
import { SideMenu } from './side-menu.tsx'
import { SiteFooter } from './site-footer.tsx'
import { Wordmark } from './wordmark.tsx'

/** The client's frame: menu at the side, behind a button on tablets, as a bar of five at the bottom on phones. */
export function CabinetPage(props: FrameProps) {
  const { view, title, errors, refresh } = props
  return (
    <Page view={view} title={title} errors={errors} refresh={refresh} frame="cabinet">
      <header class="site-header">
        <MenuButton view={view} />
        <Wordmark view={view} href="/app" />
        <CompanySwitch view={view} />
        <LanguageSwitch view={view} />
        <AccountMenu view={view} />
      </header>
      <SideMenu view={view} />
      <Main {...props} />
      <SiteFooter view={view} />
      <BottomBar view={view} />
    </Page>
  )
}

/** Opens the side menu where there is no room for it. */
export function MenuButton({ view }: { view: View }) {
  return (
    <button type="button" class="menu-button" popovertarget="menu">
      <Icon name="menu" size={24} />
      <span>{view.t('nav.menu')}</span>
    </button>
  )
}

// Four and «Ещё», or all of them when there are no more than five.
function BottomBar({ view }: { view: View }) {
  const { t, nav = [] } = view
  const short: Record<string, string> = {
    '/app': t('tab.home'),
    '/app/coupons': t('tab.coupons'),
    '/app/cards': t('tab.cards'),
    '/app/refuels': t('tab.refuels'),
    '/app/orders': t('ui.tab.orders'),
    '/app/people': t('ui.tab.people'),
    '/app/company': t('nav.company'),
    '/app/log': t('ui.tab.log'),
    '/app/security': t('ui.tab.security'),
  }
  const known = nav.filter((item) => item.href in short)
  const whole = nav.length <= 5 && known.length === nav.length
  const items = whole ? known : known.slice(0, 4)
  return (
    <nav class="bottom-bar" aria-label={t('ui.nav.quick')}>
      {items.map((item: NavItem) => (
        <a href={item.href} aria-current={item.current ? 'page' : undefined}>
          <Icon name={item.icon} size={24} />
          <span>{short[item.href]}</span>
        </a>
      ))}
      {!whole && (
        <button
          type="button"
          popovertarget="menu"
          class={items.some((item) => item.current) ? undefined : 'current'}
        >
          <Icon name="more" size={24} />
          <span>{t('tab.more')}</span>
        </button>
      )}
    </nav>
  )
}
