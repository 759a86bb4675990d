/** A till for tests: every verb under names of its own, and what the database then says of a coupon. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { sha256 } from '../secrets.ts'
import { authorize, type Amount, type AuthorizeRequest } from '../tills/authorize.ts'
import type { CardRequest } from '../tills/card-request.ts'
import { complete } from '../tills/complete.ts'
import type { CouponRequest } from '../tills/coupon-request.ts'
import { lookup } from '../tills/lookup.ts'
import { lookupCard } from '../tills/lookup-card.ts'
import type { Product } from '../products/products.ts'
import { redeem } from '../tills/redeem.ts'
import { refund } from '../tills/refund.ts'
import { reverse } from '../tills/reverse.ts'
import { aStation } from './coupons.ts'

export type Till = Awaited<ReturnType<typeof aTill>>

type Asked = Partial<Omit<CouponRequest, 'keyHash' | 'code'>>
type AskedOfCard = Partial<Omit<CardRequest, 'keyHash' | 'card'>>

/** A till at a station of its own, or at the one given. Names are fresh ones unless the test gives one. */
export async function aTill(app: App, at?: { id: number; terminalId: number; key: string }) {
  const station = at ?? (await aStation(app))
  const keyHash = sha256(station.key)
  const name = () => `test-${randomUUID()}`
  return {
    ...station,
    keyHash,
    lookup: (code: string) => lookup(app, { keyHash, code }),
    redeem: (code: string, asked: Asked = {}) => redeem(app, { keyHash, posTxnId: name(), code, ...asked }),
    authorize: (
      code: string,
      ml: bigint,
      asked: Partial<Omit<AuthorizeRequest, 'keyHash' | 'code' | 'ml' | 'tiyn'>> = {},
    ) => authorize(app, { keyHash, posTxnId: name(), code, product: 'AI95', ml, ...asked }),
    authorizeFor: (code: string, tiyn: bigint) =>
      authorize(app, { keyHash, posTxnId: name(), code, product: 'AI95', tiyn }),
    lookupCard: (card: string, product?: Product) => lookupCard(app, { keyHash, card, product }),
    redeemCard: (card: string, ml: bigint, asked: AskedOfCard = {}) =>
      redeem(app, { keyHash, posTxnId: name(), card, product: 'AI95', ml, ...asked }),
    authorizeCard: (card: string, amount: bigint | Amount, asked: AskedOfCard = {}) =>
      authorize(app, {
        ...{ keyHash, posTxnId: name(), card, product: 'AI95' },
        ...asked,
        ...(typeof amount === 'bigint' ? { ml: amount } : amount),
      }),
    complete: (posTxnId: string, ml: bigint) => complete(app, { keyHash, posTxnId, ml }),
    reverse: (posTxnId: string) => reverse(app, { keyHash, posTxnId }),
    refund: (original: string, ml: bigint, posTxnId = name()) =>
      refund(app, { keyHash, posTxnId, original, ml }),
  }
}

/** What is left on a coupon, promised, and worth; how it stands. */
export async function couponNow(app: App, id: string) {
  const { rows } = await sql<{
    state: string
    left: bigint
    hold: bigint
    value: bigint
    closed: string | null
    blocked: string | null
  }>`
    select state, remaining_ml as left, hold_ml as hold, value_tiyn as value, closed_as as closed, blocked_by as blocked
    from coupon where id = ${id}`.execute(app.db.write)
  return rows[0]!
}

/** The sum of a client's ledger account, in tiyn or in ml of a product; debit is positive. */
export async function ledgerSum(app: App, clientId: string, account: string, unit = 'KZT'): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(amount), 0)::bigint as sum from ledger_entry
    where client_id = ${clientId} and account = ${account} and unit = ${unit}`.execute(app.db.write)
  return rows[0]!.sum
}

/** The answer as approved, or the test fails with what it is. */
export function approved<Answer extends { outcome: string }>(
  answer: Answer,
): Extract<Answer, { outcome: 'approved' }> {
  if (answer.outcome !== 'approved') throw new Error(`not approved: ${show(answer)}`)
  return answer as Extract<Answer, { outcome: 'approved' }>
}

/** Why it was declined or refused, or the test fails with what it is. */
export function whyNot(answer: { outcome: string }): string {
  if (!('reason' in answer)) throw new Error(`not declined: ${show(answer)}`)
  return String(answer.reason)
}

function show(answer: object): string {
  return JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
}
