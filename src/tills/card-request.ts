import type { App } from '../app.ts'
import { comparePin } from '../cards/compare-pin.ts'
import { shownHash } from '../cards/number.ts'
import type { Product } from '../products/products.ts'
import { parsePlate } from '../values/plate.ts'
import { type Ask, saidBesides } from './ask.ts'
import type { FiscalReceipt } from './fiscal-receipt.ts'

/** What a till asks of a card. Volumes in ml, in steps of 10; money in tiyn. */
export type CardRequest = {
  /** SHA-256 of the terminal's key. */
  keyHash: Buffer
  /** The till's own name for the operation, unique for ever within the terminal: 8–64 of `A-Za-z0-9._-`. */
  posTxnId: string
  /** As read: the digits, the magnetic track, the chip's number. */
  card: string
  product: Product
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
export async function cardRequest(
  app: App,
  verb: 'redeem' | 'authorize',
  request: CardRequest & { ml?: bigint | undefined; tiyn?: bigint | undefined },
): Promise<Ask> {
  const { card, pin, ...asked } = request
  const cardHash = shownHash(app.vault, card)
  // What is no plate at all fits no vehicle's.
  const plate = parsePlate(asked.plate ?? '')
  return {
    ...asked,
    ...shownCard(cardHash, card),
    verb,
    plate: plate.ok ? plate.plate : asked.plate,
    ...(pin === undefined ? {} : await comparePin(app.db.write, app.vault, cardHash, pin)),
    said: [
      `card ${cardHash.toString('hex')}`,
      ...[asked.product, asked.ml, asked.tiyn, asked.plate, asked.pump, asked.cashier, pin],
      ...saidBesides(asked),
    ],
  }
}

/** What is asked of a card without anything else. */
export function shownCard(cardHash: Buffer, card: string): Pick<Ask, 'cardHash' | 'lastFour'> {
  const lastFour = card.replaceAll(/[^\dA-Fa-f]/g, '').slice(-4)
  return { cardHash, ...(lastFour.length === 4 ? { lastFour } : {}) }
}
