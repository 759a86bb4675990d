/** What the pages that ask before an act have in common: which coupons it is about, which of them it cannot be done with. */
import type { Child } from '../web/jsx-runtime.ts'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit, Told } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { list, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import {
  CabinetPage,
  type Column,
  Confirm,
  DataTable,
  Empty,
  LinkButton,
  Notice,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { askedCoupon, askedCoupons } from './asked-coupons.ts'
import type { CouponRefusal, Outcome } from './lock-coupons.ts'
import type { CouponFacts } from './read-coupons.ts'
import { refusalWords } from './states.tsx'

const LIST = '/app/coupons'

export type AskedAct = {
  /** The last part of the act's address. */
  path: string
  title: string
  /** The question, of those coupons the act can be done with. */
  question: (coupons: readonly CouponFacts[]) => string
  body: (coupons: readonly CouponFacts[]) => Child
  refuse: (coupon: CouponFacts) => CouponRefusal | undefined
  submit: (coupons: readonly CouponFacts[]) => string
  danger?: boolean
  /** Further fields of the form. */
  fields?: (view: View, coupons: readonly CouponFacts[]) => Child
}

/** Asks whether the act is to be done with the coupons that the address names. */
export async function askAct(visit: ClientVisit, act: AskedAct, errors: Errors = {}): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupons = await askedCoupons(visit)
  if (visit.param('number') && coupons.length === 0) return missingPage(visit)
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t } = view
  const able = coupons.filter((coupon) => !act.refuse(coupon))
  const unable = coupons.filter((coupon) => act.refuse(coupon))
  const back = backTo(visit)
  return visit.page(
    <CabinetPage
      view={view}
      title={act.title}
      h1={able.length > 0 ? act.question(able) : act.title}
      errors={errors}
      width="form"
      back={{ href: back }}
    >
      {unable.length > 0 && (
        <Notice tone="warning">
          <Unable view={view} coupons={unable} refuse={act.refuse} />
        </Notice>
      )}
      {able.length === 0 ? (
        <Empty
          icon="coupon"
          text={coupons.length === 0 ? t('coupons.noneTicked') : t('coupons.noneAble')}
          action={<LinkButton href={back}>{t('act.back')}</LinkButton>}
        />
      ) : (
        <>
          {able.length > 1 && (
            <About view={view} coupons={able} drivers={able.some(({ driver }) => driver)} />
          )}
          <Confirm
            view={view}
            body={act.body(able)}
            action={
              visit.param('number') ? `${LIST}/${visit.param('number')}/${act.path}` : `${LIST}/${act.path}`
            }
            submit={act.submit(able)}
            danger={act.danger}
            cancelHref={back}
          >
            <Named coupons={able} />
            {act.fields?.(view, able)}
          </Confirm>
        </>
      )}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Does the act with the coupons the form names, and tells on the page it came from what became of them. */
export async function doAct(
  visit: ClientVisit,
  told: { one: Told['key']; many: Told['key'] },
  act: (couponIds: string[], clientId: string) => Promise<Outcome>,
): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupons = await askedCoupons(visit)
  if (coupons.length === 0) return visit.param('number') ? missingPage(visit) : visit.seeOther(LIST)
  const outcome = await act(
    coupons.map(({ id }) => id),
    visit.session.client.id,
  )
  return visit.seeOther(backTo(visit), whatBecame(visit, outcome, told))
}

function whatBecame(
  { t }: ClientVisit,
  { done, refused }: Outcome,
  told: { one: Told['key']; many: Told['key'] },
): Told {
  const [first] = refused
  if (done.length === 0 && first)
    return {
      tone: 'warning',
      key: 'coupons.notDone',
      args: { number: String(first.number ?? ''), reason: refusalWords(t, first.reason) },
    }
  if (refused.length > 0)
    return {
      tone: 'warning',
      key: 'coupons.partly',
      args: { n: done.length, total: done.length + refused.length },
    }
  return done.length === 1
    ? { tone: 'good', key: told.one, args: { number: String(done[0]!.number) } }
    : { tone: 'good', key: told.many, args: { n: done.length } }
}

/** Goes on with the one coupon that the path names, if nothing speaks against the act; else says why, on the coupon's page. */
export async function withOne(
  visit: ClientVisit,
  refuse: (coupon: CouponFacts) => CouponRefusal | undefined,
  then: (coupon: CouponFacts) => Response | Promise<Response>,
): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupon = await askedCoupon(visit)
  if (!coupon) return missingPage(visit)
  const refusal = refuse(coupon)
  if (!refusal) return then(coupon)
  return visit.seeOther(backTo(visit), {
    tone: 'warning',
    key: 'coupons.notDone',
    args: { number: String(coupon.number), reason: refusalWords(visit.t, refusal) },
  })
}

/** The page an act began on: the coupon, or the list. */
export function backTo(visit: ClientVisit): string {
  return visit.param('number') ? `${LIST}/${visit.param('number')}` : LIST
}

/** The coupons of a form, by their numbers. */
export function Named({ coupons }: { coupons: readonly { number: bigint }[] }) {
  return (
    <>
      {coupons.map(({ number }) => (
        <input type="hidden" name="n" value={String(number)} />
      ))}
    </>
  )
}

/** Which coupons an act cannot be done with, and why. */
export function Unable({
  view,
  coupons,
  refuse,
}: {
  view: View
  coupons: readonly CouponFacts[]
  refuse: (coupon: CouponFacts) => CouponRefusal | undefined
}) {
  const { t, lang } = view
  const reasons = new Map<CouponRefusal, string[]>()
  for (const coupon of coupons) {
    const reason = refuse(coupon) ?? 'unknown'
    reasons.set(reason, [...(reasons.get(reason) ?? []), String(coupon.number)])
  }
  return (
    <ul class="list">
      {[...reasons].map(([reason, numbers]) => (
        <li>{t('coupons.unable', { numbers: list(lang, numbers), reason: refusalWords(t, reason) })}</li>
      ))}
    </ul>
  )
}

/** The coupons an act is about, when there are several. */
export function About({
  view,
  coupons,
  drivers,
}: {
  view: View
  coupons: readonly CouponFacts[]
  /** names each coupon’s driver */
  drivers?: boolean
}) {
  const { t, lang } = view
  const columns: Column<CouponFacts>[] = [
    {
      label: t('coupons.col.no'),
      lead: true,
      cell: (row) => <span class="digits">{String(row.number)}</span>,
    },
    { label: t('coupons.col.fuel'), cell: (row) => productName(t, row.product) },
    { label: t('coupons.col.left'), number: true, cell: (row) => volume(lang, row.remainingMl) },
    ...(drivers
      ? [{ label: t('coupons.col.driver'), cell: (row: CouponFacts) => row.driver?.name ?? t('common.none') }]
      : []),
  ]
  return <DataTable<CouponFacts> view={view} caption={t('coupons.h1')} rows={coupons} columns={columns} />
}
