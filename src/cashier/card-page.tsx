/** P4 for a fuel card: the verdict, and the form that lets a pump run or takes litres at once. */
import { randomUUID } from 'node:crypto'
import { litres, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { type FoundCard, lookupCard } from '../tills/lookup-card.ts'
import { wordsIn } from '../tills/words.ts'
import { Button, FieldRow, Form, FuelTag, LinkButton, Radios } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { leaveRevokedTill } from './connect.tsx'
import { PosFrame, posPage } from './frame.tsx'
import type { CashierVisit } from './guard.ts'
import { PinField } from './pin-field.tsx'
import { PlateChecked, PlateNote, refusalPage, ShortField, throttled, Verdict } from './verdict.tsx'

/** So much is asked for a full tank where nobody has said how large it is. */
const LARGEST_TANK_ML = 200_000n

/** How an amount is said. */
export const HOWS = ['litres', 'sum', 'full'] as const
export type How = (typeof HOWS)[number]

/** What stands in the form, as it was typed. A PIN never does. */
export type TypedCard = {
  product?: string
  how?: How | undefined
  litres?: string
  sum?: string
  pump?: string
  odometer?: string
  plateChecked?: boolean
}

/**
 * The verdict on a card as it stands now, with a form under a name of its own: whatever is sent under this name happens once.
 */
export async function showCardVerdict(
  visit: CashierVisit,
  card: string,
  errors: Errors = {},
  typed: TypedCard = {},
): Promise<Response> {
  const { app, till, duty } = visit
  const answer = await lookupCard(app, { keyHash: till.keyHash, card })
  if (answer.outcome === 'refused')
    return answer.reason === 'throttled' ? throttled(visit, answer.waitSeconds) : leaveRevokedTill(visit)
  const view = visit.view()
  const { t } = view
  if (answer.outcome === 'declined')
    return refusalPage(visit, view, wordsIn(t, answer, view.support.phone).cashier, answer.product)
  const word = t('pos.card.ok', { lastFour: answer.lastFour })
  return posPage(
    visit,
    <PosFrame view={view} title={word} place={{ till, duty }} errors={errors} heard>
      <Verdict tone="good" word={word} />
      <div class="pos-two">
        <Facts view={view} card={answer} />
        <CardForm view={view} number={card} card={answer} errors={errors} typed={typed} />
      </div>
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function Facts({ view, card }: { view: View; card: FoundCard }) {
  const { t, lang } = view
  // Several are chosen from in the form.
  const [only] = card.products
  return (
    <div class="pos-facts">
      {only && card.products.length === 1 && <FuelTag product={only}>{productName(t, only)}</FuelTag>}
      <p>{card.company}</p>
      {card.ml !== null && <p class="pos-litres">{t('pos.left', { volume: volume(lang, card.ml) })}</p>}
      {card.plate && <PlateNote view={view} plate={card.plate} />}
      {card.tankMl > 0n && <p>{t('pos.card.fullOf', { volume: volume(lang, card.tankMl) })}</p>}
    </div>
  )
}

function CardForm({
  view,
  number,
  card,
  errors,
  typed,
}: {
  view: View
  number: string
  card: FoundCard
  errors: Errors
  typed: TypedCard
}) {
  const { t } = view
  const tankMl = card.tankMl > 0n ? card.tankMl : LARGEST_TANK_ML
  const [only] = card.products
  const hidden = {
    txn: randomUUID(),
    card: number,
    tank: litres('en', tankMl),
    ...(card.products.length === 1 && only ? { product: only, only: 'yes' } : {}),
    ...(card.plate ? { plate: card.plate } : {}),
    ...(card.pinNeeded ? { pinNeeded: 'yes' } : {}),
  }
  return (
    <Form view={view} action="/pos/card" hidden={hidden}>
      <PlateChecked view={view} plate={card.plate} checked={typed.plateChecked} errors={errors} />
      {card.products.length > 1 && (
        <Radios
          view={view}
          name="product"
          label={t('pos.card.fuel')}
          value={typed.product}
          options={card.products.map((product) => ({ value: product, label: productName(t, product) }))}
          row
          errors={errors}
        />
      )}
      <Radios
        view={view}
        name="how"
        label={t('pos.card.how')}
        value={typed.how ?? 'litres'}
        options={HOWS.map((how) => ({ value: how, label: t(`pos.card.how.${how}`) }))}
        row
        errors={errors}
      />
      <FieldRow>
        <div class="pos-by-litres">
          <ShortField
            view={view}
            name="litres"
            label={t('pos.volume')}
            value={typed.litres}
            maxlength={12}
            inputmode="decimal"
            errors={errors}
          />
        </div>
        <div class="pos-by-sum">
          <ShortField
            view={view}
            name="sum"
            label={t('pos.card.sum')}
            value={typed.sum}
            maxlength={16}
            inputmode="decimal"
            errors={errors}
          />
        </div>
        <ShortField
          view={view}
          name="pump"
          label={t('pos.nozzle')}
          value={typed.pump}
          maxlength={8}
          optional
          errors={errors}
        />
        <ShortField
          view={view}
          name="odometer"
          label={t('pos.odometer')}
          value={typed.odometer}
          maxlength={12}
          optional
          errors={errors}
        />
      </FieldRow>
      {card.pinNeeded && (
        <PinField view={view} name="cardPin" label={t('pos.card.pin')} digits={4} errors={errors} />
      )}
      <p class="quiet">{t('pos.card.now.p')}</p>
      <div
        class="pos-redeem"
        data-waiting={t('pos.offline.pending')}
        data-unknown={t('err.pos.unknown')}
        data-retry={t('pos.check')}
      >
        <Button icon="refuel">{t('pos.card.allow')}</Button>
        <Button tone="secondary" action="/pos/card/redeem">
          {t('pos.card.now')}
        </Button>
        <LinkButton href="/pos">{t('act.cancel')}</LinkButton>
      </div>
    </Form>
  )
}
