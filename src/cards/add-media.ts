import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { type NumberRecord, numberRecord } from './number.ts'

export type MediumKind = 'plastic' | 'virtual' | 'nfc'

/** A card's medium lives so many years, to the end of its month, as is printed on plastic. */
const YEARS = 4

/**
 * Gives cards a medium each, and answers with the media's ids in the order of the cards. What is not made of anything is
 * active at once. `number` only for a chip, which brings its own; `inPlastic` is the plastic it is built into: with that
 * it is made, and pays when the plastic does.
 */
export async function addMedia(
  tx: Tx,
  vault: Vault,
  clientId: string,
  cardIds: readonly string[],
  kind: MediumKind,
  number?: NumberRecord,
  inPlastic?: string,
): Promise<string[]> {
  if (cardIds.length === 0) return []
  const { rows: ids } = await sql<{ id: string }>`
    select new_id() as id from generate_series(1, ${cardIds.length}::int)`.execute(tx)
  const numbers = ids.map(({ id }) => number ?? numberRecord(vault, id))
  const active = kind !== 'plastic' && inPlastic === undefined
  const state = active ? 'active' : inPlastic === undefined ? 'ordered' : 'produced'
  await sql`
    insert into card_medium (client_id, id, card_id, kind, number_hash, last_four, state, produced_at, activated_at, part_of, valid_to)
    select ${clientId}, m.id, m.card_id, ${kind}, m.hash, m.last_four, ${state},
      case when ${state === 'produced'} then now() end, case when ${active} then now() end, ${inPlastic ?? null}::uuid,
      (date_trunc('month', local_day(now()) + make_interval(years => ${YEARS}, months => 1)) - interval '1 day')::date
    from unnest(${ids.map(({ id }) => id)}::uuid[], ${cardIds}::uuid[], ${numbers.map(({ hash }) => hash)}::bytea[],
      ${numbers.map(({ lastFour }) => lastFour)}::text[]) as m (id, card_id, hash, last_four)`.execute(tx)
  return ids.map(({ id }) => id)
}
