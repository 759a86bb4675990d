import { sql } from 'kysely'
import type { App } from '../app.ts'
import { pinHash } from '../coupons/pin.ts'
import type { Product } from '../products/products.ts'
import { parsePlate } from '../values/plate.ts'
import { type Ask, saidBesides } from './ask.ts'
import type { FiscalReceipt } from './fiscal-receipt.ts'
import { readShown, type Shown } from './shown.ts'

/** What a till asks of a coupon. Volumes in ml, in steps of 10; money in tiyn. */
export type CouponRequest = {
  /** SHA-256 of the terminal's key. */
  keyHash: Buffer
  /** The till's own name for the operation, unique for ever within the terminal: 8–64 of `A-Za-z0-9._-`. */
  posTxnId: string
  /** As shown: 16 digits, or the address in a driver's QR code. */
  code: string
  product?: Product | undefined
  ml?: bigint | undefined
  /** As people write it. */
  plate?: string | undefined
  pump?: string | undefined
  pin?: string | undefined
  cashier?: string | undefined
  /** What the vehicle's odometer shows, in whole km. */
  odometerKm?: number | undefined
  /** When it is printed before the till asks. */
  fiscalReceipt?: FiscalReceipt | undefined
}

/** The same as the database takes it. Reads the database only for a PIN. */
export async function couponRequest(
  app: App,
  verb: 'redeem' | 'authorize',
  request: CouponRequest & { tiyn?: bigint | undefined },
): Promise<Ask> {
  const { code, pin, ...asked } = request
  const shown = readShown(app.vault, code)
  // What is no plate at all fits no coupon's.
  const plate = parsePlate(asked.plate ?? '')
  return {
    ...asked,
    ...shown,
    verb,
    plate: plate.ok ? plate.plate : asked.plate,
    pinHash: pin === undefined ? undefined : await hashPin(app, shown, pin),
    said: [
      (shown.codeHash ?? shown.tokenHash)?.toString('hex') ?? code,
      ...[asked.product, asked.ml, asked.tiyn, asked.plate, asked.pump, asked.cashier, pin],
      ...saidBesides(asked),
    ],
  }
}

// A PIN's hash is its coupon's own, so the coupon comes first. A code nobody has gets a hash that fits none.
async function hashPin(app: App, { codeHash, tokenHash }: Shown, pin: string): Promise<Buffer> {
  const { rows } = await sql<{ id: string }>`
    select id from coupon where code_hash = ${codeHash ?? null}
    union all
    select hc.coupon_id from handout h join handout_coupon hc on hc.client_id = h.client_id and hc.handout_id = h.id
    where h.token_hash = ${tokenHash ?? null} and hc.revoked_at is null
    limit 1`.execute(app.db.write)
  return pinHash(app.vault, rows[0]?.id ?? '', pin)
}
