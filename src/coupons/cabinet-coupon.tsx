/** C3: one coupon: what is left, where and until when, what may be done with it, and its story. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { longDate, money, shortDateTime, volume } from '../i18n/format.ts'
import type { PlainKey } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { showPhone } from '../values/phone.ts'
import { showPlate } from '../values/plate.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Form,
  FuelTag,
  LimitBar,
  LinkButton,
  Notice,
  Panel,
  SummaryList,
  type SummaryRow,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { whyNotReturn } from './ask-return.ts'
import { askedCoupon } from './asked-coupons.ts'
import { whyNotBlock } from './block-coupons.ts'
import { whyNotChangeUntil } from './change-until.ts'
import { whyNotGive } from './give-coupons.ts'
import { whyOver } from './lock-coupons.ts'
import { whyNoGrace } from './prolong-coupon.ts'
import type { CouponFacts } from './read-coupons.ts'
import { readReturn, type ReturnFacts } from './find-returns.ts'
import { readStory } from './read-story.ts'
import { mayGive, mayKeep, seesMoney } from './rights.ts'
import { whyNotSend } from './send-coupons.ts'
import { whyNotReplace } from './split-coupon.ts'
import { whyNotPrint } from './print-coupons.ts'
import { placeWords } from './place-words.ts'
import { blockerWords, CouponTag, reasonWords } from './states.tsx'
import { Story } from './story.tsx'
import { whyNotTakeBack } from './take-back.ts'
import { whyNotUnblock } from './unblock-coupons.ts'

export async function showCoupon(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupon = await askedCoupon(visit)
  if (!coupon) return missingPage(visit)
  const { read } = app.db
  const [story, place, asked] = await Promise.all([
    readStory(read, { clientId: coupon.clientId, couponId: coupon.id }),
    placeWords(read, visit.t, coupon.contract.stationScope),
    coupon.returnId ? readReturn(read, coupon.returnId) : undefined,
  ])
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t, lang } = view
  return visit.page(
    <CabinetPage
      view={view}
      errors={errors}
      title={t('coupon.h1', { number: String(coupon.number) })}
      lead={<CouponTag t={t} coupon={coupon} />}
      crumbs={[{ href: '/app/coupons', label: t('coupons.h1') }]}
    >
      {coupon.blockedBy && <Blocked view={view} coupon={coupon} />}
      {asked && coupon.state === 'return_pending' && (
        <Returning visit={visit} view={view} asked={asked} coupon={coupon} />
      )}
      <Panel>
        <LimitBar
          view={view}
          label={productName(t, coupon.product)}
          text={t('coupon.left', {
            volume: volume(lang, coupon.remainingMl),
            total: volume(lang, coupon.nominalMl),
          })}
          used={coupon.nominalMl - coupon.remainingMl}
          limit={coupon.nominalMl}
          calm
        />
        <SummaryList view={view} rows={factsOf(visit, view, coupon, place)} />
        <Acts visit={visit} view={view} coupon={coupon} />
      </Panel>
      <Panel title={t('coupon.history')}>
        <Story view={view} lines={story} birth={coupon} list="/app/coupons" seesMoney={seesMoney(visit)} />
      </Panel>
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function factsOf(visit: ClientVisit, view: View, coupon: CouponFacts, place: string): SummaryRow[] {
  const { t, lang } = view
  const { driver } = coupon
  const orders = ['owner', 'manager', 'accountant'].includes(visit.session.client.role)
  return [
    {
      label: t('coupons.col.fuel'),
      value: <FuelTag product={coupon.product}>{productName(t, coupon.product)}</FuelTag>,
    },
    { label: t('coupons.col.validTo'), value: longDate(lang, coupon.validTo) },
    ...(coupon.givenUntil && coupon.shelf === 'given'
      ? [{ label: t('coupons.col.givenUntil'), value: longDate(lang, coupon.givenUntil) }]
      : []),
    { label: t('coupon.place'), value: place },
    ...(driver
      ? [
          {
            label: t('coupons.col.driver'),
            value: (
              <>
                <a href={`/app/drivers/${driver.id}`}>{driver.name}</a>
                {driver.phone && <div class="faint">{showPhone(driver.phone)}</div>}
              </>
            ),
          },
        ]
      : []),
    ...(coupon.handedAt ? [{ label: t('coupon.handed'), value: shortDateTime(lang, coupon.handedAt) }] : []),
    ...(coupon.plate ? [{ label: t('drivers.plate'), value: showPlate(coupon.plate) }] : []),
    ...(coupon.hasPin ? [{ label: t('coupon.pin'), value: t('coupon.pinSet') }] : []),
    ...(coupon.note ? [{ label: t('issue.note'), value: coupon.note }] : []),
    ...(coupon.holdMl > 0n ? [{ label: t('coupon.hold'), value: volume(lang, coupon.holdMl) }] : []),
    { label: t('coupon.code'), value: <span class="digits">{`•••• •••• •••• ${coupon.lastFour}`}</span> },
    ...(seesMoney(visit)
      ? [
          {
            label: t('coupons.col.price'),
            value: t('coupon.price', {
              amount: money(lang, coupon.tiynPerLitre),
              sum: money(lang, coupon.nominalTiyn),
            }),
          },
        ]
      : []),
    ...(coupon.orderNumber
      ? [
          {
            label: t('coupon.orderLabel'),
            value: orders ? (
              <a href={`/app/orders/${coupon.orderNumber}`}>{coupon.orderNumber}</a>
            ) : (
              coupon.orderNumber
            ),
          },
        ]
      : []),
  ]
}

function Blocked({ view, coupon }: { view: View; coupon: CouponFacts }) {
  const { t, lang } = view
  return (
    <Notice tone="danger">
      {blockerWords(t, coupon.blockedBy!)} {coupon.blockReason ? reasonWords(t, coupon.blockReason) : ''}
      {coupon.blockedAt && <div class="faint">{shortDateTime(lang, coupon.blockedAt)}</div>}
    </Notice>
  )
}

function Returning({
  visit,
  view,
  asked,
  coupon,
}: {
  visit: ClientVisit
  view: View
  asked: ReturnFacts
  coupon: CouponFacts
}) {
  const { t, lang } = view
  return (
    <Notice tone="warning">
      <p>{t('coupon.returnAsked', { datetime: shortDateTime(lang, asked.askedAt), n: asked.coupons })}</p>
      {mayKeep(visit) && asked.kind === 'return' && (
        <Form view={view} action={`/app/coupons/${coupon.number}/return/withdraw`} inline>
          <Button tone="secondary" small>
            {t('return.withdraw')}
          </Button>
        </Form>
      )}
    </Notice>
  )
}

type Act = { path: string; key: PlainKey; shown: boolean; tone?: 'primary' }

// What can be done now; what cannot is left out rather than refused.
function Acts({ visit, view, coupon }: { visit: ClientVisit; view: View; coupon: CouponFacts }) {
  const { t } = view
  const [gives, keeps] = [mayGive(visit), mayKeep(visit)]
  const acts: Act[] = [
    { path: 'issue', key: 'coupon.act.issue', shown: gives && !whyNotGive(coupon), tone: 'primary' },
    { path: 'send', key: 'coupon.act.send', shown: gives && !whyNotSend(coupon), tone: 'primary' },
    { path: 'qr', key: 'send.showQr', shown: gives && !whyOver(coupon) },
    { path: 'print', key: 'coupon.act.print', shown: gives && !whyNotPrint(coupon) },
    { path: 'until', key: 'coupon.act.until', shown: gives && !whyNotChangeUntil(coupon) },
    { path: 'take-back', key: 'coupon.act.takeBack', shown: gives && !whyNotTakeBack(coupon) },
    { path: 'split', key: 'coupon.act.split', shown: keeps && !whyNotReplace(coupon) },
    {
      path: 'swap',
      key: 'coupon.act.swap',
      shown: keeps && coupon.contract.gradeSwap && !whyNotReplace(coupon),
    },
    { path: 'prolong', key: 'coupon.act.prolong', shown: keeps && !whyNoGrace(coupon) },
    { path: 'block', key: 'coupon.act.block', shown: gives && !whyNotBlock(coupon, 'client') },
    { path: 'unblock', key: 'coupon.act.unblock', shown: gives && !whyNotUnblock(coupon, 'client') },
    { path: 'return', key: 'coupon.act.return', shown: keeps && !whyNotReturn(coupon) },
  ]
  const shown = acts.filter((act) => act.shown)
  if (shown.length === 0) return null
  return (
    <Buttons>
      {shown.map(({ path, key, tone }) => (
        <LinkButton href={`/app/coupons/${coupon.number}/${path}`} tone={tone ?? 'secondary'}>
          {t(key)}
        </LinkButton>
      ))}
    </Buttons>
  )
}
