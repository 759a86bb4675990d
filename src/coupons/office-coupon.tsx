/** O10: one coupon as the retailer sees it: whose, how it stands, its story, and what we may do about it. */
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import type { StaffRole } from '../accounts/roles.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { TURNOVER_WORDS } from '../clients/policy-words.ts'
import { longDate, money, shortDateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { showPhone } from '../values/phone.ts'
import { showPlate } from '../values/plate.ts'
import {
  Buttons,
  FuelTag,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SummaryList,
  type SummaryRow,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { whyNotVoid } from './ask-return.ts'
import { readNumber } from './asked-coupons.ts'
import { whyNotBlock } from './block-coupons.ts'
import { placeWords } from './place-words.ts'
import { type CouponFacts, readCoupons } from './read-coupons.ts'
import { readStory } from './read-story.ts'
import { whyNotSend } from './send-coupons.ts'
import { blockerWords, CouponTag, reasonWords } from './states.tsx'
import { Story } from './story.tsx'
import { whyNotUnblock } from './unblock-coupons.ts'

const LIST = '/office/coupons'

/** Who of the staff does what with a coupon; its page asks here for its buttons, the routes for their guards. */
export const OFFICE_ACTS = {
  block: ['manager', 'support'],
  prolong: ['manager'],
  void: ['manager'],
  resend: ['manager', 'support'],
} as const satisfies Record<string, readonly StaffRole[]>

export async function showOfficeCoupon(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOfficeCoupon(visit, async (coupon) => {
    const { read } = visit.app.db
    const [story, place, company] = await Promise.all([
      readStory(read, { clientId: coupon.clientId, couponId: coupon.id }),
      placeWords(read, visit.t, coupon.contract.stationScope),
      companyOf(visit, coupon.clientId),
    ])
    const view = visit.view({ nav: officeNav(visit, 'coupons') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        errors={errors}
        title={t('coupon.h1', { number: String(coupon.number) })}
        lead={<CouponTag t={t} coupon={coupon} />}
        crumbs={[{ href: LIST, label: t('office.nav.coupons') }]}
        actions={<Acts visit={visit} coupon={coupon} />}
      >
        {coupon.blockedBy && (
          <Notice tone="danger">
            {blockerWords(t, coupon.blockedBy)} {coupon.blockReason && reasonWords(t, coupon.blockReason)}
          </Notice>
        )}
        {coupon.returnId && coupon.state === 'return_pending' && (
          <Notice tone="warning">
            <a href={`/office/returns/${coupon.returnId}`}>{t('of.coupon.inReturn')}</a>
          </Notice>
        )}
        <Panel>
          <SummaryList view={view} rows={factsOf(visit, view, coupon, place, company)} />
        </Panel>
        <Panel title={t('coupon.history')}>
          <Story view={view} lines={story} birth={coupon} list="/office/coupons" seesMoney />
        </Panel>
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

/** Why the retailer cannot prolong a coupon. */
export function whyNotProlong(coupon: CouponFacts) {
  if (coupon.state === 'expired' || coupon.shelf === 'stock' || coupon.shelf === 'given')
    return coupon.state === 'return_pending' ? ('returning' as const) : undefined
  return coupon.state === 'redeemed' ? ('used' as const) : ('closed' as const)
}

/** Goes on with the coupon that the path names, whoever's it is. */
export async function withOfficeCoupon(
  visit: StaffVisit,
  then: (coupon: CouponFacts) => Response | Promise<Response>,
): Promise<Response> {
  const number = readNumber(visit.param('number'))
  const [coupon] = number === undefined ? [] : await readCoupons(visit.app.db.write, { numbers: [number] })
  return coupon ? then(coupon) : missingPage(visit)
}

/** The coupon's page in the office. */
export const pathOf = (coupon: { number: bigint }) => `${LIST}/${coupon.number}`

function mayDo(visit: StaffVisit, act: keyof typeof OFFICE_ACTS): boolean {
  const { staff } = visit.session
  return staff === 'admin' || (OFFICE_ACTS[act] as readonly StaffRole[]).includes(staff)
}

function Acts({ visit, coupon }: { visit: StaffVisit; coupon: CouponFacts }) {
  const { t } = visit
  const acts = [
    {
      path: 'block',
      label: t('coupon.act.block'),
      shown: mayDo(visit, 'block') && !whyNotBlock(coupon, 'retailer'),
    },
    {
      path: 'unblock',
      label: t('coupon.act.unblock'),
      shown: mayDo(visit, 'block') && !whyNotUnblock(coupon, 'retailer'),
    },
    {
      path: 'prolong',
      label: t('coupon.act.prolong'),
      shown: mayDo(visit, 'prolong') && !whyNotProlong(coupon),
    },
    {
      path: 'resend',
      label: t('of.coupon.resend'),
      shown: mayDo(visit, 'resend') && !whyNotSend(coupon) && !!coupon.driver?.email,
    },
    { path: 'void', label: t('of.coupon.void'), shown: mayDo(visit, 'void') && !whyNotVoid(coupon) },
  ].filter(({ shown }) => shown)
  return acts.length === 0 ? null : (
    <Buttons>
      {acts.map(({ path, label }) => (
        <LinkButton href={`${pathOf(coupon)}/${path}`}>{label}</LinkButton>
      ))}
    </Buttons>
  )
}

async function companyOf(visit: StaffVisit, clientId: string): Promise<string> {
  const row = await visit.app.db.read
    .selectFrom('client')
    .select('name')
    .where('id', '=', clientId)
    .executeTakeFirst()
  return row?.name ?? ''
}

function factsOf(
  visit: StaffVisit,
  { t, lang }: View,
  coupon: CouponFacts,
  place: string,
  company: string,
): SummaryRow[] {
  const { driver } = coupon
  return [
    {
      label: t('of.clients.company'),
      value: mayOpen(visit.session.staff, 'clients') ? (
        <a href={`/office/clients/${coupon.clientId}`}>{company}</a>
      ) : (
        company
      ),
    },
    { label: t('of.new.contract'), value: coupon.contract.number },
    {
      label: t('coupons.col.fuel'),
      value: <FuelTag product={coupon.product}>{productName(t, coupon.product)}</FuelTag>,
    },
    {
      label: t('coupons.col.left'),
      value: t('coupon.left', {
        volume: volume(lang, coupon.remainingMl),
        total: volume(lang, coupon.nominalMl),
      }),
    },
    ...(coupon.holdMl > 0n ? [{ label: t('coupon.hold'), value: volume(lang, coupon.holdMl) }] : []),
    { label: t('coupons.col.validTo'), value: longDate(lang, coupon.validTo) },
    { label: t('coupon.place'), value: place },
    { label: t('coupon.code'), value: <span class="digits">{`•••• •••• •••• ${coupon.lastFour}`}</span> },
    {
      label: t('coupons.col.price'),
      value: t('coupon.price', {
        amount: money(lang, coupon.tiynPerLitre),
        sum: money(lang, coupon.nominalTiyn),
      }),
    },
    {
      label: t('policy.turnover'),
      value: t(TURNOVER_WORDS[coupon.soldVatTiyn === null ? 'dispensing' : 'hand_over']),
    },
    ...(coupon.orderNumber ? [{ label: t('coupon.orderLabel'), value: coupon.orderNumber }] : []),
    ...(driver
      ? [
          {
            label: t('coupons.col.driver'),
            value: [driver.name, driver.phone && showPhone(driver.phone)].filter(Boolean).join(', '),
          },
        ]
      : []),
    ...(coupon.handedAt ? [{ label: t('coupon.handed'), value: shortDateTime(lang, coupon.handedAt) }] : []),
    ...(coupon.plate ? [{ label: t('drivers.plate'), value: showPlate(coupon.plate) }] : []),
    ...(coupon.hasPin ? [{ label: t('coupon.pin'), value: t('coupon.pinSet') }] : []),
  ]
}
