/** Everything a client is told of; the database names the same (alert_kind_known). */
import type { ClientRole } from '../accounts/roles.ts'

export const ALERT_KINDS = [
  'signs',
  'over_tank',
  'rapid',
  'off_hours',
  'big_refuel',
  'limit_used',
  'limit_flag',
  'pin_wrong',
  'pin_locked',
  'card_ending',
  'card_renewed',
  'coupons_ending',
  'low_balance',
  'payment',
  'refund',
  'dispute',
  'report',
  'price',
  'file',
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

const MONEY: readonly AlertKind[] = ['low_balance', 'payment', 'report', 'price']
const HEARS_MONEY: readonly ClientRole[] = ['owner', 'manager', 'accountant', 'approver']
const HEARS_FUEL: readonly ClientRole[] = ['owner', 'manager', 'dispatcher', 'viewer']

/** What somebody of this role is told of; `is_told` of watch.sql says the same of a row. A file is its asker's, whatever the role. */
export function kindsFor(role: ClientRole): AlertKind[] {
  return ALERT_KINDS.filter(
    (kind) => kind === 'file' || (MONEY.includes(kind) ? HEARS_MONEY : HEARS_FUEL).includes(role),
  )
}

/** What is written to who has chosen nothing: what costs money the same day. A refuel above the tank is a suspicious one, too. */
export const USUALLY_MAILED: readonly AlertKind[] = [
  'signs',
  'limit_used',
  'pin_locked',
  'card_ending',
  'card_renewed',
  'coupons_ending',
  'low_balance',
  'refund',
  'dispute',
]

/** These have a letter of their own, to owners and managers (coupons/remind-of-ends.ts): theirs leaves them out. */
export const OWN_LETTER: readonly AlertKind[] = ['coupons_ending']
