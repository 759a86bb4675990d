import { sql } from 'kysely'
import type { App } from '../app.ts'
import { repeatOnConflict } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { Declined, Facts, Refused } from './answer.ts'
import { toRequest } from './ask.ts'
import type { Decline } from './decline.ts'
import { readShown } from './shown.ts'

/** What may be dispensed to whoever shows the code. */
export type Found = {
  outcome: 'found'
  product: Product
  nominalMl: bigint
  /** what may be dispensed now: of the rest, what is promised to no pump and within the day's limits */
  ml: bigint
  remainingMl: bigint
  tiynPerLitre: bigint
  /** only for this vehicle; empty is any */
  plate: string
  pinNeeded: boolean
  /** this coupon is dispensed whole or not at all */
  wholeOnly: boolean
  /** the last day, ISO */
  validTo: string
  /** whose it is */
  company: string
}

type LookedUp = {
  outcome: 'unknown_key' | 'throttled' | null
  replayed: boolean | null
  wait_seconds: number | null
  reason: Decline | null
  extra: Facts | null
  product: Product | null
  nominal_ml: bigint
  remaining_ml: bigint
  free_ml: bigint | null
  may_ml: bigint
  tiyn_per_l: bigint
  plate: string
  pin_needed: boolean
  whole_only: boolean
  valid_to: string
  company: string
}

/** Looks at a coupon as the station's tills would serve it now. Leaves nothing behind but the count of unknown codes. */
export async function lookup(
  app: App,
  request: { keyHash: Buffer; code: string },
): Promise<Found | Omit<Declined, 'posTxnId'> | Refused> {
  const asked = JSON.stringify(
    toRequest(app, { keyHash: request.keyHash, ...readShown(app.vault, request.code) }),
  )
  const { rows } = await repeatOnConflict(() =>
    sql<LookedUp>`select * from till_lookup(json_populate_record(null::till_request, ${asked}))`.execute(
      app.db.write,
    ),
  )
  const row = rows[0]!
  if (row.outcome === 'unknown_key') return { outcome: 'refused', reason: 'unknown_key' }
  if (row.outcome === 'throttled') {
    if (!row.replayed) app.log.error('a till tries codes that nobody has')
    return { outcome: 'refused', reason: 'throttled', waitSeconds: row.wait_seconds ?? 60 }
  }
  if (row.reason || !row.product)
    return {
      outcome: 'declined',
      of: 'coupon',
      operationId: null,
      reason: row.reason ?? 'unknown_code',
      facts: row.extra ?? {},
      state: null,
      product: row.product,
      remainingMl: row.free_ml,
      replayed: false,
    }
  return {
    outcome: 'found',
    product: row.product,
    nominalMl: row.nominal_ml,
    ml: row.may_ml,
    remainingMl: row.remaining_ml,
    tiynPerLitre: row.tiyn_per_l,
    plate: row.plate,
    pinNeeded: row.pin_needed,
    wholeOnly: row.whole_only,
    validTo: row.valid_to,
    company: row.company,
  }
}
