import type { Child, Html } from '../web/jsx-runtime.ts'
import { assetUrl } from '../web/assets.ts'
import { ErrorSummary, Icon, LanguageSwitch, Notice, Page, Support, Wordmark } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { Visit } from '../accounts/visit.ts'
import type { Duty, Till } from './till.ts'

/** Where a cashier is, for the strip on top. */
export type Place = { till: Till; duty?: Duty | undefined }

/** A cashier's page asks for the camera; no other page of the product may. */
export function posPage(visit: Visit, body: Html, status = 200): Response {
  visit.header(
    'permissions-policy',
    'camera=(self), screen-wake-lock=(self), microphone=(), geolocation=(), payment=()',
  )
  return visit.page(body, status)
}

/** What a station is called in the reader's language. */
export function stationName({ lang }: View, till: Till): string {
  return lang === 'kk' ? till.stationKk : till.station
}

/**
 * The frame of the cashier's pages: where and who in one strip, then the one thing to do. `heard` hides the heading where a
 * larger word says it. `offline` is the page for when the server is out of reach.
 */
export function PosFrame({
  view,
  place,
  title,
  errors,
  heard,
  offline,
  children,
}: {
  view: View
  place?: Place | undefined
  title: string
  errors?: Errors | undefined
  heard?: boolean | undefined
  offline?: boolean | undefined
  children: Child
}) {
  const { t, path } = view
  const here = path.split('?', 1)[0]
  return (
    <Page view={view} title={title} errors={errors} frame="pos" manifest="pos.webmanifest">
      <header class="pos-head">
        <Wordmark view={view} href="/pos" zone={t('pos.zone')} />
        {place && (
          <p class="pos-place">
            {place.duty
              ? t('pos.station', { station: stationName(view, place.till), name: place.duty.cashier })
              : stationName(view, place.till)}
          </p>
        )}
        {place?.duty && (
          <nav class="pos-nav" aria-label={t('a11y.nav.main')}>
            <a href="/pos" aria-current={here === '/pos' ? 'page' : undefined}>
              <Icon name="coupon" /> {t('pos.nav.scan')}
            </a>
            <a href="/pos/shift" aria-current={here === '/pos/shift' ? 'page' : undefined}>
              <Icon name="report" /> {t('pos.nav.shift')}
            </a>
          </nav>
        )}
        <button
          type="button"
          class="pos-sound"
          data-sound-on={t('pos.sound.on')}
          data-sound-off={t('pos.sound.off')}
          hidden
        >
          {t('pos.sound.on')}
        </button>
        <LanguageSwitch view={view} />
      </header>
      <OfflineBar view={view} open={offline} />
      <main id="main" tabindex={-1}>
        <ErrorSummary view={view} errors={errors} />
        {view.notice && (
          <Notice tone={view.notice.tone} live>
            {view.notice.text}
          </Notice>
        )}
        <h1 class={heard ? 'heard' : undefined}>{title}</h1>
        {children}
      </main>
      <footer class="pos-foot quiet">
        <Support view={view} />
      </footer>
      <script type="module" src={assetUrl('pos.js')} />
    </Page>
  )
}

// Shown by the script when the server does not answer; nothing is redeemed from here without it.
function OfflineBar({ view, open }: { view: View; open?: boolean | undefined }) {
  const { t } = view
  return (
    <div
      id="offline"
      class="pos-offline"
      role="alert"
      hidden={!open}
      data-leads-on={open ? '/pos' : undefined}
    >
      <Icon name="alert" size={24} />
      <div>
        <b>{t('pos.offline.h')}</b>
        <p>{t('pos.offline.p', { phone: view.support.phone })}</p>
      </div>
    </div>
  )
}
