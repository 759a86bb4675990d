/** C1: how many cards refuel now. */
import { sql } from 'kysely'
import type { Child } from '../web/jsx-runtime.ts'
import { within } from '../accounts/reach.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { number } from '../i18n/format.ts'
import { Tile } from '../web/parts/index.ts'

/** Counting on would take longer than the page. */
const MOST = 1000

/** Nothing for a company without cards. */
export async function cardsTile({ app, session, t }: ClientVisit): Promise<Child | undefined> {
  const { rows } = await sql<{ cards: number; active: number }>`
    select count(*)::int as cards,
      (count(*) filter (where stage = 'active' and num_nonnulls(client_blocked_at, retailer_blocked_at, pin_locked_at) = 0))::int as active
    from (select * from card c where c.client_id = ${session.client.id} and c.closed_at is null and ${within(session.client.reach)} limit ${MOST}) open`.execute(
    app.db.read,
  )
  const { cards, active } = rows[0]!
  if (cards === 0) return undefined
  return (
    <Tile
      label={t('home.activeCards')}
      value={cards >= MOST ? `${number(t.lang, active)}+` : number(t.lang, active)}
      note={active < cards ? t('home.cardsOf', { n: cards }) : undefined}
      href="/app/cards"
    />
  )
}
