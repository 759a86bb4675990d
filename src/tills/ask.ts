import { sql } from 'kysely'
import type { App } from '../app.ts'
import { repeatOnConflict } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { answerOf, type AnswerRow, type TillAnswer, type Verb } from './answer.ts'
import type { FiscalReceipt } from './fiscal-receipt.ts'
import type { Shown } from './shown.ts'
import { type Asking, together, type Together } from './together.ts'

/** A till's request as the database takes it (`till_request`). */
export type Ask = Shown & {
  verb: Verb
  /** Of the terminal's key. The terminal is looked up with every request, so a withdrawn key opens nothing from then on. */
  keyHash: Buffer
  posTxnId: string
  product?: Product | undefined
  ml?: bigint | undefined
  tiyn?: bigint | undefined
  plate?: string | undefined
  pump?: string | undefined
  cashier?: string | undefined
  odometerKm?: number | undefined
  fiscalReceipt?: FiscalReceipt | undefined
  pinHash?: Buffer | undefined
  /** Of a card, by its number's hash; the PIN was compared with that of this number. */
  cardHash?: Buffer | undefined
  pinNo?: number | undefined
  pinRight?: boolean | undefined
  original?: string | undefined
  /** What the till said under this name, in a fixed order: the same again is a repetition, anything else a mistake. */
  said: readonly (string | bigint | undefined)[]
}

/**
 * Asks the database and answers with what it has kept once that is committed. Whatever happens to the answer on its way, the
 * same request under the same name gets it again. Redemptions of coupons that wait anyway share a commit, and so do refuels by
 * card.
 */
export async function ask(app: App, asked: Ask): Promise<TillAnswer> {
  const row = await doorOf(app, asked)(asked)
  const answer = answerOf(asked.verb, asked.posTxnId, row)
  raiseAlarms(app, asked, row)
  return answer
}

type Door = Together<Ask, AnswerRow>

const doors = new WeakMap<App, { coupons: Door; cards: Door }>()

function doorOf(app: App, { verb, cardHash }: Ask): Door {
  const { coupons, cards } = doorsOf(app)
  if (cardHash || verb === 'complete') return cards
  return verb === 'redeem' ? coupons : (asked) => askAlone(app, asked)
}

function doorsOf(app: App): { coupons: Door; cards: Door } {
  const known = doors.get(app)
  if (known) return known
  const made = {
    coupons: together(asking(app, 'till_redeem_batch', byName)),
    // Cards that were promised fuel say first what they took of it: that may free some for the others.
    cards: together(asking(app, 'till_card_batch', (a, b) => completes(b) - completes(a) || byName(a, b))),
  }
  doors.set(app, made)
  return made
}

const byName = (a: Ask, b: Ask) => a.keyHash.compare(b.keyHash) || (a.posTxnId < b.posTxnId ? -1 : 1)
const completes = ({ verb }: Ask) => Number(verb === 'complete')

function asking(
  app: App,
  batch: 'till_redeem_batch' | 'till_card_batch',
  order: (a: Ask, b: Ask) => number,
): Asking<Ask, AnswerRow> {
  return {
    async all(asked) {
      const requests = JSON.stringify(asked.map((one) => toRequest(app, one)))
      const { rows } = await repeatOnConflict(() =>
        sql<AnswerRow>`select ${ANSWER} from ${sql.ref(batch)}(${requests}) a`.execute(app.db.write),
      )
      return rows.map((row) => (row.outcome === 'again' ? undefined : row))
    },
    alone: (asked) => askAlone(app, asked),
    order,
  }
}

async function askAlone(app: App, asked: Ask): Promise<AnswerRow> {
  const request = JSON.stringify(toRequest(app, asked))
  const { rows } = await repeatOnConflict(() =>
    sql<AnswerRow>`select ${ANSWER} from till_ask(${request}) a`.execute(app.db.write),
  )
  return rows[0]!
}

/** What is read of a `till_answer` that is called `a`. */
export const ANSWER = sql.raw(`
  a.outcome, a.replayed, a.wait_seconds, (a.txn).id, (a.txn).pos_txn_id, (a.txn).verb, (a.txn).state, (a.txn).reason,
  (a.txn).product, (a.txn).tiyn_per_l, (a.txn).at, (a.txn).held_ml, (a.txn).hold_until, (a.txn).remaining_ml,
  (a.txn).completed_at, (a.txn).ml, (a.txn).short_ml, (a.txn).tiyn, (a.txn).complete_remaining_ml,
  (a.txn).reversed_at, (a.txn).reverse_remaining_ml, (a.txn).extra,
  (a.txn).asked_ml, (a.txn).scheme`)

/** An odometer's reading and a receipt among what a till said. Unsaid they are no part of it: what was said before they could be stays the same. */
export function saidBesides({
  odometerKm,
  fiscalReceipt,
}: Pick<Ask, 'odometerKm' | 'fiscalReceipt'>): string[] {
  const { number, sign, url } = fiscalReceipt ?? {}
  return [
    ...(odometerKm === undefined ? [] : [`km ${odometerKm}`]),
    ...(number === undefined ? [] : [`receipt ${JSON.stringify([number, sign ?? null, url ?? null])}`]),
  ]
}

/** What a till said, as it is recognised when it says it again. Keyed, because a code and a PIN are in it. */
export function hashOf(app: App, verb: string, said: Ask['said']): Buffer {
  return app.vault.mac('request', JSON.stringify([verb, ...said.map((one) => one?.toString() ?? null)]))
}

/** A request in the form of `till_request`, for functions that take JSON. */
export function toRequest(app: App, asked: Omit<Ask, 'posTxnId' | 'said' | 'verb'> & Partial<Ask>) {
  const { verb, said, posTxnId } = asked
  return {
    verb: verb ?? 'lookup',
    key_hash: bytes(asked.keyHash),
    name: posTxnId,
    hash: said && bytes(hashOf(app, verb ?? 'lookup', said)),
    code_hash: bytes(asked.codeHash),
    token_hash: bytes(asked.tokenHash),
    last_four: asked.lastFour,
    product: asked.product,
    ml: asked.ml === undefined ? undefined : Number(asked.ml),
    tiyn: asked.tiyn === undefined ? undefined : Number(asked.tiyn),
    plate: asked.plate,
    pump: asked.pump,
    cashier: asked.cashier,
    odometer_km: asked.odometerKm,
    fiscal_receipt: asked.fiscalReceipt,
    pin_hash: bytes(asked.pinHash),
    card_hash: bytes(asked.cardHash),
    pin_no: asked.pinNo,
    pin_right: asked.pinRight,
    original: asked.original,
    unknown_codes_per_minute: app.config.limits.unknownCodesPerMinute,
  }
}

function bytes(buffer: Buffer | undefined): string | undefined {
  return buffer && `\\x${buffer.toString('hex')}`
}

// What an operator should hear of at once.
function raiseAlarms(app: App, asked: Ask, row: AnswerRow): void {
  if (row.replayed) return
  const { posTxnId, verb } = asked
  if (row.outcome === 'throttled') app.log.error('a till tries codes that nobody has', { posTxnId })
  if (verb === 'complete' && row.outcome === 'stored' && row.short_ml)
    app.log.error('fuel was dispensed that its coupon or card does not cover', {
      posTxnId,
      operation: row.id,
      shortMl: row.short_ml,
    })
  if (verb === 'complete' && row.outcome === 'already_final' && asked.ml)
    app.log.error('a till says it dispensed fuel after its authorisation had ended', {
      posTxnId,
      operation: row.id,
      state: row.state,
      ml: asked.ml,
    })
}
