import type { View } from '../view.ts'
import { AccountMenu } from './account-menu.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { type FrameProps, Main } from './main.tsx'
import { Page } from './page.tsx'
import { SiteFooter } from './site-footer.tsx'
import { Wordmark } from './wordmark.tsx'

/**
 * The frame of every page that needs no session. The guest menu folds behind a button on phones; who is signed in has
 * the account's menu in its place.
 */
export function GuestPage(props: FrameProps) {
  const { view, title, errors, refresh } = props
  return (
    <Page view={view} title={title} errors={errors} refresh={refresh} frame="guest">
      <header class="site-header">
        <Wordmark view={view} href={view.person ? '/' : '/login'} />
        {!view.person && <GuestMenu view={view} />}
        <LanguageSwitch view={view} />
        <AccountMenu view={view} />
      </header>
      <Main width="form" {...props} />
      <SiteFooter view={view} />
    </Page>
  )
}

function GuestMenu({ view }: { view: View }) {
  const { t } = view
  const links = [
    { href: '/login', label: t('guest.login') },
    { href: '/register', label: t('guest.register') },
    { href: '/password/forgot', label: t('guest.forgot') },
    { href: '/confirmation/resend', label: t('guest.resend') },
  ]
  return (
    <>
      <button type="button" class="menu-button" popovertarget="guest-menu">
        {t('nav.menu')}
      </button>
      <nav class="guest-menu" id="guest-menu" popover="auto" aria-label={t('a11y.nav.main')}>
        <ul>
          {links.map(({ href, label }) => (
            <li>
              <a href={href} aria-current={isAt(view.path, href) ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}

// /password/forgot/sent and /register/contract belong to the entry they began at.
function isAt(path: string, href: string): boolean {
  const pathname = path.split('?', 1)[0] ?? ''
  return pathname === href || pathname.startsWith(`${href}/`)
}
