/** What a contract says about its coupons and cards (domain §6.1, §6.2): read for pages, and as text that two readings are compared by. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'

export const REDEMPTIONS = ['partial_keep', 'single_strict', 'single_remainder_to_advance'] as const
/** When coupons become turnover, with the tax in it (docs/decisions/turnover-at-hand-over.md). */
export const TURNOVERS = ['dispensing', 'hand_over'] as const
export const EXPIRIES = ['auto_return', 'grace_prolong', 'forfeit'] as const

export type Policy = {
  redemption: (typeof REDEMPTIONS)[number]
  expiry: (typeof EXPIRIES)[number]
  /** Only with `grace_prolong`; else nought. */
  graceDays: number
  validityDays: number
  transferable: boolean
  gradeSwap: boolean
  /** The stations that take its coupons, by their ids in order; null: all of the network. */
  stationIds: number[] | null
  pinRequired: boolean
  /** Of one coupon on one day; null: as much as is on it. */
  maxPerDayMl: bigint | null
  /** Coupons up to this size are served by tills that cannot reach us; null: none. */
  offlineMl: bigint | null
  /** Hundredths of a per cent off the network's price. */
  discountBp: number
  invoiceDays: number
  /** Of coupons issued from now on. */
  turnover: (typeof TURNOVERS)[number]
  /** Cards that end soon get another one without being asked. */
  renewCards: boolean
}

/** A contract's policy; `lock` keeps it as it is until the transaction ends. */
export async function readPolicy(
  db: Queries,
  contract: { clientId: string; contractId: string },
  lock = false,
): Promise<Policy | undefined> {
  const { rows } = await sql<Policy>`
    select redemption, expiry, grace_days as "graceDays", validity_days as "validityDays", transferable, grade_swap as "gradeSwap",
      station_scope as "stationIds", pin_required as "pinRequired", max_per_day_ml as "maxPerDayMl", offline_ml as "offlineMl", discount_bp as "discountBp",
      invoice_days as "invoiceDays", turnover, renew_cards as "renewCards"
    from contract where client_id = ${contract.clientId} and id = ${contract.contractId}
    ${lock ? sql`for no key update` : sql``}`.execute(db)
  return rows[0]
}

export type PolicyField = keyof Policy

/** The fields in which two policies differ, in the order of the form. */
export function differences(one: Policy, two: Policy): PolicyField[] {
  return (Object.keys(one) as PolicyField[]).filter((field) => asText(one[field]) !== asText(two[field]))
}

/** A policy as one text, the same for the same policy: what a person saw, to be compared with what is there. */
export function policyMark(policy: Policy): string {
  return (Object.keys(policy) as PolicyField[]).map((field) => asText(policy[field])).join(';')
}

/** One field as the log keeps it. */
export function asText(value: Policy[PolicyField]): string {
  return value === null ? '' : String(value)
}
