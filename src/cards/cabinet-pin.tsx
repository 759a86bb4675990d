/** C13: a new PIN, shown once and for a minute (pages §2.6); and what a driver's phone shows: the number of a virtual card. */
import { raw } from '../web/jsx-runtime.ts'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { qrSvg } from '../documents/qr.ts'
import { CabinetPage, LinkButton, Notice, Panel } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCard } from './asked-cards.ts'
import { askCardAct, backToCard } from './card-act.tsx'
import { findCard, type Card } from './find-cards.ts'
import { lockCard } from './lock-cards.ts'
import { numberOf } from './number.ts'
import { setPin } from './set-pin.ts'
import { showNumber } from './show-number.ts'
import { cardWords } from './states.tsx'

export async function showPin(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  return askCardAct(
    visit,
    ([card]) => ({
      path: 'pin',
      question: () => t('pin.h1', { card: cardWords(card!) }),
      body: t('pin.p'),
      submit: t('pin.submit'),
      // A page that is sent again after its PIN was shown makes no other one.
      hidden: { no: String(card?.pinNo ?? 0) },
    }),
    errors,
  )
}

/** The PIN stands on this answer alone: no address shows it again, no browser keeps it. */
export async function submitPin(visit: ClientVisit): Promise<Response> {
  const { app, session, form } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const clientId = session.client.id
  const set = await app.db.transaction(async (tx) => {
    // Two presses of one button wait for each other here; the second finds another PIN.
    await lockCard(tx, clientId, card.id, actorOf(visit))
    const now = await findCard(tx, clientId, card.number, session.client.reach)
    return form.text('no') === String(now?.pinNo)
      ? setPin(tx, app.vault, { clientId, cardId: card.id, by: actorOf(visit) })
      : undefined
  })
  if (!set?.ok) return visit.seeOther(backToCard(visit), { tone: 'info', key: 'err.card.pinShown' })
  hideInAMinute(visit)
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('pin.title', { card: cardWords(card) })}
      width="form"
      back={{ href: backToCard(visit) }}
    >
      <Notice tone="good">{t('pin.done')}</Notice>
      <Panel>
        <p class="pin-once digits" aria-live="polite">
          {set.pin}
        </p>
        <p>{t('pin.once')}</p>
      </Panel>
      <LinkButton href={backToCard(visit)}>{t('act.back')}</LinkButton>
    </CabinetPage>,
  )
}

// As the page says: a screen that is left alone shows it to nobody who comes by, with a script or without.
const hideInAMinute = (visit: ClientVisit) => visit.header('refresh', `60; url=${backToCard(visit)}`)

export async function askNumber(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  return askCardAct(
    visit,
    ([card]) => ({
      path: 'number',
      question: () => t('card.number.h1', { card: cardWords(card!) }),
      body: t('card.number.p'),
      submit: t('card.number.show'),
    }),
    errors,
  )
}

export async function submitNumber(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const medium = virtualOf(card)
  if (!medium) return visit.seeOther(backToCard(visit), { tone: 'info', key: 'card.no.virtual' })
  const clientId = session.client.id
  const shown = await app.db.transaction((tx) =>
    showNumber(tx, { clientId, cardId: card.id, by: actorOf(visit) }),
  )
  if (!shown) return visit.seeOther(backToCard(visit), { tone: 'info', key: 'err.double' })
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  const number = numberOf(app.vault, medium.id)
  return visit.page(
    <CabinetPage
      view={view}
      title={t('card.number.title', { card: cardWords(card) })}
      width="form"
      back={{ href: backToCard(visit) }}
    >
      <Notice tone="warning">{t('card.number.care')}</Notice>
      <div class="qr-card">
        {raw(qrSvg(number, { label: t('card.number.title', { card: cardWords(card) }) }))}
      </div>
      <p class="digits">{number.replace(/(\d{4})(?=\d)/g, '$1 ')}</p>
    </CabinetPage>,
  )
}

/** The number in a phone that works, when the card has one. */
export function virtualOf(card: Card): Card['media'][number] | undefined {
  return card.media.find(({ kind, state }) => kind === 'virtual' && state === 'active')
}
