/** The retailer's side as an administrator sees it, who sees all of it. */
import { walkEveryPage } from './walk.ts'

walkEveryPage(/^\/office/, [
  {
    who: 'admin',
    starts: ({ contractId }) => [
      '/office',
      '/app/security',
      '/app/settings/profile',
      // Reached by a form that asks for nothing but an address.
      '/office/prices/check?scope=network&AI92=250',
      // Reached by a button of a form instead of a link.
      `/office/invitations/new/letter?contract=${contractId}&email=a@example.kz&role=owner&in=kk`,
    ],
    forms: ['/office/clients/new', '/office/staff/invite', '/office/invitations/bulk'],
  },
])
