/** What the pages that ask before an act with cards have in common. */
import type { Child } from '../web/jsx-runtime.ts'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit, Told } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { CabinetPage, Confirm, Empty, LinkButton, type SummaryRow } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCards } from './asked-cards.ts'
import type { Card } from './find-cards.ts'
import type { CardOutcome } from './lock-cards.ts'
import { cardRefusalWords, cardWords } from './states.tsx'

const LIST = '/app/cards'

export type CardAct = {
  /** The last part of its address. */
  path: string
  /** Of one card by its name, of several by their count. */
  question: (cards: readonly Card[]) => string
  body: Child
  submit: string
  danger?: boolean
  facts?: (card: Card) => SummaryRow[]
  fields?: Child
  hidden?: Readonly<Record<string, string>>
}

/** Asks whether the act is to be done with the cards that the address or the form names. */
export async function askCardAct(
  visit: ClientVisit,
  act: (cards: readonly Card[]) => CardAct,
  errors: Errors = {},
): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const cards = (await askedCards(visit)).filter(({ state }) => state !== 'closed')
  const [first] = cards
  if (visit.param('number') && !first) return missingPage(visit)
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  const back = backToCard(visit)
  const asked = act(cards)
  const of = visit.param('number') ? `${LIST}/${visit.param('number')}` : LIST
  return visit.page(
    <CabinetPage
      view={view}
      title={first ? asked.question(cards) : t('cards.h1')}
      errors={errors}
      width="form"
      back={{ href: back }}
    >
      {first ? (
        <Confirm
          view={view}
          body={asked.body}
          facts={cards.length === 1 ? asked.facts?.(first) : undefined}
          action={`${of}/${asked.path}`}
          hidden={asked.hidden}
          submit={asked.submit}
          danger={asked.danger}
          cancelHref={back}
        >
          {!visit.param('number') &&
            cards.map(({ number }) => <input type="hidden" name="n" value={String(number)} />)}
          {asked.fields}
        </Confirm>
      ) : (
        <Empty
          icon="card"
          text={t('cards.noneTicked')}
          action={<LinkButton href={back}>{t('act.back')}</LinkButton>}
        />
      )}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Does an act with the named cards, and tells on the page it came from what became of them. */
export async function doCardAct(
  visit: ClientVisit,
  told: { one: Told['key']; many: Told['key'] },
  act: (cardIds: string[], clientId: string) => Promise<CardOutcome>,
): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const cards = await askedCards(visit)
  if (cards.length === 0) return visit.param('number') ? missingPage(visit) : visit.seeOther(LIST)
  const { done, refused } = await act(
    cards.map(({ id }) => id),
    visit.session.client.id,
  )
  const [first] = refused
  return visit.seeOther(
    backToCard(visit),
    done.length === 0 && first
      ? {
          tone: 'warning',
          key: 'cards.notDone',
          args: { card: String(first.number ?? ''), reason: cardRefusalWords(visit.t, first.reason) },
        }
      : refused.length > 0
        ? {
            tone: 'warning',
            key: 'cards.partly',
            args: { n: done.length, total: done.length + refused.length },
          }
        : done.length === 1
          ? { tone: 'good', key: told.one, args: { card: cardWords(done[0]!) } }
          : { tone: 'good', key: told.many, args: { n: done.length } },
  )
}

/** The page an act began on: the card, or the list. */
export function backToCard(visit: ClientVisit): string {
  return visit.param('number') ? `${LIST}/${visit.param('number')}` : LIST
}
