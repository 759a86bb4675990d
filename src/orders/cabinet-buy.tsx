/** C4: what to buy and how to pay for it. Nothing is bought here: the next page asks once more, with the sum on its button. */
import { randomUUID } from 'node:crypto'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { dateTime, money, number, percent, volume } from '../i18n/format.ts'
import { withDiscount } from '../products/money.ts'
import { productName } from '../products/product-name.ts'
import { PRODUCTS } from '../products/products.ts'
import { addressOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Empty,
  Fieldset,
  Form,
  LinkButton,
  NumberField,
  Radios,
  SelectField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import {
  BLANK_LINE,
  type LineMistakes,
  readLines,
  readTyped,
  type TypedLine,
  type TypedOrder,
  typedLines,
  USUAL_LITRES,
} from './buy-form.ts'
import { litresIn, linesAsText, linesFromText, MOST_COUPONS, MOST_LINES } from './order-lines.ts'
import { type OrderedLine, type PricedOrder, priceOrder } from './place-order.ts'
import { openShop, type Shop } from './shop.ts'

export async function showBuy(visit: ClientVisit): Promise<Response> {
  const lines = linesFromText(visit.query('lines'))
  return buyPage(
    visit,
    {
      lines: lines ? typedLines(lines) : [BLANK_LINE],
      pay: visit.query('pay'),
      contract: visit.query('contract'),
    },
    {},
  )
}

export async function buyAgain(visit: ClientVisit, errors: Errors): Promise<Response> {
  return buyPage(visit, readTyped(visit.form), errors)
}

/** The buttons that only redraw the form come with `act`; without it the order goes on to its check page. */
export async function submitBuy(visit: ClientVisit): Promise<Response> {
  const { form } = visit
  const typed = readTyped(form)
  const act = form.text('act')
  if (act !== '') return buyPage(visit, { ...typed, lines: redrawn(typed.lines, act) }, {})
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'orders')

  const shop = await openShop(visit, typed.contract)
  const { lines, mistakes } = readLines(visit.t, typed.lines)
  const wrong = { ...mistakes, ...(await whatIsWrong(visit, shop, typed, lines, mistakes)) }
  if (Object.keys(wrong).length > 0) return buyPage(visit, typed, wrong)
  return visit.seeOther(
    addressOf('/app/coupons/buy/check', {
      lines: linesAsText(lines),
      pay: typed.pay,
      contract: shop.chosen!.id,
      key: randomUUID(),
    }),
  )
}

function redrawn(lines: TypedLine[], act: string): TypedLine[] {
  if (act === 'add') return [...lines, BLANK_LINE].slice(0, MOST_LINES)
  const [, line] = /^remove-(\d{1,2})$/.exec(act) ?? []
  const left = lines.filter((_, i) => String(i) !== line)
  return left.length > 0 ? left : [BLANK_LINE]
}

async function whatIsWrong(
  { app, t, lang }: ClientVisit,
  shop: Shop,
  typed: TypedOrder,
  lines: OrderedLine[],
  mistakes: LineMistakes,
): Promise<LineMistakes> {
  const wrong: LineMistakes = {}
  for (const [i, { product }] of typed.lines.entries()) {
    const named = PRODUCTS.find((one) => one === product)
    if (named && !shop.prices.has(named))
      wrong[`product${i}`] = t('err.c.noPrice', { fuel: productName(t, named) })
  }
  if (!shop.chosen) return { ...wrong, contract: t('err.c.contract') }
  if (typed.pay !== 'balance' && typed.pay !== 'invoice') return { ...wrong, pay: t('err.c.pay') }
  if (typed.pay === 'invoice')
    return shop.invoices ? wrong : { ...wrong, pay: t('buy.noSeller', { phone: app.config.support.phone }) }
  if (Object.keys(wrong).length > 0 || Object.keys(mistakes).length > 0) return wrong
  const priced = await priceOrder(app.db.read, lines, shop.chosen.discountBp)
  const lacking = priced.ok ? priced.tiyn - shop.advance.availableTiyn : 0n
  return lacking > 0n ? { pay: t('err.c.money', { amount: money(lang, lacking) }) } : {}
}

async function buyPage(visit: ClientVisit, typed: TypedOrder, errors: Errors): Promise<Response> {
  const { app, session, lang } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'orders')
  const shop = await openShop(visit, typed.contract)
  const view = visit.view({ nav: cabinetNav(visit, 'orders') })
  const { t } = view
  const { lines } = readLines(t, typed.lines)
  const discountBp = shop.chosen?.discountBp ?? 0
  return visit.page(
    <CabinetPage
      view={view}
      title={t('buy.h1')}
      lead={
        <>
          {t('buy.lead')} {discountBp > 0 && t('buy.discount', { percent: percent(lang, discountBp / 100) })}
        </>
      }
      errors={errors}
      width="form"
    >
      {shop.terms.length === 0 ? (
        <Empty
          icon="document"
          title={t('buy.noContract.h')}
          text={t('buy.noContract.p', { phone: app.config.support.phone })}
        />
      ) : (
        <BuyForm
          view={view}
          shop={shop}
          typed={typed}
          errors={errors}
          priced={await priceOrder(app.db.read, lines, discountBp)}
        />
      )}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

type FormProps = { view: View; shop: Shop; typed: TypedOrder; errors: Errors }

function BuyForm({ view, shop, typed, errors, priced }: FormProps & { priced: PricedOrder }) {
  const { t } = view
  return (
    <Form view={view} action="/app/coupons/buy" hidden={{ rows: String(typed.lines.length) }} live="sum">
      {/* Enter in a field presses a form's first button: it must not be one that removes a line. */}
      <button type="submit" class="heard" tabindex={-1} aria-hidden="true" />
      {shop.terms.length > 1 && (
        <SelectField
          view={view}
          name="contract"
          label={t('buy.contract')}
          value={shop.chosen?.id}
          options={shop.terms.map(({ id, number }) => ({ value: id, label: number }))}
          errors={errors}
        />
      )}
      {typed.lines.map((line, i) => (
        <Line view={view} shop={shop} typed={typed} errors={errors} line={line} i={i} />
      ))}
      {typed.lines.length < MOST_LINES && (
        <Buttons>
          <Button tone="secondary" name="act" value="add">
            {t('buy.addLine')}
          </Button>
        </Buttons>
      )}
      <PayChoice view={view} shop={shop} typed={typed} errors={errors} />
      <Sum view={view} shop={shop} priced={priced} />
      <Buttons>
        <Button>{t('act.continue')}</Button>
        <Button tone="secondary" name="act" value="price">
          {t('buy.recount')}
        </Button>
        <LinkButton tone="link" href="/app/orders">
          {t('act.cancel')}
        </LinkButton>
      </Buttons>
    </Form>
  )
}

function Line({ view, shop, typed, errors, line, i }: FormProps & { line: TypedLine; i: number }) {
  const { t, lang } = view
  return (
    <Fieldset legend={t('buy.line', { n: i + 1 })}>
      <SelectField
        view={view}
        name={`product${i}`}
        label={t('buy.fuel')}
        value={line.product}
        empty={t('buy.choose')}
        options={fuelOptions(view, shop)}
        errors={errors}
      />
      <div class="form coupon-line">
        <Radios
          view={view}
          name={`litres${i}`}
          label={t('buy.nominal')}
          value={line.litres}
          options={[
            ...USUAL_LITRES.map((litres) => ({
              value: litres,
              label: volume(lang, BigInt(litres) * 1000n),
            })),
            { value: 'other', label: t('buy.other') },
          ]}
          row
        />
        <div class="if-other">
          <NumberField
            view={view}
            name={`other${i}`}
            label={t('buy.nominalOther')}
            value={line.other}
            errors={errors}
            chars={8}
          />
        </div>
      </div>
      <NumberField
        view={view}
        name={`count${i}`}
        label={t('buy.count')}
        hint={i === 0 ? t('buy.countHint', { max: number(lang, MOST_COUPONS) }) : undefined}
        value={line.count}
        errors={errors}
        chars={8}
      />
      {typed.lines.length > 1 && (
        <Buttons>
          <Button
            tone="secondary"
            small
            name="act"
            value={`remove-${i}`}
            label={t('buy.removeLineN', { n: i + 1 })}
          >
            {t('buy.removeLine')}
          </Button>
        </Buttons>
      )}
    </Fieldset>
  )
}

function fuelOptions({ t, lang }: View, { prices, chosen }: Shop) {
  return PRODUCTS.map((product) => {
    const price = prices.get(product)
    const fuel = productName(t, product)
    return price
      ? {
          value: product,
          label: t('buy.fuelPrice', {
            fuel,
            amount: money(lang, withDiscount(price.tiynPerLitre, chosen?.discountBp ?? 0)),
          }),
        }
      : { value: product, label: t('buy.fuelNoPrice', { fuel }), disabled: true }
  })
}

function PayChoice({ view, shop, typed, errors }: FormProps) {
  const { t, lang, support } = view
  const usual = shop.advance.availableTiyn > 0n || !shop.invoices ? 'balance' : 'invoice'
  return (
    <Radios
      view={view}
      name="pay"
      label={t('buy.payBy')}
      value={typed.pay || usual}
      options={[
        {
          value: 'balance',
          label: t('buy.pay.balance', { amount: money(lang, shop.advance.availableTiyn) }),
        },
        {
          value: 'invoice',
          label: t('buy.pay.invoice'),
          disabled: !shop.invoices,
          hint: shop.invoices ? undefined : t('buy.noSeller', { phone: support.phone }),
        },
      ]}
      errors={errors}
    />
  )
}

/** What the lines cost so far. With scripts it follows what is typed; the server works it out in both cases. */
function Sum({ view, shop, priced }: { view: View; shop: Shop; priced: PricedOrder }) {
  const { t, lang } = view
  if (!priced.ok || priced.lines.length === 0)
    return (
      <div id="sum" class="sum">
        <p class="quiet">{t('buy.sumLater')}</p>
      </div>
    )
  const { lines, tiyn, vatTiyn } = priced
  return (
    <div id="sum" class="sum">
      <p>
        <b>{t('buy.sum', { volume: volume(lang, litresIn(lines)), amount: money(lang, tiyn) })}</b>
      </p>
      <p class="quiet">{t('price.vatOf', { amount: money(lang, vatTiyn) })}</p>
      {[...new Set(lines.map(({ product }) => product))].map((product) => {
        const changesAt = shop.prices.get(product)?.changesAt
        return (
          changesAt && (
            <p class="quiet">
              {t('buy.priceChange', {
                fuel: productName(t, product),
                datetime: dateTime(lang, changesAt),
              })}
            </p>
          )
        )
      })}
    </div>
  )
}
