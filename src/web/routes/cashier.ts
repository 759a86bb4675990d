/** The cashier’s pages, at a browser that the office has made a till. */
import { type Route, anyone, get, post } from '../../accounts/guard.ts'
import { cardAgain, submitCardHold, submitCardRedeem } from '../../cashier/card-acts.ts'
import { showConnect, submitConnect } from '../../cashier/connect.tsx'
import { leaveVerdict, submitCode } from '../../cashier/coupon-page.tsx'
import { cashier, till } from '../../cashier/guard.ts'
import { showLogin, submitLogin } from '../../cashier/login.tsx'
import { showOffline } from '../../cashier/offline-page.tsx'
import {
  submitComplete,
  submitReceipt,
  submitUndo as submitOperationUndo,
} from '../../cashier/operation-acts.ts'
import { showOperation } from '../../cashier/operation-page.tsx'
import { redeemAgain, submitRedeem } from '../../cashier/redeem-page.tsx'
import { showScan } from '../../cashier/scan-page.tsx'
import { findSlip, showClosedShift, showShift, submitCloseShift } from '../../cashier/shift-page.tsx'
import { submitCheck as settleUnknown } from '../../cashier/unknown-page.tsx'

export const cashierRoutes: Route[] = [
  get('/pos/connect', anyone, showConnect),
  post('/pos/connect', anyone, submitConnect, { again: showConnect }),
  get('/pos/login', till, showLogin),
  post('/pos/login', till, submitLogin, { again: showLogin }),
  get('/pos', cashier, showScan),
  get('/pos/coupon', cashier, leaveVerdict),
  post('/pos/coupon', cashier, submitCode, { again: showScan }),
  get('/pos/redeem', cashier, leaveVerdict),
  post('/pos/redeem', cashier, submitRedeem, { again: redeemAgain }),
  get('/pos/card', cashier, leaveVerdict),
  post('/pos/card', cashier, submitCardHold, { again: cardAgain }),
  get('/pos/card/redeem', cashier, leaveVerdict),
  post('/pos/card/redeem', cashier, submitCardRedeem, { again: cardAgain }),
  get('/pos/redeem/:name', cashier, showOperation),
  post('/pos/redeem/:name/complete', cashier, submitComplete, { again: showOperation }),
  post('/pos/redeem/:name/receipt', cashier, submitReceipt, { again: showOperation }),
  post('/pos/redeem/:name/undo', cashier, submitOperationUndo, { again: showOperation }),
  post('/pos/redeem/:name/check', cashier, settleUnknown, { again: showOperation }),
  get('/pos/find', cashier, findSlip),
  get('/pos/offline', till, showOffline),
  get('/pos/shift', cashier, showShift),
  post('/pos/shift/close', cashier, submitCloseShift, { again: showShift }),
  get('/pos/shift/:n', till, showClosedShift),
]
