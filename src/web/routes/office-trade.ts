/** The office: coupons and cards, what was refuelled, stations and prices. */
import { type Route, get, post, proven, staff } from '../../accounts/guard.ts'
import { OFFICE_ROLES } from '../../accounts/office-nav.ts'
import { downloadNumbers } from '../../cards/numbers-file.ts'
import {
  showOfficeCard,
  showOfficeCardBlock,
  showOfficeCardUnblock,
  submitOfficeCardBlock,
  submitOfficeCardUnblock,
} from '../../cards/office-card.tsx'
import { CARD_ACTS, showOfficeCards, submitCardStep } from '../../cards/office-list.tsx'
import { MADE_BYTES, showMade, submitMade, submitMadeConfirm } from '../../cards/office-made.tsx'
import { showCashier, submitCashierPin, submitCashierRemoval } from '../../cashier/office-cashiers.tsx'
import { RECONCILERS, listShifts, showShiftReport, submitReconcile } from '../../cashier/office-shifts.tsx'
import { leaveTerminals, showRevoke, submitRevoke } from '../../cashier/office-tills.tsx'
import {
  showOfficeBlock,
  showOfficeProlong,
  showOfficeResend,
  showOfficeUnblock,
  showOfficeVoid,
  submitOfficeBlock,
  submitOfficeProlong,
  submitOfficeResend,
  submitOfficeUnblock,
  submitOfficeVoid,
} from '../../coupons/office-coupon-acts.tsx'
import { OFFICE_ACTS, showOfficeCoupon } from '../../coupons/office-coupon.tsx'
import { showOfficeCoupons } from '../../coupons/office-list.tsx'
import {
  showApproveReturn,
  showDeclineReturn,
  showReturnRequest,
  showReturns,
  submitApproveReturn,
  submitDeclineReturn,
  submitWithdrawRequest,
} from '../../coupons/office-returns.tsx'
import {
  DISPUTE_JUDGES,
  showDispute,
  showDisputes,
  submitAcceptDispute,
  submitDeclineDispute,
  submitTake,
} from '../../disputes/office-disputes.tsx'
import { showOfficeExplained } from '../../limits/explain.tsx'
import { showOfficeLimits } from '../../limits/office-limits.tsx'
import {
  pricesAgain,
  showNewPrices,
  showPriceCheck,
  submitPrices,
} from '../../products/office-price-form.tsx'
import {
  showPrices,
  submitApprove as submitPriceApproval,
  submitCancel as submitPriceCancel,
} from '../../products/office-prices.tsx'
import {
  rationingAgain,
  showNewRationing,
  showRationingCheck,
  submitRationing,
} from '../../rationing/office-form.tsx'
import { showRationing, submitEnd } from '../../rationing/office-list.tsx'
import {
  REFUNDERS,
  showApproveRefund,
  showDeclineRefund,
  showRefunds,
  submitApproveRefund,
  submitDeclineRefund,
  submitWithdrawRefund,
} from '../../refunds/office-refunds.tsx'
import { showOfficeRefuels } from '../../refuels/office-list.tsx'
import { showOfficeRefuel, submitAskRefund } from '../../refuels/office-refuel.tsx'
import {
  JUDGES,
  showQueue,
  showQueued,
  submitDecision,
  submitQueuedComment,
} from '../../signs/office-signs.tsx'
import {
  listStations,
  newStationAgain,
  showNewStation,
  submitNewStation,
} from '../../stations/office-list.tsx'
import {
  editStationAgain,
  showEditStation,
  showStation,
  submitEditStation,
  submitNewBrowser,
  submitNewCashier,
  submitNewTill,
  submitSupply,
} from '../../stations/office-station.tsx'

export const officeTradeRoutes: Route[] = [
  // Coupons
  get('/office/coupons', staff(...OFFICE_ROLES.coupons), showOfficeCoupons),
  get('/office/coupons/:number', staff(...OFFICE_ROLES.coupons), showOfficeCoupon),
  get('/office/coupons/:number/block', proven(staff(...OFFICE_ACTS.block)), showOfficeBlock),
  post('/office/coupons/:number/block', proven(staff(...OFFICE_ACTS.block)), submitOfficeBlock, {
    again: showOfficeBlock,
  }),
  get('/office/coupons/:number/unblock', proven(staff(...OFFICE_ACTS.block)), showOfficeUnblock),
  post('/office/coupons/:number/unblock', proven(staff(...OFFICE_ACTS.block)), submitOfficeUnblock, {
    again: showOfficeUnblock,
  }),
  get('/office/coupons/:number/prolong', proven(staff(...OFFICE_ACTS.prolong)), showOfficeProlong),
  post('/office/coupons/:number/prolong', proven(staff(...OFFICE_ACTS.prolong)), submitOfficeProlong, {
    again: showOfficeProlong,
  }),
  get('/office/coupons/:number/void', proven(staff(...OFFICE_ACTS.void)), showOfficeVoid),
  post('/office/coupons/:number/void', proven(staff(...OFFICE_ACTS.void)), submitOfficeVoid, {
    again: showOfficeVoid,
  }),
  get('/office/coupons/:number/resend', staff(...OFFICE_ACTS.resend), showOfficeResend),
  post('/office/coupons/:number/resend', staff(...OFFICE_ACTS.resend), submitOfficeResend, {
    again: showOfficeResend,
  }),
  get('/office/returns', staff(...OFFICE_ROLES.returns), showReturns),
  get('/office/returns/:id', staff(...OFFICE_ROLES.returns), showReturnRequest),
  get('/office/returns/:id/approve', proven(staff('manager', 'accountant')), showApproveReturn),
  post('/office/returns/:id/approve', proven(staff('manager', 'accountant')), submitApproveReturn, {
    again: showApproveReturn,
  }),
  get('/office/returns/:id/decline', staff('manager', 'accountant'), showDeclineReturn),
  post('/office/returns/:id/decline', staff('manager', 'accountant'), submitDeclineReturn, {
    again: showDeclineReturn,
  }),
  post('/office/returns/:id/withdraw', staff('manager', 'accountant'), submitWithdrawRequest, {
    again: showReturnRequest,
  }),

  // Cards and refuels
  get('/office/cards', staff(...OFFICE_ROLES.cards), showOfficeCards),
  get('/office/refuels', staff(...OFFICE_ROLES.cards), showOfficeRefuels),
  get('/office/refuels/:id', staff(...OFFICE_ROLES.cards), showOfficeRefuel),
  post('/office/refuels/:id/refund', proven(staff(...REFUNDERS)), submitAskRefund, {
    again: showOfficeRefuel,
  }),
  get('/office/refunds', staff(...OFFICE_ROLES.refunds), showRefunds),
  get('/office/refunds/:id/approve', proven(staff(...REFUNDERS)), showApproveRefund),
  post('/office/refunds/:id/approve', proven(staff(...REFUNDERS)), submitApproveRefund, {
    again: showApproveRefund,
  }),
  get('/office/refunds/:id/decline', staff(...REFUNDERS), showDeclineRefund),
  post('/office/refunds/:id/decline', staff(...REFUNDERS), submitDeclineRefund, { again: showDeclineRefund }),
  post('/office/refunds/:id/withdraw', staff(...REFUNDERS), submitWithdrawRefund, { again: showRefunds }),
  post('/office/cards/step', staff(...CARD_ACTS.step), submitCardStep, { again: showOfficeCards }),
  get('/office/cards/numbers.csv', proven(staff(...CARD_ACTS.step)), downloadNumbers),
  get('/office/cards/made', proven(staff(...CARD_ACTS.step)), showMade),
  post('/office/cards/made', proven(staff(...CARD_ACTS.step)), submitMade, {
    again: showMade,
    files: true,
    maxBytes: MADE_BYTES,
  }),
  post('/office/cards/made/confirm', proven(staff(...CARD_ACTS.step)), submitMadeConfirm, {
    again: showMade,
    maxBytes: MADE_BYTES,
  }),
  get('/office/cards/:number', staff(...OFFICE_ROLES.cards), showOfficeCard),
  get('/office/cards/:number/block', proven(staff(...CARD_ACTS.block)), showOfficeCardBlock),
  post('/office/cards/:number/block', proven(staff(...CARD_ACTS.block)), submitOfficeCardBlock, {
    again: showOfficeCardBlock,
  }),
  get('/office/cards/:number/unblock', proven(staff(...CARD_ACTS.block)), showOfficeCardUnblock),
  post('/office/cards/:number/unblock', proven(staff(...CARD_ACTS.block)), submitOfficeCardUnblock, {
    again: showOfficeCardUnblock,
  }),
  get('/office/cards/:number/limits', staff(...OFFICE_ROLES.coupons), showOfficeLimits),
  get('/office/cards/:number/answers/:answer', staff(...OFFICE_ROLES.coupons), showOfficeExplained),

  // Refuels with signs of fraud
  get('/office/signs', staff(...OFFICE_ROLES.signs), showQueue),
  get('/office/signs/:id', staff(...OFFICE_ROLES.signs), showQueued),
  post('/office/signs/:id/decide', staff(...JUDGES), submitDecision, { again: showQueued }),
  post('/office/signs/:id/comment', staff(...JUDGES), submitQueuedComment, { again: showQueued }),

  // Refuels that clients say were not theirs
  get('/office/disputes', staff(...OFFICE_ROLES.disputes), showDisputes),
  get('/office/disputes/:id', staff(...OFFICE_ROLES.disputes), showDispute),
  post('/office/disputes/:id/take', staff(...DISPUTE_JUDGES), submitTake, { again: showDispute }),
  post('/office/disputes/:id/decline', staff(...DISPUTE_JUDGES), submitDeclineDispute, {
    again: showDispute,
  }),
  post('/office/disputes/:id/accept', proven(staff(...REFUNDERS)), submitAcceptDispute, {
    again: showDispute,
  }),

  // Stations and their shifts
  get('/office/shifts', staff(...OFFICE_ROLES.stations), listShifts),
  get('/office/shifts/:shift', staff(...OFFICE_ROLES.stations), showShiftReport),
  post('/office/shifts/:shift/reconcile', staff(...RECONCILERS), submitReconcile, { again: showShiftReport }),
  get('/office/stations', staff(...OFFICE_ROLES.stations), listStations),
  get('/office/stations/new', staff('pricing'), showNewStation),
  post('/office/stations/new', staff('pricing'), submitNewStation, { again: newStationAgain }),
  get('/office/stations/:id', staff(...OFFICE_ROLES.stations), showStation),
  get('/office/stations/:id/edit', staff('pricing'), showEditStation),
  post('/office/stations/:id/edit', staff('pricing'), submitEditStation, { again: editStationAgain }),
  post('/office/stations/:id/products', staff('pricing'), submitSupply, { again: showStation }),
  get('/office/stations/:id/terminals/browser', proven(staff('pricing')), leaveTerminals),
  post('/office/stations/:id/terminals/browser', proven(staff('pricing')), submitNewBrowser, {
    again: showStation,
  }),
  get('/office/stations/:id/terminals/till', proven(staff('pricing')), leaveTerminals),
  post('/office/stations/:id/terminals/till', proven(staff('pricing')), submitNewTill, {
    again: showStation,
  }),
  get('/office/stations/:id/terminals/:terminal/revoke', staff('pricing'), showRevoke),
  post('/office/stations/:id/terminals/:terminal/revoke', staff('pricing'), submitRevoke, {
    again: showRevoke,
  }),
  post('/office/stations/:id/cashiers', proven(staff('pricing')), submitNewCashier, { again: showStation }),
  get('/office/stations/:id/cashiers/:cashier', proven(staff('pricing')), showCashier),
  post('/office/stations/:id/cashiers/:cashier/pin', proven(staff('pricing')), submitCashierPin, {
    again: showCashier,
  }),
  post('/office/stations/:id/cashiers/:cashier/remove', proven(staff('pricing')), submitCashierRemoval, {
    again: showCashier,
  }),

  // Prices
  get('/office/prices', staff(...OFFICE_ROLES.prices), showPrices),
  post('/office/prices', proven(staff('pricing')), submitPrices, { again: pricesAgain }),
  get('/office/prices/new', proven(staff('pricing')), showNewPrices),
  get('/office/prices/check', proven(staff('pricing')), showPriceCheck),
  post('/office/prices/:id/approve', proven(staff('pricing')), submitPriceApproval, { again: showPrices }),
  post('/office/prices/:id/cancel', proven(staff('pricing')), submitPriceCancel, { again: showPrices }),

  // Rationing
  get('/office/rationing', staff(...OFFICE_ROLES.prices), showRationing),
  post('/office/rationing', proven(staff('pricing')), submitRationing, { again: rationingAgain }),
  get('/office/rationing/new', proven(staff('pricing')), showNewRationing),
  get('/office/rationing/check', proven(staff('pricing')), showRationingCheck),
  post('/office/rationing/:id/end', proven(staff('pricing')), submitEnd, { again: showRationing }),
]
