/** Any rules over any refuels, holds and refunds, across the borders of all periods: tills hear what a slow model says. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { aDriver, aStation } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { DAYS, LIMIT_RULES } from './invariants.ts'
import { type Amount, isAmount, MODES, PERIODS, type Rule, UNITS, type Window } from './rules.ts'
import {
  aCardGroup,
  aLimitCard,
  amount,
  aVehicle,
  limitsAre,
  nothingIsAddedUp,
  onlyThen,
  type Owner,
  PRICE,
  weigh,
} from './testing.ts'
import { sumDays } from './sum-days.ts'

let site: TestSite
const stations: { id: number; region: string }[] = []
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  for (const region of ['Алматинская', 'Абайская']) {
    const { id } = await aStation(site.app)
    await sql`update station set region = ${region} where id = ${id}`.execute(site.owner)
    stations.push({ id, region })
  }
})
after(() => site.stop())

/** Two of everything that can have limits; a card may be in any hands. */
type World = Owner & { card: string[]; driver: string[]; vehicle: string[]; group: string[] }
const SCOPES = ['contract', 'group', 'card', 'driver', 'vehicle'] as const
type Holder = Record<(typeof SCOPES)[number], string>

type Refuel = Holder & {
  id: string
  at: Date
  station: number
  product: string
  state: string
  ml: bigint
  refunded: bigint
}
type Placed = { id: string; scope: (typeof SCOPES)[number]; of: string; rule: Rule; countsFrom: Date }

// ——— The model: local time is five hours ahead, a period is what its name says, everything is added up from the start.

const HOUR = 3_600_000
const local = (at: Date) => new Date(at.getTime() + 5 * HOUR)
const isoWeekday = (at: Date) => local(at).getUTCDay() || 7
function periodName(period: string, at: Date): string {
  const here = local(at)
  const [year, month] = [here.getUTCFullYear(), here.getUTCMonth()]
  const monday = new Date(here.getTime() - (isoWeekday(at) - 1) * 24 * HOUR)
  switch (period) {
    case 'day':
      return here.toISOString().slice(0, 10)
    case 'week':
      return monday.toISOString().slice(0, 10)
    case 'month':
      return `${year} ${month}`
    default:
      return `${year} ${Math.floor(month / 3)}`
  }
}

function outside(window: Window, station: number, at: Date): string | undefined {
  const minute = local(at).getUTCHours() * 60 + local(at).getUTCMinutes()
  const region = stations.find(({ id }) => id === station)!.region
  if (window.stationIds && !window.stationIds.includes(station)) return 'station_not_allowed'
  if (window.regions && !window.regions.includes(region)) return 'station_not_allowed'
  if (window.weekdays && !window.weekdays.includes(isoWeekday(at))) return 'limit_days'
  if (window.fromMinute !== null && (minute < window.fromMinute || minute >= window.untilMinute!))
    return 'limit_hours'
  return undefined
}

const REASONS = [
  'station_not_allowed',
  'limit_days',
  'limit_hours',
  'limit_refuel',
  'limit_day',
  'limit_week',
  'limit_month',
  'limit_quarter',
  'limit_total',
]
const REASON_OF = {
  tx: 'limit_refuel',
  day: 'limit_day',
  week: 'limit_week',
  month: 'limit_month',
  quarter: 'limit_quarter',
  once: 'limit_total',
}

function used(
  { rule, scope, of, countsFrom }: Placed & { rule: Amount },
  refuels: Refuel[],
  at: Date,
): bigint {
  let sum = 0n
  for (const refuel of refuels) {
    if (refuel[scope] !== of) continue
    if (!['authorized', 'completed', 'late_posted'].includes(refuel.state)) continue
    if (rule.products && !rule.products.some((one) => one === refuel.product)) continue
    if (outside(rule, refuel.station, refuel.at)) continue
    if (rule.period === 'tx') continue
    if (
      rule.period === 'once'
        ? refuel.at < countsFrom
        : periodName(rule.period, refuel.at) !== periodName(rule.period, at)
    )
      continue
    const ml = refuel.ml - refuel.refunded
    sum += rule.unit === 'count' ? (ml > 0n ? 1n : 0n) : rule.unit === 'ml' ? ml : (ml * PRICE) / 1000n
  }
  return sum
}

type Ask = { product: string; station: number; at: Date; ml: bigint }

function model(placed: Placed[], holder: Holder, refuels: Refuel[], ask: Ask) {
  const bounds: { id: string; reason: string; left: bigint; mode: string }[] = []
  for (const one of placed) {
    const { id, rule, scope, of } = one
    if (holder[scope] !== of) continue
    const out = outside(rule, ask.station, ask.at)
    if (!isAmount(rule)) {
      if (out) bounds.push({ id, reason: out, left: 0n, mode: rule.mode })
      continue
    }
    if (out || (rule.products && !rule.products.some((product) => product === ask.product))) continue
    const rest = rule.value - used({ ...one, rule }, refuels, ask.at)
    const positive = rest > 0n ? rest : 0n
    const left = {
      ml: positive,
      tiyn: ((positive * 1000n) / PRICE / 10n) * 10n,
      count: positive > 0n ? undefined : 0n,
    }[rule.unit]
    if (left !== undefined) bounds.push({ id, reason: REASON_OF[rule.period], left, mode: rule.mode })
  }
  const order = (a: (typeof bounds)[number], b: (typeof bounds)[number]) =>
    Number(a.left - b.left) || REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason) || (a.id < b.id ? -1 : 1)
  const [tightest] = bounds.filter(({ mode }) => mode === 'decline').toSorted(order)
  const given = tightest && tightest.left < ask.ml ? tightest.left : ask.ml
  return {
    allowed: tightest?.left ?? null,
    ruleId: tightest?.id ?? null,
    reason: tightest?.reason ?? null,
    flags: bounds
      .filter(({ mode, left }) => mode === 'flag' && left < given)
      .map(({ id }) => id)
      .toSorted(),
  }
}

// ——— What happens

// Ends of a year, a quarter that is no year, a week over a month's end, an ordinary day: midnight in Almaty.
const BORDERS = [
  '2025-12-31T19:00:00Z',
  '2025-09-30T19:00:00Z',
  '2025-09-28T19:00:00Z',
  '2025-11-17T19:00:00Z',
]
/** Before any of it. */
const FIRST_DAY = '2025-09-22'
const moment = fc
  .record({
    border: fc.constantFrom(...BORDERS),
    seconds: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -300_000, max: 300_000 })),
  })
  .map(({ border, seconds }) => new Date(Date.parse(border) + seconds * 1000))
const product = fc.constantFrom('AI95', 'DT', 'LPG')
const volume = fc.integer({ min: 1, max: 6_000 }).map((tens) => BigInt(tens) * 10n)
const nth = fc.nat({ max: 1 })

const window = fc.record<Window>({
  weekdays: fc.option(fc.constantFrom([1, 2, 3, 4, 5], [6, 7], [7]), { freq: 2 }),
  fromMinute: fc.constant(null),
  untilMinute: fc.constant(null),
  stationIds: fc.constant(null),
  regions: fc.constant(null),
})
const hours = fc.constantFrom(
  {},
  { fromMinute: 0, untilMinute: 1 },
  { fromMinute: 480, untilMinute: 1200 },
  { fromMinute: 1200, untilMinute: 1440 },
)
const place = fc.constantFrom({}, { at: 'station' }, { at: 'region' })
const rule: fc.Arbitrary<{ rule: Rule; at?: string }> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        products: fc.option(fc.constantFrom<('AI95' | 'DT')[]>(['AI95'], ['AI95', 'DT'])),
        unit: fc.constantFrom(...UNITS),
        period: fc.constantFrom(...PERIODS),
        value: fc.integer({ min: 0, max: 12_000 }),
        mode: fc.constantFrom(...MODES, 'decline' as const),
        window: fc.option(window, { freq: 3 }),
      })
      .filter(({ unit, period }) => unit !== 'count' || period !== 'tx')
      .map(({ value, window, ...facts }) => ({
        rule: amount({
          ...facts,
          ...window,
          value:
            facts.unit === 'ml'
              ? BigInt(value) * 10n
              : facts.unit === 'tiyn'
                ? BigInt(value) * 200n
                : BigInt(value % 4),
        }),
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(window, hours, place, fc.constantFrom(...MODES))
      .map(([window, hours, { at }, mode]) => ({
        rule: onlyThen({ ...window, ...hours, mode }),
        ...(at ? { at } : {}),
      })),
  },
)

type Step =
  | { do: 'refuel'; card: number; product: string; station: number; at: Date; ml: bigint; state: string }
  | { do: 'refund'; which: number; tens: number }
  | { do: 'end'; which: number; state: string }
  | { do: 'hand'; card: number; driver: number; vehicle: number; group: number }
  | { do: 'ask'; card: number; product: string; station: number; at: Date; ml: bigint }
  /** Days that are past are added up, so many weeks of them. */
  | { do: 'sum'; weeks: number }

const facts = { card: nth, product, station: nth, at: moment, ml: volume }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('refuel' as const),
      ...facts,
      state: fc.constantFrom('authorized', 'completed', 'completed', 'late_posted', 'reversed', 'declined'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('refund' as const), which: fc.nat(20), tens: fc.nat(6_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      which: fc.nat(20),
      state: fc.constantFrom('hold_expired', 'reversed', 'late_posted'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('hand' as const),
      card: nth,
      driver: nth,
      vehicle: nth,
      group: nth,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), ...facts }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sum' as const), weeks: fc.integer({ min: 1, max: 8 }) }),
  },
)

async function aWorld(): Promise<World> {
  const client = await site.aClient()
  const db = site.app.db.write
  const two = (make: () => Promise<string>) => Promise.all([make(), make()])
  const [driver, vehicle, group] = await Promise.all([
    two(async () => (await aDriver(site.app, client.id)).id),
    two(() => aVehicle(db, client)),
    two(() => aCardGroup(db, client)),
  ])
  const card = await Promise.all(
    [0, 1].map((n) =>
      aLimitCard(db, client, { driverId: driver[n]!, vehicleId: vehicle[n]!, groupId: group[n]! }),
    ),
  )
  return { ...client, card, driver, vehicle, group }
}

async function refuel(world: World, holder: Holder, step: Step & { do: 'refuel' }): Promise<Refuel> {
  const { product, at, state, ml } = step
  const station = stations[step.station]!.id
  const tiyn = (ml * PRICE) / 1000n
  const done = state === 'completed' || state === 'late_posted'
  const { rows } = await sql<{ id: string }>`
    insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, at, client_id, card_id, scheme, driver_id, vehicle_id, group_id,
      state, reason, product, tiyn_per_l, held_ml, hold_until, completed_at, ml, short_ml, tiyn)
    values (1, ${station}, 1, ${randomUUID()}, 'authorize', ${at}, ${world.id}, ${holder.card}, 'limit', ${holder.driver}, ${holder.vehicle}, ${holder.group},
      ${state}, ${state === 'declined' ? 'insufficient' : null}, ${product}, ${PRICE}, ${ml}, ${at}, ${done ? at : null}, ${done ? ml : null}, ${done ? 0 : null},
      ${done ? tiyn : null}) returning id`.execute(site.owner)
  return { ...holder, id: rows[0]!.id, at, station, product, state, ml, refunded: 0n }
}

test('all rules together leave what the model leaves, name the same rule, and take the same notes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ scope: fc.constantFrom(...SCOPES), of: nth, rule, countsFrom: moment }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.array(step, { minLength: 6, maxLength: 24 }),
      async (rules, steps) => {
        const world = await aWorld()
        await nothingIsAddedUp(site.owner, FIRST_DAY)
        const placed: Placed[] = []
        for (const { scope, of, rule: made, countsFrom } of rules) {
          const place =
            made.at === 'station'
              ? { stationIds: [stations[0]!.id] }
              : made.at === 'region'
                ? { regions: [stations[1]!.region] }
                : {}
          const rule = { ...made.rule, ...place }
          // A window that shuts nothing out is no rule.
          if (
            !isAmount(rule) &&
            !rule.weekdays &&
            rule.fromMinute === null &&
            !rule.stationIds &&
            !rule.regions
          )
            continue
          const id = scope === 'contract' ? world.contractId : world[scope][of]!
          const [ruleId] = await limitsAre(site.app.db.write, world, scope, id, [rule], countsFrom)
          placed.push({ id: ruleId!, scope, of: id, rule, countsFrom })
        }
        const hands = [0, 1].map((n): Holder => ({
          contract: world.contractId,
          card: world.card[n]!,
          driver: world.driver[n]!,
          vehicle: world.vehicle[n]!,
          group: world.group[n]!,
        }))
        const refuels: Refuel[] = []
        for (const step of steps) {
          const known = 'which' in step ? refuels[step.which % (refuels.length || 1)] : undefined
          switch (step.do) {
            case 'refuel':
              refuels.push(await refuel(world, { ...hands[step.card]! }, step))
              break
            case 'refund': {
              if (!known || !['completed', 'late_posted'].includes(known.state)) break
              const rest = known.ml - known.refunded
              known.refunded += BigInt(step.tens) * 10n < rest ? BigInt(step.tens) * 10n : rest
              await sql`update till_transaction set refunded_ml = ${known.refunded}, refunded_tiyn = ${(known.refunded * PRICE) / 1000n} where id = ${known.id}`.execute(
                site.owner,
              )
              break
            }
            case 'end':
              if (known?.state !== 'authorized') break
              known.state = step.state
              await sql`update till_transaction set state = ${known.state}, ml = held_ml, tiyn = held_ml * ${PRICE}::bigint / 1000 where id = ${known.id}`.execute(
                site.owner,
              )
              break
            case 'hand': {
              const hand = hands[step.card]!
              hand.driver = world.driver[step.driver]!
              hand.vehicle = world.vehicle[step.vehicle]!
              hand.group = world.group[step.group]!
              await sql`update card set driver_id = ${hand.driver}, vehicle_id = ${hand.vehicle}, group_id = ${hand.group} where id = ${hand.card}`.execute(
                site.app.db.write,
              )
              break
            }
            case 'sum':
              for (let week = 0; week < step.weeks; week++) assert.equal(await sumDays(site.app), 7)
              break
            case 'ask': {
              const hand = hands[step.card]!
              const ask = { ...step, station: stations[step.station]!.id }
              const said = await weigh(site.app.db.write, world, hand.card, {
                product: step.product as 'AI95',
                stationId: ask.station,
                at: step.at,
                ml: step.ml,
              })
              assert.deepEqual(
                {
                  allowed: said.allowed,
                  ruleId: said.ruleId,
                  reason: said.reason,
                  flags: (said.flags ?? []).map(({ rule }) => rule).toSorted(),
                },
                model(placed, hand, refuels, ask),
              )
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  )
  assert.deepEqual((await sql`${sql.raw(LIMIT_RULES[DAYS]!)}`.execute(site.owner)).rows, [])
})
