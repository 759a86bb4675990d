/** The cabinet as its owner, a viewer and people without a company or of a suspended one see it. */
import { walkEveryPage } from './walk.ts'

// The welcome is seen once, after an invitation; the guests' pages show it.
walkEveryPage(/^\/(app|identity)/, [
  {
    who: 'owner',
    starts: () => ['/app', '/identity?next=/app'],
    forms: ['/app/people/invite', '/app/security'],
  },
  { who: 'viewer', starts: () => ['/app'], closed: ['/app/people/invite'] },
  { who: 'newcomer', starts: () => ['/app'], closed: ['/office'] },
  { who: 'suspended', starts: () => ['/app'] },
])
