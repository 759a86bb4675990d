import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import { changeProducts } from '../cards/change-products.ts'
import { lockCards } from '../cards/lock-cards.ts'
import { noteCardEvents } from '../cards/note-events.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { type Disagreement, disagreement } from './check-limits.ts'
import { limitsInLog } from './log-words.ts'
import { type Limits, ownerColumn, readLimits, type RuleInForce, type Subject } from './read-limits.ts'
import { type Rule, ruleMark, ruleSubject, type Scope } from './rules.ts'

/** Cards in one change. */
export const MOST_CARDS = 500

export type LimitsRequest = {
  clientId: string
  /** All of one kind. Several are cards. */
  subjects: readonly Subject[]
  rules: readonly Rule[]
  /** Of cards: what they may buy. Litre wallets keep their one product. */
  products?: readonly Product[] | null | undefined
  /** What the person saw, as `limitsMark` says it. */
  seen: string
  /** The profile they were copied from: as long as they are what it says, its page names these among those who have it. */
  profileId?: string | undefined
  by: Actor
}

export type LimitsSet =
  | { ok: true; changed: number }
  /** `changed`: somebody has changed one of them meanwhile. `over`: one is closed or archived. */
  | { ok: false; reason: 'changed' | 'over' | 'same' }
  /** The limits contradict each other, or those of the contract of this one. */
  | { ok: false; reason: 'disagree'; what: Disagreement; subject: Subject }

/**
 * Gives cards, or a group, a contract, a driver, a vehicle or a profile, these limits in place of those they have: what is
 * not among them any more ends. Tills ask the new ones from the next request on. A limit whose value alone changes goes on
 * counting from where the old one began. All or nothing; the log keeps what was and what is.
 */
export async function setLimits(tx: Tx, request: LimitsRequest): Promise<LimitsSet> {
  const { clientId, subjects, rules, by } = request
  const scope = subjects[0]!.scope
  const ids = subjects.map(({ id }) => id)
  if (subjects.some(({ over }) => over)) return { ok: false, reason: 'over' }
  // Who looks after some groups alone sets the limits of their cards, not those that cap them.
  if (by.reach && scope !== 'card') return { ok: false, reason: 'over' }
  const cards = scope === 'card' ? await lockCards(tx, clientId, ids, by) : []
  if (scope === 'card' && cards.length < new Set(ids).size) return { ok: false, reason: 'over' }
  if (cards.some(({ closed }) => closed)) return { ok: false, reason: 'over' }
  await lockSets(tx, clientId, scope, ids)
  const before = await readLimits(tx, clientId, scope, ids)
  const now = scope === 'card' ? await readProducts(tx, clientId, subjects) : subjects
  if (limitsMark(now, before) !== request.seen) return { ok: false, reason: 'changed' }
  const wrong = await whoDisagrees(tx, clientId, now, rules)
  if (wrong) return { ok: false, reason: 'disagree', ...wrong }

  const rulesChange = (id: string) => marks(before.get(id)!.rules) !== marks(rules)
  const changing = ids.filter(rulesChange)
  const buying = now.filter((card) => buysOther(card, request.products))
  const changed = new Set([...changing, ...buying.map(({ id }) => id)])
  if (changed.size === 0) return { ok: false, reason: 'same' }

  await endRules(
    tx,
    clientId,
    changing.flatMap((id) => gone(before.get(id)!.rules, rules)),
  )
  await addRules(tx, clientId, scope, changing, before, rules)
  await noteChange(tx, clientId, scope, changing, await readProfile(tx, request))
  if (buying.length > 0)
    await changeProducts(tx, {
      ...{ clientId, products: request.products ?? null, by },
      cardIds: buying.map(({ id }) => id),
    })
  const touched = cards.filter(({ id }) => changing.includes(id))
  await noteCardEvents(tx, clientId, touched, 'limits_changed', by, ({ id }) => ({
    before: before.get(id)!.rules.map(ruleMark),
    after: rules.map(ruleMark),
  }))
  if (changing.length > 0)
    await record(tx, 'limits.changed', {
      ...{ by, clientId },
      object: nameAll(now.filter(({ id }) => changing.includes(id))),
      // Many cards had many limits: the story of each has its own.
      ...(changing.length === 1 ? { before: limitsInLog(before.get(changing[0]!)!.rules) } : {}),
      after: { ...limitsInLog(rules), ...(changing.length > 1 ? { count: changing.length } : {}) },
    })
  return { ok: true, changed: changed.size }
}

/** What a person sees of limits, as a short text: the same as long as none of them, and nothing they may buy, has changed. */
export function limitsMark(subjects: readonly Subject[], limits: ReadonlyMap<string, Limits>): string {
  const seen = subjects.map(({ id, products }) => `${id}:${limits.get(id)!.no}:${products?.join(' ') ?? ''}`)
  return createHash('sha256').update(seen.join(',')).digest('base64url').slice(0, 22)
}

/** Whether these products are not what a card may buy now. */
export function buysOther(card: Subject, products: readonly Product[] | null | undefined): boolean {
  return (
    products !== undefined && !card.ownProduct && (card.products?.join() ?? '') !== (products?.join() ?? '')
  )
}

// Made once and for all, then locked: what tills wait for is here before they need it.
async function lockSets(tx: Tx, clientId: string, scope: Scope, ids: readonly string[]): Promise<void> {
  const column = sql.ref(ownerColumn(scope))
  if (scope !== 'profile')
    await sql`
      insert into limit_set (client_id, ${column}) select ${clientId}, id from unnest(${ids}::uuid[]) id order by id
      on conflict do nothing`.execute(tx)
  await sql`
    select from limit_set where client_id = ${clientId} and ${column} = any(${ids}::uuid[]) order by id for no key update`.execute(
    tx,
  )
}

async function readProducts(tx: Tx, clientId: string, cards: readonly Subject[]): Promise<Subject[]> {
  const { rows } = await sql<{ id: string; products: Product[] | null }>`
    select id, products from card where client_id = ${clientId} and id = any(${cards.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  const now = new Map(rows.map(({ id, products }) => [id, products]))
  return cards.map((card) => ({ ...card, products: now.get(card.id) ?? null }))
}

async function whoDisagrees(
  tx: Tx,
  clientId: string,
  subjects: readonly Subject[],
  rules: readonly Rule[],
): Promise<{ what: Disagreement; subject: Subject } | undefined> {
  const contractIds = [...new Set(subjects.flatMap(({ contractId }) => contractId ?? []))]
  const contracts = await readLimits(tx, clientId, 'contract', contractIds)
  for (const subject of subjects) {
    const what = disagreement(rules, subject.contractId ? contracts.get(subject.contractId)!.rules : [])
    if (what) return { what, subject }
  }
  return undefined
}

function marks(rules: readonly Rule[]): string {
  return rules.map(ruleMark).toSorted().join('|')
}

function gone(was: readonly RuleInForce[], rules: readonly Rule[]): string[] {
  const kept = new Set(rules.map(ruleMark))
  return was.filter((rule) => !kept.has(ruleMark(rule))).map(({ id }) => id)
}

async function endRules(tx: Tx, clientId: string, ids: readonly string[]): Promise<void> {
  await sql`
    update limit_rule set ended_at = now() where client_id = ${clientId} and id = any(${ids}::uuid[])`.execute(
    tx,
  )
}

async function addRules(
  tx: Tx,
  clientId: string,
  scope: Scope,
  ids: readonly string[],
  before: ReadonlyMap<string, Limits>,
  rules: readonly Rule[],
): Promise<void> {
  const column = sql.ref(ownerColumn(scope))
  for (const rule of rules) {
    const mark = ruleMark(rule)
    const owners = ids.filter((id) => !before.get(id)!.rules.some((was) => ruleMark(was) === mark))
    const since = owners.map(
      (id) => before.get(id)!.rules.find((was) => ruleSubject(was) === ruleSubject(rule))?.countsFrom ?? null,
    )
    await sql`
      insert into limit_rule (client_id, set_id, products, unit, period, value, mode, weekdays, from_minute, until_minute, station_ids, regions, counts_from)
      select s.client_id, s.id, ${rule.products}::text[], ${rule.unit}, ${rule.period}, ${rule.value}::bigint, ${rule.mode}, ${rule.weekdays}::int[],
        ${rule.fromMinute}::int, ${rule.untilMinute}::int, ${rule.stationIds}::int[], ${rule.regions}::text[], coalesce(o.since, now())
      from unnest(${owners}::uuid[], ${since}::timestamptz[]) o (id, since) join limit_set s on s.client_id = ${clientId} and s.${column} = o.id`.execute(
      tx,
    )
  }
}

/** A profile that was copied, and which of its editions; nothing when what is saved is not what it says. */
async function readProfile(
  tx: Tx,
  { clientId, profileId, rules }: LimitsRequest,
): Promise<{ id: string; no: number } | undefined> {
  if (profileId === undefined) return undefined
  const profile = (await readLimits(tx, clientId, 'profile', [profileId])).get(profileId)!
  return marks(profile.rules) === marks(rules) ? { id: profileId, no: profile.no } : undefined
}

async function noteChange(
  tx: Tx,
  clientId: string,
  scope: Scope,
  ids: readonly string[],
  profile: { id: string; no: number } | undefined,
): Promise<void> {
  await sql`
    update limit_set set no = no + 1, changed_at = now(), profile_id = ${profile?.id ?? null}, profile_no = ${profile?.no ?? null}
    where client_id = ${clientId} and ${sql.ref(ownerColumn(scope))} = any(${ids}::uuid[])`.execute(tx)
}

/** How many names the log says in one line. */
const NAMED = 5

function nameAll(subjects: readonly Subject[]): string {
  const names = subjects.slice(0, NAMED).map(({ name }) => name)
  return names.join(', ') + (subjects.length > NAMED ? ' …' : '')
}
