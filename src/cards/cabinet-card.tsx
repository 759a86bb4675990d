/** C11: one card: how it stands, what is on it, who holds it, what it has done; and what may be done with it. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { mayGive, mayKeep, seesMoney } from '../coupons/rights.ts'
import { dateTime, isoDay, longDate, money, volume } from '../i18n/format.ts'
import { readPlaces } from '../limits/asked.ts'
import { InForceBars, readInForce } from '../limits/in-force.tsx'
import { productName } from '../products/product-name.ts'
import { refuelColumns } from '../refuels/cabinet-list.tsx'
import { findRefuels, type Refuel } from '../refuels/find-refuels.ts'
import { readCardPanel } from '../signs/card-panel.tsx'
import { showLastFour } from '../values/last-four.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf } from '../web/paging.ts'
import {
  Buttons,
  CabinetPage,
  DataTable,
  LinkButton,
  Notice,
  Panel,
  SummaryList,
  type SummaryRow,
  Timeline,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { askedCard } from './asked-cards.ts'
import { mayRenew } from './cabinet-renew.tsx'
import { scheduleWords } from './cabinet-schedule.tsx'
import { virtualOf } from './cabinet-pin.tsx'
import { cardEventDetails, CARD_EVENT_WORDS } from './event-words.ts'
import { type Card, readCardStory } from './find-cards.ts'
import { cardWords, CardTag, MEDIA, mediumState, SCHEME_WORDS, walletWords } from './states.tsx'

/** More than this no page shows. */
const MOST_EVENTS = 100
const REFUELS_SHOWN = 5
/** What is older is no news. */
const DAYS_OF_REFUELS = 90

export async function showCard(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const story = await readCardStory(
    app.db.read,
    { clientId: session.client.id, cardId: card.id },
    MOST_EVENTS,
  )
  const limits = await readInForce(app.db.read, session.client.id, card.id)
  const places = await readPlaces(visit)
  const refuels = await findRefuels(
    app.db.read,
    {
      ...{ clientId: session.client.id, reach: session.client.reach, cardNumber: String(card.number) },
      period: { from: isoDay(new Date(Date.now() - DAYS_OF_REFUELS * 86_400_000)), to: isoDay(new Date()) },
    },
    {},
    REFUELS_SHOWN,
  )
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  // Whoever may not open a suspicion is not led to one.
  const suspicions =
    mayGive(visit) &&
    (await readCardPanel(app.db.read, view, '/app', { clientId: session.client.id, cardId: card.id }))
  return visit.page(
    <CabinetPage
      view={view}
      title={t('card.h1', { card: cardWords(card) })}
      back={{ href: '/app/cards', label: t('cards.h1') }}
      actions={<Acts visit={visit} card={card} />}
    >
      <Notices view={view} card={card} />
      <Panel>
        <SummaryList view={view} rows={factsOf(view, card, seesMoney(visit))} />
      </Panel>
      <Panel title={t('limits.title')}>
        <InForceBars view={view} rules={limits} stations={places.stations} />
      </Panel>
      <LastRefuels view={view} card={card} refuels={refuels} sees={seesMoney(visit)} />
      <Panel title={t('card.media')}>
        <DataTable<Card['media'][number]>
          view={view}
          caption={t('card.media')}
          rows={card.media}
          columns={[
            { label: t('card.medium'), lead: true, cell: (medium) => t(MEDIA[medium.kind]) },
            {
              label: t('card.medium.number'),
              cell: ({ lastFour }) => <span class="digits">{showLastFour(lastFour)}</span>,
            },
            { label: t('coupons.col.validTo'), cell: ({ validTo }) => longDate(view.lang, validTo) },
            { label: t('cards.col.state'), cell: ({ state }) => mediumState(t, state) },
          ]}
        />
      </Panel>
      {suspicions}
      <MoreActs visit={visit} view={view} card={card} />
      <Timeline
        label={t('card.story')}
        events={story.map((line) => ({
          at: line.at.toISOString(),
          time: dateTime(view.lang, line.at),
          title: t(CARD_EVENT_WORDS[line.what]),
          detail: cardEventDetails(t, line, seesMoney(visit)).filter(Boolean).join(' · '),
        }))}
      />
    </CabinetPage>,
  )
}

function LastRefuels({
  view,
  card,
  refuels,
  sees,
}: {
  view: View
  card: Card
  refuels: readonly Refuel[]
  sees: boolean
}) {
  const { t } = view
  return (
    <Panel title={t('home.recent')}>
      {refuels.length === 0 ? (
        <p>{t('card.noRefuels', { n: DAYS_OF_REFUELS })}</p>
      ) : (
        <DataTable<Refuel>
          view={view}
          caption={t('home.recent')}
          rows={refuels.slice(0, REFUELS_SHOWN)}
          columns={refuelColumns(view, sees).filter(({ label }) => label !== t('refuels.col.source'))}
        />
      )}
      <Buttons>
        <LinkButton href={addressOf('/app/refuels', { card: String(card.number) })} icon="refuel" small>
          {t('card.refuels')}
        </LinkButton>
      </Buttons>
    </Panel>
  )
}

function Acts({ visit, card }: { visit: ClientVisit; card: Card }) {
  const { t } = visit
  if (card.state === 'closed') return undefined
  const to = (act: string) => `/app/cards/${String(card.number)}/${act}`
  return (
    <>
      {mayKeep(visit) && card.scheme !== 'limit' && (
        <LinkButton href={to('top-up')} icon="balance" tone="primary">
          {t('card.topUp')}
        </LinkButton>
      )}
      {mayGive(visit) && (
        <LinkButton href={to('give')} icon="driver">
          {t('card.give')}
        </LinkButton>
      )}
      {mayGive(visit) && (
        <LinkButton href={to(card.blockedByClient ? 'unblock' : 'block')} icon="security">
          {card.blockedByClient ? t('card.unblock') : t('card.block')}
        </LinkButton>
      )}
      {mayGive(visit) && <LinkButton href={to('limits')}>{t('limits.title')}</LinkButton>}
    </>
  )
}

// What is done now and then stands below what people come to see.
function MoreActs({ visit, view, card }: { visit: ClientVisit; view: View; card: Card }) {
  const { t } = view
  if (card.state === 'closed' || !mayGive(visit)) return null
  const to = (act: string) => `/app/cards/${String(card.number)}/${act}`
  return (
    <Panel title={t('card.more')}>
      <Buttons>
        <LinkButton href={to('schedule')}>{t('card.schedule')}</LinkButton>
        {mayKeep(visit) && (
          <>
            <LinkButton href={to('group')}>{t('groups.put')}</LinkButton>
            <LinkButton href={to('chip')}>{t('card.chip')}</LinkButton>
            <LinkButton href={to('pin')}>{t('card.pin')}</LinkButton>
            {virtualOf(card) && <LinkButton href={to('number')}>{t('card.number.show')}</LinkButton>}
            {card.scheme !== 'limit' && (
              <>
                <LinkButton href={to('move')}>{t('card.move')}</LinkButton>
                <LinkButton href={to('sweep')}>{t('card.sweep')}</LinkButton>
              </>
            )}
            {mayRenew(card) && <LinkButton href={to('renew')}>{t('card.renew')}</LinkButton>}
            <LinkButton href={to('lost')}>{t('card.lost.act')}</LinkButton>
            <LinkButton href={to('close')}>{t('card.close')}</LinkButton>
          </>
        )}
      </Buttons>
    </Panel>
  )
}

function Notices({ view, card }: { view: View; card: Card }) {
  const { t } = view
  return (
    <>
      {card.blockedByRetailer && (
        <Notice tone="danger">
          {t('err.card.byUs', { reason: card.retailerBlockReason ?? '', phone: view.support.phone })}
        </Notice>
      )}
      {card.blockedByClient && (
        <Notice tone="warning">{t('card.blockedWhy', { reason: card.clientBlockReason ?? '' })}</Notice>
      )}
      {card.blockFrom && card.blockUntil && card.blockUntil > new Date() && (
        <Notice tone="info">{t('card.schedule.notice', { span: scheduleWords(t, card) })}</Notice>
      )}
      {card.driverGone && <Notice tone="warning">{t('card.driverGoneWhy')}</Notice>}
      {card.pinLocked && <Notice tone="warning">{t('card.pinLockedWhy')}</Notice>}
    </>
  )
}

function factsOf({ t, lang }: View, card: Card, sees: boolean): SummaryRow[] {
  const hold = card.holdMl > 0n || card.holdTiyn > 0n
  return [
    { label: t('cards.col.state'), value: <CardTag t={t} card={card} /> },
    { label: t('card.number'), value: <span class="digits">{String(card.number)}</span> },
    { label: t('card.scheme'), value: t(SCHEME_WORDS[card.scheme]) },
    { label: t('cards.col.wallet'), value: <b>{walletWords(t, card, sees)}</b> },
    ...(hold
      ? [
          {
            label: t('card.held'),
            value:
              card.scheme === 'wallet_litre'
                ? volume(lang, card.holdMl)
                : sees
                  ? money(lang, card.holdTiyn)
                  : '',
          },
        ]
      : []),
    { label: t('cards.col.month'), value: volume(lang, card.monthMl) },
    {
      label: t('card.holder'),
      value: card.driverId ? <a href={`/app/drivers/${card.driverId}`}>{card.driver}</a> : '',
    },
    {
      label: t('refuels.col.vehicle'),
      value: card.vehicleId && card.plate && (
        <a href={`/app/vehicles/${card.vehicleId}`}>{showPlate(card.plate)}</a>
      ),
    },
    {
      label: t('groups.group'),
      value: card.groupId && <a href={`/app/groups/${card.groupId}`}>{card.group}</a>,
    },
    {
      label: t('card.fuels'),
      value: card.product
        ? productName(t, card.product)
        : card.products
          ? card.products.map((product) => productName(t, product)).join(', ')
          : t('common.all'),
    },
    ...(card.validTo ? [{ label: t('coupons.col.validTo'), value: longDate(lang, card.validTo) }] : []),
    { label: t('card.pinState'), value: card.pinNo > 0 ? t('card.pinState.set') : t('card.pinState.none') },
    { label: t('card.contract'), value: card.contract },
    ...(card.note ? [{ label: t('card.note'), value: card.note }] : []),
  ]
}
