/** The forms of the tills' calls (interface §4.1). What checks them also describes them: see /api/docs. */
import { z } from 'zod'
import type { PlainKey } from '../i18n/index.ts'
import { SCHEMES } from '../cards/lock-cards.ts'
import { PRODUCTS } from '../products/products.ts'
import { MOST_KM } from '../values/odometer.ts'
import { parsePlate } from '../values/plate.ts'
import { DECLINES } from './decline.ts'

/** More than any tank: what is beyond it is a slip of the till, not a refuel. */
const MOST_ML = 10_000_000
const MOST_TIYN = 1_000_000_000_000

const Volume = z.int().min(0).max(MOST_ML).multipleOf(10)
const Ml = Volume.min(10).transform(BigInt).meta({ description: 'Millilitres, in steps of 10.' })
const MlOrNought = Volume.transform(BigInt).meta({
  description: 'Millilitres, in steps of 10; 0 takes the authorisation back.',
})

// The database keeps no NUL and no half of a surrogate pair; no scanner and no keyboard sends other control characters.
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text))

export const PosTxnId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{8,64}$/)
  .meta({
    description:
      'The till’s own name for the operation: 8–64 of A–Z a–z 0–9 . _ -, unique for ever within the terminal. The same name with the same body gets the same answer.',
    examples: ['7-2026-11-25-000123'],
  })
const Code = line(500).meta({
  description: 'What the driver shows: the 16 digits, grouped or not, or the text of the QR code.',
  examples: ['1234 5678 9012 3456'],
})
const Card = line(100).meta({
  description:
    'Instead of code: what a card reader gives: the 19 digits, the magnetic stripe’s second track, or a chip’s number in hex.',
  examples: ['7825123456789012347'],
})
const ProductCode = z.enum(PRODUCTS)
const Pump = line(20).meta({
  description: 'The pump’s number. A named pump holds for 60 minutes instead of 15.',
})
const Plate = line(20)
  .refine((text) => parsePlate(text).ok)
  .meta({
    description:
      'The vehicle’s number plate, as the cashier reads it; compared with that of the coupon or card, if it has one.',
  })
const Pin = z
  .string()
  .regex(/^\d{4,8}$/)
  .meta({ description: 'The PIN of the coupon or card, when it has one. Three wrong ones block it.' })
const Cashier = line(60).meta({ description: 'Who serves: shown in the history of the coupon or card.' })

const OdometerKm = z.int().min(0).max(MOST_KM).meta({
  description:
    'What the vehicle’s odometer shows, in whole kilometres; the client reads its consumption by it. Never a reason to decline.',
})

const FiscalReceiptSaid = z
  .strictObject({
    number: line(40).meta({ description: 'As it stands on the receipt.' }),
    sign: line(40).optional().meta({ description: 'The fiscal sign.' }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .refine((url) => url.isWellFormed() && !/[\p{Cc}\s]/u.test(url))
      .optional()
      .meta({ description: 'Where the fiscal data operator shows it: the text of the receipt’s QR code.' }),
  })
  .meta({
    id: 'FiscalReceipt',
    description:
      'The fiscal receipt of the refuel, shown to the client. When it is printed later, say it by itself: POST /fiscal-receipt.',
  })

const about = {
  pump: Pump.optional(),
  plate: Plate.optional(),
  pin: Pin.optional(),
  cashier: Cashier.optional(),
  odometerKm: OdometerKm.optional(),
}

// One of the two.
const shown = { code: Code.optional(), card: Card.optional() }
const oneShown = { path: ['code'] }
const isOneShown = ({ code, card }: { code?: string | undefined; card?: string | undefined }) =>
  (code === undefined) !== (card === undefined)

export const LookupBody = z
  .strictObject({
    ...shown,
    product: ProductCode.optional().meta({ description: 'Of a card: how much of it there may be.' }),
  })
  .refine(isOneShown, oneShown)
export const RedeemBody = z
  .strictObject({
    posTxnId: PosTxnId,
    ...shown,
    ml: Ml.optional(),
    product: ProductCode.optional(),
    ...about,
    fiscalReceipt: FiscalReceiptSaid.optional(),
  })
  .refine(isOneShown, oneShown)
  // Of a card nothing says how much is meant, or of what.
  .refine(({ card, ml, product }) => card === undefined || (ml !== undefined && product !== undefined), {
    path: ['card'],
  })
export const AuthorizeBody = z
  .strictObject({
    posTxnId: PosTxnId,
    ...shown,
    product: ProductCode,
    ml: Ml.optional(),
    tiyn: z.int().min(1).max(MOST_TIYN).transform(BigInt).optional().meta({
      description:
        'Instead of ml: as many litres as this buys at the price of the coupon, or of the station for a card.',
    }),
    ...about,
  })
  .refine(({ ml, tiyn }) => (ml === undefined) !== (tiyn === undefined))
  .refine(isOneShown, oneShown)
export const CompleteBody = z.strictObject({
  posTxnId: PosTxnId,
  ml: MlOrNought,
  odometerKm: OdometerKm.optional(),
  fiscalReceipt: FiscalReceiptSaid.optional(),
})
export const FiscalReceiptBody = z.strictObject({ posTxnId: PosTxnId, fiscalReceipt: FiscalReceiptSaid })
export const ReverseBody = z.strictObject({ posTxnId: PosTxnId })
export const RefundBody = z.strictObject({
  posTxnId: PosTxnId,
  originalPosTxnId: PosTxnId,
  ml: Ml,
  cashier: Cashier.optional(),
})

const Count = z.int().min(0).max(1_000_000)
// A shift in which more came back than was sold ends below nought.
const Signed = z.int().min(-MOST_TIYN).max(MOST_TIYN)
const ShiftLine = z.strictObject({ product: ProductCode, count: Count, ml: Signed, tiyn: Signed })
export const CloseShiftBody = z.strictObject({
  shift: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .meta({
      description: 'The till’s own name for the shift, unique within the terminal.',
      examples: ['2026-11-25-2'],
    }),
  lines: z
    .array(ShiftLine)
    .max(PRODUCTS.length)
    .refine((lines) => new Set(lines.map(({ product }) => product)).size === lines.length)
    .meta({
      description:
        'By product: refuels (refunds not counted), litres and money less what was refunded. Products without any may be left out.',
    }),
  cashier: Cashier.optional(),
})
export const HeartbeatBody = z.strictObject({
  station: line(40).optional().meta({ description: 'What the till believes its station’s number is.' }),
  terminal: line(80).optional().meta({ description: 'What the till calls itself.' }),
  version: line(40).optional(),
  clock: z.iso.datetime({ offset: true }).optional().meta({ description: 'The till’s clock, RFC 3339.' }),
})

const Token = line(400).meta({
  description:
    'The text of the QR code, or what stands in it after #: v1.NUMBER.CODE.PRODUCT.ML.UNTIL.KEY.SIGNATURE.',
})
export const OfflineBody = z.strictObject({
  refuels: z
    .array(
      z.strictObject({
        posTxnId: PosTxnId,
        token: Token,
        at: z.iso.datetime({ offset: true }).meta({ description: 'When, by the till’s clock; RFC 3339.' }),
        pump: Pump.optional(),
        cashier: Cashier.optional(),
        fiscalReceipt: FiscalReceiptSaid.optional(),
      }),
    )
    .min(1)
    // As many as fit a body, with the whole text of their QR codes.
    .max(40),
})

/** What is expected of a field, by its name. */
export const FIELDS: Readonly<Record<string, PlainKey>> = {
  posTxnId: 'api.field.posTxnId',
  originalPosTxnId: 'api.field.posTxnId',
  shift: 'api.field.posTxnId',
  code: 'api.field.code',
  card: 'api.field.codeOrCard',
  product: 'api.field.product',
  ml: 'api.field.ml',
  tiyn: 'api.field.tiyn',
  pin: 'api.field.pin',
  pump: 'api.field.text',
  plate: 'api.field.text',
  cashier: 'api.field.text',
  odometerKm: 'api.field.odometerKm',
  fiscalReceipt: 'api.field.fiscalReceipt',
  number: 'api.field.text',
  sign: 'api.field.text',
  url: 'api.field.url',
  station: 'api.field.text',
  terminal: 'api.field.text',
  version: 'api.field.text',
  clock: 'api.field.clock',
  lines: 'api.field.lines',
  count: 'api.field.lines',
  refuels: 'api.field.refuels',
  token: 'api.field.code',
  at: 'api.field.clock',
}

const Text = z
  .object({ ru: z.string(), kk: z.string(), en: z.string() })
  .meta({ id: 'Text', description: 'A sentence for people, in each language.' })
const Words = {
  message: Text.meta({ description: 'For the cashier.' }),
  driverMessage: Text.meta({ description: 'For the driver.' }),
}
const State = z
  .enum(['declined', 'authorized', 'completed', 'reversed', 'hold_expired', 'late_posted'])
  .meta({
    id: 'OperationState',
    description: 'Where the operation stands now, whatever has happened since it was answered.',
  })
const Moment = z.iso.datetime().meta({ description: 'RFC 3339.' })
const Litres = z.int().meta({ description: 'Millilitres.' })
const Replayed = z
  .boolean()
  .meta({ description: 'True when this name was used before and this is the answer it had.' })

const Approved = z
  .object({
    approved: z.literal(true),
    posTxnId: z.string(),
    operationId: z.uuid().meta({ description: 'Ours for the operation; print it on the slip.' }),
    state: State,
    product: ProductCode.nullable(),
    ml: Litres.meta({
      description: 'Redeemed, promised, dispensed, taken back or refunded, in millilitres.',
    }),
    shortMl: Litres.meta({ description: 'Of what was dispensed: not covered by the coupon or card.' }),
    partial: z
      .object({ askedMl: Litres, reason: z.enum(DECLINES) })
      .optional()
      .meta({ description: 'Of a card: less was promised than was asked for, and why.' }),
    tiyn: z.int().nullable().meta({ description: 'What it cost.' }),
    tiynPerL: z.int().nullable(),
    remainingMl: Litres.nullable().meta({
      description:
        'What may still be dispensed from the coupon or card, when it was answered; null for a card that has neither a wallet nor limits.',
    }),
    holdUntil: Moment.nullable(),
    at: Moment,
    replayed: Replayed,
    ...Words,
  })
  .meta({ id: 'Approved' })
const Reason = z
  .enum(DECLINES)
  .meta({ id: 'Reason', description: 'Closed: a new one is a new version of the API.' })
const declined = {
  approved: z.literal(false),
  reason: Reason,
  state: State.nullable(),
  product: ProductCode.nullable(),
  remaining: z
    .object({
      ml: Litres.meta({ description: 'What may be dispensed from the coupon or card.' }),
      allowedMl: Litres.optional().meta({ description: 'What a limit still allows.' }),
    })
    .optional(),
  details: z.record(z.string(), z.unknown()).meta({
    description: 'Facts of the reason: on, given, at, station, stations, asked, products, plate, triesLeft.',
  }),
  replayed: Replayed,
  ...Words,
}
const Declined = z.object({ ...declined, posTxnId: z.string(), operationId: z.uuid().nullable() }).meta({
  id: 'Declined',
  description: 'A refusal of the business. It is on record under the operation’s name.',
})

/** The answer to every verb that has a name. */
export const OperationAnswer = z.discriminatedUnion('approved', [Approved, Declined])

const Found = z
  .object({
    approved: z.literal(true),
    product: ProductCode,
    ml: Litres.meta({ description: 'What may be dispensed now.' }),
    remainingMl: Litres.meta({ description: 'What is left on the coupon.' }),
    nominalMl: Litres,
    tiynPerL: z.int(),
    plate: z.string().meta({ description: 'Only for this vehicle; empty is any.' }),
    pinRequired: z.boolean(),
    wholeOnly: z.boolean(),
    validTo: z.iso.date().meta({ description: 'The last day.' }),
    ...Words,
  })
  .meta({ id: 'Found' })
const FoundCard = z
  .object({
    approved: z.literal(true),
    card: z.object({
      lastFour: z.string(),
      scheme: z.enum(SCHEMES).meta({
        description: 'Its own money, its own litres, or the company’s money within limits.',
      }),
    }),
    products: z.array(ProductCode).meta({ description: 'What it may buy here and now.' }),
    ml: Litres.nullable().meta({
      description:
        'Of the product that was asked about: at most so much; null when none was, or when no wallet and no limit says it.',
    }),
    tiynPerL: z.int().nullable(),
    plate: z.string().meta({ description: 'Only for this vehicle; empty is any.' }),
    pinRequired: z.boolean(),
    validTo: z.iso.date().meta({ description: 'The last day.' }),
    ...Words,
  })
  .meta({ id: 'FoundCard' })
export const LookupAnswer = z.union([Found, FoundCard, z.object(declined).meta({ id: 'NotFound' })])

const Sum = z.object({ count: z.int(), ml: z.int(), tiyn: z.int() }).meta({ id: 'ShiftSum' })
export const CloseShiftAnswer = z.discriminatedUnion('result', [
  z.object({ result: z.literal('MATCH'), shift: z.string(), replayed: Replayed }).meta({
    id: 'ShiftClosed',
    description: 'The sums are ours; the shift is closed and the next has begun.',
  }),
  z
    .object({
      result: z.literal('DIFFERS'),
      shift: z.string(),
      differences: z.array(
        z.object({
          product: ProductCode,
          ours: Sum,
          yours: Sum,
          transactions: z.array(
            z.object({
              posTxnId: z.string(),
              operationId: z.uuid(),
              verb: z.enum(['redeem', 'authorize', 'refund']),
              ml: z.int(),
              tiyn: z.int(),
              at: z.string(),
            }),
          ),
        }),
      ),
    })
    .meta({
      id: 'ShiftDiffers',
      description: 'The products that differ, with what we have of them. The shift stays open.',
    }),
])
export const HeartbeatAnswer = z.object({
  serverTime: Moment,
  clockAheadMs: z
    .int()
    .nullable()
    .meta({ description: 'How far the till’s clock is ahead of ours; null when it told none.' }),
  station: z.object({ number: z.string(), name: z.string() }),
  terminal: z.object({ id: z.int(), name: z.string() }),
  shift: z.int().meta({ description: 'Our number of the running shift.' }),
  blockListVersion: z.int().meta({
    description:
      'Of the list that GET /offline gives: another number, another list. Only for tills that serve offline; a request is always checked against the coupon itself.',
  }),
})
export const OfflineKit = z.object({
  keys: z
    .array(
      z.object({
        id: z.string(),
        algorithm: z.literal('Ed25519'),
        publicKey: z.string().meta({ description: '32 bytes, base64url.' }),
      }),
    )
    .meta({ description: 'A token names the key it is signed with.' }),
  blockListVersion: z.int(),
  blocked: z
    .array(z.string())
    .meta({ description: 'NUMBER.CODE of tokens that have not run out and pay no more.' }),
  serverTime: Moment,
})
export const OfflineAnswer = z.object({
  results: z
    .array(
      z.union([
        OperationAnswer,
        z.object({ posTxnId: z.string(), error: z.literal('pos_txn_reused') }).meta({
          id: 'OfflineReused',
          description: 'This name was used for something else; nothing happened.',
        }),
      ]),
    )
    .meta({ description: 'One for each refuel, in their order.' }),
})
