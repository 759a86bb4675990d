/** O10: what the retailer does with one coupon: each asks once more, and says why where somebody will ask. */
import type { Child } from '../web/jsx-runtime.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { isoDay, longDate, money, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { parseDay } from '../values/day.ts'
import { Confirm, DateField, OfficePage, TextArea } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { askReturn, whyNotVoid } from './ask-return.ts'
import { blockCoupons, whyNotBlock } from './block-coupons.ts'
import type { CouponRefusal, Outcome } from './lock-coupons.ts'
import { pathOf, whyNotProlong, withOfficeCoupon } from './office-coupon.tsx'
import { type Prolonged, prolongCoupon } from './prolong-coupon.ts'
import type { CouponFacts } from './read-coupons.ts'
import { sendCoupons, whyNotSend } from './send-coupons.ts'
import { refusalWords } from './states.tsx'
import { unblockCoupons, whyNotUnblock } from './unblock-coupons.ts'

const LONGEST_REASON = 300

export async function showOfficeBlock(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOfficeCoupon(visit, (coupon) =>
    asks(visit, coupon, errors, {
      refusal: whyNotBlock(coupon, 'retailer'),
      title: visit.t('coupon.act.block'),
      question: visit.t('block.h1', { number: String(coupon.number) }),
      body: visit.t('of.coupon.blockP'),
      path: 'block',
      submit: visit.t('block.submit'),
      danger: true,
      fields: (view) => <Reason view={view} visit={visit} errors={errors} label={view.t('block.reason')} />,
    }),
  )
}

export async function submitOfficeBlock(visit: StaffVisit): Promise<Response> {
  return withOfficeCoupon(visit, async (coupon) => {
    const reason = readReason(visit)
    if (!reason.ok) return showOfficeBlock(visit, reason.errors)
    const outcome = await visit.app.db.transaction((tx) =>
      blockCoupons(tx, {
        clientId: coupon.clientId,
        couponIds: [coupon.id],
        level: 'retailer',
        reason: reason.text,
        by: actorOf(visit),
      }),
    )
    return told(visit, coupon, outcome, 'block.done')
  })
}

export async function showOfficeUnblock(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOfficeCoupon(visit, (coupon) =>
    asks(visit, coupon, errors, {
      refusal: whyNotUnblock(coupon, 'retailer'),
      title: visit.t('coupon.act.unblock'),
      question: visit.t('unblock.h1', { number: String(coupon.number) }),
      body: visit.t('unblock.p'),
      path: 'unblock',
      submit: visit.t('coupon.act.unblock'),
    }),
  )
}

export async function submitOfficeUnblock(visit: StaffVisit): Promise<Response> {
  return withOfficeCoupon(visit, async (coupon) => {
    const outcome = await visit.app.db.transaction((tx) =>
      unblockCoupons(tx, {
        clientId: coupon.clientId,
        couponIds: [coupon.id],
        level: 'retailer',
        by: actorOf(visit),
      }),
    )
    return told(visit, coupon, outcome, 'unblock.done')
  })
}

export async function showOfficeProlong(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOfficeCoupon(visit, (coupon) =>
    asks(visit, coupon, errors, {
      refusal: whyNotProlong(coupon),
      title: visit.t('coupon.act.prolong'),
      question: visit.t('prolong.h1', { number: String(coupon.number) }),
      body: visit.t('of.coupon.prolongP'),
      path: 'prolong',
      submit: visit.t('coupon.act.prolong'),
      fields: (view) => (
        <DateField
          view={view}
          name="validTo"
          label={view.t('coupons.col.validTo')}
          value={visit.form.text('validTo') || isoDay(new Date(Date.now() + 30 * 86_400_000))}
          errors={errors}
        />
      ),
    }),
  )
}

export async function submitOfficeProlong(visit: StaffVisit): Promise<Response> {
  return withOfficeCoupon(visit, async (coupon) => {
    const { t } = visit
    const day = parseDay(visit.form.text('validTo'))
    if (!day) return showOfficeProlong(visit, { validTo: t('err.date.format') })
    const prolonged = await visit.app.db.transaction((tx) =>
      prolongCoupon(tx, {
        clientId: coupon.clientId,
        couponId: coupon.id,
        validTo: day,
        by: actorOf(visit),
      }),
    )
    if (!prolonged.ok) return showOfficeProlong(visit, prolongErrors(visit, prolonged))
    return visit.seeOther(pathOf(coupon), {
      tone: 'good',
      key: 'prolong.done',
      args: { date: longDate(visit.lang, prolonged.validTo) },
    })
  })
}

export async function showOfficeVoid(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOfficeCoupon(visit, (coupon) =>
    asks(visit, coupon, errors, {
      refusal: whyNotVoid(coupon),
      title: visit.t('of.coupon.void'),
      question: visit.t('of.coupon.voidQ', { number: String(coupon.number) }),
      body: visit.t('of.coupon.voidP', { amount: money(visit.lang, coupon.valueTiyn) }),
      path: 'void',
      submit: visit.t('of.coupon.voidSubmit'),
      danger: true,
      fields: (view) => <Reason view={view} visit={visit} errors={errors} label={view.t('of.reason')} />,
    }),
  )
}

export async function submitOfficeVoid(visit: StaffVisit): Promise<Response> {
  return withOfficeCoupon(visit, async (coupon) => {
    const reason = readReason(visit)
    if (!reason.ok) return showOfficeVoid(visit, reason.errors)
    const outcome = await visit.app.db.transaction((tx) =>
      askReturn(tx, {
        clientId: coupon.clientId,
        couponIds: [coupon.id],
        kind: 'void',
        reason: reason.text,
        by: actorOf(visit),
      }),
    )
    return told(visit, coupon, outcome, 'of.coupon.voidAsked')
  })
}

/** Asks before the driver's letter with the link is sent once more. Staff never see the link. */
export async function showOfficeResend(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOfficeCoupon(visit, (coupon) =>
    asks(visit, coupon, errors, {
      refusal: whyNotSend(coupon),
      title: visit.t('of.coupon.resend'),
      question: visit.t('of.coupon.resend'),
      body: coupon.driver?.email
        ? visit.t('of.coupon.resendP', { email: coupon.driver.email })
        : visit.t('of.coupon.noEmail'),
      path: 'resend',
      submit: visit.t('act.resend'),
    }),
  )
}

/** Sends it, to the address the client has entered. */
export async function submitOfficeResend(visit: StaffVisit): Promise<Response> {
  return withOfficeCoupon(visit, async (coupon) => {
    const { app, t } = visit
    const { driver } = coupon
    if (!driver?.email) return showOfficeResend(visit, { form: t('of.coupon.noEmail') })
    const sent = await app.db.transaction((tx) =>
      sendCoupons(tx, app.vault, {
        clientId: coupon.clientId,
        couponIds: [coupon.id],
        lang: driver.lang,
        by: actorOf(visit),
        how: 'email',
        email: driver.email,
      }),
    )
    return visit.seeOther(
      pathOf(coupon),
      sent.ok
        ? { tone: 'good', key: 'send.letterSent', args: { email: driver.email } }
        : { tone: 'info', key: 'err.double' },
    )
  })
}

function prolongErrors({ t, lang }: StaffVisit, refusal: Prolonged & { ok: false }): Errors {
  const { reason } = refusal
  if (reason === 'bad_day') return { validTo: t('of.coupon.badDay') }
  if (reason === 'not_enough')
    return { form: t('of.coupon.prolongMoney', { amount: money(lang, refusal.lackingTiyn) }) }
  return { form: refusalWords(t, reason) }
}

function told(
  visit: StaffVisit,
  coupon: CouponFacts,
  outcome: Outcome,
  key: 'block.done' | 'unblock.done' | 'of.coupon.voidAsked',
): Response {
  const number = String(coupon.number)
  const [refused] = outcome.refused
  return visit.seeOther(
    pathOf(coupon),
    refused
      ? {
          tone: 'warning',
          key: 'coupons.notDone',
          args: { number, reason: refusalWords(visit.t, refused.reason) },
        }
      : { tone: 'good', key, args: { number } },
  )
}

type Asked = {
  refusal: CouponRefusal | undefined
  title: string
  question: string
  body: string
  path: string
  submit: string
  danger?: boolean
  fields?: (view: View) => Child
}

function asks(visit: StaffVisit, coupon: CouponFacts, errors: Errors, asked: Asked): Response {
  if (asked.refusal && Object.keys(errors).length === 0)
    return visit.seeOther(pathOf(coupon), {
      tone: 'warning',
      key: 'coupons.notDone',
      args: { number: String(coupon.number), reason: refusalWords(visit.t, asked.refusal) },
    })
  const view = visit.view({ nav: officeNav(visit, 'coupons') })
  const { t, lang } = view
  return visit.page(
    <OfficePage
      view={view}
      title={asked.title}
      h1={asked.question}
      errors={errors}
      width="form"
      back={{ href: pathOf(coupon) }}
    >
      <Confirm
        view={view}
        body={asked.body}
        facts={[
          {
            label: t('issue.what'),
            value: `${productName(t, coupon.product)}, ${volume(lang, coupon.remainingMl)}`,
          },
          { label: t('coupons.col.validTo'), value: longDate(lang, coupon.validTo) },
        ]}
        action={`${pathOf(coupon)}/${asked.path}`}
        submit={asked.submit}
        danger={asked.danger}
        cancelHref={pathOf(coupon)}
      >
        {asked.fields?.(view)}
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function Reason({
  view,
  visit,
  errors,
  label,
}: {
  view: View
  visit: StaffVisit
  errors: Errors
  label: string
}) {
  return (
    <TextArea
      view={view}
      name="reason"
      label={label}
      hint={view.t('of.coupon.reasonHint')}
      value={visit.form.text('reason')}
      rows={2}
      maxlength={LONGEST_REASON}
      errors={errors}
    />
  )
}

function readReason({ form, t }: StaffVisit): { ok: true; text: string } | { ok: false; errors: Errors } {
  const text = oneLine(form.text('reason'))
  if (text === '') return { ok: false, errors: { reason: t('err.of.reason') } }
  return text.length > LONGEST_REASON
    ? { ok: false, errors: { reason: t('err.of.tooLong', { max: LONGEST_REASON }) } }
    : { ok: true, text }
}
