/** A coupon is swapped for the same litres of another fuel; and an ended one is prolonged in its days of grace. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { longDate, money, volume } from '../i18n/format.ts'
import { readAdvance } from '../ledger/advance.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS, type Product } from '../products/products.ts'
import { Button, Buttons, CabinetPage, Confirm, LinkButton, Radios } from '../web/parts/index.ts'
import { statusOf, type Errors, type View } from '../web/view.ts'
import { backTo, withOne } from './act-page.tsx'
import { prolongInGrace, whyNoGrace } from './prolong-coupon.ts'
import type { CouponFacts } from './read-coupons.ts'
import { seesMoney } from './rights.ts'
import { whyNotReplace } from './split-coupon.ts'
import { refusalWords } from './states.tsx'
import { quoteSwap, swapGrade, type SwapQuote, type SwapRefusal } from './swap-grade.ts'

export async function showSwap(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withOne(visit, whyNotReplace, async (coupon) => {
    const asked = visit.query('fuel')
    if (isProduct(asked) && Object.keys(errors).length === 0) return showSwapCheck(visit, coupon, asked)
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t } = view
    const quotes = await quotesOf(visit, coupon)
    return visit.page(
      <CabinetPage
        view={view}
        title={t('swap.h1', { number: String(coupon.number) })}
        lead={t('swap.lead')}
        errors={errors}
        width="form"
        back={{ href: backTo(visit) }}
      >
        <form method="get" class="form">
          <Radios
            view={view}
            name="fuel"
            label={t('swap.fuel')}
            value={asked}
            options={quotes.map(({ product, quote }) => ({
              value: product,
              label: productName(t, product),
              hint: differenceWords(view, quote),
            }))}
            errors={errors}
          />
          <Buttons>
            <Button>{t('act.continue')}</Button>
            <LinkButton href={backTo(visit)}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </form>
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

export async function submitSwap(visit: ClientVisit): Promise<Response> {
  return withOne(visit, whyNotReplace, async (coupon) => {
    const { app, form, t } = visit
    const [product, agreed] = [form.text('fuel'), form.text('agreed')]
    if (!isProduct(product)) return showSwap(visit, { fuel: t('err.c.fuel') })
    const swapped = await app.db.transaction((tx) =>
      swapGrade(tx, app.vault, {
        clientId: coupon.clientId,
        couponId: coupon.id,
        product,
        agreedTiyn: /^-?\d{1,15}$/.test(agreed) ? BigInt(agreed) : 0n,
        by: actorOf(visit),
      }),
    )
    if (!swapped.ok) return notSwapped(visit, coupon, product, swapped)
    return visit.seeOther(`/app/coupons/${swapped.coupon.number}`, {
      tone: 'good',
      key: 'swap.done',
      args: { number: String(swapped.coupon.number) },
    })
  })
}

export async function showProlong(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withOne(visit, whyNoGrace, (coupon) => {
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t, lang } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={t('prolong.h1', { number: String(coupon.number) })}
        errors={errors}
        width="form"
        back={{ href: backTo(visit) }}
      >
        <Confirm
          view={view}
          body={t('prolong.p', { date: longDate(lang, coupon.graceTo) })}
          action={`${backTo(visit)}/prolong`}
          submit={t('coupon.act.prolong')}
          cancelHref={backTo(visit)}
        />
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

export async function submitProlong(visit: ClientVisit): Promise<Response> {
  return withOne(visit, whyNoGrace, async (coupon) => {
    const { app, lang } = visit
    const prolonged = await app.db.transaction((tx) =>
      prolongInGrace(tx, { clientId: coupon.clientId, couponId: coupon.id, by: actorOf(visit) }),
    )
    return visit.seeOther(
      backTo(visit),
      prolonged.ok
        ? { tone: 'good', key: 'prolong.done', args: { date: longDate(lang, prolonged.validTo) } }
        : { tone: 'info', key: 'err.double' },
    )
  })
}

async function showSwapCheck(
  visit: ClientVisit,
  coupon: CouponFacts,
  product: Product,
  errors: Errors = {},
): Promise<Response> {
  const { app, t } = visit
  const quoted = await quoteSwap(app.db.write, coupon.clientId, coupon, product)
  if (!quoted.ok) return showSwap(visit, { fuel: t('swap.noPrice') })
  const { quote } = quoted
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { lang } = view
  const advance = seesMoney(visit) ? await readAdvance(app.db.read, coupon.clientId) : undefined
  return visit.page(
    <CabinetPage
      view={view}
      title={t('swap.check')}
      errors={errors}
      width="form"
      back={{ href: `${backTo(visit)}/swap` }}
    >
      <Confirm
        view={view}
        body={
          <>
            {t('swap.lead')} {coupon.shelf === 'given' && t('split.given')}
          </>
        }
        facts={[
          {
            label: t('swap.from'),
            value: `${productName(t, coupon.product)}, ${volume(lang, coupon.remainingMl)}`,
          },
          { label: t('swap.to'), value: `${productName(t, product)}, ${volume(lang, coupon.remainingMl)}` },
          { label: t('swap.price'), value: money(lang, quote.tiynPerLitre) },
          { label: t('swap.difference'), value: differenceWords(view, quote) },
          ...(advance ? [{ label: t('home.money'), value: money(lang, advance.tiyn) }] : []),
        ]}
        action={`${backTo(visit)}/swap`}
        hidden={{ fuel: product, agreed: quote.differenceTiyn.toString() }}
        submit={t('swap.submit')}
        cancelHref={backTo(visit)}
      />
    </CabinetPage>,
    statusOf(errors),
  )
}

function notSwapped(
  visit: ClientVisit,
  coupon: CouponFacts,
  product: Product,
  refusal: SwapRefusal,
): Promise<Response> | Response {
  const { t, lang } = visit
  const { reason } = refusal
  if (reason === 'price_changed') return showSwapCheck(visit, coupon, product, { form: t('swap.changed') })
  if (reason === 'not_enough')
    return showSwapCheck(visit, coupon, product, {
      form: t('swap.notEnough', { amount: money(lang, refusal.lackingTiyn) }),
    })
  if (reason === 'not_allowed' || reason === 'no_price' || reason === 'same')
    return showSwap(visit, { fuel: t('swap.noPrice') })
  return visit.seeOther(backTo(visit), {
    tone: 'warning',
    key: 'coupons.notDone',
    args: { number: String(coupon.number), reason: refusalWords(t, reason) },
  })
}

async function quotesOf(
  { app }: ClientVisit,
  coupon: CouponFacts,
): Promise<{ product: Product; quote: SwapQuote }[]> {
  const quotes = []
  for (const product of PRODUCTS) {
    const quoted = await quoteSwap(app.db.read, coupon.clientId, coupon, product)
    if (quoted.ok) quotes.push({ product, quote: quoted.quote })
  }
  return quotes
}

function differenceWords({ t, lang }: View, { differenceTiyn }: SwapQuote): string {
  if (differenceTiyn === 0n) return t('swap.none')
  return differenceTiyn > 0n
    ? t('swap.more', { amount: money(lang, differenceTiyn) })
    : t('swap.less', { amount: money(lang, -differenceTiyn) })
}
