/** What tills ask of a card, as the office sees it: read only, because limits are the client's. */
import { sql } from 'kysely'
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { OfficePage, Panel } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { askedCard, readPlaces } from './asked.ts'
import { Answers, InForceBars, readAnswers, readInForce } from './in-force.tsx'

export async function showOfficeLimits(visit: StaffVisit): Promise<Response> {
  const { read } = visit.app.db
  const number = visit.param('number')
  const { rows } = await sql<{ id: string; name: string }>`
    select cl.id, cl.name from card c join client cl on cl.id = c.client_id
    where c.number = ${/^\d{1,15}$/.test(number) ? number : '0'}::bigint`.execute(read)
  const [client] = rows
  const card = client && (await askedCard(read, { ...client, reach: null }, number))
  if (!card) return missingPage(visit)
  const [rules, answers, places] = await Promise.all([
    readInForce(read, client.id, card.id),
    readAnswers(read, client.id, card.id),
    readPlaces(visit),
  ])
  const view = visit.view({ nav: officeNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('limits.h1', { card: card.name })}
      width="text"
      crumbs={[
        { href: `/office/cards/${card.number}`, label: t('balance.card', { number: String(card.number) }) },
      ]}
    >
      <Panel title={t('limits.inForce')}>
        <InForceBars view={view} rules={rules} stations={places.stations} />
      </Panel>
      <Answers view={view} answers={answers} path={`/office/cards/${card.number}/answers`} />
    </OfficePage>,
  )
}
