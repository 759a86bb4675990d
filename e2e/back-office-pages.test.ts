/** The retailer's side as an administrator sees it, who sees all of it. */
import { randomUUID } from 'node:crypto'
import { isoDay } from '../src/i18n/format.ts'
import { walkEveryPage } from './walk.ts'

// What forms that are sent with GET would ask for.
const POLICY = new URLSearchParams({
  redemption: 'single_strict',
  turnover: 'hand_over',
  expiry: 'grace_prolong',
  graceDays: '10',
  validityDays: '180',
  discount: '2,5',
  invoiceDays: '3',
})
const RATIONING = new URLSearchParams({
  fuel: 'DT',
  litres: '100',
  untilDay: isoDay(new Date(Date.now() + 7 * 86_400_000)),
  reasonRu: 'Ремонт нефтебазы',
})
const SELLER = new URLSearchParams({
  nameRu: 'ТОО «PetroRetail»',
  bin: '210440000804',
  iik: 'KZ86125KZT5004100100',
  bank: 'АО «Ұлттық өңірлік даму және сауда банкі»',
  bik: 'KKMFKZ2A',
  kbe: '17',
  knp: '710',
})

walkEveryPage(/^\/office/, [
  {
    who: 'admin',
    starts: ({ clientId, contractId, bin, numbers, cards, askedRefuelId }) => [
      '/office',
      '/app/security',
      '/app/settings/profile',
      // Reached by a form that asks for nothing but an address.
      '/office/prices/check?scope=network&AI92=250',
      `/office/rationing/check?${RATIONING}`,
      // Reached by a button of a form instead of a link.
      `/office/invitations/new/letter?contract=${contractId}&email=a@example.kz&role=owner&in=kk`,
      `/office/payments/new/check?bin=${bin}&amount=4800&day=${isoDay(new Date())}&key=${randomUUID()}`,
      `/office/clients/${clientId}/contracts/${contractId}/policy/check?${POLICY}`,
      `/office/seller/check?${SELLER}`,
      // Reached by a form that gets.
      '/office/search',
      ...[numbers.sent, numbers.stopped, numbers.ended, numbers.stock].map((n) => `/office/coupons/${n}`),
      `/office/cards/${cards[0]}`,
      `/office/cards/${cards[0]}/unblock`,
      // One of many alike, with what waits for an answer.
      `/office/refuels/${askedRefuelId}`,
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
