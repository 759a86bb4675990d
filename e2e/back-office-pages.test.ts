/** The retailer's side as an administrator sees it, who sees all of it. */
import { randomUUID } from 'node:crypto'
import { isoDay } from '../src/i18n/format.ts'
import { walkEveryPage } from './walk.ts'

walkEveryPage(/^\/office/, [
  {
    who: 'admin',
    starts: ({ contractId, bin }) => [
      '/office',
      '/app/security',
      '/app/settings/profile',
      // Reached by a form that asks for nothing but an address.
      '/office/prices/check?scope=network&AI92=250',
      // Reached by a button of a form instead of a link.
      `/office/invitations/new/letter?contract=${contractId}&email=a@example.kz&role=owner&in=kk`,
      `/office/payments/new/check?bin=${bin}&amount=4800&day=${isoDay(new Date())}&key=${randomUUID()}`,
    ],
    forms: [
      '/office/clients/new',
      '/office/staff/invite',
      '/office/invitations/bulk',
      '/office/payments/import',
      '/office/payments/new',
    ],
  },
])
