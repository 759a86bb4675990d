/** O10: one fuel card as the retailer sees it: whose, how it stands, what the driver holds, and our block. */
import { showLastFour } from '../values/last-four.ts'
import type { Child } from '../web/jsx-runtime.ts'
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { readNumber } from '../coupons/asked-coupons.ts'
import { list, longDate, shortDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { readCardPanel } from '../signs/card-panel.tsx'
import { showPlate } from '../values/plate.ts'
import {
  Buttons,
  type Column,
  Confirm,
  DataTable,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SummaryList,
  type SummaryRow,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { blockCards } from './block-cards.ts'
import { type Medium, readOfficeCard } from './find-anywhere.ts'
import type { CardOutcome } from './lock-cards.ts'
import { mayWith } from './office-list.tsx'
import { OfficeStory, readOfficeStory } from './office-story.tsx'
import { MEDIA, CardTag, cardRefusalWords, mediumState, SCHEME_WORDS, walletWords } from './states.tsx'
import { unblockCards } from './unblock-cards.ts'

const LIST = '/office/cards'
const LONGEST_REASON = 300

type Card = NonNullable<Awaited<ReturnType<typeof readOfficeCard>>>

export async function showOfficeCard(visit: StaffVisit): Promise<Response> {
  return withCard(visit, async (card) => {
    const view = visit.view({ nav: officeNav(visit, 'cards') })
    const { t } = view
    const suspicions =
      mayOpen(visit.session.staff, 'signs') &&
      (await readCardPanel(visit.app.db.read, view, '/office', { clientId: card.clientId, cardId: card.id }))
    const story = await readOfficeStory(visit.app.db.read, { clientId: card.clientId, cardId: card.id })
    const blocked = card.retailerBlockReason !== null
    return visit.page(
      <OfficePage
        view={view}
        title={t('balance.card', { number: String(card.number) })}
        lead={<CardTag t={t} card={card} />}
        crumbs={[{ href: LIST, label: t('office.nav.cards') }]}
        actions={
          <Buttons>
            <LinkButton href={`${pathOf(card)}/limits`}>{t('of.card.limits')}</LinkButton>
            <LinkButton href={`/office/refuels?card=${card.number}`}>{t('of.refuels.h1')}</LinkButton>
            {mayWith(visit, 'block') && card.state !== 'closed' && (
              <LinkButton href={`${pathOf(card)}/${blocked ? 'unblock' : 'block'}`}>
                {t(blocked ? 'card.unblock' : 'of.card.block')}
              </LinkButton>
            )}
          </Buttons>
        }
      >
        <Blocks view={view} card={card} />
        <Panel>
          <SummaryList view={view} rows={factsOf(visit, view, card)} />
        </Panel>
        <Panel title={t('card.media')}>
          <DataTable<Medium>
            view={view}
            caption={t('card.media')}
            rows={card.media}
            columns={mediaColumns(view)}
          />
        </Panel>
        {suspicions}
        <Panel title={t('card.story')}>
          <OfficeStory view={view} lines={story} path={pathOf(card)} />
        </Panel>
      </OfficePage>,
    )
  })
}

// Each block stands by itself: all of them are said, whichever the state names.
function Blocks({ view: { t }, card }: { view: View; card: Card }) {
  return (
    <>
      {card.retailerBlockReason !== null && (
        <Notice tone="danger">{t('of.card.byUs', { reason: card.retailerBlockReason })}</Notice>
      )}
      {card.clientBlockReason !== null && <Notice tone="warning">{t('of.card.byClient')}</Notice>}
      {card.pinLocked && <Notice tone="warning">{t('of.card.byPin')}</Notice>}
    </>
  )
}

function factsOf(visit: StaffVisit, { t, lang }: View, card: Card): SummaryRow[] {
  const holder = [card.driver, card.plate && showPlate(card.plate)].filter(Boolean).join(', ')
  return [
    {
      label: t('of.clients.company'),
      value: mayOpen(visit.session.staff, 'clients') ? (
        <a href={`/office/clients/${card.clientId}`}>{card.company}</a>
      ) : (
        card.company
      ),
    },
    { label: t('of.new.contract'), value: card.contractNumber },
    { label: t('card.scheme'), value: walletOf(t, card) },
    {
      label: t('audit.f.products'),
      value: card.products
        ? list(
            lang,
            card.products.map((product) => productName(t, product)),
          )
        : card.product
          ? productName(t, card.product)
          : t('of.card.anyFuel'),
    },
    { label: t('card.holder'), value: holder || t('common.none') },
    ...(card.validTo ? [{ label: t('coupons.col.validTo'), value: longDate(lang, card.validTo) }] : []),
  ]
}

function mediaColumns({ t, lang }: View): Column<Medium>[] {
  return [
    {
      label: t('card.medium'),
      lead: true,
      cell: (row) => `${t(MEDIA[row.kind])} ${showLastFour(row.lastFour)}`,
    },
    { label: t('of.card.ordered'), cell: (row) => shortDate(lang, row.orderedAt) },
    { label: t('coupons.col.validTo'), cell: (row) => shortDate(lang, row.validTo) },
    { label: t('coupons.col.status'), cell: (row) => mediumState(t, row.state) },
  ]
}

export async function showOfficeCardBlock(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withCard(visit, (card) =>
    ask(visit, card, errors, {
      path: 'block',
      question: visit.t('of.card.blockQ', { number: String(card.number) }),
      body: visit.t('card.block.p'),
      submit: visit.t('block.submit'),
      danger: true,
      fields: (view) => (
        <TextArea
          view={view}
          name="reason"
          label={view.t('block.reason')}
          hint={view.t('of.coupon.reasonHint')}
          value={visit.form.text('reason')}
          rows={2}
          maxlength={LONGEST_REASON}
          errors={errors}
        />
      ),
    }),
  )
}

export async function submitOfficeCardBlock(visit: StaffVisit): Promise<Response> {
  return withCard(visit, async (card) => {
    const { t } = visit
    const reason = oneLine(visit.form.text('reason'))
    if (reason === '') return showOfficeCardBlock(visit, { reason: t('err.of.reason') })
    if (reason.length > LONGEST_REASON)
      return showOfficeCardBlock(visit, { reason: t('err.of.tooLong', { max: LONGEST_REASON }) })
    const outcome = await visit.app.db.transaction((tx) =>
      blockCards(tx, {
        ...{ clientId: card.clientId, cardIds: [card.id], side: 'retailer', reason },
        by: actorOf(visit),
      }),
    )
    return told(visit, card, outcome, 'of.card.blocked')
  })
}

export async function showOfficeCardUnblock(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withCard(visit, (card) =>
    ask(visit, card, errors, {
      path: 'unblock',
      question: visit.t('of.card.unblockQ', { number: String(card.number) }),
      body: visit.t('of.card.unblockP'),
      submit: visit.t('card.unblock'),
    }),
  )
}

export async function submitOfficeCardUnblock(visit: StaffVisit): Promise<Response> {
  return withCard(visit, async (card) => {
    const outcome = await visit.app.db.transaction((tx) =>
      unblockCards(tx, {
        ...{ clientId: card.clientId, cardIds: [card.id], side: 'retailer' },
        by: actorOf(visit),
      }),
    )
    return told(visit, card, outcome, 'of.card.unblocked')
  })
}

function walletOf(t: T, card: Card): string {
  return card.scheme === 'limit'
    ? walletWords(t, card, true)
    : `${t(SCHEME_WORDS[card.scheme])}: ${walletWords(t, card, true)}`
}

const pathOf = (card: { number: bigint }) => `${LIST}/${card.number}`

async function withCard(
  visit: StaffVisit,
  then: (card: Card) => Response | Promise<Response>,
): Promise<Response> {
  const number = readNumber(visit.param('number'))
  const card = number === undefined ? undefined : await readOfficeCard(visit.app.db.write, number)
  return card ? then(card) : missingPage(visit)
}

function told(
  visit: StaffVisit,
  card: Card,
  { refused: [refused] }: CardOutcome,
  key: 'of.card.blocked' | 'of.card.unblocked',
): Response {
  const number = String(card.number)
  return visit.seeOther(
    pathOf(card),
    refused
      ? {
          tone: 'warning',
          key: 'of.card.notDone',
          args: { number, reason: cardRefusalWords(visit.t, refused.reason) },
        }
      : { tone: 'good', key, args: { number } },
  )
}

type Asked = {
  path: string
  question: string
  body: string
  submit: string
  danger?: boolean
  fields?: (view: View) => Child
}

function ask(visit: StaffVisit, card: Card, errors: Errors, asked: Asked): Response {
  const view = visit.view({ nav: officeNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <OfficePage view={view} title={asked.question} errors={errors} width="form" back={{ href: pathOf(card) }}>
      <Confirm
        view={view}
        body={asked.body}
        facts={[
          { label: t('of.clients.company'), value: card.company },
          { label: t('card.scheme'), value: walletOf(t, card) },
        ]}
        action={`${pathOf(card)}/${asked.path}`}
        submit={asked.submit}
        danger={asked.danger}
        cancelHref={pathOf(card)}
      >
        {asked.fields?.(view)}
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
