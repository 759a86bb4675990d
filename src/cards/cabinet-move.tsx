/** C11: what is on a card goes to another one of the same kind. */
import { randomUUID } from 'node:crypto'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { money, volume } from '../i18n/format.ts'
import { parseLitres } from '../values/litres.ts'
import { parseTiyn } from '../values/tiyn.ts'
import { isId } from '../web/paging.ts'
import { NumberField, TextField } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCard, isCardNumber } from './asked-cards.ts'
import { askCardAct, backToCard } from './card-act.tsx'
import { type Card, findCard } from './find-cards.ts'
import { type BalanceMoved, moveBalance } from './move-balance.ts'
import { cardWords, walletWords } from './states.tsx'

export async function showMoveBalance(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, form } = visit
  const view = visit.view()
  return askCardAct(
    visit,
    ([card]) => ({
      path: 'move',
      question: () => t('card.move.h1', { card: cardWords(card!) }),
      body: t('card.move.p'),
      submit: t('card.move.submit'),
      hidden: { key: isId(form.text('key')) ? form.text('key') : randomUUID() },
      facts: (shown) => [{ label: t('cards.col.wallet'), value: walletWords(t, shown, true) }],
      fields: (
        <>
          <TextField
            view={view}
            name="to"
            label={t('card.move.to')}
            hint={t('card.move.toHint')}
            value={form.text('to')}
            inputmode="numeric"
            chars={12}
            maxlength={20}
            autocomplete="off"
            errors={errors}
          />
          <NumberField
            view={view}
            name="amount"
            label={card?.scheme === 'wallet_litre' ? t('refuels.col.litres') : t('card.topUp.amount')}
            unit={card?.scheme === 'wallet_litre' ? t('policy.litre') : '₸'}
            value={form.text('amount')}
            errors={errors}
            chars={12}
          />
        </>
      ),
    }),
    errors,
  )
}

export async function submitMoveBalance(visit: ClientVisit): Promise<Response> {
  const { app, session, form, t, lang } = visit
  const { client } = session
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  if (card.scheme === 'limit')
    return visit.seeOther(backToCard(visit), { tone: 'info', key: 'card.no.scheme' })
  const number = form.text('to').replaceAll(/\s/g, '')
  const to = isCardNumber(number)
    ? await findCard(app.db.write, client.id, BigInt(number), client.reach)
    : undefined
  const amount = readAmount(card, form.text('amount'))
  if (!to || !amount)
    return showMoveBalance(visit, {
      ...(to ? {} : { to: t('err.move.to') }),
      ...(amount ? {} : { amount: t('err.move.amount') }),
    })
  const moved = await app.db.transaction((tx) =>
    moveBalance(tx, {
      ...{ clientId: client.id, fromId: card.id, toId: to.id, amount, by: actorOf(visit) },
      requestKey: isId(form.text('key')) ? form.text('key') : randomUUID(),
    }),
  )
  if (!moved.ok) return showMoveBalance(visit, refusalErrors(visit, card, moved))
  return visit.seeOther(backToCard(visit), {
    tone: 'good',
    key: 'card.move.done',
    args: {
      amount: moved.ml > 0n ? volume(lang, moved.ml) : money(lang, moved.tiyn),
      card: cardWords(to),
    },
  })
}

function readAmount({ scheme }: Card, typed: string): { tiyn: bigint } | { ml: bigint } | undefined {
  if (scheme === 'wallet_litre') {
    const read = parseLitres(typed)
    return read.ok && read.ml > 0n ? { ml: read.ml } : undefined
  }
  const read = parseTiyn(typed)
  return read.ok && read.tiyn > 0n ? { tiyn: read.tiyn } : undefined
}

function refusalErrors(
  { t, lang }: ClientVisit,
  card: Card,
  { reason }: BalanceMoved & { ok: false },
): Errors {
  switch (reason) {
    case 'unknown':
      return { to: t('err.move.to') }
    case 'same':
    case 'scheme':
    case 'contract':
    case 'closed':
      return { to: t(`err.move.${reason}`) }
    case 'nothing':
      return { amount: t('err.move.amount') }
    case 'not_enough':
      return {
        amount: t('err.move.notEnough', {
          amount:
            card.scheme === 'wallet_litre'
              ? volume(lang, card.walletMl - card.holdMl)
              : money(lang, card.walletTiyn - card.holdTiyn),
        }),
      }
  }
}
