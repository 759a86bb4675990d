/** P4: the verdict, in a word, a colour and a picture; and the form that redeems. */
import { randomUUID } from 'node:crypto'
import { litres, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, type Product } from '../products/products.ts'
import { lookup, type Found } from '../tills/lookup.ts'
import { wordsIn } from '../tills/words.ts'
import { Button, FieldRow, Form, FuelTag, LinkButton } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { showCardVerdict } from './card-page.tsx'
import { leaveRevokedTill } from './connect.tsx'
import { PosFrame, posPage } from './frame.tsx'
import type { CashierVisit } from './guard.ts'
import { PinField } from './pin-field.tsx'
import { mistakeInCode, showScan } from './scan-page.tsx'
import { readScanned } from './scanned.ts'
import { PlateChecked, PlateNote, refusalPage, ShortField, throttled, Verdict } from './verdict.tsx'

/** What stands in the form that redeems, as it was typed. */
export type TypedRedemption = { litres?: string; pump?: string; plateChecked?: boolean }

/** Answers a code with its verdict. Reloaded, it asks again; nothing happens by it. */
export async function submitCode(visit: CashierVisit): Promise<Response> {
  const typed = visit.form.text('code')
  const mistake = mistakeInCode(visit, typed)
  if (mistake) return showScan(visit, { code: mistake })
  const read = readScanned(typed)
  return read.kind === 'card' ? showCardVerdict(visit, read.number) : showVerdict(visit, codeIn(typed))
}

/** A verdict has no address of its own, because a code is nothing for the browser's history. */
export function leaveVerdict(visit: CashierVisit): Response {
  return visit.seeOther('/pos')
}

/** What was typed or scanned, as the verbs of tills read it. */
export function codeIn(typed: string): string {
  const read = readScanned(typed)
  return read.kind === 'digits' ? read.digits : read.kind === 'link' ? read.text : typed
}

/**
 * The verdict on a coupon as it stands now, with a form under a name of its own: whatever is sent under this name is redeemed
 * once. `ml` is what the button is to say; without it, all that may be dispensed.
 */
export async function showVerdict(
  visit: CashierVisit,
  code: string,
  errors: Errors = {},
  typed: TypedRedemption & { ml?: bigint; changed?: boolean } = {},
): Promise<Response> {
  const { app, till, duty } = visit
  const answer = await lookup(app, { keyHash: till.keyHash, code })
  if (answer.outcome === 'refused')
    return answer.reason === 'throttled' ? throttled(visit, answer.waitSeconds) : leaveRevokedTill(visit)
  const view = visit.view()
  if (answer.outcome === 'declined')
    return refusalPage(visit, view, wordsIn(view.t, answer, view.support.phone).cashier, answer.product)

  const { t } = view
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.ok')} place={{ till, duty }} errors={errors} heard>
      <Verdict tone="good" word={t('pos.ok')} />
      <div class="pos-two">
        <Facts view={view} coupon={answer} />
        <RedeemForm view={view} code={code} coupon={answer} errors={errors} typed={typed} />
      </div>
    </PosFrame>,
    status,
  )
}

function Facts({ view, coupon }: { view: View; coupon: Found }) {
  const { t, lang } = view
  return (
    <div class="pos-facts">
      <FuelTag product={coupon.product}>{productName(t, coupon.product)}</FuelTag>
      <p class="pos-litres">{t('pos.left', { volume: volume(lang, coupon.ml) })}</p>
      <p>{coupon.company}</p>
      {coupon.plate && <PlateNote view={view} plate={coupon.plate} />}
      {coupon.wholeOnly && <p>{t('pos.whole')}</p>}
    </div>
  )
}

function RedeemForm({
  view,
  code,
  coupon,
  errors,
  typed,
}: {
  view: View
  code: string
  coupon: Found
  errors: Errors
  typed: TypedRedemption & { ml?: bigint; changed?: boolean }
}) {
  const { t, lang } = view
  const ml = typed.ml ?? coupon.ml
  const hidden = {
    txn: randomUUID(),
    code,
    product: coupon.product,
    shown: ml.toString(),
    ...(coupon.plate ? { plate: coupon.plate } : {}),
    ...(coupon.pinNeeded ? { pinNeeded: 'yes' } : {}),
    ...(coupon.wholeOnly ? { litres: litres('en', coupon.ml) } : {}),
  }
  return (
    <Form view={view} action="/pos/redeem" hidden={hidden}>
      {typed.changed && <p class="pos-changed">{t('pos.confirmChanged')}</p>}
      <PlateChecked view={view} plate={coupon.plate} checked={typed.plateChecked} errors={errors} />
      <FieldRow>
        {!coupon.wholeOnly && (
          <ShortField
            view={view}
            name="litres"
            label={t('pos.volume')}
            value={typed.litres ?? litres(lang, ml).replaceAll(/\s/g, '')}
            maxlength={12}
            inputmode="decimal"
            errors={errors}
          />
        )}
        <ShortField
          view={view}
          name="pump"
          label={t('pos.nozzle')}
          value={typed.pump}
          maxlength={8}
          optional
          errors={errors}
        />
      </FieldRow>
      {coupon.pinNeeded && (
        <PinField view={view} name="couponPin" label={t('pos.driverPin')} digits={4} errors={errors} />
      )}
      <div
        class="pos-redeem"
        data-pattern={t('pos.redeem', { volume: volume(lang, 0n) })}
        data-waiting={t('pos.offline.pending')}
        data-unknown={t('err.pos.unknown')}
        data-retry={t('pos.check')}
      >
        <Button icon="refuel">{t('pos.redeem', { volume: volume(lang, ml) })}</Button>
        <LinkButton href="/pos">{t('act.cancel')}</LinkButton>
      </div>
    </Form>
  )
}

/** The product a form names; undefined for anything else. */
export function productIn(typed: string): Product | undefined {
  return isProduct(typed) ? typed : undefined
}
