/** P5: redeems once whatever is sent under a form's name, says what was done, and takes it back while there is time. */
import { dateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Declined } from '../tills/answer.ts'
import type { Decline } from '../tills/decline.ts'
import { redeem } from '../tills/redeem.ts'
import { reverse } from '../tills/reverse.ts'
import { wordsIn } from '../tills/words.ts'
import { parseLitres } from '../values/litres.ts'
import { Button, Buttons, Form, FuelTag } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { leaveRevokedTill } from './connect.tsx'
import {
  codeIn,
  Next,
  productIn,
  refusalPage,
  showVerdict,
  Verdict,
  type TypedRedemption,
} from './coupon-page.tsx'
import { PosFrame, posPage } from './frame.tsx'
import type { CashierVisit } from './guard.ts'
import { mistakeInCode, showScan } from './scan-page.tsx'
import { findOperation, mayUndo, UNDO_MINUTES } from './operations.ts'

/** A name as tills give them. */
const NAME = /^[A-Za-z0-9._-]{8,64}$/

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
  if (!answer) return unknownPage(visit)
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

// The answer was lost on our side. The same form, under the same name, asks for it again.
function unknownPage(visit: CashierVisit): Response {
  const view = visit.view()
  const { t } = view
  const { till, duty, form } = visit
  const fields = Object.fromEntries(form.fields().filter(([name]) => name !== 'csrf'))
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.unknown.h')} place={{ till, duty }} heard>
      <Verdict tone="warning" word={t('pos.unknown.h')} sentence={t('err.pos.unknown')} />
      <Form view={view} action="/pos/redeem" hidden={fields}>
        <div class="pos-next">
          <Button>{t('pos.check')}</Button>
        </div>
      </Form>
    </PosFrame>,
    503,
  )
}

export async function showRedeemed(visit: CashierVisit, errors: Errors = {}): Promise<Response> {
  const { app, till, duty } = visit
  const name = visit.param('name')
  const operation = NAME.test(name) ? await findOperation(app.db.write, till.id, name) : undefined
  if (!operation) return missingPage(visit)
  const view = visit.view()
  const { t, lang } = view
  const undone = operation.state === 'reversed'
  const fuel = productName(t, operation.product)
  const word = undone ? t('pos.undone') : t('pos.done', { volume: volume(lang, operation.ml), fuel })
  const minutesLeft = Math.ceil((operation.at.getTime() + UNDO_MINUTES * 60_000 - Date.now()) / 60_000)
  return posPage(
    visit,
    <PosFrame view={view} title={word} place={{ till, duty }} errors={errors} heard>
      <Verdict tone={undone ? 'warning' : 'good'} word={word} />
      <div class="pos-two">
        <div class="pos-facts">
          <FuelTag product={operation.product}>{fuel}</FuelTag>
          <p class="pos-litres">{t('pos.leftAfter', { volume: volume(lang, operation.leftMl) })}</p>
          <p>{t('pos.doneNo', { number: operation.number, datetime: dateTime(lang, operation.at) })}</p>
          {operation.pump && (
            <p>
              {t('pos.nozzle')}: {operation.pump}
            </p>
          )}
        </div>
        <div class="pos-acts">
          <Next view={view} />
          {mayUndo(operation, duty) && (
            <Form view={view} action={`/pos/redeem/${name}/undo`}>
              <p class="quiet">{t('pos.undoTill', { n: minutesLeft })}</p>
              <Buttons>
                <Button tone="secondary" icon="undo">
                  {t('pos.undo')}
                </Button>
              </Buttons>
            </Form>
          )}
        </div>
      </div>
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Takes a redemption back: the cashier's own device's, of the shift that runs, within some minutes. */
export async function submitUndo(visit: CashierVisit): Promise<Response> {
  const { app, till, duty, t } = visit
  const name = visit.param('name')
  // A name this device never used is not taken back: that would be remembered as one, and another's stays another's.
  const operation = NAME.test(name) ? await findOperation(app.db.write, till.id, name) : undefined
  if (!operation) return missingPage(visit)
  if (operation.state === 'reversed') return visit.seeOther(`/pos/redeem/${name}`)
  const tooLate = { form: t('err.pos.undoLate', { phone: app.config.support.phone }) }
  if (!mayUndo(operation, duty)) return showRedeemed(visit, tooLate)
  const answer = await reverse(app, { keyHash: till.keyHash, posTxnId: name })
  switch (answer.outcome) {
    case 'approved':
      return visit.seeOther(`/pos/redeem/${name}`)
    case 'declined':
      return showRedeemed(visit, {
        form: wordsIn(t, answer, app.config.support.phone).cashier,
      })
    case 'refused':
      return leaveRevokedTill(visit)
  }
}
