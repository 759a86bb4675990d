/** C4: the order once more, with what it costs this minute; its button names the sum and is what buys. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { isoDay, longDate, money } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { addressOf, isId } from '../web/paging.ts'
import { Button, Buttons, CabinetPage, Form, LinkButton, Panel, SummaryList } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { PayFrom } from './buy-form.ts'
import { buyAgain } from './cabinet-buy.tsx'
import type { ContractTerms } from './contract-terms.ts'
import { findOrderByKey } from './find-orders.ts'
import { LinesTable } from './lines-table.tsx'
import { couponsIn, linesAsText, linesFromText } from './order-lines.ts'
import { type OrderedLine, type PlacedOrder, placeOrder, priceOrder } from './place-order.ts'
import { openShop, type Shop } from './shop.ts'

/** What the buying page hands on, in the address and then in the form. The key names this one order for ever. */
type Draft = { lines: OrderedLine[]; pay: PayFrom; contract: string; key: string }

export async function showCheck(visit: ClientVisit): Promise<Response> {
  const draft = readDraft((name) => visit.query(name))
  return draft ? checkPage(visit, draft, {}) : visit.seeOther('/app/coupons/buy')
}

export async function checkAgain(visit: ClientVisit, errors: Errors): Promise<Response> {
  const draft = readDraft((name) => visit.form.text(name))
  return draft ? checkPage(visit, draft, errors) : unreadable(visit)
}

export async function submitCheck(visit: ClientVisit): Promise<Response> {
  const { app, session, form } = visit
  const draft = readDraft((name) => form.text(name))
  if (!draft) return unreadable(visit)
  if (session.client.state !== 'active') return suspendedPage(visit, 'orders')
  const agreedTiyn = readTiyn(form.text('agreed'))
  const placed = await app.db.transaction((tx) =>
    placeOrder(tx, app.vault, {
      clientId: session.client.id,
      contractId: draft.contract,
      lines: draft.lines,
      payFrom: draft.pay,
      agreedTiyn,
      requestKey: draft.key,
      by: actorOf(visit),
    }),
  )
  if (!placed.ok) return checkPage(visit, draft, { form: whyNot(visit, placed, agreedTiyn) })
  return placed.state === 'fulfilled'
    ? visit.seeOther(`/app/orders/${placed.number}`, {
        tone: 'good',
        key: 'buy.done.p',
        args: { n: couponsIn(draft.lines) },
      })
    : visit.seeOther(`/app/invoices/${placed.number}`, {
        tone: 'good',
        key: 'buy.inv.h1',
        args: { number: placed.number },
      })
}

function unreadable(visit: ClientVisit): Promise<Response> {
  return buyAgain(visit, { form: visit.t('err.c.draft') })
}

function readDraft(read: (name: string) => string): Draft | undefined {
  const lines = linesFromText(read('lines'))
  const [pay, contract, key] = [read('pay'), read('contract'), read('key')]
  if (!lines || (pay !== 'balance' && pay !== 'invoice') || !isId(contract) || !isId(key)) return undefined
  return { lines, pay, contract, key }
}

// A sum that nobody was shown is never the sum of now, so the page is shown again.
function readTiyn(text: string): bigint {
  return /^\d{1,15}$/.test(text) ? BigInt(text) : 0n
}

function whyNot(
  { app, t, lang }: ClientVisit,
  refused: PlacedOrder & { ok: false },
  agreedTiyn: bigint,
): string {
  switch (refused.reason) {
    case 'price_changed':
      return t('err.c.price', { old: money(lang, agreedTiyn), new: money(lang, refused.tiyn) })
    case 'not_enough':
      return t('err.c.money', { amount: money(lang, refused.tiyn) })
    case 'no_price':
      return t('err.c.noPrice', { fuel: productName(t, refused.product) })
    case 'no_seller':
      return t('buy.noSeller', { phone: app.config.support.phone })
    case 'contract_inactive':
    case 'empty':
      return t('err.c.contract')
  }
}

async function checkPage(visit: ClientVisit, draft: Draft, errors: Errors): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'orders')
  const before = await findOrderByKey(app.db.read, session.client.id, draft.key)
  if (before) return visit.seeOther(`/app/orders/${before.number}`, { tone: 'info', key: 'err.double' })
  const shop = await openShop(visit, draft.contract)
  const back = addressOf('/app/coupons/buy', {
    lines: linesAsText(draft.lines),
    pay: draft.pay,
    contract: shop.chosen?.id,
  })
  const priced = shop.chosen && (await priceOrder(app.db.read, draft.lines, shop.chosen.discountBp))
  const view = visit.view({ nav: cabinetNav(visit, 'orders') })
  const { t } = view
  const wrong =
    !shop.chosen || !priced
      ? { form: t('err.c.contract') }
      : priced.ok
        ? errors
        : { form: t('err.c.noPrice', { fuel: productName(t, priced.product) }) }
  return visit.page(
    <CabinetPage
      view={view}
      title={t('buy.check.h1')}
      lead={t('buy.check.lead')}
      errors={wrong}
      width="text"
      back={{ href: back }}
    >
      {shop.chosen && priced?.ok && (
        <>
          <Panel title={t('order.lines')}>
            <LinesTable view={view} lines={priced.lines} costs={priced} />
          </Panel>
          <Panel>
            <Terms view={view} shop={shop} terms={shop.chosen} pay={draft.pay} tiyn={priced.tiyn} />
          </Panel>
          <Form
            view={view}
            action="/app/coupons/buy/check"
            hidden={{
              lines: linesAsText(draft.lines),
              pay: draft.pay,
              contract: draft.contract,
              key: draft.key,
              agreed: String(priced.tiyn),
            }}
          >
            <Buttons>
              <Button>{submitLabel(view, draft.pay, priced.tiyn)}</Button>
              <LinkButton href={back}>{t('act.change')}</LinkButton>
            </Buttons>
          </Form>
        </>
      )}
    </CabinetPage>,
    Object.keys(wrong).length > 0 ? 422 : 200,
  )
}

function submitLabel({ t, lang }: View, pay: PayFrom, tiyn: bigint): string {
  const amount = money(lang, tiyn)
  return pay === 'balance' ? t('buy.submit.balance', { amount }) : t('buy.submit.invoice', { amount })
}

function Terms({
  view,
  shop,
  terms,
  pay,
  tiyn,
}: {
  view: View
  shop: Shop
  terms: ContractTerms
  pay: PayFrom
  tiyn: bigint
}) {
  const { t, lang } = view
  const byBalance = pay === 'balance'
  return (
    <SummaryList
      view={view}
      rows={[
        ...(shop.terms.length > 1 ? [{ label: t('buy.contract'), value: terms.number }] : []),
        {
          label: t('buy.payment'),
          value: byBalance
            ? t('buy.fromBalance', { amount: money(lang, shop.advance.tiyn - tiyn) })
            : t('buy.byInvoice', { date: longDate(lang, dayAfter(terms.invoiceDays)) }),
        },
        {
          label: t('buy.validity'),
          value: byBalance
            ? t('buy.validTo', { date: longDate(lang, dayAfter(terms.validityDays)) })
            : t('buy.validDays', { n: terms.validityDays }),
        },
        { label: t('buy.after'), value: afterEnd(view, terms) },
        ...(terms.turnover === 'hand_over' ? [{ label: t('buy.sale'), value: t('buy.sale.atIssue') }] : []),
      ]}
    />
  )
}

function afterEnd({ t }: View, { expiry, graceDays }: ContractTerms): string {
  switch (expiry) {
    case 'auto_return':
      return t('buy.after.autoReturn')
    case 'grace_prolong':
      return t('buy.after.graceProlong', { n: graceDays })
    case 'forfeit':
      return t('buy.after.forfeit')
  }
}

function dayAfter(days: number): string {
  return isoDay(new Date(Date.now() + days * 86_400_000))
}
