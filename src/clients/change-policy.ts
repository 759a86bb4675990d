import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import {
  asText,
  differences,
  type Policy,
  type PolicyField,
  policyMark,
  readPolicy,
} from './contract-policy.ts'

export type PolicyChange =
  | { ok: true; number: string }
  /** `changed`: it is not what the person saw (`seen`) any more. `same`: nothing would change. `station`: one is unknown. */
  | { ok: false; reason: 'unknown' | 'changed' | 'same' | 'station' }

/**
 * Gives a contract other rules for its coupons. What tills look at holds from the next refuel on, for coupons that exist
 * already too; discount, validity and days of payment for the next order, when they are turnover for the
 * next that are issued. The log keeps what was and what is.
 */
export async function changePolicy(
  tx: Tx,
  request: { clientId: string; contractId: string; policy: Policy; seen: string; by: Actor },
): Promise<PolicyChange> {
  const { clientId, contractId, policy } = request
  const before = await readPolicy(tx, request, true)
  if (!before) return { ok: false, reason: 'unknown' }
  if (policyMark(before) !== request.seen) return { ok: false, reason: 'changed' }
  const fields = differences(before, policy)
  if (fields.length === 0) return { ok: false, reason: 'same' }
  const stations = await stationNumbers(tx, [...(before.stationIds ?? []), ...(policy.stationIds ?? [])])
  if (policy.stationIds?.some((id) => !stations.has(id))) return { ok: false, reason: 'station' }

  const { rows } = await sql<{ number: string }>`
    update contract set redemption = ${policy.redemption}, expiry = ${policy.expiry}, grace_days = ${policy.graceDays},
      validity_days = ${policy.validityDays}, transferable = ${policy.transferable}, grade_swap = ${policy.gradeSwap},
      station_scope = ${policy.stationIds}::int[], pin_required = ${policy.pinRequired}, max_per_day_ml = ${policy.maxPerDayMl}, offline_ml = ${policy.offlineMl},
      discount_bp = ${policy.discountBp}, invoice_days = ${policy.invoiceDays}, turnover = ${policy.turnover}, renew_cards = ${policy.renewCards}
    where client_id = ${clientId} and id = ${contractId} returning number`.execute(tx)
  const { number } = rows[0]!
  // The log is read for years: it names stations by the numbers on their signs.
  const inLog = (whose: Policy, field: PolicyField) =>
    field === 'stationIds'
      ? (whose.stationIds ?? []).map((id) => stations.get(id) ?? '').join(', ')
      : asText(whose[field])
  const only = (whose: Policy) => Object.fromEntries(fields.map((field) => [field, inLog(whose, field)]))
  await record(tx, 'contract.policy_changed', {
    by: request.by,
    clientId,
    object: number,
    before: only(before),
    after: only(policy),
  })
  return { ok: true, number }
}

async function stationNumbers(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; number: string }>`
    select id, number from station where id = any(${ids}::int[])`.execute(tx)
  return new Map(rows.map(({ id, number }) => [id, number]))
}
