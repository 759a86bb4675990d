/** The cabinet: buying coupons, and what is done with one in the path or with those that are ticked. */
import { type Route, client, get, post, proven } from '../../accounts/guard.ts'
import {
  showBlock,
  showReturn,
  showTakeBack,
  showUnblock,
  submitBlock,
  submitReturn,
  submitTakeBack as submitCouponsBack,
  submitUnblock,
  submitWithdrawReturn,
} from '../../coupons/cabinet-acts.tsx'
import { showCoupon } from '../../coupons/cabinet-coupon.tsx'
import {
  showGiven,
  showTable,
  showTableCheck,
  submitTable,
  submitTableCheck,
} from '../../coupons/cabinet-give-table.tsx'
import { showIssueTo, submitIssueTo } from '../../coupons/cabinet-give-to.tsx'
import { showIssue } from '../../coupons/cabinet-give-what.tsx'
import { showIssueCheck, submitIssue } from '../../coupons/cabinet-give.tsx'
import { showCoupons } from '../../coupons/cabinet-list.tsx'
import { downloadPrint, showPrint, submitPrint } from '../../coupons/cabinet-print.tsx'
import { showQr, submitQr } from '../../coupons/cabinet-qr.tsx'
import { downloadLinkPng, showSend, submitNewLink, submitSend } from '../../coupons/cabinet-send.tsx'
import { showSplit, showSplitCheck, submitSplit } from '../../coupons/cabinet-split.tsx'
import { showProlong, showSwap, submitProlong, submitSwap } from '../../coupons/cabinet-swap.tsx'
import { showUntil, submitUntil } from '../../coupons/cabinet-until.tsx'
import { downloadCoupons } from '../../coupons/export-coupons.ts'
import { BUYERS, GIVERS, KEEPERS } from '../../coupons/rights.ts'
import { buyAgain, showBuy, submitBuy } from '../../orders/cabinet-buy.tsx'
import {
  checkAgain as buyCheckAgain,
  showCheck as showBuyCheck,
  submitCheck as submitBuyCheck,
} from '../../orders/cabinet-check.tsx'
import { downloadInvoice, showInvoice } from '../../orders/cabinet-invoice.tsx'
import { showCancel, showPay, submitCancel, submitPay } from '../../orders/cabinet-order-acts.tsx'
import { showOrder } from '../../orders/cabinet-order.tsx'
import { showOrders } from '../../orders/cabinet-orders.tsx'

export const cabinetCouponsRoutes: Route[] = [
  // Orders and invoices
  get('/app/coupons/buy', client(...BUYERS), showBuy),
  post('/app/coupons/buy', client(...BUYERS), submitBuy, { again: buyAgain }),
  get('/app/coupons/buy/check', client(...BUYERS), showBuyCheck),
  post('/app/coupons/buy/check', client(...BUYERS), submitBuyCheck, { again: buyCheckAgain }),
  get('/app/orders', client(...BUYERS), showOrders),
  get('/app/orders/:number', client(...BUYERS), showOrder),
  get('/app/orders/:number/pay', client(...BUYERS), showPay),
  post('/app/orders/:number/pay', client(...BUYERS), submitPay, { again: showPay }),
  get('/app/orders/:number/cancel', client(...BUYERS), showCancel),
  post('/app/orders/:number/cancel', client(...BUYERS), submitCancel, { again: showCancel }),
  get('/app/invoices/:number{.+\\.pdf}', client(...BUYERS), downloadInvoice),
  get('/app/invoices/:number', client(...BUYERS), showInvoice),

  // Coupons
  get('/app/coupons', client(), showCoupons),
  get('/app/coupons/export.csv', client(), downloadCoupons),
  get('/app/coupons/issue', client(...GIVERS), showIssue),
  get('/app/coupons/issue/to', client(...GIVERS), showIssueTo),
  post('/app/coupons/issue/to', client(...GIVERS), submitIssueTo, { again: showIssueTo, many: ['n'] }),
  get('/app/coupons/issue/check', client(...GIVERS), showIssueCheck),
  post('/app/coupons/issue/check', client(...GIVERS), submitIssue, { again: showIssueCheck, many: ['n'] }),
  get('/app/coupons/issue/table', client(...GIVERS), showTable),
  post('/app/coupons/issue/table', client(...GIVERS), submitTable, { again: showTable, maxBytes: 64 * 1024 }),
  get('/app/coupons/issue/table/check', client(...GIVERS), showTableCheck),
  post('/app/coupons/issue/table/check', client(...GIVERS), submitTableCheck, {
    again: showTableCheck,
    many: ['l'],
  }),
  get('/app/coupons/issue/given', client(...GIVERS), showGiven),
  get('/app/coupons/send', client(...GIVERS), showSend),
  post('/app/coupons/send', client(...GIVERS), submitSend, { again: showSend, many: ['n'] }),
  get('/app/coupons/send.png', client(...GIVERS), downloadLinkPng),
  get('/app/coupons/print', client(...GIVERS), showPrint),
  post('/app/coupons/print', client(...GIVERS), submitPrint, { again: showPrint, many: ['n', 'with'] }),
  get('/app/coupons/print.pdf', client(...GIVERS), downloadPrint),
  get('/app/coupons/take-back', client(...GIVERS), showTakeBack),
  post('/app/coupons/take-back', client(...GIVERS), submitCouponsBack, { again: showTakeBack, many: ['n'] }),
  get('/app/coupons/block', proven(client(...GIVERS)), showBlock),
  post('/app/coupons/block', proven(client(...GIVERS)), submitBlock, { again: showBlock, many: ['n'] }),
  get('/app/coupons/unblock', proven(client(...GIVERS)), showUnblock),
  post('/app/coupons/unblock', proven(client(...GIVERS)), submitUnblock, { again: showUnblock, many: ['n'] }),
  get('/app/coupons/return', proven(client(...KEEPERS)), showReturn),
  post('/app/coupons/return', proven(client(...KEEPERS)), submitReturn, { again: showReturn, many: ['n'] }),
  get('/app/coupons/:number', client(), showCoupon),
  get('/app/coupons/:number/issue', client(...GIVERS), showIssue),
  get('/app/coupons/:number/send', client(...GIVERS), showSend),
  post('/app/coupons/:number/link', client(...GIVERS), submitNewLink, { again: showSend }),
  get('/app/coupons/:number/qr', client(...GIVERS), showQr),
  post('/app/coupons/:number/qr', client(...GIVERS), submitQr, { again: showQr }),
  get('/app/coupons/:number/print', client(...GIVERS), showPrint),
  get('/app/coupons/:number/until', client(...GIVERS), showUntil),
  post('/app/coupons/:number/until', client(...GIVERS), submitUntil, { again: showUntil }),
  get('/app/coupons/:number/take-back', client(...GIVERS), showTakeBack),
  post('/app/coupons/:number/take-back', client(...GIVERS), submitCouponsBack, {
    again: showTakeBack,
    many: ['n'],
  }),
  get('/app/coupons/:number/block', proven(client(...GIVERS)), showBlock),
  post('/app/coupons/:number/block', proven(client(...GIVERS)), submitBlock, {
    again: showBlock,
    many: ['n'],
  }),
  get('/app/coupons/:number/unblock', proven(client(...GIVERS)), showUnblock),
  post('/app/coupons/:number/unblock', proven(client(...GIVERS)), submitUnblock, {
    again: showUnblock,
    many: ['n'],
  }),
  get('/app/coupons/:number/split', client(...KEEPERS), showSplit),
  get('/app/coupons/:number/split/check', client(...KEEPERS), showSplitCheck),
  post('/app/coupons/:number/split', client(...KEEPERS), submitSplit, { again: showSplit }),
  get('/app/coupons/:number/swap', client(...KEEPERS), showSwap),
  post('/app/coupons/:number/swap', client(...KEEPERS), submitSwap, { again: showSwap }),
  get('/app/coupons/:number/prolong', client(...KEEPERS), showProlong),
  post('/app/coupons/:number/prolong', client(...KEEPERS), submitProlong, { again: showProlong }),
  get('/app/coupons/:number/return', proven(client(...KEEPERS)), showReturn),
  post('/app/coupons/:number/return', proven(client(...KEEPERS)), submitReturn, {
    again: showReturn,
    many: ['n'],
  }),
  post('/app/coupons/:number/return/withdraw', client(...KEEPERS), submitWithdrawReturn, {
    again: showCoupon,
  }),
]
