/** C11: a card's wallet is filled from the company's account, and emptied back to it. */
import { randomUUID } from 'node:crypto'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { money, volume } from '../i18n/format.ts'
import { readAdvance } from '../ledger/advance.ts'
import { parseLitres } from '../values/litres.ts'
import { parseTiyn } from '../values/tiyn.ts'
import { isId } from '../web/paging.ts'
import { NumberField } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCard } from './asked-cards.ts'
import { askCardAct, backToCard } from './card-act.tsx'
import type { Card } from './find-cards.ts'
import { cardWords, walletWords } from './states.tsx'
import { sweepCard } from './sweep-card.ts'
import { type ToppedUp, topUp } from './top-up.ts'

/** `cost` is what the typed litres cost now, when the person has not agreed to it yet. */
export async function showTopUpCard(
  visit: ClientVisit,
  errors: Errors = {},
  cost?: bigint,
): Promise<Response> {
  const { t, lang, form, app, session } = visit
  const { availableTiyn } = await readAdvance(app.db.read, session.client.id)
  return askCardAct(
    visit,
    ([card]) => ({
      path: 'top-up',
      question: () => t('card.topUp.h1', { card: cardWords(card!) }),
      body:
        cost === undefined
          ? t('card.topUp.p')
          : t('card.topUp.cost', { volume: form.text('amount'), amount: money(lang, cost) }),
      submit: t('card.topUp'),
      hidden: {
        key: isId(form.text('key')) ? form.text('key') : randomUUID(),
        ...(cost === undefined ? {} : { agreed: String(cost), agreedFor: form.text('amount') }),
      },
      facts: (shown) => [
        { label: t('home.money'), value: money(lang, availableTiyn) },
        { label: t('cards.col.wallet'), value: walletWords(t, shown, true) },
      ],
      fields: (
        <NumberField
          view={visit.view()}
          name="amount"
          label={card?.scheme === 'wallet_litre' ? t('refuels.col.litres') : t('card.topUp.amount')}
          unit={card?.scheme === 'wallet_litre' ? t('policy.litre') : '₸'}
          value={form.text('amount')}
          errors={errors}
          chars={12}
        />
      ),
    }),
    errors,
  )
}

export async function submitTopUpCard(visit: ClientVisit): Promise<Response> {
  const { app, session, form, t, lang } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  if (card.scheme === 'limit')
    return visit.seeOther(backToCard(visit), { tone: 'info', key: 'card.no.scheme' })
  const amount = readAmount(visit, card)
  if (!amount) return showTopUpCard(visit, { amount: t('card.no.amount') })
  const done = await app.db.transaction((tx) =>
    topUp(tx, {
      ...{ clientId: session.client.id, cardId: card.id, amount, by: actorOf(visit) },
      requestKey: isId(form.text('key')) ? form.text('key') : randomUUID(),
    }),
  )
  if (!done.ok) return notToppedUp(visit, done)
  return visit.seeOther(backToCard(visit), {
    tone: 'good',
    key: 'card.topUp.done',
    args: { amount: done.ml > 0n ? volume(lang, done.ml) : money(lang, done.tiyn) },
  })
}

function readAmount(
  { form }: ClientVisit,
  { scheme }: Card,
): { tiyn: bigint } | { ml: bigint; agreedTiyn: bigint } | undefined {
  const typed = form.text('amount')
  if (scheme === 'wallet_litre') {
    const read = parseLitres(typed)
    if (!read.ok || read.ml === 0n) return undefined
    // What was agreed to is the cost of these litres, not of others that were typed before.
    const agreed = form.text('agreedFor') === typed && /^\d{1,15}$/.test(form.text('agreed'))
    return { ml: read.ml, agreedTiyn: agreed ? BigInt(form.text('agreed')) : -1n }
  }
  const read = parseTiyn(typed)
  return read.ok && read.tiyn > 0n ? { tiyn: read.tiyn } : undefined
}

function notToppedUp(visit: ClientVisit, refused: ToppedUp & { ok: false }): Response | Promise<Response> {
  const { t, lang } = visit
  switch (refused.reason) {
    case 'price_changed':
      return showTopUpCard(visit, {}, refused.tiyn)
    case 'not_enough':
      return showTopUpCard(visit, { amount: t('err.c.money', { amount: money(lang, refused.tiyn) }) })
    case 'no_price':
      return showTopUpCard(visit, { amount: t('card.no.price') })
    case 'suspended':
    case 'closed':
    case 'scheme':
      return showTopUpCard(visit, { form: t(`card.no.${refused.reason}`) })
    case 'nothing':
      return showTopUpCard(visit, { amount: t('card.no.amount') })
    case 'unknown':
      return missingPage(visit)
  }
}

export async function showSweepCard(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, form } = visit
  return askCardAct(
    visit,
    ([card]) => ({
      path: 'sweep',
      question: () => t('card.sweep.h1', { card: cardWords(card!) }),
      body: t('card.sweep.p'),
      submit: t('card.sweep'),
      hidden: { key: isId(form.text('key')) ? form.text('key') : randomUUID() },
      facts: (shown) => [{ label: t('cards.col.wallet'), value: walletWords(t, shown, true) }],
    }),
    errors,
  )
}

export async function submitSweepCard(visit: ClientVisit): Promise<Response> {
  const { app, session, form, lang } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const swept = await app.db.transaction((tx) =>
    sweepCard(tx, {
      ...{ clientId: session.client.id, cardId: card.id, by: actorOf(visit) },
      requestKey: isId(form.text('key')) ? form.text('key') : randomUUID(),
    }),
  )
  return visit.seeOther(
    backToCard(visit),
    swept.ok
      ? { tone: 'good', key: 'card.sweep.done', args: { amount: money(lang, swept.tiyn) } }
      : { tone: 'info', key: swept.reason === 'nothing' ? 'card.no.nothing' : 'err.double' },
  )
}
