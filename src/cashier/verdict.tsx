/** What the verdicts on coupons and cards share: the word, the page that says no, the way on. */
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import { showPlate } from '../values/plate.ts'
import { Checkbox, FuelTag, Icon, LinkButton, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { PosFrame, posPage } from './frame.tsx'
import type { CashierVisit } from './guard.ts'

/** The page that says no: 200, because the question was answered. */
export function refusalPage(
  visit: CashierVisit,
  view: View,
  sentence: string,
  product: Product | null,
): Response {
  const { t } = view
  const { till, duty } = visit
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.refused')} place={{ till, duty }} heard>
      <Verdict tone="danger" word={t('pos.refused')} sentence={sentence} />
      {product && (
        <p>
          {t('pos.fuel')}: <FuelTag product={product}>{productName(t, product)}</FuelTag>
        </p>
      )}
      <Next view={view} />
    </PosFrame>,
  )
}

/** The one thing to read from a metre away. The script makes a sound and a shake of `tone`. */
export function Verdict({
  tone,
  word,
  sentence,
}: {
  tone: 'good' | 'danger' | 'warning'
  word: string
  sentence?: string | undefined
}) {
  return (
    <div class={`verdict ${tone}`} role={tone === 'good' ? 'status' : 'alert'} data-verdict={tone}>
      <Icon name={tone === 'good' ? 'done' : tone === 'danger' ? 'ban' : 'alert'} size={48} />
      <div>
        <b>{word}</b>
        {sentence && <p>{sentence}</p>}
      </div>
    </div>
  )
}

/** On to the next coupon: the biggest button of its page. */
export function Next({ view }: { view: View }) {
  return (
    <div class="pos-next">
      <LinkButton href="/pos" tone="primary" icon="coupon">
        {view.t('pos.next')}
      </LinkButton>
    </div>
  )
}

/** For which vehicle alone it is. */
export function PlateNote({ view, plate }: { view: View; plate: string }) {
  return (
    <p class="pos-plate">
      <Icon name="alert" size={24} />
      {view.t('pos.plateOnly', { plate: showPlate(plate) })}
    </p>
  )
}

/** Too many codes that nobody has. */
export function throttled(visit: CashierVisit, waitSeconds: number): Response {
  const view = visit.view()
  visit.header('retry-after', String(waitSeconds))
  const { till, duty } = visit
  const { t } = view
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.refused')} place={{ till, duty }} heard>
      <Verdict
        tone="danger"
        word={t('pos.refused')}
        sentence={t('err.pos.tooMany', { n: Math.ceil(waitSeconds / 60) })}
      />
      <Next view={view} />
    </PosFrame>,
    429,
  )
}

/** The cashier has looked at the vehicle: a tick, where it matters which one it is. */
export function PlateChecked({
  view,
  plate,
  checked = false,
  errors,
}: {
  view: View
  plate: string
  checked?: boolean | undefined
  errors: Errors
}) {
  return (
    plate && (
      <Checkbox
        view={view}
        name="plateChecked"
        label={view.t('pos.plateChecked', { plate: showPlate(plate) })}
        checked={checked}
        errors={errors}
      />
    )
  )
}

/** One of the short fields of a form at the till. */
export function ShortField({
  view,
  inputmode = 'numeric',
  ...field
}: {
  view: View
  name: string
  label: string
  value?: string | undefined
  maxlength: number
  inputmode?: 'numeric' | 'decimal'
  optional?: boolean
  errors: Errors
}) {
  return (
    <TextField view={view} autocomplete="off" {...field} value={field.value ?? ''} inputmode={inputmode} />
  )
}
