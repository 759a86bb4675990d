/** The office: orders, payments and the bank, what clients hold. */
import { type Route, get, post, proven, staff } from '../../accounts/guard.ts'
import { OFFICE_ROLES } from '../../accounts/office-nav.ts'
import { downloadClientBalance } from '../../ledger/office-client-money.tsx'
import {
  downloadClientReconciliation,
  showClientReconciliation,
} from '../../ledger/office-reconciliation.tsx'
import { downloadClientInvoice, showClientOrder } from '../../orders/office-order.tsx'
import { listAllOrders } from '../../orders/office-orders.tsx'
import {
  STATEMENT_UPLOAD_BYTES,
  checkAgain as statementCheckAgain,
  downloadSample as downloadSampleStatement,
  showCheck as showStatementCheck,
  showDiscard as showStatementDiscard,
  showStatement,
  showUpload as showStatementUpload,
  submitCheck as submitStatementCheck,
  submitDiscard as submitStatementDiscard,
  submitUpload as submitStatementUpload,
  uploadAgain as statementUploadAgain,
} from '../../payments/office-import.tsx'
import { listPayments } from '../../payments/office-list.tsx'
import {
  newCheckAgain as newPaymentCheckAgain,
  newPaymentAgain,
  showNewCheck as showNewPaymentCheck,
  showNewPayment,
  submitNewCheck as submitNewPaymentCheck,
  submitNewPayment,
} from '../../payments/office-new.tsx'
import { showPayment, showUndo, submitAssign, submitUndo } from '../../payments/office-payment.tsx'
import {
  showAside,
  submitAside,
  submitJoin as submitReceiptJoin,
  submitMatch,
  submitTakeBack,
} from '../../payments/office-receipt.tsx'
import {
  paidAgain as payoutPaidAgain,
  refundAgain,
  showPaid as showPayoutPaid,
  showPayout,
  showRefund,
  submitCancel as submitPayoutCancel,
  submitPaid as submitPayoutPaid,
  submitRefund,
} from '../../payments/office-refund.tsx'
import {
  showSplit as showReceiptSplit,
  submitSplit as submitReceiptSplit,
} from '../../payments/office-split.tsx'
import {
  sellerAgain,
  showSeller,
  showSellerCheck,
  showSellerForm,
  submitSeller,
} from '../../products/office-seller.tsx'

export const officeMoneyRoutes: Route[] = [
  // Orders
  get('/office/orders', staff(...OFFICE_ROLES.orders), listAllOrders),
  get('/office/orders/:number', staff(...OFFICE_ROLES.orders), showClientOrder),
  get('/office/orders/:number/invoice.pdf', staff(...OFFICE_ROLES.orders), downloadClientInvoice),

  // Payments
  get('/office/payments', staff(...OFFICE_ROLES.payments), listPayments),
  get('/office/payments/new', staff('accountant'), showNewPayment),
  post('/office/payments/new', staff('accountant'), submitNewPayment, { again: newPaymentAgain }),
  get('/office/payments/new/check', staff('accountant'), showNewPaymentCheck),
  post('/office/payments/new/check', staff('accountant'), submitNewPaymentCheck, {
    again: newPaymentCheckAgain,
  }),
  get('/office/payments/import', staff('accountant'), showStatementUpload),
  post('/office/payments/import', staff('accountant'), submitStatementUpload, {
    again: statementUploadAgain,
    files: true,
    maxBytes: STATEMENT_UPLOAD_BYTES,
  }),
  get('/office/payments/import/sample.txt', staff('accountant'), downloadSampleStatement),
  get('/office/payments/import/:statement', staff('accountant'), showStatement),
  get('/office/payments/import/:statement/check', staff('accountant'), showStatementCheck),
  post('/office/payments/import/:statement/check', staff('accountant'), submitStatementCheck, {
    again: statementCheckAgain,
  }),
  get('/office/payments/import/:statement/discard', staff('accountant'), showStatementDiscard),
  post('/office/payments/import/:statement/discard', staff('accountant'), submitStatementDiscard, {
    again: showStatementDiscard,
  }),
  get('/office/payments/refunds/:payout', staff(...OFFICE_ROLES.payments), showPayout),
  get('/office/payments/refunds/:payout/paid', proven(staff('accountant')), showPayoutPaid),
  post('/office/payments/refunds/:payout/paid', proven(staff('accountant')), submitPayoutPaid, {
    again: payoutPaidAgain,
  }),
  post('/office/payments/refunds/:payout/cancel', staff('accountant'), submitPayoutCancel, {
    again: showPayout,
  }),
  get('/office/payments/:id', staff(...OFFICE_ROLES.payments), showPayment),
  post('/office/payments/:id/match', staff('accountant'), submitMatch, { again: showPayment }),
  post('/office/payments/:id/join', staff('accountant'), submitReceiptJoin, { again: showPayment }),
  get('/office/payments/:id/split', staff('accountant'), showReceiptSplit),
  post('/office/payments/:id/split', staff('accountant'), submitReceiptSplit, { again: showReceiptSplit }),
  get('/office/payments/:id/aside', staff('accountant'), showAside),
  post('/office/payments/:id/aside', staff('accountant'), submitAside, { again: showAside }),
  post('/office/payments/:id/back', staff('accountant'), submitTakeBack, { again: showPayment }),
  post('/office/payments/:id/assign', staff('accountant'), submitAssign, { again: showPayment }),
  get('/office/payments/:id/undo', staff('accountant'), showUndo),
  post('/office/payments/:id/undo', staff('accountant'), submitUndo, { again: showUndo }),
  get('/office/payments/:id/refund', proven(staff('accountant')), showRefund),
  post('/office/payments/:id/refund', proven(staff('accountant')), submitRefund, { again: refundAgain }),

  // What a client holds
  get('/office/clients/:id/balance.csv', staff(...OFFICE_ROLES.clients), downloadClientBalance),
  get('/office/clients/:id/reconciliation', staff(...OFFICE_ROLES.clients), showClientReconciliation),
  get('/office/clients/:id/reconciliation.pdf', staff(...OFFICE_ROLES.clients), downloadClientReconciliation),

  // The seller’s details
  get('/office/seller', staff(...OFFICE_ROLES.seller), showSeller),
  get('/office/seller/edit', proven(staff('admin')), showSellerForm),
  get('/office/seller/check', proven(staff('admin')), showSellerCheck),
  post('/office/seller', proven(staff('admin')), submitSeller, { again: sellerAgain }),
]
