import type { ClientRole } from '../accounts/roles.ts'
import { GIVERS } from '../coupons/rights.ts'
import type { Alert } from './find-alerts.ts'

/** The page of what has happened, when there is one that the reader may open. */
export function alertHref(role: ClientRole, { kind, txnId, done, facts }: Alert): string | undefined {
  const gives = (GIVERS as readonly ClientRole[]).includes(role)
  const card = typeof facts.card === 'number' ? `/app/cards/${facts.card}` : undefined
  const refuel = done && txnId !== null ? `/app/refuels/${txnId}` : undefined
  switch (kind) {
    case 'signs':
      return gives && typeof facts.suspicion === 'string' ? `/app/signs/${facts.suspicion}` : (refuel ?? card)
    case 'over_tank':
    case 'rapid':
    case 'off_hours':
    case 'big_refuel':
    case 'limit_flag':
    case 'refund':
    case 'dispute':
      return refuel ?? card
    case 'limit_used':
    case 'pin_wrong':
    case 'pin_locked':
    case 'card_ending':
    case 'card_renewed':
      return card
    case 'coupons_ending':
      return `/app/coupons?ends=${typeof facts.days === 'number' ? facts.days : 30}`
    case 'low_balance':
      return role === 'approver' ? undefined : '/app/balance/top-up'
    case 'payment':
      return role === 'owner' || role === 'accountant' ? '/app/balance' : undefined
    case 'report':
      return typeof facts.month === 'string' ? `/app/reports/${facts.month}` : undefined
    case 'price':
      return undefined
    case 'file':
      return typeof facts.no === 'number' ? `/app/exports/${facts.no}` : undefined
  }
}
