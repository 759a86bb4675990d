import { AccountMenu } from './account-menu.tsx'
import { MenuButton } from './cabinet-page.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { type FrameProps, Main } from './main.tsx'
import { Page } from './page.tsx'
import { SideMenu } from './side-menu.tsx'
import { SiteFooter } from './site-footer.tsx'
import { Wordmark } from './wordmark.tsx'

/** The retailer's frame: the client's sister under a dark header, so that nobody takes one for the other. */
export function OfficePage(props: FrameProps) {
  const { view, title, errors, refresh } = props
  return (
    <Page view={view} title={title} errors={errors} refresh={refresh} frame="office">
      <header class="site-header">
        <MenuButton view={view} />
        <Wordmark view={view} href="/office" zone={view.t('ui.office')} />
        <LanguageSwitch view={view} />
        <AccountMenu view={view} />
      </header>
      <SideMenu view={view} />
      <Main {...props} />
      <SiteFooter view={view} />
    </Page>
  )
}
