/** What the form on a card's verdict asks for: fuel that a pump will measure, or litres at once. */
import type { Product } from '../products/products.ts'
import type { TillAnswer } from '../tills/answer.ts'
import { authorize, type Amount } from '../tills/authorize.ts'
import type { CardRequest } from '../tills/card-request.ts'
import type { Decline } from '../tills/decline.ts'
import { redeem } from '../tills/redeem.ts'
import { wordsIn } from '../tills/words.ts'
import { parseLitres } from '../values/litres.ts'
import { parseOdometer } from '../values/odometer.ts'
import { parseTiyn } from '../values/tiyn.ts'
import type { Errors } from '../web/view.ts'
import { type How, HOWS, showCardVerdict, type TypedCard } from './card-page.tsx'
import { leaveRevokedTill } from './connect.tsx'
import { productIn } from './coupon-page.tsx'
import type { CashierVisit } from './guard.ts'
import { NAME } from './names.ts'
import { findOperation } from './operations.ts'
import { showScan } from './scan-page.tsx'
import { readScanned } from './scanned.ts'
import { unknownPage } from './unknown-page.tsx'
import { refusalPage } from './verdict.tsx'

type Field = 'litres' | 'sum' | 'how' | 'product' | 'cardPin' | 'plateChecked'

/** Refusals that another amount, fuel, tick or PIN in the same form may mend. */
const MENDED_AT: Partial<Record<Decline, Field | 'amount'>> = {
  insufficient: 'amount',
  too_small: 'amount',
  rationing: 'amount',
  limit_refuel: 'amount',
  limit_day: 'amount',
  limit_week: 'amount',
  limit_month: 'amount',
  limit_quarter: 'amount',
  limit_total: 'amount',
  wrong_product: 'product',
  product_out_of_stock: 'product',
  pin_required: 'cardPin',
  pin_wrong: 'cardPin',
  plate_mismatch: 'plateChecked',
}
const FIELD_OF: Record<How, Field> = { litres: 'litres', sum: 'sum', full: 'how' }

/** Promises fuel to a pump: what it then gives is written down under the same name. */
export function submitCardHold(visit: CashierVisit): Promise<Response> {
  return withForm(visit, (request, amount) => authorize(visit.app, { ...request, ...amount }))
}

/** Takes litres at once: all that is asked for, or nothing. */
export function submitCardRedeem(visit: CashierVisit): Promise<Response> {
  return withForm(
    visit,
    (request, amount) => redeem(visit.app, { ...request, ml: amount.ml! }),
    (typed) => (typed.how === 'litres' ? undefined : visit.t('err.pos.card.nowLitres')),
  )
}

/** The form once more, when its page was out of date. */
export async function cardAgain(visit: CashierVisit, errors: Errors): Promise<Response> {
  const card = cardIn(visit)
  return card === undefined ? showScan(visit, errors) : showCardVerdict(visit, card, errors, typedIn(visit))
}

function cardIn({ form }: CashierVisit): string | undefined {
  const read = readScanned(form.text('card'))
  return read.kind === 'card' ? read.number : undefined
}

function typedIn({ form }: CashierVisit): TypedCard {
  return {
    product: form.text('product'),
    how: HOWS.find((how) => how === form.text('how')),
    litres: form.text('litres'),
    sum: form.text('sum'),
    pump: form.text('pump').trim().slice(0, 8),
    odometer: form.text('odometer'),
    plateChecked: form.text('plateChecked') !== '',
  }
}

async function withForm(
  visit: CashierVisit,
  act: (request: CardRequest, amount: Amount) => Promise<TillAnswer>,
  whyNot: (typed: TypedCard) => string | undefined = () => undefined,
): Promise<Response> {
  const { app, till, duty, form, t } = visit
  const card = cardIn(visit)
  const name = form.text('txn')
  if (card === undefined || !NAME.test(name)) return cardAgain(visit, { form: t('err.pos.again') })
  const typed = typedIn(visit)
  const read = readForm(visit, typed)
  const refused = whyNot(typed)
  if (!read.ok || refused)
    return showCardVerdict(
      visit,
      card,
      { ...(read.ok ? {} : read.errors), ...(refused ? { how: refused } : {}) },
      typed,
    )
  const request = {
    ...{ keyHash: till.keyHash, posTxnId: name, card, product: read.product, cashier: duty.cashier },
    plate: form.text('plate') || undefined,
    pump: typed.pump || undefined,
    odometerKm: read.odometerKm,
    pin: form.text('cardPin').trim() || undefined,
  }
  const answer = await act(request, read.amount).catch((error: unknown) => {
    app.log.error('a cashier got no answer', { error, name })
    return undefined
  })
  if (!answer) return unknownPage(visit, name)
  switch (answer.outcome) {
    case 'approved':
      return visit.seeOther(`/pos/redeem/${name}`)
    case 'declined': {
      const at = MENDED_AT[answer.reason]
      const view = visit.view()
      const sentence = wordsIn(view.t, answer, view.support.phone).cashier
      // A card of one fuel has no choice to mend.
      if (!at || (at === 'product' && form.text('only') !== ''))
        return refusalPage(visit, view, sentence, answer.product)
      const field = at === 'amount' ? FIELD_OF[typed.how ?? 'litres'] : at
      return showCardVerdict(visit, card, { [field]: sentence }, typed)
    }
    case 'refused':
      if (answer.reason === 'unknown_key') return leaveRevokedTill(visit)
      // The name was used for something else: for what is done, or for a try that was refused.
      return (await findOperation(app.db.write, till.id, name))
        ? visit.seeOther(`/pos/redeem/${name}`)
        : showCardVerdict(visit, card, { form: t('err.pos.again') }, typed)
  }
}

type ReadForm =
  | { ok: true; product: Product; amount: Amount; odometerKm: number | undefined }
  | { ok: false; errors: Errors }

function readForm({ form, t }: CashierVisit, typed: TypedCard): ReadForm {
  const errors: Record<string, string> = {}
  const product = productIn(typed.product ?? '')
  const amount = amountOf(typed, form.text('tank'))
  const odometerKm = parseOdometer(typed.odometer ?? '')
  if (!product) errors['product'] = t('err.pos.card.fuel')
  if (form.text('plate') !== '' && !typed.plateChecked) errors['plateChecked'] = t('err.pos.plateCheck')
  if (form.text('pinNeeded') !== '' && form.text('cardPin').trim() === '')
    errors['cardPin'] = t('err.pos.card.pin')
  if (odometerKm === undefined) errors['odometer'] = t('err.vehicle.odometer')
  if (typed.how === undefined) errors['how'] = t('err.pos.card.how')
  else if (!amount)
    errors[FIELD_OF[typed.how]] = t(typed.how === 'sum' ? 'err.pos.card.sum' : 'err.pos.volume')
  return product && amount && Object.keys(errors).length === 0
    ? { ok: true, product, amount, odometerKm: odometerKm ?? undefined }
    : { ok: false, errors }
}

function amountOf({ how, litres, sum }: TypedCard, tank: string): Amount | undefined {
  if (how === 'sum') {
    const read = parseTiyn(sum ?? '')
    return read.ok && read.tiyn > 0n ? { tiyn: read.tiyn } : undefined
  }
  const read = parseLitres((how === 'full' ? tank : litres) ?? '')
  return read.ok && read.ml > 0n ? { ml: read.ml } : undefined
}
