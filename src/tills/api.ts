/** What tills call, under /api/pos/v1: from the form to the verb and back. */
import type { z } from 'zod'
import type { App } from '../app.ts'
import { type ApiRoute, apiGet, apiPost, type Call } from '../web/api.ts'
import { Problem } from '../web/problem.ts'
import type { Approved, Declined, Refused, TillAnswer } from './answer.ts'
import {
  AuthorizeBody,
  CloseShiftAnswer,
  CloseShiftBody,
  CompleteBody,
  FIELDS,
  FiscalReceiptBody,
  HeartbeatAnswer,
  HeartbeatBody,
  LookupAnswer,
  LookupBody,
  OfflineAnswer,
  OfflineBody,
  OfflineKit,
  OperationAnswer,
  PosTxnId,
  RedeemBody,
  RefundBody,
  ReverseBody,
} from './api-schemas.ts'
import { authorize } from './authorize.ts'
import { blockList } from './block-list.ts'
import { closeShift } from './close-shift.ts'
import { complete } from './complete.ts'
import { findOperation } from './find-operation.ts'
import { heartbeat } from './heartbeat.ts'
import { type Found, lookup } from './lookup.ts'
import { postOffline } from './offline.ts'
import { offlineKey } from './offline-token.ts'
import { sayFiscalReceipt } from './say-fiscal-receipt.ts'
import { type FoundCard, lookupCard } from './lookup-card.ts'
import { redeem } from './redeem.ts'
import { refund } from './refund.ts'
import { reverse } from './reverse.ts'
import { forgetKey, till, type TillCaller } from './till-guard.ts'
import { wordsOf } from './words.ts'

type Till = Call<TillCaller>

export const lookupCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'What may be dispensed to whoever shows this code or card',
    description:
      'Without effect; but codes that nobody has are counted, and more than five a minute are answered 429.',
    body: LookupBody,
    answer: LookupAnswer,
    fields: FIELDS,
    async handle({ app, caller }, { code = '', card, product }) {
      const answer = await (card === undefined
        ? lookup(app, { ...caller, code })
        : lookupCard(app, { ...caller, card, product }))
      switch (answer.outcome) {
        case 'refused':
          return problemOf(app, caller, answer)
        case 'found':
          return toFound(app, answer)
        case 'found_card':
          return toFoundCard(app, answer)
        case 'declined':
          return toDeclined(app, answer)
      }
    },
  })

export const redeemCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Authorise and complete in one step',
    description:
      'Of a coupon without ml the whole remainder; of a card product and ml, all of it or nothing. Dispense only when it is approved.',
    body: RedeemBody,
    answer: OperationAnswer,
    fields: FIELDS,
    handle({ app, caller }, { code = '', card, ...body }) {
      const { ml, product } = body
      const asked =
        card !== undefined && ml !== undefined && product !== undefined
          ? redeem(app, { ...caller, ...body, card, ml, product })
          : redeem(app, { ...caller, ...body, code })
      return tell(app, caller, asked)
    },
  })

export const authorizeCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Hold litres for a driver',
    description:
      'For 15 minutes, or 60 when a pump is named; then complete or reverse the same name. Without an answer, send reverse until it is acknowledged. A card may be promised less than was asked for: dispense no more than ml.',
    body: AuthorizeBody,
    answer: OperationAnswer,
    fields: { ...FIELDS, body: 'api.field.mlOrTiyn' },
    handle({ app, caller }, { ml, tiyn, code = '', card, ...body }) {
      const amount = ml === undefined ? { tiyn: tiyn ?? 0n } : { ml }
      const shown = card === undefined ? { code } : { card }
      return tell(app, caller, authorize(app, { ...caller, ...body, ...shown, ...amount }))
    },
  })

export const completeCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Say how much was dispensed of what was authorised',
    description:
      'Never refused for being late or too much. 0 takes the authorisation back. Of complete and reverse the first is final.',
    body: CompleteBody,
    answer: OperationAnswer,
    fields: FIELDS,
    handle: ({ app, caller }, body) => tell(app, caller, complete(app, { ...caller, ...body })),
  })

export const fiscalReceiptCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Say which fiscal receipt a refuel has',
    description:
      'When it was printed only after redeem, complete or offline was sent. An operation has one: the same again is a repetition, another is 422 fiscal_receipt_known. Answers with what became of the operation.',
    body: FiscalReceiptBody,
    answer: OperationAnswer,
    fields: FIELDS,
    async handle({ app, caller }, body) {
      const said = await sayFiscalReceipt(app, { ...caller, ...body })
      if (said.outcome !== 'refused') return toOperation(app, said)
      return said.reason === 'receipt_known'
        ? new Problem('fiscal_receipt_known')
        : problemOf(app, caller, said)
    },
  })

export const reverseCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Take a name back',
    description:
      'Releases an authorisation, undoes a redemption of the running shift, and remembers a name that has not come yet: it will be refused.',
    body: ReverseBody,
    answer: OperationAnswer,
    fields: FIELDS,
    handle: ({ app, caller }, body) => tell(app, caller, reverse(app, { ...caller, ...body })),
  })

export const refundCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Give litres of a refuel back',
    description:
      'In as many parts as wanted, each under a name of its own, never more than the coupon or card paid for.',
    body: RefundBody,
    answer: OperationAnswer,
    fields: FIELDS,
    handle: ({ app, caller }, { originalPosTxnId, ...body }) =>
      tell(app, caller, refund(app, { ...caller, ...body, original: originalPosTxnId })),
  })

export const operationCall = (path: string): ApiRoute =>
  apiGet(path, till, {
    summary: 'What became of an operation',
    description: 'The stored answer of the last verb under this name. 404 when this till has not used it.',
    answer: OperationAnswer,
    async handle({ app, caller, param }) {
      const posTxnId = PosTxnId.safeParse(param('posTxnId'))
      if (!posTxnId.success) return new Problem('not_found')
      const found = await findOperation(app, { ...caller, posTxnId: posTxnId.data })
      if (found.outcome !== 'refused') return toOperation(app, found)
      return found.reason === 'not_found'
        ? new Problem('not_found')
        : problemOf(app, caller, { ...found, reason: found.reason })
    },
  })

export const closeShiftCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Close the running shift',
    description:
      'When the sums are ours; else the products that differ, with our operations, and the shift stays open.',
    body: CloseShiftBody,
    answer: CloseShiftAnswer,
    fields: FIELDS,
    async handle({ app, caller }, body) {
      const closed = await closeShift(app, { ...caller, ...body })
      const { shift } = body
      switch (closed.outcome) {
        case 'match':
          return { result: 'MATCH' as const, shift, replayed: closed.replayed }
        case 'differs':
          return { result: 'DIFFERS' as const, shift, differences: closed.differences }
        case 'refused':
          if (closed.reason === 'reused') return new Problem('shift_reused')
          return problemOf(app, caller, { outcome: 'refused', reason: closed.reason })
      }
    },
  })

export const heartbeatCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Say that the till is there',
    description: 'Once a minute. Answers with our clock and the names under which we know the till.',
    body: HeartbeatBody,
    answer: HeartbeatAnswer,
    fields: FIELDS,
    async handle({ app, caller }, { version, clock, station }) {
      const beat = await heartbeat(app, { ...caller, version, clock: clock ? new Date(clock) : undefined })
      if (!beat) return problemOf(app, caller, { outcome: 'refused', reason: 'unknown_key' })
      if (station !== undefined && station !== beat.station.number)
        app.log.warn('a till believes it stands elsewhere', {
          ...beat.terminal,
          station,
          ours: beat.station.number,
        })
      return {
        ...beat,
        serverTime: beat.serverTime.toISOString(),
        blockListVersion: (await blockList(app)).version,
      }
    },
  })

export const offlineKitCall = (path: string): ApiRoute =>
  apiGet(path, till, {
    summary: 'What a till needs to serve without us',
    description:
      'Fetch it when the heartbeat names another version, and serve offline only with a list that is less than 15 minutes old: a token whose signature is right, whose day has not passed, whose NUMBER.CODE is not on the list and which you have not taken yourself; the whole coupon, nothing else.',
    answer: OfflineKit,
    async handle({ app }) {
      const { version, blocked } = await blockList(app)
      return {
        keys: [offlineKey(app.vault)],
        blockListVersion: version,
        blocked,
        serverTime: new Date().toISOString(),
      }
    },
  })

export const offlineCall = (path: string): ApiRoute =>
  apiPost(path, till, {
    summary: 'Say what was given without us',
    description:
      'In the order it was given, each under a name of its own; the same list again gets the same answers. A token that was signed is always posted: what its coupon no longer covers is answered as shortMl, and is not yours to pay.',
    body: OfflineBody,
    answer: OfflineAnswer,
    fields: FIELDS,
    async handle({ app, caller }, { refuels }) {
      const answers = await postOffline(
        app,
        caller,
        refuels.map((refuel) => ({ ...refuel, at: new Date(refuel.at) })),
      )
      const last = answers.at(-1)
      if (last?.outcome === 'refused' && last.reason === 'unknown_key') return problemOf(app, caller, last)
      return {
        results: answers.map((answer, i) =>
          answer.outcome === 'refused'
            ? { posTxnId: refuels[i]!.posTxnId, error: 'pos_txn_reused' as const }
            : toOperation(app, answer),
        ),
      }
    },
  })

async function tell(
  app: App,
  caller: Till['caller'],
  asked: Promise<TillAnswer>,
): Promise<z.input<typeof OperationAnswer> | Problem> {
  const answer = await asked
  return answer.outcome === 'refused' ? problemOf(app, caller, answer) : toOperation(app, answer)
}

function problemOf(app: App, caller: TillCaller, refused: Refused): Problem {
  switch (refused.reason) {
    case 'unknown_key':
      forgetKey(app, caller.keyHash)
      return new Problem('unknown_key')
    case 'reused':
      return new Problem('pos_txn_reused')
    case 'not_this_terminal':
      return new Problem('not_this_terminal')
    case 'throttled':
      return new Problem('too_many_unknown_codes', { retryAfter: refused.waitSeconds })
  }
}

function toOperation(app: App, answer: Approved | Declined): z.input<typeof OperationAnswer> {
  if (answer.outcome === 'declined') {
    const { posTxnId, operationId } = answer
    return { ...toDeclined(app, answer), posTxnId, operationId }
  }
  const { cashier, driver } = wordsOf(app, answer)
  return {
    approved: true,
    posTxnId: answer.posTxnId,
    operationId: answer.operationId,
    state: answer.state,
    product: answer.product,
    ml: Number(answer.ml),
    shortMl: Number(answer.shortMl),
    ...(answer.partial
      ? { partial: { askedMl: Number(answer.partial.askedMl), reason: answer.partial.reason } }
      : {}),
    tiyn: numberOrNull(answer.tiyn),
    tiynPerL: numberOrNull(answer.tiynPerLitre),
    remainingMl: numberOrNull(answer.remainingMl),
    holdUntil: answer.holdUntil?.toISOString() ?? null,
    at: answer.at.toISOString(),
    replayed: answer.replayed,
    message: cashier,
    driverMessage: driver,
  }
}

function toDeclined(app: App, answer: Omit<Declined, 'posTxnId'>) {
  const { cashier, driver } = wordsOf(app, answer)
  const { allowedMl, ...details } = answer.facts
  return {
    approved: false as const,
    reason: answer.reason,
    state: answer.state,
    product: answer.product,
    ...(answer.remainingMl === null
      ? {}
      : { remaining: { ml: Number(answer.remainingMl), ...(allowedMl === undefined ? {} : { allowedMl }) } }),
    details,
    replayed: answer.replayed,
    message: cashier,
    driverMessage: driver,
  }
}

function toFound(app: App, found: Found): z.input<typeof LookupAnswer> {
  const { cashier, driver } = wordsOf(app, found)
  return {
    approved: true,
    product: found.product,
    ml: Number(found.ml),
    remainingMl: Number(found.remainingMl),
    nominalMl: Number(found.nominalMl),
    tiynPerL: Number(found.tiynPerLitre),
    plate: found.plate,
    pinRequired: found.pinNeeded,
    wholeOnly: found.wholeOnly,
    validTo: found.validTo,
    message: cashier,
    driverMessage: driver,
  }
}

function toFoundCard(app: App, found: FoundCard): z.input<typeof LookupAnswer> {
  const { cashier, driver } = wordsOf(app, found)
  return {
    approved: true,
    card: { lastFour: found.lastFour, scheme: found.scheme },
    products: found.products,
    ml: numberOrNull(found.ml),
    tiynPerL: numberOrNull(found.tiynPerLitre),
    plate: found.plate,
    pinRequired: found.pinNeeded,
    validTo: found.validTo,
    message: cashier,
    driverMessage: driver,
  }
}

function numberOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value)
}
