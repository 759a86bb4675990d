/** D1–D3: what a driver sees who follows the link: the coupon on one screen, without a menu, a session or a script. */
import { type Child, raw } from '../web/jsx-runtime.ts'
import type { Visit } from '../accounts/visit.ts'
import { qrPng, qrSvg } from '../documents/qr.ts'
import { dateTime, longDate, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { Announcement } from '../rationing/announcement.tsx'
import { findAnnounced } from '../rationing/find-rationing.ts'
import { findStations } from '../stations/find-stations.ts'
import { StationList } from '../stations/station-list.tsx'
import { assetUrl } from '../web/assets.ts'
import { spend } from '../web/throttle.ts'
import {
  BackLink,
  Empty,
  FuelTag,
  GuestPage,
  Icon,
  LanguageSwitch,
  Notice,
  Page,
  Support,
  Wordmark,
} from '../web/parts/index.ts'
import { showOfflineToken } from '../tills/show-offline-token.ts'
import { tooManyPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { codeOf, groupCode } from './code.ts'
import { findShown, noteOpened, type Shown, type ShownCoupon } from './find-shown.ts'

// Programs that look at a link to draw a preview of it have not opened it.
const PREVIEWS = /whatsapp|telegram|viber|facebook|bot\b|preview|crawler|spider/i

/** D1: the one coupon of a link; of several, the list. */
export async function showDriverCoupon(visit: Visit): Promise<Response> {
  return withShown(visit, (shown) => {
    const coupon = shown.coupons.length === 1 ? shown.coupons[0] : undefined
    if (!coupon) return visit.seeOther(`/c/b/${visit.param('token')}`)
    return couponPage(visit, shown, coupon, `/c/${visit.param('token')}`)
  })
}

/** D3: the coupons of a link. */
export async function showDriverCoupons(visit: Visit): Promise<Response> {
  return withShown(visit, (shown) => {
    if (shown.coupons.length === 1) return visit.seeOther(`/c/${visit.param('token')}`)
    const view = visit.view()
    const { t, lang } = view
    return visit.page(
      <DriverFrame view={view} title={t('pub.list', { n: shown.coupons.length })}>
        <ul class="driver-list">
          {shown.coupons.map((coupon) => (
            <li>
              <a href={`/c/b/${visit.param('token')}/${coupon.number}`}>
                <FuelTag product={coupon.product}>{productName(t, coupon.product)}</FuelTag>
                <b>{volume(lang, coupon.remainingMl)}</b>
                <span class="faint">
                  {coupon.state === 'active'
                    ? t('pub.valid', { date: longDate(lang, coupon.validTo) })
                    : stateWords(view, coupon)}
                </span>
              </a>
            </li>
          ))}
        </ul>
        <p class="faint">{t('pub.from', { company: shown.company })}</p>
      </DriverFrame>,
    )
  })
}

/** D1 of one of several. */
export async function showOneDriverCoupon(visit: Visit): Promise<Response> {
  return withShown(visit, (shown) => {
    const { token, coupon } = named(visit, shown)
    return coupon ? couponPage(visit, shown, coupon, `/c/b/${token}/${coupon.number}`) : notFoundPage(visit)
  })
}

/** The QR code as a picture to keep. */
export async function downloadDriverQr(visit: Visit): Promise<Response> {
  return withShown(visit, async (shown) => {
    const { coupon } = named(visit, shown)
    if (!coupon || coupon.state !== 'active') return notFoundPage(visit)
    return visit.download(
      qrPng(await qrText(visit, shown, coupon), 12),
      'image/png',
      `coupon-${coupon.number}.png`,
    )
  })
}

/** How the coupon stands, for the open page that asks every few seconds. */
export async function tellDriverState(visit: Visit): Promise<Response> {
  return withShown(visit, (shown) => {
    const { coupon } = named(visit, shown)
    return visit.json(coupon ? stateOf(coupon) : { state: 'gone', ml: 0 })
  })
}

/** D2: where this coupon is taken and its fuel is there. */
export async function showDriverStations(visit: Visit): Promise<Response> {
  return withShown(visit, async (shown) => {
    const { coupon, path } = named(visit, shown)
    if (!coupon) return notFoundPage(visit)
    const found = await findStations(visit.app.db.read, { product: coupon.product, coupons: true })
    const rows = found.filter(
      ({ id, closedUntil }) => !closedUntil && (!coupon.stationScope || coupon.stationScope.includes(id)),
    )
    const view = visit.view()
    const { t } = view
    return visit.page(
      <DriverFrame view={view} title={t('pub.stations')}>
        <BackLink view={view} href={path} label={t('act.back')} />
        {rows.length > 0 ? (
          <StationList view={view} rows={rows} only={coupon.product} />
        ) : (
          <Empty icon="station" text={t('pub.stations.none')} />
        )}
      </DriverFrame>,
    )
  })
}

type Named = { token: string; coupon: ShownCoupon | undefined; path: string }

function named(visit: Visit, { coupons }: Shown): Named {
  const token = visit.param('token')
  const number = visit.param('number')
  if (number === '')
    return { token, coupon: coupons.length === 1 ? coupons[0] : undefined, path: `/c/${token}` }
  return {
    token,
    coupon: coupons.find((coupon) => coupon.number.toString() === number),
    path: `/c/b/${token}/${number}`,
  }
}

// What the till reads: the link itself where it names one coupon, else the code; behind the # is what a till reads that
// cannot reach us, if the contract lets it.
async function qrText(visit: Visit, { clientId }: Shown, coupon: ShownCoupon): Promise<string> {
  const text =
    visit.param('number') === ''
      ? new URL(`/c/${visit.param('token')}`, visit.app.config.publicUrl).href
      : codeOf(visit.app.vault, coupon)
  const offline = await showOfflineToken(visit.app, { clientId, id: coupon.id })
  return offline === undefined ? text : `${text}#${offline}`
}

async function couponPage(visit: Visit, shown: Shown, coupon: ShownCoupon, path: string): Promise<Response> {
  const view = visit.view()
  const { t, lang } = view
  const fuel = productName(t, coupon.product)
  const active = coupon.state === 'active'
  const caps = active ? await findAnnounced(visit.app.db.read, coupon.product) : []
  return visit.page(
    <DriverFrame
      view={view}
      title={t('pub.title', { volume: volume(lang, coupon.remainingMl), fuel })}
      script
      state={stateOf(coupon)}
      path={path}
    >
      <div class="driver-fuel">
        <FuelTag product={coupon.product}>{fuel}</FuelTag>
        <b>{volume(lang, active ? coupon.remainingMl : coupon.nominalMl)}</b>
      </div>
      {active ? (
        <Pays view={view} qr={await qrText(visit, shown, coupon)} code={codeOf(visit.app.vault, coupon)} />
      ) : (
        <State view={view} coupon={coupon} />
      )}
      <p class="offline-note" id="offline" hidden>
        {t('pub.offline')} {t('common.asOf', { datetime: dateTime(lang, new Date()) })}
      </p>
      <div class="driver-facts">
        {active && <p>{t('pub.valid', { date: longDate(lang, coupon.validTo) })}</p>}
        {coupon.plate && <p>{t('pub.plate', { plate: coupon.plate })}</p>}
        {coupon.remainingMl < coupon.nominalMl && (
          <p>
            {t('pub.left', {
              volume: volume(lang, coupon.remainingMl),
              total: volume(lang, coupon.nominalMl),
            })}
          </p>
        )}
        <p>{t('pub.from', { company: shown.company })}</p>
        {coupon.note && <p>{t('pub.note', { text: coupon.note })}</p>}
      </div>
      <Announcement view={view} caps={caps} />
      {active && (
        <ul class="driver-links">
          <li>
            <a href={`${path}/stations`}>
              <Icon name="station" /> {t('pub.stations')}
            </a>
          </li>
          <li>
            <a href={`${path}/qr.png`} download="">
              <Icon name="download" /> {t('pub.save')}
            </a>
          </li>
          <li>
            <button type="button" class="link" data-print="" hidden>
              <Icon name="print" /> {t('pub.print')}
            </button>
          </li>
        </ul>
      )}
      {active && <p class="faint">{t('pub.safe')}</p>}
    </DriverFrame>,
    active || coupon.state === 'used' ? 200 : 410,
  )
}

function Pays({ view, qr, code }: { view: View; qr: string; code: string }) {
  const { t } = view
  return (
    <>
      <div class="driver-qr">{raw(qrSvg(qr, { label: t('pub.show') }))}</div>
      <p class="driver-show">{t('pub.show')}</p>
      <p class="driver-code">
        <span class="faint">{t('pub.orCode')}</span> <b>{groupCode(code)}</b>
      </p>
    </>
  )
}

function State({ view, coupon }: { view: View; coupon: ShownCoupon }) {
  return <Notice tone={coupon.state === 'used' ? 'info' : 'danger'}>{stateWords(view, coupon)}</Notice>
}

function stateWords({ t, lang }: View, coupon: ShownCoupon): string {
  switch (coupon.state) {
    case 'active':
      return ''
    case 'used':
      return coupon.lastRefuel
        ? t('pub.state.used', {
            datetime: dateTime(lang, coupon.lastRefuel.at),
            station: coupon.lastRefuel.station,
          })
        : t('pub.state.closed')
    case 'blocked':
      return t('pub.state.blocked')
    case 'expired':
      return t('pub.state.expired', { date: longDate(lang, coupon.validTo) })
    case 'given_until':
      return t('pub.state.givenUntil', { date: longDate(lang, coupon.validTo) })
    case 'gone':
      return t('pub.state.replaced')
    case 'closed':
      return t('pub.state.closed')
  }
}

function stateOf(coupon: ShownCoupon): { state: string; ml: number } {
  return { state: coupon.state, ml: Number(coupon.remainingMl) }
}

/** A frame without a menu: the wordmark, the languages, the one thing. */
function DriverFrame({
  view,
  title,
  script,
  state,
  path,
  children,
}: {
  view: View
  title: string
  script?: boolean
  state?: { state: string; ml: number }
  path?: string
  children: Child
}) {
  return (
    <Page view={view} title={title} frame="driver">
      <header class="driver-head">
        <Wordmark view={view} href="/stations" />
        <LanguageSwitch view={view} />
      </header>
      <main id="main" tabindex={-1} data-state={state && JSON.stringify(state)} data-path={path}>
        <h1 class={state ? 'heard' : undefined}>{title}</h1>
        {children}
        <p class="quiet">
          <Support view={view} />
        </p>
      </main>
      {script && <script type="module" src={assetUrl('driver.js')} />}
    </Page>
  )
}

// A token that never was costs one of the address's tries, like a broken link of a letter.
async function withShown(
  visit: Visit,
  then: (shown: Shown) => Response | Promise<Response>,
): Promise<Response> {
  const { app } = visit
  const shown = await findShown(app.db.write, visit.param('token'))
  if (shown) {
    visit.suggestLang(shown.lang)
    if (!PREVIEWS.test(visit.visitor.userAgent)) await noteOpened(app.db, shown)
    return then(shown)
  }
  const budget = await spend(app.db.write, {
    scope: 'links',
    key: app.config.keys.mac('throttle', visit.visitor.bucket),
    allowed: app.config.limits.badTokensPer10Min,
    seconds: 600,
  })
  return budget.ok ? notFoundPage(visit) : tooManyPage(visit, budget.waitSeconds)
}

function notFoundPage(visit: Visit): Response {
  const view = visit.view()
  const { t } = view
  return visit.page(
    <GuestPage view={view} title={t('pub.notFound.h1')}>
      <p>{t('pub.state.notFound')}</p>
      <p class="quiet">
        <Support view={view} />
      </p>
    </GuestPage>,
    404,
  )
}
