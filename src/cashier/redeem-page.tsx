/** P5 for a coupon: redeems once, whatever is sent under a form's name. */
import type { Declined } from '../tills/answer.ts'
import type { Decline } from '../tills/decline.ts'
import { redeem } from '../tills/redeem.ts'
import { wordsIn } from '../tills/words.ts'
import { parseLitres } from '../values/litres.ts'
import type { Errors } from '../web/view.ts'
import { leaveRevokedTill } from './connect.tsx'
import { codeIn, productIn, showVerdict, type TypedRedemption } from './coupon-page.tsx'
import type { CashierVisit } from './guard.ts'
import { NAME } from './names.ts'
import { findOperation } from './operations.ts'
import { mistakeInCode, showScan } from './scan-page.tsx'
import { unknownPage } from './unknown-page.tsx'
import { refusalPage } from './verdict.tsx'

/** Refusals that another figure, tick or PIN in the same form may mend: the form comes back with them at the field. */
const MENDED_AT: Partial<Record<Decline, 'litres' | 'couponPin' | 'plateChecked'>> = {
  insufficient: 'litres',
  whole_only: 'litres',
  too_small: 'litres',
  limit_day: 'litres',
  rationing: 'litres',
  pin_required: 'couponPin',
  pin_wrong: 'couponPin',
  plate_mismatch: 'plateChecked',
}

/** The form once more, when its page was out of date. */
export async function redeemAgain(visit: CashierVisit, errors: Errors): Promise<Response> {
  const code = visit.form.text('code')
  return code === '' ? showScan(visit, errors) : showVerdict(visit, codeIn(code), errors, typedIn(visit))
}

export async function submitRedeem(visit: CashierVisit): Promise<Response> {
  const { form, t } = visit
  if (mistakeInCode(visit, form.text('code'))) return redeemAgain(visit, { form: t('err.pos.again') })
  const code = codeIn(form.text('code'))
  const read = parseLitres(form.text('litres'))
  const typed = typedIn(visit)
  const errors: Record<string, string> = {}
  if (form.text('plate') !== '' && !typed.plateChecked) errors['plateChecked'] = t('err.pos.plateCheck')
  if (!read.ok || read.ml === 0n) errors['litres'] = t('err.pos.volume')
  if (form.text('pinNeeded') !== '' && form.text('couponPin').trim() === '')
    errors['couponPin'] = t('err.pos.couponPin')
  if (!read.ok || Object.keys(errors).length > 0) return showVerdict(visit, code, errors, typed)
  // The button said another figure than the field: it is asked once more with the right one on it.
  if (form.text('shown') !== read.ml.toString())
    return showVerdict(visit, code, {}, { ...typed, ml: read.ml, changed: true })
  return redeemUnder(visit, { code, ml: read.ml, typed })
}

function typedIn({ form }: CashierVisit): TypedRedemption {
  return {
    litres: form.text('litres'),
    pump: form.text('pump').trim().slice(0, 8),
    plateChecked: form.text('plateChecked') !== '',
  }
}

async function redeemUnder(
  visit: CashierVisit,
  asked: { code: string; ml: bigint; typed: TypedRedemption },
): Promise<Response> {
  const { app, till, duty, form, t } = visit
  const name = form.text('txn')
  const { code, ml, typed } = asked
  if (!NAME.test(name)) return showVerdict(visit, code, { form: t('err.pos.again') }, typed)
  const answer = await redeem(app, {
    keyHash: till.keyHash,
    posTxnId: name,
    code,
    ml,
    product: productIn(form.text('product')),
    plate: form.text('plate') || undefined,
    pump: typed.pump || undefined,
    pin: form.text('couponPin').trim() || undefined,
    cashier: duty.cashier,
  }).catch((error: unknown) => {
    app.log.error('a cashier got no answer', { error, name })
    return undefined
  })
  if (!answer) return unknownPage(visit, name)
  switch (answer.outcome) {
    case 'approved':
      return visit.seeOther(`/pos/redeem/${name}`)
    case 'declined':
      return declined(visit, code, answer, typed)
    case 'refused':
      if (answer.reason === 'unknown_key') return leaveRevokedTill(visit)
      // The name was used for something else: for a redemption that is done, or for a try that was refused.
      return (await findOperation(app.db.write, till.id, name))
        ? visit.seeOther(`/pos/redeem/${name}`)
        : showVerdict(visit, code, { form: t('err.pos.again') }, typed)
  }
}

async function declined(
  visit: CashierVisit,
  code: string,
  answer: Declined,
  typed: TypedRedemption,
): Promise<Response> {
  const field = MENDED_AT[answer.reason]
  const view = visit.view()
  const sentence = wordsIn(view.t, answer, view.support.phone).cashier
  if (!field) return refusalPage(visit, view, sentence, answer.product)
  const errors: Errors = { [field]: sentence }
  return showVerdict(visit, code, errors, typed)
}
