import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { APP_ROLE } from '../src/db/migrate.ts'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Figure, Report } from './parts/figures.ts'
import { type Product, startProduct } from './parts/product.ts'

export const about =
  'authorising under a limit that counts a quarter of refuels, a million of them in the database'

const REFUELS = 1_000_000
/** Of them of the client that is asked for: one in so many. */
const OURS = 10
const DAYS = 90
const CLIENTS = 20
const CARDS = 2000
const CALLS = 25
const ROUNDS = 3

/**
 * One client has a hundred thousand refuels in ninety days and a limit that counts them all; its cards are authorised and taken
 * back one after the other by the stored functions, without the limit, with it while no day is added up, and after the night.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  const file = join(checkout.temp, 'seed.jsonl')
  await product.command(...`seed --clients ${CLIENTS} --cards ${CARDS} --terminals 40 --out`.split(' '), file)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  const made = lines.map((line) => JSON.parse(line) as { kind: string; bin?: string; client?: string })
  const bin = made.find(({ kind }) => kind === 'client')!.bin!
  const fillMs = await timed(() => fill(product, bin))
  const asking = new pg.Client({ connectionString: product.databaseUrl, options: `-c role=${APP_ROLE}` })
  await asking.connect()
  try {
    const free = await rounds(asking, bin)
    await product.query(
      `with made as (insert into limit_set (client_id, contract_id) select k.client_id, k.id from contract k join client c on c.id = k.client_id
          where c.bin = $1 returning client_id, id)
        insert into limit_rule (client_id, set_id, unit, period, value, counts_from)
          select client_id, id, 'ml', 'once', 1000000000000, now() - interval '${DAYS} days' from made`,
      [bin],
    )
    const unsummed = await rounds(asking, bin)
    const nightMs = await timed(async () => {
      const { rows: after } = await asking.query<{ id: string }>('select pg_current_xact_id()::text as id')
      for (let days = 1; days > 0;) {
        const { rows } = await asking.query<{ days: number }>('select till_sum_days($1::xid8) as days', [
          after[0]!.id,
        ])
        // null, while somebody else is at work
        days = rows[0]!.days ?? 1
      }
    })
    await product.query('vacuum analyze till_day_sum')
    const summed = await rounds(asking, bin)
    return {
      figures: [
        figure('an authorisation without the limit', free),
        figure('with it, every refuel read', unsummed),
        figure('with it, past days added up', summed),
        {
          what: 'after the night over without the limit',
          values: summed.map((ms, round) => ms / free[round]!),
          aim: { atMost: 2 },
        },
        { what: 'adding up the quarter', values: [nightMs / 1000], unit: 's', digits: 1 },
        { what: 'filling the database', values: [fillMs / 1000], unit: 's', digits: 0 },
      ],
      notes: [
        `${REFUELS} refuels of ${DAYS} days, ${REFUELS / OURS} of them the client's; ${CALLS} calls a round.`,
      ],
    }
  } finally {
    await asking.end()
  }
}

const figure = (what: string, values: number[]): Figure => ({ what, values, unit: 'ms', digits: 1 })

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** The middle time of an authorisation in ms, round by round. */
async function rounds(asking: pg.Client, bin: string): Promise<number[]> {
  const { rows: cards } = await asking.query<{ card: string; key: string }>(
    `select '\\x' || encode(m.number_hash, 'hex') as card, '\\x' || encode(t.key_hash, 'hex') as key
      from client cl join card c on c.client_id = cl.id join card_medium m on m.client_id = c.client_id and m.card_id = c.id,
        (select key_hash from terminal limit 1) t
      where cl.bin = $1 and c.scheme = 'limit' limit ${CALLS}`,
    [bin],
  )
  const middles: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const waits: number[] = []
    for (const { card, key } of cards) {
      const facts = {
        key_hash: key,
        name: `bench-${randomUUID()}`,
        hash: '\\x00',
        unknown_codes_per_minute: 5,
      }
      const asked = { verb: 'authorize', ...facts, card_hash: card, product: 'AI95', ml: 1000 }
      waits.push(
        await timed(async () => {
          const { rows } = await asking.query<{ state: string }>({
            ...{ name: 'ask', text: 'select (txn).state from till_ask($1)', values: [JSON.stringify(asked)] },
          })
          if (rows[0]!.state !== 'authorized') throw new Error('a card was refused')
        }),
      )
      await asking.query('select from till_ask($1)', [JSON.stringify({ verb: 'reverse', ...facts })])
    }
    middles.push(waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)]!)
  }
  return middles
}

/** As if they had come day by day, and no night had been since. */
async function fill(product: Product, bin: string): Promise<void> {
  await product.query('set session_replication_role = replica')
  await withoutIndexes(product, 'till_transaction', () => insert(product, bin))
  await product.query('set session_replication_role = default')
  await product.query(`update till_day set until = local_day(now() - interval '${DAYS + 1} days')`)
  await product.query('vacuum analyze till_transaction')
}

const insert = (product: Product, bin: string) =>
  product.query(
    `insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, at, client_id, card_id, contract_id, scheme, state,
        product, tiyn_per_l, completed_at, ml, short_ml, tiyn)
      select t.id, t.station_id, 1, 'fill-' || n || '-000', 'redeem', made.at, c.client_id, c.id, c.contract_id, c.scheme, 'completed',
        case when n % 3 = 0 then 'DT' else 'AI95' end, 24000, made.at, 40000, 0, 960000
      from generate_series(1, ${REFUELS}) n
        cross join lateral (select now() - interval '${DAYS} days' * (1 - n / ${REFUELS}.0) - interval '3 hours' as at) made
        join (select id, station_id, row_number() over () - 1 as i from terminal) t on t.i = n % 40
        join (select c.*, cl.bin = $1 as ours, row_number() over (partition by cl.bin = $1) - 1 as i
          from card c join client cl on cl.id = c.client_id) c
          on c.ours = (n % ${OURS} = 0) and c.i = n / ${OURS} % case when n % ${OURS} = 0 then ${CARDS / CLIENTS} else ${CARDS - CARDS / CLIENTS} end`,
    [bin],
  )

/** Rows come several times faster to a table without its indexes, and those are made in one go. Those of constraints stay. */
async function withoutIndexes(product: Product, table: string, work: () => Promise<unknown>): Promise<void> {
  const indexes = await product.query(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
      where i.indrelid = $1::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [table],
  )
  await product.query(indexes.map(({ name }) => `drop index ${String(name)}`).join('; '))
  await work()
  await product.query(
    `set maintenance_work_mem = '256MB'; ${indexes.map(({ made }) => String(made)).join('; ')}`,
  )
}
