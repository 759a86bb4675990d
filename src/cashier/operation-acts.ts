/** What a cashier does about an operation: writes down what the pump gave, or takes it back. */
import { volume } from '../i18n/format.ts'
import { complete } from '../tills/complete.ts'
import { parseReceiptNumber } from '../tills/fiscal-receipt.ts'
import { reverse } from '../tills/reverse.ts'
import { sayFiscalReceipt } from '../tills/say-fiscal-receipt.ts'
import { wordsIn } from '../tills/words.ts'
import { parseLitres } from '../values/litres.ts'
import { missingPage } from '../web/system-pages.tsx'
import { leaveRevokedTill } from './connect.tsx'
import type { CashierVisit } from './guard.ts'
import { findNamed, showOperation } from './operation-page.tsx'
import { isWaiting, mayUndo } from './operations.ts'
import { unknownPage } from './unknown-page.tsx'

/** Writes down what a pump gave of what it was promised. More than was promised is asked once more: a slip of the finger. */
export async function submitComplete(visit: CashierVisit): Promise<Response> {
  const { app, till, form, t } = visit
  const operation = await findNamed(visit)
  if (!operation) return missingPage(visit)
  const { name, heldMl } = operation
  const read = parseLitres(form.text('litres'))
  const receipt = parseReceiptNumber(form.text('receipt'))
  if (!read.ok || read.ml === 0n || receipt === undefined)
    return showOperation(visit, {
      ...(read.ok && read.ml > 0n ? {} : { litres: t('err.pos.volume') }),
      ...(receipt === undefined ? { receipt: t('err.pos.receipt') } : {}),
    })
  if (isWaiting(operation) && read.ml > mostOf(heldMl) && form.text('more') === '')
    return showOperation(visit, { more: t('err.pos.more', { volume: volume(t.lang, heldMl) }) })
  const answer = await complete(app, {
    ...{ keyHash: till.keyHash, posTxnId: name, ml: read.ml },
    fiscalReceipt: receipt === null ? undefined : { number: receipt },
  }).catch((error: unknown) => {
    app.log.error('a cashier got no answer', { error, name })
    return undefined
  })
  if (!answer) return unknownPage(visit, name)
  // Written down before, with these litres or with others: what is on record is shown.
  if (answer.outcome === 'approved' || answer.outcome === 'declined')
    return visit.seeOther(`/pos/redeem/${name}`)
  return answer.reason === 'unknown_key' ? leaveRevokedTill(visit) : visit.seeOther(`/pos/redeem/${name}`)
}

// A pump overruns by half a litre or one per cent.
function mostOf(heldMl: bigint): bigint {
  const percent = heldMl / 100n
  return heldMl + (percent > 500n ? percent : 500n)
}

/** Writes down which fiscal receipt a refuel has, once it is printed. It has one: another number is refused. */
export async function submitReceipt(visit: CashierVisit): Promise<Response> {
  const { app, till, form, t } = visit
  const operation = await findNamed(visit)
  if (!operation) return missingPage(visit)
  const number = parseReceiptNumber(form.text('receipt'))
  if (!number) return showOperation(visit, { receipt: t('err.pos.receipt') })
  const { name } = operation
  const said = { keyHash: till.keyHash, posTxnId: name, fiscalReceipt: { number } }
  const answer = await sayFiscalReceipt(app, said)
  if (answer.outcome === 'approved') return visit.seeOther(`/pos/redeem/${name}`)
  if (answer.outcome === 'declined') return showOperation(visit, { form: t('err.pos.receiptNone') })
  if (answer.reason === 'receipt_known')
    return showOperation(visit, {
      form: t('err.pos.receiptKnown', { number: (await findNamed(visit))?.receipt ?? '' }),
    })
  return leaveRevokedTill(visit)
}

/**
 * Takes a redemption back: the cashier's own device's, of the shift that runs, within some minutes; or a promise that no pump
 * has kept, whenever.
 */
export async function submitUndo(visit: CashierVisit): Promise<Response> {
  const { app, till, duty, t } = visit
  // A name this device never used is not taken back: that would be remembered as one, and another's stays another's.
  const operation = await findNamed(visit)
  if (!operation) return missingPage(visit)
  const { name } = operation
  if (operation.state === 'reversed') return visit.seeOther(`/pos/redeem/${name}`)
  const tooLate = { form: t('err.pos.undoLate', { phone: app.config.support.phone }) }
  if (!isWaiting(operation) && !mayUndo(operation, duty)) return showOperation(visit, tooLate)
  const answer = await reverse(app, { keyHash: till.keyHash, posTxnId: name })
  switch (answer.outcome) {
    case 'approved':
      return visit.seeOther(`/pos/redeem/${name}`)
    case 'declined':
      return showOperation(visit, {
        form: wordsIn(t, answer, app.config.support.phone).cashier,
      })
    case 'refused':
      return leaveRevokedTill(visit)
  }
}
