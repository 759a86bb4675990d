/** C9: blocked and unblocked, taken back from a driver, returned for the money: one coupon or those that are ticked. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { money, volume } from '../i18n/format.ts'
import { Radios, TextArea } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { askAct, type AskedAct, backTo, doAct } from './act-page.tsx'
import { askReturn, whyNotReturn } from './ask-return.ts'
import { askedCoupon } from './asked-coupons.ts'
import { blockCoupons, whyNotBlock } from './block-coupons.ts'
import { withdrawReturn } from './decide-return.ts'
import type { CouponFacts } from './read-coupons.ts'
import { BLOCK_REASONS } from './states.tsx'
import { takeBack, whyNotTakeBack } from './take-back.ts'
import { unblockCoupons, whyNotUnblock } from './unblock-coupons.ts'
import { missingPage } from '../web/system-pages.tsx'

/** Working days in which the retailer answers a request to return. */
const ANSWER_DAYS = 2
const LONGEST_REASON = 300

export async function showBlock(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, form } = visit
  return askAct(
    visit,
    {
      ...plain('block', t('coupon.act.block'), (coupon) => whyNotBlock(coupon, 'client')),
      question: (able) => oneOrMany(visit, able, 'block.h1', 'block.many'),
      body: () => t('block.p'),
      submit: () => t('block.submit'),
      danger: true,
      fields: (view) => (
        <Radios
          view={view}
          name="reason"
          label={t('block.reason')}
          value={form.text('reason')}
          options={BLOCK_REASONS.map((reason) => ({ value: reason, label: t(`block.reason.${reason}`) }))}
          errors={errors}
        />
      ),
    },
    errors,
  )
}

export async function submitBlock(visit: ClientVisit): Promise<Response> {
  const reason = BLOCK_REASONS.find((one) => one === visit.form.text('reason'))
  if (!reason) return showBlock(visit, { reason: visit.t('err.c.reason') })
  return doAct(visit, { one: 'block.done', many: 'block.doneMany' }, (couponIds, clientId) =>
    visit.app.db.transaction((tx) =>
      blockCoupons(tx, { clientId, couponIds, level: 'client', reason, by: actorOf(visit) }),
    ),
  )
}

export async function showUnblock(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  return askAct(
    visit,
    {
      ...plain('unblock', t('coupon.act.unblock'), (coupon) => whyNotUnblock(coupon, 'client')),
      question: (able) => oneOrMany(visit, able, 'unblock.h1', 'unblock.many'),
      body: () => t('unblock.p'),
      submit: () => t('coupon.act.unblock'),
    },
    errors,
  )
}

export async function submitUnblock(visit: ClientVisit): Promise<Response> {
  return doAct(visit, { one: 'unblock.done', many: 'unblock.doneMany' }, (couponIds, clientId) =>
    visit.app.db.transaction((tx) =>
      unblockCoupons(tx, { clientId, couponIds, level: 'client', by: actorOf(visit) }),
    ),
  )
}

export async function showTakeBack(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  return askAct(
    visit,
    {
      ...plain('take-back', t('coupon.act.takeBack'), whyNotTakeBack),
      question: (able) => oneOrMany(visit, able, 'takeBack.h1', 'takeBack.many'),
      body: () => t('takeBack.p'),
      submit: () => t('coupon.act.takeBack'),
    },
    errors,
  )
}

export async function submitTakeBack(visit: ClientVisit): Promise<Response> {
  const { app } = visit
  return doAct(visit, { one: 'takeBack.done', many: 'takeBack.doneMany' }, (couponIds, clientId) =>
    app.db.transaction((tx) => takeBack(tx, app.vault, { clientId, couponIds, by: actorOf(visit) })),
  )
}

export async function showReturn(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, lang, form } = visit
  const litres = (able: readonly CouponFacts[]) =>
    volume(
      lang,
      sumOf(able, ({ remainingMl }) => remainingMl),
    )
  return askAct(
    visit,
    {
      ...plain('return', t('coupon.act.return'), whyNotReturn),
      question: (able) => oneOrMany(visit, able, 'return.h1', 'return.many'),
      body: (able) => (
        <>
          {t('return.p', {
            volume: litres(able),
            amount: money(
              lang,
              sumOf(able, ({ valueTiyn }) => valueTiyn),
            ),
          })}{' '}
          {t('return.approve', { n: ANSWER_DAYS })}
        </>
      ),
      submit: (able) => t('return.submit', { volume: litres(able) }),
      danger: true,
      fields: (view) => (
        <TextArea
          view={view}
          name="reason"
          label={t('return.reason')}
          value={form.text('reason')}
          rows={2}
          maxlength={LONGEST_REASON}
          optional
          errors={errors}
        />
      ),
    },
    errors,
  )
}

export async function submitReturn(visit: ClientVisit): Promise<Response> {
  const { app, form, t } = visit
  const reason = oneLine(form.text('reason'))
  if (reason.length > LONGEST_REASON)
    return showReturn(visit, { reason: t('err.of.tooLong', { max: LONGEST_REASON }) })
  return doAct(visit, { one: 'return.done', many: 'return.done' }, (couponIds, clientId) =>
    app.db.transaction((tx) =>
      askReturn(tx, { clientId, couponIds, kind: 'return', reason, by: actorOf(visit) }),
    ),
  )
}

/** The client takes its request back: all of its coupons are what they were. */
export async function submitWithdrawReturn(visit: ClientVisit): Promise<Response> {
  const coupon = await askedCoupon(visit)
  if (!coupon) return missingPage(visit)
  const { returnId, clientId } = coupon
  const withdrawn = returnId
    ? await visit.app.db.transaction((tx) =>
        withdrawReturn(tx, { clientId, returnId, kind: 'return', by: actorOf(visit) }),
      )
    : undefined
  return visit.seeOther(
    backTo(visit),
    withdrawn?.ok
      ? { tone: 'good', key: 'return.withdrawn', args: { n: withdrawn.coupons } }
      : { tone: 'info', key: 'err.double' },
  )
}

function plain(
  path: string,
  title: string,
  refuse: AskedAct['refuse'],
): Pick<AskedAct, 'path' | 'title' | 'refuse'> {
  return { path, title, refuse }
}

function oneOrMany(
  { t }: ClientVisit,
  coupons: readonly CouponFacts[],
  one: 'block.h1' | 'unblock.h1' | 'takeBack.h1' | 'return.h1',
  many: 'block.many' | 'unblock.many' | 'takeBack.many' | 'return.many',
): string {
  return coupons.length === 1
    ? t(one, { number: String(coupons[0]!.number) })
    : t(many, { n: coupons.length })
}

function sumOf(coupons: readonly CouponFacts[], read: (coupon: CouponFacts) => bigint): bigint {
  return coupons.reduce((sum, coupon) => sum + read(coupon), 0n)
}
