/** The cabinet as its owner, a viewer and people without a company or of a suspended one see it. */
import { randomUUID } from 'node:crypto'
import { walkEveryPage } from './walk.ts'

// The welcome is seen once, after an invitation; the guests' pages show it.
walkEveryPage(/^\/(app|identity)/, [
  {
    who: 'owner',
    starts: ({ contractId, driverId, numbers, cards }) => [
      '/app',
      '/identity?next=/app',
      // Reached by the buttons of a list.
      '/app/cards/block',
      '/app/cards/unblock',
      '/app/cards/group',
      // Reached by forms that ask for days or order something.
      '/app/balance/reconciliation',
      `/app/coupons/buy/check?lines=AI95-20-3.DTZ-35-2&pay=invoice&contract=${contractId}&key=${randomUUID()}`,
      // Every state a coupon can be in, and what is reached by ticking some of them.
      ...Object.values(numbers).map((number) => `/app/coupons/${number}`),
      `/app/coupons/issue/to?n=${numbers.stock}`,
      `/app/coupons/issue/check?n=${numbers.stock}&driver=${driverId}`,
      `/app/coupons/issue/check?fuel=DT&litres=65&driver=${driverId}`,
      `/app/coupons/issue/table/check?fuel=DT&l=${driverId}.6500`,
      ...[
        ['issue/given', numbers.sent, numbers.handed],
        ['send', numbers.sent, numbers.partly],
        ['print', numbers.sent, numbers.partly],
        ['take-back', numbers.sent, numbers.used],
        ['block', numbers.sent, numbers.handed, numbers.used],
        ['unblock', numbers.blocked, numbers.stopped],
        ['return', numbers.handed, numbers.stock, numbers.returned],
      ].map(([act, ...ns]) => `/app/coupons/${act}?${ns.map((n) => `n=${n}`).join('&')}`),
      `/app/coupons/${numbers.stock}/split/check?how=equal&count=3`,
      `/app/cards/${cards[0]}/limits`,
      `/app/cards/limits?ids=${cards.join()}`,
      `/app/cards/limits/check?ids=${cards.join()}&day-ml=40&fuel=DT&weekday=1`,
    ],
    forms: ['/app/people/invite', '/app/security', '/app/coupons/buy'],
  },
  { who: 'viewer', like: 'owner', starts: () => ['/app'], closed: ['/app/people/invite'] },
  { who: 'newcomer', starts: () => ['/app'], closed: ['/office'] },
  { who: 'suspended', like: 'owner', starts: () => ['/app'] },
])
