/** What pages of limits are about: the cards or the one other thing an address names, the places to choose from, limits to copy. */
import { sql } from 'kysely'
import type { Reach } from '../accounts/reach.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import type { Queries } from '../db/database.ts'
import { findStations } from '../stations/find-stations.ts'
import { isId } from '../web/paging.ts'
import type { Places, Typed } from './limits-form.tsx'
import { findCards, findSubject, type NamedScope, readLimits, type Subject } from './read-limits.ts'
import type { Rule } from './rules.ts'

const NAMED: readonly NamedScope[] = ['contract', 'group', 'driver', 'vehicle', 'profile']

/** The card that a path names by its number. */
export async function askedCard(
  db: Queries,
  client: { id: string; reach: Reach },
  number: string,
): Promise<Subject | undefined> {
  if (!/^\d{1,15}$/.test(number)) return undefined
  return (await findCards(db, client.id, [BigInt(number)], client.reach))[0]
}

/** The contract, group, driver, vehicle or profile that a path names. */
export async function askedSubject(visit: ClientVisit): Promise<Subject | undefined> {
  const scope = NAMED.find((one) => one === visit.param('scope'))
  const id = visit.param('id')
  return scope && isId(id) ? findSubject(visit.app.db.write, visit.session.client.id, scope, id) : undefined
}

/** The cards of `ids=100001,100002` or of ticks in a list, each once; one more than may be changed at once says there are too many. */
export async function askedCards(visit: ClientVisit, typed: Typed, most: number): Promise<Subject[]> {
  const texts = [...typed.getAll('ids'), ...typed.getAll('n')].flatMap((text) => text.split(/[\s,;]+/))
  const numbers = [...new Set(texts.filter((text) => /^\d{1,15}$/.test(text)))].slice(0, most + 1)
  const { id, reach } = visit.session.client
  return findCards(visit.app.db.write, id, numbers.map(BigInt), reach)
}

/** The cards as an address carries them. */
export function idsOf(cards: readonly Subject[]): string {
  return cards.map(({ number }) => String(number)).join(',')
}

/** Stations and regions of the network that take cards. */
export async function readPlaces(visit: { app: { db: { read: Queries } }; lang: string }): Promise<Places> {
  const stations = await findStations(visit.app.db.read, { cards: true })
  return {
    stations: new Map(
      stations.map(({ id, number, name, nameKk, city }) => {
        const shown = (visit.lang === 'kk' && nameKk) || name
        return [id, [`№ ${number}`, shown, city].filter(Boolean).join(', ')] as const
      }),
    ),
    regions: [...new Set(stations.map(({ region }) => region).filter(Boolean))],
  }
}

/** Limits to begin from; `profileId` when they are a profile's. */
export type Copied = { name: string; profileId?: string; rules: Rule[]; products: Subject['products'] }

/** Limits to begin from: those of a card by its number, or of a profile by its name; undefined when there is none such. */
export async function limitsToCopy(
  db: Queries,
  client: { id: string; reach: Reach },
  from: string,
): Promise<Copied | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from limit_set where client_id = ${client.id} and lower(name) = lower(${from.trim()}) and name <> '' and archived_at is null`.execute(
    db,
  )
  const subject = rows[0]
    ? await findSubject(db, client.id, 'profile', rows[0].id)
    : await askedCard(db, client, from.trim())
  if (!subject) return undefined
  const limits = await readLimits(db, client.id, subject.scope, [subject.id])
  return {
    name: subject.name,
    ...(subject.scope === 'profile' ? { profileId: subject.id } : {}),
    rules: limits.get(subject.id)!.rules,
    products: subject.products,
  }
}
