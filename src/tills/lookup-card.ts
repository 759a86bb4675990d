import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Scheme } from '../cards/lock-cards.ts'
import { shownHash } from '../cards/number.ts'
import { repeatOnConflict } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { Declined, Facts, Refused } from './answer.ts'
import { toRequest } from './ask.ts'
import { shownCard } from './card-request.ts'
import type { Decline } from './decline.ts'

/** What may be dispensed to whoever shows the card. */
export type FoundCard = {
  outcome: 'found_card'
  scheme: Scheme
  lastFour: string
  /** the products it may be, here and now */
  products: Product[]
  /** of the product that was asked about: at most so much; null when none was, or when nothing but the company's money limits it */
  ml: bigint | null
  tiynPerLitre: bigint | null
  /** only for this vehicle; empty is any */
  plate: string
  pinNeeded: boolean
  /** the last day, ISO */
  validTo: string
  /** whose it is */
  company: string
  /** of the vehicle it is for; nought where nobody has said */
  tankMl: bigint
}

type LookedUp = {
  outcome: 'unknown_key' | 'throttled' | null
  replayed: boolean | null
  wait_seconds: number | null
  reason: Decline | null
  extra: Facts | null
  scheme: Scheme | null
  last_four: string
  product: Product | null
  products: Product[]
  may_ml: bigint | null
  tiyn_per_l: bigint | null
  plate: string
  pin_needed: boolean
  valid_to: string
  company: string
  tank_ml: bigint
}

/** Looks at a card as the station's tills would serve it now. Leaves nothing behind but the count of unknown numbers. */
export async function lookupCard(
  app: App,
  request: { keyHash: Buffer; card: string; product?: Product | undefined },
): Promise<FoundCard | Omit<Declined, 'posTxnId'> | Refused> {
  const asked = JSON.stringify(
    toRequest(app, {
      ...{ keyHash: request.keyHash, product: request.product },
      ...shownCard(shownHash(app.vault, request.card), request.card),
    }),
  )
  const { rows } = await repeatOnConflict(() =>
    sql<LookedUp>`select * from card_lookup(json_populate_record(null::till_request, ${asked}))`.execute(
      app.db.write,
    ),
  )
  const row = rows[0]!
  if (row.outcome === 'unknown_key') return { outcome: 'refused', reason: 'unknown_key' }
  if (row.outcome === 'throttled') {
    if (!row.replayed) app.log.error('a till tries codes that nobody has')
    return { outcome: 'refused', reason: 'throttled', waitSeconds: row.wait_seconds ?? 60 }
  }
  if (row.reason || !row.scheme)
    return {
      ...{ outcome: 'declined', of: 'card', operationId: null, reason: row.reason ?? 'unknown_code' },
      ...{ facts: row.extra ?? {}, state: null, product: row.product, remainingMl: null, replayed: false },
    }
  return {
    outcome: 'found_card',
    scheme: row.scheme,
    lastFour: row.last_four,
    products: row.products,
    ml: row.may_ml,
    tiynPerLitre: row.tiyn_per_l,
    plate: row.plate,
    pinNeeded: row.pin_needed,
    validTo: row.valid_to,
    company: row.company,
    tankMl: row.tank_ml,
  }
}
