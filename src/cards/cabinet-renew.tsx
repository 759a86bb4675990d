/** C11: another medium for a card whose last day is near. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { longDate } from '../i18n/format.ts'
import { Radios } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCard } from './asked-cards.ts'
import { askCardAct, backToCard } from './card-act.tsx'
import type { Card } from './find-cards.ts'
import type { CardState } from './lock-cards.ts'
import { renewCard } from './renew-card.ts'
import { cardWords, endsSoon } from './states.tsx'

const KINDS = ['plastic', 'virtual'] as const

/** Whether all that a card has ends soon, or has ended of age. What was lost is replaced as lost. */
export function mayRenew({ state, media }: Card): boolean {
  const living = media.filter((medium) => LIVING.includes(medium.state))
  return living.length > 0 ? living.every(({ validTo }) => endsSoon(validTo)) : state === 'expired'
}
const LIVING: readonly CardState[] = ['ordered', 'produced', 'delivered', 'active']

export async function showRenewCard(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, form } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  if (!mayRenew(card)) return tooEarly(visit)
  return askCardAct(
    visit,
    () => ({
      path: 'renew',
      question: () => t('card.renew.h1', { card: cardWords(card) }),
      body: t('card.renew.p'),
      submit: t('card.renew'),
      facts: ({ validTo }) =>
        validTo ? [{ label: t('coupons.col.validTo'), value: longDate(t.lang, validTo) }] : [],
      fields: (
        <Radios
          view={visit.view()}
          name="kind"
          label={t('card.renew.kind')}
          value={form.text('kind') || 'plastic'}
          options={KINDS.map((value) => ({ value, label: t(`card.lost.${value}`) }))}
          errors={errors}
        />
      ),
    }),
    errors,
  )
}

export async function submitRenewCard(visit: ClientVisit): Promise<Response> {
  const { app, form, t, session } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const kind = KINDS.find((one) => one === form.text('kind'))
  if (!kind) return showRenewCard(visit, { kind: t('err.of.policy.choose') })
  const renewed = await app.db.transaction((tx) =>
    renewCard(tx, app.vault, {
      ...{ clientId: session.client.id, cardId: card.id, kind, by: actorOf(visit) },
    }),
  )
  if (!renewed.ok) return tooEarly(visit)
  return visit.seeOther(backToCard(visit), {
    tone: 'good',
    key: kind === 'virtual' ? 'card.renew.virtual' : 'card.renew.ordered',
    args: { card: cardWords(card) },
  })
}

function tooEarly(visit: ClientVisit): Response {
  return visit.seeOther(backToCard(visit), { tone: 'info', key: 'card.renew.early' })
}
