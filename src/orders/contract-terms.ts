import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Policy } from '../clients/contract-policy.ts'
import { isId } from '../web/paging.ts'

/** What a contract says about the coupons bought under it (domain §6.1). */
export type ContractTerms = {
  id: string
  number: string
  discountBp: number
  validityDays: number
  invoiceDays: number
  expiry: 'auto_return' | 'grace_prolong' | 'forfeit'
  graceDays: number
  /** When its coupons are sold, with the tax in it (docs/decisions/turnover-at-hand-over.md). */
  turnover: Policy['turnover']
}

/** The contracts a client may buy under, the newest first. */
export async function listActiveTerms(db: Queries, clientId: string): Promise<ContractTerms[]> {
  const { rows } = await sql<ContractTerms>`
    select id, number, discount_bp as "discountBp", validity_days as "validityDays", invoice_days as "invoiceDays",
      expiry, grace_days as "graceDays", turnover
    from contract where client_id = ${clientId} and state = 'active' order by signed_on desc, id desc`.execute(
    db,
  )
  return rows
}

/** The contract an address or a form names; without a name the newest. Undefined when there is no such contract. */
export function chooseTerms(terms: readonly ContractTerms[], id: string): ContractTerms | undefined {
  return id === '' ? terms[0] : isId(id) ? terms.find((one) => one.id === id) : undefined
}
