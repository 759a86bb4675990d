import type { StaffRole } from './roles.ts'
import type { StaffVisit } from './visit.ts'
import type { PlainKey } from '../i18n/index.ts'
import type { IconName } from '../web/parts/icons.ts'
import type { NavItem } from '../web/view.ts'

export type OfficePlace =
  | 'today'
  | 'clients'
  | 'invitations'
  | 'requests'
  | 'orders'
  | 'payments'
  | 'coupons'
  | 'cards'
  | 'signs'
  | 'disputes'
  | 'returns'
  | 'refunds'
  | 'prices'
  | 'stations'
  | 'seller'
  | 'mail'
  | 'audit'
  | 'staff'

/**
 * Which roles open which part of the office, beside the administrator, who opens all. Guards of the parts' lists take
 * their roles from here (`staff(...OFFICE_ROLES.clients)`), so that the menu never leads to a closed door.
 */
export const OFFICE_ROLES: Record<OfficePlace, readonly StaffRole[]> = {
  today: ['manager', 'accountant', 'pricing', 'support', 'auditor'],
  clients: ['manager', 'accountant', 'support', 'auditor'],
  invitations: ['manager', 'support', 'auditor'],
  requests: ['manager', 'support', 'auditor'],
  orders: ['accountant', 'manager', 'support', 'auditor'],
  payments: ['accountant', 'manager', 'support', 'auditor'],
  coupons: ['manager', 'accountant', 'support', 'auditor'],
  cards: ['manager', 'accountant', 'support', 'auditor'],
  signs: ['manager', 'support', 'auditor'],
  disputes: ['manager', 'support', 'accountant', 'auditor'],
  returns: ['manager', 'accountant', 'support', 'auditor'],
  refunds: ['accountant', 'manager', 'support', 'auditor'],
  prices: ['manager', 'accountant', 'pricing', 'support', 'auditor'],
  stations: ['manager', 'accountant', 'pricing', 'support', 'auditor'],
  seller: ['accountant', 'auditor'],
  mail: ['manager', 'support', 'auditor'],
  audit: ['admin', 'auditor'],
  staff: ['admin'],
}

const PLACES: Record<OfficePlace, { href: string; label: PlainKey; icon: IconName }> = {
  today: { href: '/office', label: 'office.nav.today', icon: 'today' },
  clients: { href: '/office/clients', label: 'office.nav.clients', icon: 'clients' },
  invitations: { href: '/office/invitations', label: 'office.nav.invitations', icon: 'invitation' },
  requests: { href: '/office/requests', label: 'office.nav.requests', icon: 'request' },
  orders: { href: '/office/orders', label: 'office.nav.orders', icon: 'order' },
  payments: { href: '/office/payments', label: 'office.nav.payments', icon: 'payment' },
  coupons: { href: '/office/coupons', label: 'office.nav.coupons', icon: 'coupon' },
  cards: { href: '/office/cards', label: 'office.nav.cards', icon: 'card' },
  signs: { href: '/office/signs', label: 'office.nav.signs', icon: 'alert' },
  disputes: { href: '/office/disputes', label: 'office.nav.disputes', icon: 'help' },
  returns: { href: '/office/returns', label: 'office.nav.returns', icon: 'refresh' },
  refunds: { href: '/office/refunds', label: 'office.nav.refunds', icon: 'refuel' },
  prices: { href: '/office/prices', label: 'office.nav.prices', icon: 'price' },
  stations: { href: '/office/stations', label: 'office.nav.stations', icon: 'station' },
  seller: { href: '/office/seller', label: 'office.nav.seller', icon: 'document' },
  mail: { href: '/office/mail', label: 'office.nav.mail', icon: 'mail' },
  audit: { href: '/office/audit', label: 'office.nav.audit', icon: 'log' },
  staff: { href: '/office/staff', label: 'office.nav.staff', icon: 'staff' },
}

/**
 * The side menu of the office: the parts this person may open, in the order of a working day. `current` is absent on
 * pages of a person's own, which are no part of the office.
 */
export function officeNav(visit: StaffVisit, current: OfficePlace | undefined): NavItem[] {
  const places = Object.keys(PLACES) as OfficePlace[]
  return places
    .filter((place) => mayOpen(visit.session.staff, place))
    .map((place) => {
      const { href, label, icon } = PLACES[place]
      return { href, label: visit.t(label), icon, current: place === current }
    })
}

/** Whether a role opens a part of the office; for links to it from other pages. */
export function mayOpen(role: StaffRole, place: OfficePlace): boolean {
  return role === 'admin' || OFFICE_ROLES[place].includes(role)
}
