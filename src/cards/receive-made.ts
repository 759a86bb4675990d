import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { addMedia } from './add-media.ts'
import { lockCard } from './lock-cards.ts'
import { noteCardEvents } from './note-events.ts'
import { chipRecord, shownHash } from './number.ts'
import { produceCards } from './produce-cards.ts'
import type { MadeRow } from './read-made.ts'

/** What would become of a row: `made` now, or it is so already (`known`), or why not. */
export type MadeVerdict =
  | 'made'
  | 'known'
  /** No card of ours has this number; it was never sent to be made. */
  | 'unknown'
  /** The card is lost, closed or past its day. */
  | 'over'
  | 'chip_format'
  /** The chip is, or was, another medium; or another row of the file has it. */
  | 'chip_taken'
  | 'twice'

export type CheckedRow = MadeRow & {
  verdict: MadeVerdict
  mediumId: string | null
  card: bigint | null
  company: string | null
}

type Plastic = {
  hash: string
  mediumId: string
  card: bigint
  company: string
  state: string
  over: boolean
  /** The chip it has; null when none. */
  chip: string | null
}

/** Judges each row by itself, and rows that say the same thing twice. Changes nothing. */
export async function checkMade(db: Queries, vault: Vault, rows: readonly MadeRow[]): Promise<CheckedRow[]> {
  const hashes = rows.map(({ number }) => shownHash(vault, number))
  const chips = rows.map(({ chip }) => (chip === '' ? null : (chipRecord(vault, chip) ?? 'format')))
  const { rows: found } = await sql<Plastic>`
    select encode(m.number_hash, 'hex') as hash, m.id as "mediumId", c.number as card, cl.name as company, m.state,
      m.ended_at is not null or c.closed_at is not null as over, encode(p.number_hash, 'hex') as chip
    from card_medium m join card c on c.client_id = m.client_id and c.id = m.card_id join client cl on cl.id = m.client_id
      left join card_medium p on p.client_id = m.client_id and p.part_of = m.id and p.ended_at is null
    where m.kind = 'plastic' and m.number_hash = any(${hashes}::bytea[])`.execute(db)
  const plastic = new Map(found.map((one) => [one.hash, one]))
  const chipHashes = chips.flatMap((chip) => (chip === null || chip === 'format' ? [] : [chip.hash]))
  const { rows: taken } = await sql<{ hash: string }>`
    select encode(number_hash, 'hex') as hash from card_medium where number_hash = any(${chipHashes}::bytea[])`.execute(
    db,
  )
  const takenChips = new Set(taken.map(({ hash }) => hash))
  const seen = new Set<string>()
  return rows.map((row, at) => {
    const known = plastic.get(hashes[at]!.toString('hex'))
    const chip = chips[at]!
    const verdict = ((): MadeVerdict => {
      if (!known) return 'unknown'
      if (seen.has(known.hash)) return 'twice'
      if (known.over) return 'over'
      if (chip === 'format') return 'chip_format'
      const chipHash = chip?.hash.toString('hex')
      const same = chipHash === undefined || chipHash === known.chip
      if (!same && (known.chip !== null || takenChips.has(chipHash) || seen.has(chipHash)))
        return 'chip_taken'
      seen.add(known.hash)
      if (chipHash !== undefined) seen.add(chipHash)
      // A chip that comes after its plastic was handed over is the client's to bind.
      return known.state === 'ordered' || (known.state === 'produced' && !same) ? 'made' : 'known'
    })()
    return {
      ...row,
      verdict,
      mediumId: known?.mediumId ?? null,
      card: known?.card ?? null,
      company: known?.company ?? null,
    }
  })
}

/**
 * Takes plastic for made, with the chips in it: they pay for nothing before it is handed over and activated. The rows are
 * judged once more: a file that was taken before changes nothing. Answers with how many cards it changed.
 */
export async function receiveMade(
  tx: Tx,
  vault: Vault,
  request: { rows: readonly MadeRow[]; by: Actor },
): Promise<{ made: number }> {
  const { by } = request
  const wanted = (await checkMade(tx, vault, request.rows)).filter(({ verdict }) => verdict === 'made')
  // In one order: two files that name the same cards or chips wait for each other here.
  const { done } = await produceCards(tx, { mediumIds: wanted.map(({ mediumId }) => mediumId!), by })
  const changed = new Set(done)
  const chips = wanted
    .flatMap((row) => {
      const chip = row.chip === '' ? undefined : chipRecord(vault, row.chip)
      return chip ? [{ row, chip, key: chip.hash.toString('hex') }] : []
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  for (const { row, chip, key } of chips) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
    const { rows } = await sql<{ clientId: string; cardId: string; free: boolean }>`
      select m.client_id as "clientId", m.card_id as "cardId",
        not exists (select from card_medium x where x.number_hash = ${chip.hash}) and not exists (
          select from card_medium p where p.client_id = m.client_id and p.part_of = m.id and p.ended_at is null) as free
      from card_medium m where m.id = ${row.mediumId} and m.state = 'produced'`.execute(tx)
    const plastic = rows[0]
    if (!plastic?.free) continue
    const card = await lockCard(tx, plastic.clientId, plastic.cardId, by)
    await addMedia(tx, vault, plastic.clientId, [plastic.cardId], 'nfc', chip, row.mediumId!)
    if (card) await noteCardEvents(tx, plastic.clientId, [card], 'made', by, () => ({ kind: 'nfc' }))
    changed.add(row.mediumId!)
  }
  return { made: changed.size }
}
