/** Who may do what: the roles of a client's people and of the retailer's staff. Their names and sentences are in the texts. */

export const CLIENT_ROLES = ['owner', 'manager', 'accountant', 'dispatcher', 'approver', 'viewer'] as const
export type ClientRole = (typeof CLIENT_ROLES)[number]

/** What people are made. A second signature above a threshold does not exist yet, so nobody is promised one. */
export const OFFERED_ROLES = CLIENT_ROLES.filter((role) => role !== 'approver')

export const STAFF_ROLES = ['admin', 'manager', 'accountant', 'pricing', 'support', 'auditor'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

export function isClientRole(role: string): role is ClientRole {
  return (CLIENT_ROLES as readonly string[]).includes(role)
}

export function isStaffRole(role: string): role is StaffRole {
  return (STAFF_ROLES as readonly string[]).includes(role)
}

/** A person gives only roles that can do no more than their own: an owner any, a manager those below, the rest none. */
export function mayGive(own: ClientRole, role: ClientRole): boolean {
  if (own === 'owner') return true
  return own === 'manager' && role !== 'owner' && role !== 'approver'
}
