/** Every kind of work the product leaves for later: the queues are made from this list. */
import { letterRequested } from '../accounts/ask-for-letter.ts'
import { housekeeping } from '../accounts/housekeeping.ts'
import { alertsMail } from '../alerts/mail-alerts.ts'
import { nightWatch, refuelsWatch } from '../alerts/watch.ts'
import { cardsExpire } from '../cards/expire-media.ts'
import { cardsRenew } from '../cards/renew-due.ts'
import { couponsEnd } from '../coupons/expire-coupons.ts'
import { giftsEnd } from '../coupons/end-gifts.ts'
import { stockFolded } from '../coupons/fold-stock.ts'
import { remindOfEnds } from '../coupons/remind-of-ends.ts'
import { fileAsked } from '../exports/build-file.ts'
import { batchConfirmed } from '../invitations/send-batch.ts'
import { daysAddedUp } from '../limits/sum-days.ts'
import { statementConfirmed } from '../payments/post-statement.ts'
import { ordersLapse } from '../orders/lapse-orders.ts'
import { ordersRemind } from '../orders/send-letters.ts'
import { offlineTokensEnd } from '../tills/block-list.ts'
import { holdsExpire } from '../tills/expire-holds.ts'

export const jobs = [
  letterRequested,
  housekeeping,
  batchConfirmed,
  couponsEnd,
  giftsEnd,
  stockFolded,
  cardsExpire,
  cardsRenew,
  remindOfEnds,
  holdsExpire,
  daysAddedUp,
  offlineTokensEnd,
  statementConfirmed,
  ordersLapse,
  ordersRemind,
  refuelsWatch,
  nightWatch,
  alertsMail,
  fileAsked,
]
