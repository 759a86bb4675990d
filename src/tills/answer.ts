import type { Scheme } from '../cards/lock-cards.ts'
import type { Product } from '../products/products.ts'
import type { Decline } from './decline.ts'

/** The verbs that leave a row under the till's own name. */
export type Verb = 'redeem' | 'authorize' | 'complete' | 'reverse' | 'refund'

/** Where an operation stands. */
export type OperationState =
  | 'declined'
  | 'authorized'
  | 'completed'
  | 'reversed'
  | 'hold_expired'
  | 'late_posted'

/** What a refusal says beside its reason: each reason has its own. */
export type Facts = {
  /** expired, not_yet_active: the day, ISO */
  on?: string
  /** expired: the coupon is good still, but its driver had it only until that day */
  given?: true
  /** used: when and where for the last time */
  at?: string
  station?: string
  /** station_not_allowed: some that are */
  stations?: string[]
  /** wrong_product: what the till asked for */
  asked?: Product
  /** plate_mismatch: the coupon's */
  plate?: string
  triesLeft?: number
  /** limits, rationing, insufficient on a card, refund_too_much: so much may be asked for, in ml */
  allowedMl?: number
  /** wrong_product on a card: those it may be */
  products?: Product[]
  /** unknown_code: what was shown was meant to be a card */
  of?: 'card'
  /** less was promised than was asked for, for this reason */
  partial?: Decline
}

/** An operation that was done as asked, now or (`replayed`) when its name was used before. */
export type Approved = {
  outcome: 'approved'
  verb: Verb
  of: 'coupon' | 'card'
  posTxnId: string
  operationId: string
  /** where it stands now, whatever happened since */
  state: OperationState
  /** null where nothing was ever asked: a name taken back beforehand */
  product: Product | null
  /** redeemed, promised, dispensed, taken back, refunded: what the verb says */
  ml: bigint
  /** less was promised than this, for that reason; null when it is all */
  partial: { askedMl: bigint; reason: Decline } | null
  /** of what was dispensed: not covered by the coupon or card */
  shortMl: bigint
  tiyn: bigint | null
  tiynPerLitre: bigint | null
  /**
   * what may still be dispensed from the coupon or card, when it was answered; null where there is neither, and for a card
   * without a wallet and without limits
   */
  remainingMl: bigint | null
  holdUntil: Date | null
  at: Date
  replayed: boolean
}

/** Refused for a reason of the business; it is on record. */
export type Declined = {
  outcome: 'declined'
  of: 'coupon' | 'card'
  posTxnId: string
  operationId: string | null
  reason: Decline
  facts: Facts
  state: OperationState | null
  product: Product | null
  remainingMl: bigint | null
  replayed: boolean
}

/**
 * Refused before it was a request: the key opens nothing, the name was used for another request, too many unknown codes,
 * another till's operation. Nothing happened.
 */
export type Refused =
  | { outcome: 'refused'; reason: 'unknown_key' | 'reused' | 'not_this_terminal' }
  | { outcome: 'refused'; reason: 'throttled'; waitSeconds: number }

export type TillAnswer = Approved | Declined | Refused

/** What the database answers: a word, and the operation's row where there is one. */
export type AnswerRow = {
  outcome: string
  replayed: boolean | null
  wait_seconds: number | null
  id: string | null
  pos_txn_id: string
  verb: 'redeem' | 'authorize' | 'reverse' | 'refund'
  state: OperationState
  reason: Decline | null
  product: Product | null
  tiyn_per_l: bigint | null
  at: Date
  held_ml: bigint | null
  hold_until: Date | null
  remaining_ml: bigint | null
  completed_at: Date | null
  ml: bigint | null
  short_ml: bigint | null
  tiyn: bigint | null
  complete_remaining_ml: bigint | null
  reversed_at: Date | null
  reverse_remaining_ml: bigint | null
  extra: Facts | null
  asked_ml: bigint | null
  /** of a card; null is a coupon */
  scheme: Scheme | null
}

/** The answer a till gets for a verb. Made of the stored row alone, so that a repetition is answered the same. */
export function answerOf(verb: Verb, posTxnId: string, row: AnswerRow): TillAnswer {
  switch (row.outcome) {
    case 'stored':
      return verb !== 'reverse' && row.reason ? declined(row, row.reason) : approved(verb, row)
    case 'unknown_key':
    case 'reused':
    case 'not_this_terminal':
      return { outcome: 'refused', reason: row.outcome }
    case 'throttled':
      return { outcome: 'refused', reason: 'throttled', waitSeconds: row.wait_seconds ?? 60 }
    case 'unknown_transaction':
      return { ...NOTHING, posTxnId, reason: row.outcome }
    case 'taken_back':
    case 'already_final':
    case 'shift_closed':
      return { ...declined(row, row.outcome), replayed: false }
    default:
      throw new Error(`the database answered a till with «${row.outcome}»`)
  }
}

/** The stored answer of an operation, for whoever asks what became of it: that of the last verb that changed it. */
export function storedAnswer(row: AnswerRow): Approved | Declined {
  if (row.reason) return { ...declined(row, row.reason), replayed: true }
  const last: Verb =
    row.state === 'reversed' ? 'reverse' : row.verb === 'authorize' && row.ml !== null ? 'complete' : row.verb
  return { ...approved(last, row), replayed: true }
}

const NOTHING = {
  outcome: 'declined',
  of: 'coupon',
  operationId: null,
  facts: {},
  state: null,
  product: null,
  remainingMl: null,
  replayed: false,
} as const

function ofWhat(row: AnswerRow): 'coupon' | 'card' {
  return row.scheme !== null || row.extra?.of === 'card' ? 'card' : 'coupon'
}

function declined(row: AnswerRow, reason: Decline): Declined {
  return {
    outcome: 'declined',
    of: ofWhat(row),
    posTxnId: row.pos_txn_id,
    operationId: row.id,
    reason,
    facts: row.extra ?? {},
    state: row.state,
    product: row.product,
    remainingMl: row.remaining_ml,
    replayed: row.replayed ?? false,
  }
}

function approved(verb: Verb, row: AnswerRow): Approved {
  const { id, pos_txn_id, state, product, tiyn_per_l, replayed } = row
  if (id === null) throw new Error('the database approved an operation without its row')
  const done = {
    outcome: 'approved',
    of: ofWhat(row),
    verb,
    posTxnId: pos_txn_id,
    operationId: id,
    state,
    product,
  } as const
  const common = {
    ...done,
    tiynPerLitre: tiyn_per_l,
    replayed: replayed ?? false,
    holdUntil: null,
    partial: null,
  }
  const dispensed = { ml: row.ml ?? 0n, shortMl: row.short_ml ?? 0n, tiyn: row.tiyn }
  switch (verb) {
    case 'authorize':
      return {
        ...common,
        ...{ ml: row.held_ml ?? 0n, shortMl: 0n, tiyn: null },
        partial: row.extra?.partial ? { askedMl: row.asked_ml ?? 0n, reason: row.extra.partial } : null,
        remainingMl: row.remaining_ml,
        holdUntil: row.hold_until,
        at: row.at,
      }
    case 'redeem':
    case 'refund':
    case 'complete':
      return {
        ...common,
        ...dispensed,
        remainingMl: row.ml === null ? row.reverse_remaining_ml : row.complete_remaining_ml,
        at: row.completed_at ?? row.reversed_at ?? row.at,
      }
    case 'reverse':
      return {
        ...common,
        ml: row.state === 'declined' ? 0n : (row.ml ?? row.held_ml ?? 0n),
        shortMl: 0n,
        tiyn: row.tiyn,
        remainingMl: row.reverse_remaining_ml,
        at: row.reversed_at ?? row.at,
      }
  }
}
