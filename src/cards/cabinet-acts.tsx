/** C11: blocked and unblocked, one card or those that are ticked; lost and replaced; given to a driver; closed. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { recentDrivers } from '../drivers/find-drivers.ts'
import { showPlate } from '../values/plate.ts'
import { listVehicles } from '../vehicles/find-vehicles.ts'
import { isId } from '../web/paging.ts'
import { Radios, SelectField, TextField } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCard } from './asked-cards.ts'
import { blockCards } from './block-cards.ts'
import { askCardAct, backToCard, doCardAct } from './card-act.tsx'
import { closeCard } from './close-card.ts'
import { endMedium } from './end-medium.ts'
import type { Card } from './find-cards.ts'
import { giveCards } from './give-cards.ts'
import { cardWords, walletWords } from './states.tsx'
import { unblockCards } from './unblock-cards.ts'

const LONGEST_REASON = 200
/** More drivers and vehicles than this no list in a form holds. */
const MOST_CHOICES = 500
const LOSSES = ['lost', 'stolen', 'damaged'] as const

const named = (cards: readonly Card[]) => ({ card: cardWords(cards[0]!) })

export async function showBlockCards(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  return askCardAct(
    visit,
    (cards) => ({
      path: 'block',
      question: () =>
        cards.length === 1 ? t('card.block.h1', named(cards)) : t('card.block.many', { n: cards.length }),
      body: t('card.block.p'),
      submit: t('card.block'),
      danger: true,
      fields: (
        <TextField
          view={visit.view()}
          name="reason"
          label={t('block.reason')}
          value={visit.form.text('reason')}
          maxlength={LONGEST_REASON}
          errors={errors}
        />
      ),
    }),
    errors,
  )
}

export async function submitBlockCards(visit: ClientVisit): Promise<Response> {
  const reason = oneLine(visit.form.text('reason'))
  if (reason === '') return showBlockCards(visit, { reason: visit.t('err.c.reason') })
  if (reason.length > LONGEST_REASON)
    return showBlockCards(visit, { reason: visit.t('err.of.tooLong', { max: LONGEST_REASON }) })
  return doCardAct(visit, { one: 'card.block.done', many: 'card.block.doneMany' }, (cardIds, clientId) =>
    visit.app.db.transaction((tx) =>
      blockCards(tx, { clientId, cardIds, side: 'client', reason, by: actorOf(visit) }),
    ),
  )
}

export async function showUnblockCards(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  return askCardAct(
    visit,
    (cards) => ({
      path: 'unblock',
      question: () =>
        cards.length === 1 ? t('card.unblock.h1', named(cards)) : t('card.unblock.many', { n: cards.length }),
      body: t('card.unblock.p'),
      submit: t('card.unblock.submit'),
    }),
    errors,
  )
}

export async function submitUnblockCards(visit: ClientVisit): Promise<Response> {
  return doCardAct(visit, { one: 'card.unblock.done', many: 'card.unblock.doneMany' }, (cardIds, clientId) =>
    visit.app.db.transaction((tx) =>
      unblockCards(tx, { clientId, cardIds, side: 'client', by: actorOf(visit) }),
    ),
  )
}

export async function showGiveCard(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, app, session } = visit
  const [drivers, vehicles] = await Promise.all([
    recentDrivers(app.db.read, session.client.id, MOST_CHOICES),
    listVehicles(app.db.read, session.client.id, MOST_CHOICES),
  ])
  return askCardAct(
    visit,
    (cards) => ({
      path: 'give',
      question: () => t('card.give.h1', named(cards)),
      body: t('card.give.p'),
      submit: t('card.give'),
      fields: (
        <>
          <SelectField
            view={visit.view()}
            name="driver"
            label={t('refuels.col.driver')}
            value={visit.method === 'POST' ? visit.form.text('driver') : (cards[0]?.driverId ?? '')}
            empty={t('card.give.nobody')}
            options={withNow(
              drivers.map(({ id, name, plate }) => ({
                value: id,
                label: plate ? `${name}, ${showPlate(plate)}` : name,
              })),
              { value: cards[0]?.driverId, label: cards[0]?.driver },
            )}
            errors={errors}
          />
          <SelectField
            view={visit.view()}
            name="vehicle"
            label={t('refuels.col.vehicle')}
            hint={t('card.give.vehicleHint')}
            value={visit.method === 'POST' ? visit.form.text('vehicle') : (cards[0]?.vehicleId ?? '')}
            empty={t('card.give.noVehicle')}
            options={withNow(
              vehicles.map(({ id, name, plate }) => ({
                value: id,
                label: name ? `${showPlate(plate)}, ${name}` : showPlate(plate),
              })),
              { value: cards[0]?.vehicleId, label: cards[0]?.plate },
            )}
            errors={errors}
          />
        </>
      ),
    }),
    errors,
  )
}

// Who holds the card now can be chosen however long the lists are, so that sending the form as it is changes nothing.
function withNow(
  options: { value: string; label: string }[],
  now: { value: string | null | undefined; label: string | null | undefined },
): { value: string; label: string }[] {
  const { value, label } = now
  if (!value || options.some((option) => option.value === value)) return options
  return [{ value, label: label ?? '' }, ...options]
}

export async function submitGiveCard(visit: ClientVisit): Promise<Response> {
  const driver = visit.form.text('driver')
  const vehicle = visit.form.text('vehicle')
  if (driver !== '' && !isId(driver)) return showGiveCard(visit, { driver: visit.t('card.no.driver') })
  if (vehicle !== '' && !isId(vehicle)) return showGiveCard(visit, { vehicle: visit.t('card.no.vehicle') })
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  // Who stays may be archived by now: only what changes is asked for.
  const to = {
    ...(driver === (card.driverId ?? '') ? {} : { driverId: driver || null }),
    ...(vehicle === (card.vehicleId ?? '') ? {} : { vehicleId: vehicle || null }),
  }
  if (Object.keys(to).length === 0) return visit.seeOther(backToCard(visit))
  const given = await visit.app.db.transaction((tx) =>
    giveCards(tx, {
      ...{ clientId: visit.session.client.id, cardIds: [card.id] },
      to,
      by: actorOf(visit),
    }),
  )
  if (!given.ok)
    return given.reason === 'vehicle'
      ? showGiveCard(visit, { vehicle: visit.t('card.no.vehicle') })
      : showGiveCard(visit, { driver: visit.t('card.no.driver') })
  return visit.seeOther(backToCard(visit), {
    tone: 'good',
    key: 'card.give.done',
    args: { card: cardWords(card) },
  })
}

export async function showLostCard(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, form } = visit
  return askCardAct(
    visit,
    (cards) => ({
      path: 'lost',
      question: () => t('card.lost.h1', named(cards)),
      body: t('card.lost.p'),
      submit: t('card.lost.submit'),
      danger: true,
      fields: (
        <>
          <Radios
            view={visit.view()}
            name="how"
            label={t('card.lost.how')}
            value={form.text('how') || 'lost'}
            options={LOSSES.map((value) => ({ value, label: t(`card.e.${value}`) }))}
          />
          <Radios
            view={visit.view()}
            name="replace"
            label={t('card.lost.replace')}
            value={form.text('replace') || 'plastic'}
            options={[
              { value: 'plastic', label: t('card.lost.plastic') },
              { value: 'virtual', label: t('card.lost.virtual') },
              { value: 'none', label: t('card.lost.none') },
            ]}
            errors={errors}
          />
        </>
      ),
    }),
    errors,
  )
}

export async function submitLostCard(visit: ClientVisit): Promise<Response> {
  const { app, form, t } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const loss = LOSSES.find((one) => one === form.text('how'))
  const replace = (['plastic', 'virtual', 'none'] as const).find((one) => one === form.text('replace'))
  if (!loss || !replace) return showLostCard(visit, { replace: t('err.of.policy.choose') })
  // What the driver holds: of several media the first that is not over.
  const medium = card.media.find(({ state }) =>
    ['ordered', 'produced', 'delivered', 'active'].includes(state),
  )
  if (!medium) return visit.seeOther(backToCard(visit), { tone: 'info', key: 'err.double' })
  const ended = await app.db.transaction((tx) =>
    endMedium(tx, app.vault, {
      ...{ clientId: visit.session.client.id, mediumId: medium.id, loss, by: actorOf(visit) },
      ...(replace === 'none' ? {} : { replaceBy: replace }),
    }),
  )
  if (!ended.ok) return visit.seeOther(backToCard(visit), { tone: 'info', key: 'err.double' })
  return visit.seeOther(backToCard(visit), {
    tone: 'good',
    key: ended.newMediumId ? 'card.lost.replaced' : 'card.lost.done',
    args: { card: cardWords(card) },
  })
}

export async function showCloseCard(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  return askCardAct(
    visit,
    (cards) => ({
      path: 'close',
      question: () => t('card.close.h1', named(cards)),
      body: t('card.close.p'),
      submit: t('card.close'),
      danger: true,
      facts: (card) => [{ label: t('cards.col.wallet'), value: walletWords(t, card, true) }],
      fields: (
        <TextField
          view={visit.view()}
          name="reason"
          label={t('block.reason')}
          value={visit.form.text('reason')}
          maxlength={LONGEST_REASON}
          optional
          errors={errors}
        />
      ),
    }),
    errors,
  )
}

export async function submitCloseCard(visit: ClientVisit): Promise<Response> {
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const closed = await visit.app.db.transaction((tx) =>
    closeCard(tx, {
      ...{ clientId: visit.session.client.id, cardId: card.id },
      reason: oneLine(visit.form.text('reason')).slice(0, LONGEST_REASON),
      by: actorOf(visit),
    }),
  )
  if (!closed.ok && closed.reason === 'held') return showCloseCard(visit, { form: visit.t('card.no.held') })
  return visit.seeOther(
    backToCard(visit),
    closed.ok
      ? { tone: 'good', key: 'card.close.done', args: { card: cardWords(card) } }
      : { tone: 'info', key: 'err.double' },
  )
}
