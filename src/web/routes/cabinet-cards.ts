/** The cabinet: fuel cards, their groups and limits. */
import { type Route, client, get, post, proven } from '../../accounts/guard.ts'
import {
  showBlockCards,
  showCloseCard,
  showGiveCard,
  showLostCard,
  showUnblockCards,
  submitBlockCards,
  submitCloseCard,
  submitGiveCard,
  submitLostCard,
  submitUnblockCards,
} from '../../cards/cabinet-acts.tsx'
import { showCard } from '../../cards/cabinet-card.tsx'
import { showChip, submitChip } from '../../cards/cabinet-chip.tsx'
import {
  showArchiveGroup,
  showGroup,
  showRenameGroup,
  submitArchiveGroup,
  submitRenameGroup,
  submitRestoreGroup,
} from '../../cards/cabinet-group.tsx'
import { showGroups, submitGroup } from '../../cards/cabinet-groups.tsx'
import { showCards } from '../../cards/cabinet-list.tsx'
import { showMoveBalance, submitMoveBalance } from '../../cards/cabinet-move.tsx'
import { showOrderCards, submitOrderCards } from '../../cards/cabinet-order.tsx'
import { askNumber, showPin, submitNumber, submitPin } from '../../cards/cabinet-pin.tsx'
import { showPutCards, submitPutCards } from '../../cards/cabinet-put.tsx'
import { showRenewCard, submitRenewCard } from '../../cards/cabinet-renew.tsx'
import { showScheduleBlock, submitScheduleBlock } from '../../cards/cabinet-schedule.tsx'
import {
  showSweepCard,
  showTopUpCard,
  submitSweepCard,
  submitTopUpCard,
} from '../../cards/cabinet-wallet.tsx'
import { GIVERS, KEEPERS } from '../../coupons/rights.ts'
import { limitsAgain, profilePage, showLimits, submitLimits } from '../../limits/cabinet-limits.tsx'
import { manyAgain, showMany, showManyCheck, submitMany } from '../../limits/cabinet-many.tsx'
import { showOverview } from '../../limits/cabinet-overview.tsx'
import {
  submitArchive as submitArchiveProfile,
  submitName,
  submitProfile as submitLimitProfile,
} from '../../limits/cabinet-profiles.ts'
import { showExplained } from '../../limits/explain.tsx'
import { MANY as LIMIT_FIELDS } from '../../limits/limits-form.tsx'

export const cabinetCardsRoutes: Route[] = [
  // Cards
  get('/app/cards', client(), showCards),
  get('/app/cards/order', client(...KEEPERS), showOrderCards),
  post('/app/cards/order', client(...KEEPERS), submitOrderCards, { again: showOrderCards }),
  get('/app/cards/block', client(...GIVERS), showBlockCards),
  post('/app/cards/block', client(...GIVERS), submitBlockCards, { again: showBlockCards, many: ['n'] }),
  get('/app/cards/unblock', client(...GIVERS), showUnblockCards),
  post('/app/cards/unblock', client(...GIVERS), submitUnblockCards, { again: showUnblockCards, many: ['n'] }),
  get('/app/cards/group', client(...KEEPERS), showPutCards),
  post('/app/cards/group', client(...KEEPERS), submitPutCards, { again: showPutCards, many: ['n'] }),
  get('/app/cards/limits', client(...GIVERS), showMany),
  post('/app/cards/limits', client(...GIVERS), submitMany, { again: manyAgain }),
  get('/app/cards/limits/check', client(...GIVERS), showManyCheck),
  get('/app/cards/:number', client(), showCard),
  get('/app/cards/:number/block', client(...GIVERS), showBlockCards),
  post('/app/cards/:number/block', client(...GIVERS), submitBlockCards, { again: showBlockCards }),
  get('/app/cards/:number/unblock', client(...GIVERS), showUnblockCards),
  post('/app/cards/:number/unblock', client(...GIVERS), submitUnblockCards, { again: showUnblockCards }),
  get('/app/cards/:number/give', client(...GIVERS), showGiveCard),
  post('/app/cards/:number/give', client(...GIVERS), submitGiveCard, { again: showGiveCard }),
  get('/app/cards/:number/group', client(...KEEPERS), showPutCards),
  post('/app/cards/:number/group', client(...KEEPERS), submitPutCards, { again: showPutCards }),
  get('/app/cards/:number/schedule', client(...GIVERS), showScheduleBlock),
  post('/app/cards/:number/schedule', client(...GIVERS), submitScheduleBlock, { again: showScheduleBlock }),
  get('/app/cards/:number/chip', client(...KEEPERS), showChip),
  post('/app/cards/:number/chip', client(...KEEPERS), submitChip, { again: showChip }),
  get('/app/cards/:number/move', client(...KEEPERS), showMoveBalance),
  post('/app/cards/:number/move', client(...KEEPERS), submitMoveBalance, { again: showMoveBalance }),
  get('/app/cards/:number/renew', client(...KEEPERS), showRenewCard),
  post('/app/cards/:number/renew', client(...KEEPERS), submitRenewCard, { again: showRenewCard }),
  get('/app/cards/:number/lost', client(...KEEPERS), showLostCard),
  post('/app/cards/:number/lost', client(...KEEPERS), submitLostCard, { again: showLostCard }),
  get('/app/cards/:number/top-up', client(...KEEPERS), showTopUpCard),
  post('/app/cards/:number/top-up', client(...KEEPERS), submitTopUpCard, { again: showTopUpCard }),
  get('/app/cards/:number/sweep', client(...KEEPERS), showSweepCard),
  post('/app/cards/:number/sweep', client(...KEEPERS), submitSweepCard, { again: showSweepCard }),
  get('/app/cards/:number/close', client(...KEEPERS), showCloseCard),
  post('/app/cards/:number/close', client(...KEEPERS), submitCloseCard, { again: showCloseCard }),
  get('/app/cards/:number/pin', proven(client(...KEEPERS)), showPin),
  post('/app/cards/:number/pin', proven(client(...KEEPERS)), submitPin, { again: showPin }),
  get('/app/cards/:number/number', proven(client(...GIVERS)), askNumber),
  post('/app/cards/:number/number', proven(client(...GIVERS)), submitNumber, { again: askNumber }),
  get('/app/cards/:number/limits', client(...GIVERS), showLimits),
  post('/app/cards/:number/limits', client(...GIVERS), submitLimits, {
    again: limitsAgain,
    many: LIMIT_FIELDS,
  }),
  get('/app/cards/:number/answers/:answer', client(), showExplained),

  // Groups
  get('/app/groups', client(), showGroups),
  post('/app/groups', client(...KEEPERS), submitGroup, { again: showGroups }),
  get('/app/groups/:id', client(), showGroup),
  get('/app/groups/:id/rename', client(...KEEPERS), showRenameGroup),
  post('/app/groups/:id/rename', client(...KEEPERS), submitRenameGroup, { again: showRenameGroup }),
  get('/app/groups/:id/archive', client(...KEEPERS), showArchiveGroup),
  post('/app/groups/:id/archive', client(...KEEPERS), submitArchiveGroup, { again: showArchiveGroup }),
  post('/app/groups/:id/restore', client(...KEEPERS), submitRestoreGroup, { again: showGroup }),

  // Limits
  get('/app/limits', client(...KEEPERS), showOverview),
  post('/app/limits/profiles', client(...KEEPERS), submitLimitProfile, { again: showOverview }),
  post('/app/limits/profile/:id/name', client(...KEEPERS), submitName, { again: profilePage }),
  post('/app/limits/profile/:id/archive', client(...KEEPERS), submitArchiveProfile, { again: profilePage }),
  get('/app/limits/:scope/:id', client(...KEEPERS), showLimits),
  post('/app/limits/:scope/:id', client(...KEEPERS), submitLimits, {
    again: limitsAgain,
    many: LIMIT_FIELDS,
  }),
]
