import { sql } from 'kysely'
import type { App } from '../app.ts'
import { repeatOnConflict } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'
import { answerOf, type AnswerRow, type Declined, type TillAnswer } from './answer.ts'
import { ANSWER, hashOf, saidBesides } from './ask.ts'
import type { FiscalReceipt } from './fiscal-receipt.ts'
import { readOfflineToken } from './offline-token.ts'

/** What a till gave without us. */
export type OfflineRefuel = {
  posTxnId: string
  /** As it was in the QR code. */
  token: string
  /** By the till's clock. */
  at: Date
  pump?: string | undefined
  cashier?: string | undefined
  fiscalReceipt?: FiscalReceipt | undefined
}

/**
 * Posts refuels that a till gave while it could not reach us, in their order, each for itself: what was answered is kept
 * whatever becomes of the rest, and a list that is sent again is answered the same. A token we have signed is never
 * refused for what happened since; one that we have not, or that had run out when it was taken, is the station's own loss.
 */
export async function postOffline(
  app: App,
  caller: { keyHash: Buffer },
  refuels: readonly OfflineRefuel[],
): Promise<TillAnswer[]> {
  const answers: TillAnswer[] = []
  for (const refuel of refuels) {
    const answer = await postOne(app, caller.keyHash, refuel)
    answers.push(answer)
    if (answer.outcome === 'refused' && answer.reason === 'unknown_key') break
  }
  return answers
}

async function postOne(app: App, keyHash: Buffer, refuel: OfflineRefuel): Promise<TillAnswer> {
  const { posTxnId, at, pump, cashier, fiscalReceipt } = refuel
  const token = readOfflineToken(app.vault, refuel.token)
  if (!token || isoDay(at) > token.until) {
    app.log.error('fuel was given offline for a token that does not pay', { posTxnId, known: Boolean(token) })
    return token
      ? { ...refused(posTxnId, 'expired'), facts: { on: token.until } }
      : refused(posTxnId, 'unknown_code')
  }
  const hash = hashOf(app, 'offline', [
    ...[refuel.token, at.toISOString(), pump, cashier],
    ...saidBesides({ fiscalReceipt }),
  ])
  const { rows } = await repeatOnConflict(() =>
    sql<AnswerRow>`
      select ${ANSWER} from till_offline(${keyHash}, ${posTxnId}, ${hash}, ${token.number}, ${token.codeNo}, ${token.ml},
        least(${at}::timestamptz, now()), ${pump ?? null}, ${cashier ?? null}, ${fiscalReceipt ? JSON.stringify(fiscalReceipt) : null}) a`.execute(
      app.db.write,
    ),
  )
  const row = rows[0]!
  if (row.outcome === 'stored' && !row.replayed && row.short_ml)
    app.log.error('a coupon was used offline that could not pay', {
      posTxnId,
      operation: row.id,
      coupon: token.number,
      shortMl: row.short_ml,
    })
  return answerOf('redeem', posTxnId, row)
}

function refused(posTxnId: string, reason: 'expired' | 'unknown_code'): Declined {
  return {
    ...{ outcome: 'declined', of: 'coupon', posTxnId, reason, operationId: null, facts: {}, state: null },
    ...{ product: null, remainingMl: null, replayed: false },
  }
}
