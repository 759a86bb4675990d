import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { post } from '../ledger/post.ts'
import { lockCards } from './lock-cards.ts'
import { cardName, noteCardEvents, noteMovement, recordCardAct } from './note-events.ts'
import { findMovement } from './top-up.ts'
import { freeOf, valueOf } from './wallet.ts'

export type BalanceMoved =
  | { ok: true; tiyn: bigint; ml: bigint; replayed: boolean }
  /** `scheme`: one wallet is money, the other litres, or of another product; or there is no wallet. */
  | { ok: false; reason: 'unknown' | 'closed' | 'same' | 'scheme' | 'contract' | 'not_enough' | 'nothing' }

/**
 * Moves money or litres from one card's wallet to another's of the same contract, never what a running pump was promised.
 * Litres take with them their share of what was paid. A blocked or lost card's wallet may be moved away: it is the client's.
 */
export async function moveBalance(
  tx: Tx,
  request: {
    clientId: string
    fromId: string
    toId: string
    amount: { tiyn: bigint } | { ml: bigint }
    /** The form's own name (a UUID): sent twice, it moves once. */
    requestKey: string
    by: Actor
  },
): Promise<BalanceMoved> {
  const { clientId, fromId, toId, amount, by } = request
  if (fromId === toId) return { ok: false, reason: 'same' }
  const cards = await lockCards(tx, clientId, [fromId, toId], by)
  const [from, to] = [fromId, toId].map((id) => cards.find((card) => card.id === id))
  if (!from || !to) return { ok: false, reason: 'unknown' }
  const before = await findMovement(tx, { ...request, cardId: fromId })
  if (before) return { ok: true, ...before, replayed: true }
  if (from.closed || to.closed) return { ok: false, reason: 'closed' }
  if (from.contractId !== to.contractId) return { ok: false, reason: 'contract' }
  const scheme = 'ml' in amount ? 'wallet_litre' : 'wallet_money'
  if (from.scheme !== scheme || to.scheme !== scheme || from.product !== to.product)
    return { ok: false, reason: 'scheme' }
  const free = freeOf(from)
  const [asked, left] = 'ml' in amount ? [amount.ml, free.ml] : [amount.tiyn, free.tiyn]
  if (asked <= 0n) return { ok: false, reason: 'nothing' }
  if (asked > left) return { ok: false, reason: 'not_enough' }

  const ml = 'ml' in amount ? amount.ml : 0n
  const tiyn = 'ml' in amount ? valueOf(ml, from) : amount.tiyn
  const details = { tiyn: tiyn.toString(), ml: ml.toString() }
  const refId = await noteMovement(tx, {
    ...{ clientId, cardId: fromId, what: 'moved_out', requestKey: request.requestKey, by },
    details: { ...details, to: cardName(to) },
  })
  await noteCardEvents(tx, clientId, [to], 'moved_in', by, () => ({ ...details, from: cardName(from) }))
  const account = scheme === 'wallet_litre' ? ('card_litre' as const) : ('card_money' as const)
  await post(tx, {
    ...{ clientId, event: 'card_moved', refId: refId!, debit: account, credit: account, tiyn },
    ...{ cardId: fromId, toCardId: toId },
    ...(from.product ? { product: from.product, ml } : {}),
  })
  await recordCardAct(tx, 'card.moved', {
    ...{ clientId, cards: [from, to], by },
    after: { tiyn: tiyn.toString() },
  })
  return { ok: true, tiyn, ml, replayed: false }
}
