import type { NavItem } from '../web/view.ts'
import type { ClientRole } from './roles.ts'
import type { SignedIn } from './visit.ts'

export type CabinetPlace =
  | 'home'
  | 'coupons'
  | 'cards'
  | 'refuels'
  | 'orders'
  | 'documents'
  | 'signs'
  | 'notifications'
  | 'drivers'
  | 'people'
  | 'security'
  | 'company'
  | 'log'

/** The cabinet's menu: what exists for this person's role. */
export function cabinetNav(visit: SignedIn, current: CabinetPlace): NavItem[] {
  const { t, session } = visit
  const items: (NavItem & { place: CabinetPlace; shown: boolean })[] = [
    { place: 'home', href: '/app', label: t('nav.home'), icon: 'home', current: false, shown: true },
    {
      place: 'coupons',
      href: '/app/coupons',
      label: t('nav.coupons'),
      icon: 'coupon',
      current: false,
      shown: session.client !== undefined,
    },
    {
      place: 'cards',
      href: '/app/cards',
      label: t('nav.cards'),
      icon: 'card',
      current: false,
      shown: session.client !== undefined,
    },
    {
      place: 'refuels',
      href: '/app/refuels',
      label: t('nav.refuels'),
      icon: 'refuel',
      current: false,
      shown: session.client !== undefined,
    },
    {
      place: 'signs',
      href: '/app/signs',
      label: t('nav.signs'),
      icon: 'alert',
      current: false,
      shown: hasRole(session, 'owner', 'manager', 'dispatcher'),
    },
    {
      place: 'notifications',
      href: '/app/notifications',
      label: t('nav.notifications'),
      icon: 'bell',
      current: false,
      shown: session.client !== undefined,
      ...(visit.looking || !session.unread
        ? {}
        : { count: session.unread, heard: t('a11y.unread', { n: session.unread }) }),
    },
    {
      place: 'orders',
      href: '/app/orders',
      label: t('nav.orders'),
      icon: 'order',
      current: false,
      shown: hasRole(session, 'owner', 'manager', 'accountant'),
    },
    {
      place: 'documents',
      href: '/app/documents',
      label: t('docs.h1'),
      icon: 'document',
      current: false,
      shown: hasRole(session, 'owner', 'accountant'),
    },
    {
      place: 'drivers',
      href: '/app/drivers',
      label: t('nav.drivers'),
      icon: 'driver',
      current: false,
      shown: session.client !== undefined,
    },
    {
      place: 'people',
      href: '/app/people',
      label: t('nav.people'),
      icon: 'people',
      current: false,
      shown: session.client !== undefined,
    },
    {
      place: 'company',
      href: '/app/company',
      label: t('nav.company'),
      icon: 'clients',
      current: false,
      shown: session.client !== undefined,
    },
    {
      place: 'log',
      href: '/app/log',
      label: t('of.audit.h1'),
      icon: 'log',
      current: false,
      shown: session.client?.role === 'owner',
    },
    {
      place: 'security',
      href: '/app/security',
      label: t('nav.security'),
      icon: 'security',
      current: false,
      shown: visit.looking === undefined,
    },
  ]
  return items
    .filter(({ shown }) => shown)
    .map(({ place, shown: _shown, ...item }) => ({ ...item, current: place === current }))
}

function hasRole({ client }: SignedIn['session'], ...roles: ClientRole[]): boolean {
  return client !== undefined && roles.includes(client.role)
}
