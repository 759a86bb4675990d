/** Who of a client's people does what with coupons (domain §4). Guards in web/routes and buttons of pages ask here. */
import type { ClientRole } from '../accounts/roles.ts'
import type { ClientVisit } from '../accounts/visit.ts'

/** Give, send, print, take back, block: the daily work. They see codes, each time on record. */
export const GIVERS = ['owner', 'manager', 'dispatcher'] as const satisfies readonly ClientRole[]
/** Split, swap, prolong, return: what changes coupons or money. */
export const KEEPERS = ['owner', 'manager'] as const satisfies readonly ClientRole[]
/** Order, pay, cancel: an accountant too (domain §4, pages §2.12 C17), who gives nothing of it away. */
export const BUYERS = ['owner', 'manager', 'accountant'] as const satisfies readonly ClientRole[]
const MONEY: readonly ClientRole[] = ['owner', 'manager', 'accountant', 'approver']

export function mayGive(visit: ClientVisit): boolean {
  return (GIVERS as readonly ClientRole[]).includes(visit.session.client.role)
}

export function mayKeep(visit: ClientVisit): boolean {
  return (KEEPERS as readonly ClientRole[]).includes(visit.session.client.role)
}

export function mayBuy(visit: ClientVisit): boolean {
  return (BUYERS as readonly ClientRole[]).includes(visit.session.client.role)
}

/** Whether prices and values are theirs to see. */
export function seesMoney(visit: ClientVisit): boolean {
  return MONEY.includes(visit.session.client.role)
}
