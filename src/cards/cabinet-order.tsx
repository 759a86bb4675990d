/** C10: cards are ordered: plastic, which the retailer makes and brings, or a number in a phone, which works at once. */
import { randomUUID } from 'node:crypto'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { number } from '../i18n/format.ts'
import { chooseTerms, listActiveTerms } from '../orders/contract-terms.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Empty,
  Form,
  NumberField,
  RadioCards,
  SelectField,
  TextField,
} from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { issueVirtual } from './issue-virtual.ts'
import { SCHEMES } from './lock-cards.ts'
import { type CardPlan, MOST_CARDS, orderCards } from './order-cards.ts'
import { SCHEME_HINTS, SCHEME_WORDS } from './states.tsx'

const HERE = '/app/cards'
const LONGEST_ADDRESS = 200

export async function showOrderCards(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session, form } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const terms = await listActiveTerms(app.db.read, session.client.id)
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t, lang } = view
  const posted = visit.method === 'POST'
  return visit.page(
    <CabinetPage
      view={view}
      title={t('cards.order')}
      errors={errors}
      width="form"
      back={{ href: HERE, label: t('cards.h1') }}
    >
      {terms.length === 0 ? (
        <Empty icon="card" text={t('cards.order.noContract')} />
      ) : (
        <Form
          view={view}
          action={`${HERE}/order`}
          hidden={{ key: isId(form.text('key')) ? form.text('key') : randomUUID() }}
        >
          <RadioCards
            view={view}
            name="kind"
            label={t('cards.order.kind')}
            value={form.text('kind') || 'plastic'}
            options={(['plastic', 'virtual'] as const).map((value) => ({
              value,
              label: t(`card.medium.${value}`),
              hint: t(`cards.order.${value}`),
            }))}
          />
          {terms.length > 1 && (
            <SelectField
              view={view}
              name="contract"
              label={t('card.contract')}
              value={form.text('contract')}
              options={terms.map(({ id, number: of }) => ({ value: id, label: of }))}
              errors={errors}
            />
          )}
          <RadioCards
            view={view}
            name="scheme"
            label={t('card.scheme')}
            value={form.text('scheme') || 'limit'}
            options={SCHEMES.map((value) => ({
              value,
              label: t(SCHEME_WORDS[value]),
              hint: t(SCHEME_HINTS[value]),
            }))}
            errors={errors}
          />
          <SelectField
            view={view}
            name="product"
            label={t('cards.order.product')}
            hint={t('cards.order.productHint')}
            value={form.text('product')}
            empty={t('common.all')}
            options={PRODUCTS.map((value) => ({ value, label: productName(t, value) }))}
            errors={errors}
          />
          <NumberField
            view={view}
            name="count"
            label={t('cards.order.count')}
            hint={t('cards.order.countHint', { max: number(lang, MOST_CARDS) })}
            value={posted ? form.text('count') : '1'}
            errors={errors}
            chars={4}
          />
          <TextField
            view={view}
            name="deliverTo"
            label={t('cards.order.deliverTo')}
            value={form.text('deliverTo')}
            maxlength={LONGEST_ADDRESS}
            optional
            errors={errors}
          />
          <Buttons>
            <Button>{t('cards.order')}</Button>
          </Buttons>
        </Form>
      )}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitOrderCards(visit: ClientVisit): Promise<Response> {
  const { app, session, form, t, lang } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const terms = await listActiveTerms(app.db.read, session.client.id)
  const contract = chooseTerms(terms, form.text('contract'))
  const plan = readPlan(visit)
  const count = /^\d{1,3}$/.test(form.text('count').trim()) ? Number(form.text('count')) : 0
  const virtual = form.text('kind') === 'virtual'
  const deliverTo = oneLine(form.text('deliverTo'))
  const errors = {
    ...(contract ? {} : { contract: t('cards.order.noContract') }),
    ...(plan ? {} : { product: t('cards.order.needsProduct') }),
    ...(count >= 1 && count <= (virtual ? 1 : MOST_CARDS)
      ? {}
      : {
          count: virtual
            ? t('cards.order.oneVirtual')
            : t('cards.order.countWrong', { max: number(lang, MOST_CARDS) }),
        }),
    ...(deliverTo.length > LONGEST_ADDRESS
      ? { deliverTo: t('err.of.tooLong', { max: LONGEST_ADDRESS }) }
      : {}),
  }
  if (!contract || !plan || Object.keys(errors).length > 0) return showOrderCards(visit, errors)
  const request = {
    ...{ clientId: session.client.id, contractId: contract.id, plan, by: actorOf(visit) },
    requestKey: isId(form.text('key')) ? form.text('key') : randomUUID(),
  }
  const { ok } = await app.db.transaction(async (tx): Promise<{ ok: boolean }> =>
    virtual
      ? issueVirtual(tx, app.vault, request)
      : orderCards(tx, app.vault, { ...request, count, deliverTo }),
  )
  if (!ok) return showOrderCards(visit, { form: t('cards.order.noContract') })
  return visit.seeOther(virtual ? HERE : `${HERE}?show=making`, {
    tone: 'good',
    key: virtual ? 'cards.order.doneVirtual' : 'cards.order.done',
    args: { n: count },
  })
}

function readPlan({ form }: ClientVisit): CardPlan | undefined {
  const scheme = SCHEMES.find((one) => one === form.text('scheme'))
  const product = form.text('product')
  if (!scheme || (product !== '' && !isProduct(product))) return undefined
  if (scheme === 'wallet_litre') return isProduct(product) ? { scheme, product } : undefined
  return { scheme, ...(isProduct(product) ? { products: [product] } : {}) }
}
