/** Cards with limits of every kind, and an answer of a till that one of the limits has cut. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../src/audit/record.ts'
import { findCards, findSubject, readLimits, type Subject } from '../src/limits/read-limits.ts'
import type { Rule } from '../src/limits/rules.ts'
import { limitsMark, setLimits } from '../src/limits/set-limits.ts'
import { amount, onlyThen } from '../src/limits/testing.ts'
import { sha256 } from '../src/secrets.ts'
import { aCard } from '../src/testing/cards.ts'
import { revokeTerminal } from '../src/cashier/terminals.ts'
import { aTerminal } from '../src/testing/coupons.ts'
import type { TestSite } from '../src/testing/site.ts'
import { authorize } from '../src/tills/authorize.ts'

/** Makes two of them; answers with their numbers. */
export async function limitedCards(
  site: TestSite,
  client: { id: string; contractId: string },
  by: Actor,
): Promise<string[]> {
  const { app } = site
  const set = async (subject: Subject, rules: Rule[]) => {
    const now = await readLimits(app.db.write, client.id, subject.scope, [subject.id])
    await app.db.transaction((tx) =>
      setLimits(tx, {
        clientId: client.id,
        subjects: [subject],
        rules,
        seen: limitsMark([subject], now),
        by,
      }),
    )
  }
  const made = [
    await aCard(app, client, { scheme: 'limit' }),
    await aCard(app, client, { scheme: 'wallet_litre' }),
  ]
  // One that is to be renewed.
  await sql`update card_medium set valid_to = local_day(now()) + 30 where card_id = ${made[1]!.id}`.execute(
    site.owner,
  )
  const { rows } = await sql<{ number: bigint }>`
    select number from card where id = any(${made.map(({ id }) => id)}::uuid[]) order by number`.execute(
    app.db.write,
  )
  const [card] = await findCards(
    app.db.write,
    client.id,
    rows.map(({ number }) => number),
    null,
  )
  const contract = await findSubject(app.db.write, client.id, 'contract', client.contractId)
  await set(contract!, [amount({ period: 'quarter', value: 90_000_000n })])
  await set(card!, [
    amount({ value: 10_000n }),
    amount({ period: 'month', unit: 'tiyn', value: 20_000_000n }),
    amount({ unit: 'count', value: 3n }),
    amount({ products: ['DT', 'DTZ'], weekdays: [6, 7], mode: 'flag', value: 5_000n }),
    onlyThen({ fromMinute: 0, untilMinute: 1440, mode: 'flag' }),
  ])
  const { rows: stations } = await sql<{ id: number }>`
    select s.id from station s join station_product p on p.station_id = s.id
    where p.product = 'AI95' and p.out_since is null and s.state = 'open' and s.takes_cards order by s.id limit 1`.execute(
    app.db.write,
  )
  const stationId = stations[0]!.id
  const { key, terminalId } = await aTerminal(app, stationId)
  await authorize(app, {
    ...{ keyHash: sha256(key), posTxnId: `town-${randomUUID()}`, card: made[0]!.number },
    ...{ product: 'AI95', ml: 20_000n },
  })
  // Taken away with its shift open: its report is one that nobody has compared.
  await app.db.transaction((tx) => revokeTerminal(tx, { stationId, station: '', terminalId, by }))
  return rows.map(({ number }) => String(number))
}
