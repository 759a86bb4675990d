/** The cards of a driver, a vehicle or a group on its page. */
import type { CardRow } from './find-cards.ts'
import { DataTable } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { cardWords, CardTag } from './states.tsx'

/** More of them are shown in the list of cards. Asked for with `findCards`, which tells whether there are more. */
export const CARDS_SHOWN = 20

export function CardsTable({
  view,
  caption,
  cards,
  allHref,
  none,
}: {
  view: View
  caption: string
  /** As many as shown, and one more when there are more. */
  cards: readonly CardRow[]
  allHref: string
  none: string
}) {
  const { t } = view
  if (cards.length === 0) return <p>{none}</p>
  return (
    <>
      <DataTable<CardRow>
        view={view}
        caption={caption}
        rows={cards.slice(0, CARDS_SHOWN)}
        columns={[
          {
            label: t('cards.col.card'),
            lead: true,
            cell: (card) => (
              <a href={`/app/cards/${String(card.number)}`} class="digits">
                {cardWords(card)}
              </a>
            ),
          },
          { label: t('card.holder'), long: true, cell: (card) => card.driver ?? t('common.none') },
          { label: t('groups.group'), cell: (card) => card.group ?? t('common.none') },
          { label: t('cards.col.state'), cell: (card) => <CardTag t={t} card={card} /> },
        ]}
      />
      {cards.length > CARDS_SHOWN && (
        <p>
          <a href={allHref}>{t('cards.all')}</a>
        </p>
      )}
    </>
  )
}
