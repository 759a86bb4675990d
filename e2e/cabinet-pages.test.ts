/** The cabinet as its owner, a viewer and people without a company or of a suspended one see it. */
import { randomUUID } from 'node:crypto'
import { walkEveryPage } from './walk.ts'

// The welcome is seen once, after an invitation; the guests' pages show it.
walkEveryPage(
  /^\/(app|identity)/,
  [
    {
      who: 'owner',
      starts: ({ contractId }) => [
        '/app',
        '/identity?next=/app',
        // Reached by a form that orders something.
        `/app/coupons/buy/check?lines=AI95-20-3.DTZ-35-2&pay=invoice&contract=${contractId}&key=${randomUUID()}`,
      ],
      forms: ['/app/people/invite', '/app/security', '/app/coupons/buy'],
    },
    { who: 'viewer', like: 'owner', starts: () => ['/app'], closed: ['/app/people/invite'] },
    { who: 'newcomer', starts: () => ['/app'], closed: ['/office'] },
    { who: 'suspended', like: 'owner', starts: () => ['/app'] },
  ],
  // The town's coupons have been given to nobody yet.
  [
    '/app/coupons/issue/check',
    '/app/coupons/issue/table/check',
    '/app/coupons/issue/given',
    '/app/coupons/send',
    '/app/coupons/print',
    '/app/coupons/take-back',
    '/app/coupons/block',
    '/app/coupons/unblock',
    '/app/coupons/return',
    '/app/coupons/:number/issue',
    '/app/coupons/:number/send',
    '/app/coupons/:number/take-back',
    '/app/coupons/:number/unblock',
    '/app/coupons/:number/split/check',
    '/app/coupons/:number/prolong',
    '/app/drivers/:id',
    '/app/drivers/:id/edit',
    '/app/drivers/:id/archive',
  ],
)
