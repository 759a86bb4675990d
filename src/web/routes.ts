/** The one table: every address of the product and who may call it. From here to the SQL it is two hops. */
import {
  get,
  anyone,
  client,
  localOnly,
  person,
  post,
  proven,
  staff,
  whileLooking,
  type Route,
} from '../accounts/guard.ts'
import {
  confirmationAgain,
  showConfirmation,
  showEmailCancel,
  showEmailNew,
  showEmailOld,
  submitConfirmation,
  submitEmailCancel,
  submitEmailNew,
  submitEmailOld,
} from '../accounts/guest-confirmation.tsx'
import {
  invitationAgain,
  showInvitation,
  showWelcome,
  submitInvitation,
  submitJoin,
  submitRenew,
} from '../accounts/guest-invitation.tsx'
import {
  forgotAgain,
  resendAgain,
  resetAgain,
  showForgot,
  showForgotSent,
  showNotMe,
  showResend,
  showResendSent,
  showReset,
  submitForgot,
  submitNotMe,
  submitResend,
  submitReset,
} from '../accounts/guest-recover.tsx'
import {
  registerAgain,
  showRegister,
  showRegisterCheck,
  showRegisterCompany,
  showRegisterContract,
  showRegisterPerson,
  showRegisterSent,
  submitRegister,
  submitRegisterCheck,
  submitRegisterCompany,
  submitRegisterContract,
  submitRegisterPerson,
} from '../registrations/guest-register.tsx'
import {
  chooseTheme,
  identityAgain,
  showHome as showFront,
  showIdentity,
  showLocked,
  showSignIn,
  signInAgain,
  signOut,
  signOutAgain,
  staySignedIn,
  submitIdentity,
  submitSignIn,
} from '../accounts/guest-sign-in.tsx'
import { MADE_BYTES, showMade, submitMade, submitMadeConfirm } from '../cards/office-made.tsx'
import { downloadNumbers } from '../cards/numbers-file.ts'
import {
  showOfficeCard,
  showOfficeCardBlock,
  showOfficeCardUnblock,
  submitOfficeCardBlock,
  submitOfficeCardUnblock,
} from '../cards/office-card.tsx'
import { CARD_ACTS, showOfficeCards, submitCardStep } from '../cards/office-list.tsx'
import { cardAgain, submitCardHold, submitCardRedeem } from '../cashier/card-acts.ts'
import { showConnect, submitConnect } from '../cashier/connect.tsx'
import { leaveVerdict, submitCode } from '../cashier/coupon-page.tsx'
import { cashier, till } from '../cashier/guard.ts'
import { showLogin, submitLogin } from '../cashier/login.tsx'
import { showCashier, submitCashierPin, submitCashierRemoval } from '../cashier/office-cashiers.tsx'
import { listShifts, RECONCILERS, showShiftReport, submitReconcile } from '../cashier/office-shifts.tsx'
import { leaveTerminals, showRevoke, submitRevoke } from '../cashier/office-tills.tsx'
import { showOffline } from '../cashier/offline-page.tsx'
import { submitComplete, submitUndo as submitOperationUndo } from '../cashier/operation-acts.ts'
import { showOperation } from '../cashier/operation-page.tsx'
import { redeemAgain, submitRedeem } from '../cashier/redeem-page.tsx'
import { showScan } from '../cashier/scan-page.tsx'
import { findSlip, showClosedShift, showShift, submitCloseShift } from '../cashier/shift-page.tsx'
import { submitCheck as settleUnknown } from '../cashier/unknown-page.tsx'
import { showClose, submitClose } from '../accounts/close-page.tsx'
import { mailboxPage } from '../letters/mailbox.ts'
import { profileAgain, showProfile, submitProfile } from '../accounts/profile.tsx'
import {
  securityAgain,
  showSecurity,
  submitEmail,
  submitEmailDrop,
  submitEndOthers,
  submitEndSession,
  submitPassword,
  submitUnlock,
} from '../accounts/security.tsx'
import {
  inviteColleagueAgain,
  showInviteColleague,
  submitInviteColleague,
} from '../clients/cabinet-invite.tsx'
import {
  peopleAgain,
  showPeople,
  submitResend as submitPeopleResend,
  submitWithdraw,
} from '../clients/cabinet-people.tsx'
import { showPersonGroups, submitPersonGroups } from '../clients/cabinet-person-groups.tsx'
import {
  roleAgain,
  showColleague,
  showHandOver,
  showRemove,
  showRole,
  submitHandOver,
  submitRemove,
  submitRole,
} from '../clients/cabinet-person.tsx'
import { showCompany, showHome, submitCompany } from '../clients/home.tsx'
import { showClient } from '../clients/office-client.tsx'
import {
  contractEmailAgain,
  newContractAgain,
  showContractEmail,
  showNewContract,
  submitContractEmail,
  submitNewContract,
} from '../clients/office-contracts.tsx'
import {
  lookAgain,
  lookAsAgain,
  showLook,
  showLookAs,
  submitLook,
  submitLookAs,
  submitLookEnd,
} from '../clients/office-look.tsx'
import { listPayments } from '../payments/office-list.tsx'
import {
  showSplit as showReceiptSplit,
  submitSplit as submitReceiptSplit,
} from '../payments/office-split.tsx'
import {
  checkAgain as statementCheckAgain,
  downloadSample as downloadSampleStatement,
  showCheck as showStatementCheck,
  showDiscard as showStatementDiscard,
  showStatement,
  showUpload as showStatementUpload,
  STATEMENT_UPLOAD_BYTES,
  submitCheck as submitStatementCheck,
  submitDiscard as submitStatementDiscard,
  submitUpload as submitStatementUpload,
  uploadAgain as statementUploadAgain,
} from '../payments/office-import.tsx'
import {
  newCheckAgain as newPaymentCheckAgain,
  newPaymentAgain,
  showNewCheck as showNewPaymentCheck,
  showNewPayment,
  submitNewCheck as submitNewPaymentCheck,
  submitNewPayment,
} from '../payments/office-new.tsx'
import { showPayment, showUndo, submitAssign, submitUndo } from '../payments/office-payment.tsx'
import {
  showAside,
  submitAside,
  submitJoin as submitReceiptJoin,
  submitMatch,
  submitTakeBack,
} from '../payments/office-receipt.tsx'
import {
  paidAgain as payoutPaidAgain,
  refundAgain,
  showPaid as showPayoutPaid,
  showPayout,
  showRefund,
  submitCancel as submitPayoutCancel,
  submitPaid as submitPayoutPaid,
  submitRefund,
} from '../payments/office-refund.tsx'
import { declineAgain, showDecline, submitDecline } from '../registrations/office-decline.tsx'
import { invitePersonAgain, showInvitePerson, submitInvitePerson } from '../clients/office-invite.tsx'
import { listClients } from '../clients/office-list.tsx'
import {
  policyAgain,
  showPolicy,
  showPolicyCheck,
  showPolicyForm,
  submitPolicy,
} from '../clients/office-policy.tsx'
import { OFFICE_ROLES } from '../accounts/office-nav.ts'
import { newClientAgain, showNewClient, submitNewClient } from '../clients/office-new.tsx'
import {
  personRoleAgain,
  showPersonRemove,
  showPersonRestore,
  showPersonRole,
  showPersonSuspend,
  submitPersonRemove,
  submitPersonRestore,
  submitPersonRole,
  submitPersonSuspend,
} from '../clients/office-person-acts.tsx'
import { personAgain, showPerson, submitPersonReset, submitPersonUnlock } from '../clients/office-person.tsx'
import { registrationAgain, showRegistration, submitApproval } from '../registrations/office-request.tsx'
import { listRegistrations } from '../registrations/office-requests.tsx'
import {
  showRestoreClient,
  showSuspendClient,
  submitRestoreClient,
  submitSuspendClient,
  suspendClientAgain,
} from '../clients/office-suspend.tsx'
import { showToday } from '../clients/office-today.tsx'
import { showSearch } from '../search/office.tsx'
import { downloadLog, showLog } from '../audit/cabinet.tsx'
import { downloadAudit, showAudit } from '../audit/office.tsx'
import {
  showInvitation as showClientInvitation,
  showLink,
  showWithdraw,
  submitLink,
  submitResend as submitInvitationResend,
  submitWithdraw as submitInvitationWithdraw,
} from '../invitations/office-invitation.tsx'
import { listInvitations } from '../invitations/office-list.tsx'
import {
  checkAgain,
  downloadErrors,
  downloadTemplate,
  showBatch,
  showCheck,
  showUpload,
  submitCheck,
  submitUpload,
  UPLOAD_BYTES,
  uploadAgain,
} from '../invitations/office-bulk.tsx'
import { showDiscard, submitDiscard } from '../invitations/office-discard.tsx'
import {
  newInvitationAgain,
  showNewInvitation,
  showNewLetter,
  submitNewInvitation,
} from '../invitations/office-new.tsx'
import {
  listLetters,
  showLetter,
  showLetterHtml,
  submitResend as submitLetterResend,
} from '../letters/office.tsx'
import {
  showStaffDisable,
  showStaffPerson,
  staffDisableAgain,
  staffPersonAgain,
  submitStaffDisable,
  submitStaffRestore,
  submitStaffRole,
  submitStaffUnlock,
} from '../staff/office-colleague.tsx'
import {
  showStaff,
  showStaffInvite,
  showStaffWithdraw,
  staffInviteAgain,
  submitStaffInvite,
  submitStaffResend,
  submitStaffWithdraw,
} from '../staff/office-staff.tsx'
import {
  showPrices,
  submitApprove as submitPriceApproval,
  submitCancel as submitPriceCancel,
} from '../products/office-prices.tsx'
import { pricesAgain, showNewPrices, showPriceCheck, submitPrices } from '../products/office-price-form.tsx'
import {
  downloadDriverQr,
  showDriverCoupon,
  showDriverCoupons,
  showDriverStations,
  showOneDriverCoupon,
  tellDriverState,
} from '../coupons/driver-page.tsx'
import { showStations } from '../stations/guest-stations.tsx'
import { listStations, newStationAgain, showNewStation, submitNewStation } from '../stations/office-list.tsx'
import {
  editStationAgain,
  showEditStation,
  showStation,
  submitEditStation,
  submitNewBrowser,
  submitNewCashier,
  submitNewTill,
  submitSupply,
} from '../stations/office-station.tsx'
import { downloadBalance, showBalance } from '../ledger/cabinet-balance.tsx'
import { downloadReconciliation, showReconciliation } from '../ledger/cabinet-reconciliation.tsx'
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
} from '../coupons/cabinet-acts.tsx'
import { showCoupon } from '../coupons/cabinet-coupon.tsx'
import {
  showGiven,
  showTable,
  showTableCheck,
  submitTable,
  submitTableCheck,
} from '../coupons/cabinet-give-table.tsx'
import { showIssueTo, submitIssueTo } from '../coupons/cabinet-give-to.tsx'
import { showIssue } from '../coupons/cabinet-give-what.tsx'
import { showIssueCheck, submitIssue } from '../coupons/cabinet-give.tsx'
import { showCoupons } from '../coupons/cabinet-list.tsx'
import { downloadPrint, showPrint, submitPrint } from '../coupons/cabinet-print.tsx'
import { showQr, submitQr } from '../coupons/cabinet-qr.tsx'
import { downloadLinkPng, showSend, submitNewLink, submitSend } from '../coupons/cabinet-send.tsx'
import { showSplit, showSplitCheck, submitSplit } from '../coupons/cabinet-split.tsx'
import { showProlong, showSwap, submitProlong, submitSwap } from '../coupons/cabinet-swap.tsx'
import { downloadCoupons } from '../coupons/export-coupons.ts'
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
} from '../coupons/office-coupon-acts.tsx'
import { OFFICE_ACTS, showOfficeCoupon } from '../coupons/office-coupon.tsx'
import { showOfficeCoupons } from '../coupons/office-list.tsx'
import {
  showApproveReturn,
  showDeclineReturn,
  showReturnRequest,
  showReturns,
  submitApproveReturn,
  submitDeclineReturn,
  submitWithdrawRequest,
} from '../coupons/office-returns.tsx'
import { GIVERS, KEEPERS } from '../coupons/rights.ts'
import {
  showArchiveDriver,
  showDriver,
  showEditDriver,
  showNewDriver,
  submitArchiveDriver,
  submitEditDriver,
  submitNewDriver,
  submitRestoreDriver,
} from '../drivers/cabinet-driver.tsx'
import { showDrivers } from '../drivers/cabinet-drivers.tsx'
import { showImport, submitImport, submitImportConfirm } from '../drivers/cabinet-import.tsx'
import { LIST_BYTES } from '../drivers/import-parts.tsx'
import {
  sellerAgain,
  showSeller,
  showSellerCheck,
  showSellerForm,
  submitSeller,
} from '../products/office-seller.tsx'
import { buyAgain, showBuy, submitBuy } from '../orders/cabinet-buy.tsx'
import {
  checkAgain as buyCheckAgain,
  showCheck as showBuyCheck,
  submitCheck as submitBuyCheck,
} from '../orders/cabinet-check.tsx'
import { downloadInvoice, showInvoice } from '../orders/cabinet-invoice.tsx'
import { showCancel, showPay, submitCancel, submitPay } from '../orders/cabinet-order-acts.tsx'
import { showOrder } from '../orders/cabinet-order.tsx'
import { downloadClientBalance } from '../ledger/office-client-money.tsx'
import { downloadClientReconciliation, showClientReconciliation } from '../ledger/office-reconciliation.tsx'
import { downloadDocuments, showDocuments } from '../papers/cabinet-documents.tsx'
import { downloadClientInvoice, showClientOrder } from '../orders/office-order.tsx'
import { listAllOrders } from '../orders/office-orders.tsx'
import { showTopUp } from '../orders/cabinet-topup.tsx'
import { showOrders } from '../orders/cabinet-orders.tsx'
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
} from '../cards/cabinet-acts.tsx'
import { showCard } from '../cards/cabinet-card.tsx'
import { showChip, submitChip } from '../cards/cabinet-chip.tsx'
import { showMoveBalance, submitMoveBalance } from '../cards/cabinet-move.tsx'
import { showScheduleBlock, submitScheduleBlock } from '../cards/cabinet-schedule.tsx'
import {
  showArchiveGroup,
  showGroup,
  showRenameGroup,
  submitArchiveGroup,
  submitRenameGroup,
  submitRestoreGroup,
} from '../cards/cabinet-group.tsx'
import { showGroups, submitGroup } from '../cards/cabinet-groups.tsx'
import { showCards } from '../cards/cabinet-list.tsx'
import { showOrderCards, submitOrderCards } from '../cards/cabinet-order.tsx'
import { askNumber, showPin, submitNumber, submitPin } from '../cards/cabinet-pin.tsx'
import { showRenewCard, submitRenewCard } from '../cards/cabinet-renew.tsx'
import { showPutCards, submitPutCards } from '../cards/cabinet-put.tsx'
import { showSweepCard, showTopUpCard, submitSweepCard, submitTopUpCard } from '../cards/cabinet-wallet.tsx'
import {
  CREDIT_DECIDERS,
  showApproveCredit,
  showCredit,
  showDeclineCredit,
  submitApproveCredit,
  submitCredit,
  submitDeclineCredit,
  submitWithdrawCredit,
} from '../credit/office-credit.tsx'
import { showCredits } from '../credit/office-credits.tsx'
import { showOverview } from '../limits/cabinet-overview.tsx'
import {
  submitArchive as submitArchiveProfile,
  submitName,
  submitProfile as submitLimitProfile,
} from '../limits/cabinet-profiles.ts'
import { limitsAgain, profilePage, showLimits, submitLimits } from '../limits/cabinet-limits.tsx'
import { manyAgain, showMany, showManyCheck, submitMany } from '../limits/cabinet-many.tsx'
import { showExplained, showOfficeExplained } from '../limits/explain.tsx'
import { MANY as LIMIT_FIELDS } from '../limits/limits-form.tsx'
import { showOfficeLimits } from '../limits/office-limits.tsx'
import {
  showSign,
  showSigns,
  submitDispute,
  submitOurs,
  submitSignBlock,
  submitSignComment,
} from '../signs/cabinet-signs.tsx'
import { JUDGES, showQueue, showQueued, submitDecision, submitQueuedComment } from '../signs/office-signs.tsx'
import { showNotifications, submitRead } from '../alerts/cabinet-notifications.tsx'
import { showNotificationSettings, submitChannels, submitThresholds } from '../alerts/cabinet-settings.tsx'
import { showRefuels } from '../refuels/cabinet-list.tsx'
import { showRefuel } from '../refuels/cabinet-refuel.tsx'
import { showOfficeRefuels } from '../refuels/office-list.tsx'
import { showReport, showReports } from '../refuels/cabinet-reports.tsx'
import { downloadExcel, downloadOneC, downloadRegister } from '../refuels/register.ts'
import {
  authorizeCall,
  closeShiftCall,
  completeCall,
  heartbeatCall,
  offlineCall,
  offlineKitCall,
  lookupCall,
  operationCall,
  redeemCall,
  refundCall,
  reverseCall,
} from '../tills/api.ts'
import { anybody, apiGet, type ApiRoute } from './api.ts'
import { DescriptionAnswer, describeCalls } from './api-description.ts'
import { showDocs } from '../tills/docs-page.tsx'
import { showHelp, showPrivacy, showTerms } from './help-pages.tsx'
import { oldAddress } from './old-addresses.ts'
import {
  showArchiveVehicle,
  showEditVehicle,
  showNewVehicle,
  showVehicle,
  submitArchiveVehicle,
  submitEditVehicle,
  submitNewVehicle,
  submitRestoreVehicle,
} from '../vehicles/cabinet-vehicle.tsx'
import { showVehicles } from '../vehicles/cabinet-vehicles.tsx'
import {
  showVehicleImport,
  submitVehicleImport,
  submitVehicleImportConfirm,
} from '../vehicles/cabinet-import.tsx'

export const routes: Route[] = [
  // The cashier, at a browser that the office has made a till
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
  post('/pos/redeem/:name/undo', cashier, submitOperationUndo, { again: showOperation }),
  post('/pos/redeem/:name/check', cashier, settleUnknown, { again: showOperation }),
  get('/pos/find', cashier, findSlip),
  get('/pos/offline', till, showOffline),
  get('/pos/shift', cashier, showShift),
  post('/pos/shift/close', cashier, submitCloseShift, { again: showShift }),
  get('/pos/shift/:n', till, showClosedShift),

  // The way in
  get('/', anyone, showFront),
  get('/login', anyone, showSignIn),
  post('/login', anyone, submitSignIn, { again: signInAgain }),
  post('/logout', anyone, signOut, { again: signOutAgain }),
  get('/locked', anyone, showLocked),
  get('/password/forgot', anyone, showForgot),
  post('/password/forgot', anyone, submitForgot, { again: forgotAgain }),
  get('/password/forgot/sent', anyone, showForgotSent),
  get('/password/reset/:token', anyone, showReset),
  post('/password/reset/:token', anyone, submitReset, { again: resetAgain }),
  get('/not-me/:token', anyone, showNotMe),
  post('/not-me/:token', anyone, submitNotMe, { again: showNotMe }),
  get('/confirmation/resend', anyone, showResend),
  post('/confirmation/resend', anyone, submitResend, { again: resendAgain }),
  get('/confirmation/resend/sent', anyone, showResendSent),
  get('/confirmation/:token', anyone, showConfirmation),
  post('/confirmation/:token', anyone, submitConfirmation, { again: confirmationAgain }),
  get('/invitations/:token', anyone, showInvitation),
  post('/invitations/:token', anyone, submitInvitation, { again: invitationAgain }),
  post('/invitations/:token/join', person, submitJoin, { again: showInvitation }),
  post('/invitations/:token/renew', anyone, submitRenew, { again: showInvitation }),
  get('/welcome', person, showWelcome),
  get('/email-change/approve/:token', anyone, showEmailOld),
  post('/email-change/approve/:token', person, submitEmailOld, { again: showEmailOld }),
  get('/email-change/cancel/:token', anyone, showEmailCancel),
  post('/email-change/cancel/:token', anyone, submitEmailCancel, { again: showEmailCancel }),
  get('/email-change/:token', anyone, showEmailNew),
  post('/email-change/:token', person, submitEmailNew, { again: showEmailNew }),

  // A company asks for access
  get('/register', anyone, showRegister),
  post('/register', anyone, submitRegister, { again: registerAgain('email') }),
  get('/register/contract', anyone, showRegisterContract),
  post('/register/contract', anyone, submitRegisterContract, { again: registerAgain('contract') }),
  get('/register/company', anyone, showRegisterCompany),
  post('/register/company', anyone, submitRegisterCompany, { again: registerAgain('company') }),
  get('/register/person', anyone, showRegisterPerson),
  post('/register/person', anyone, submitRegisterPerson, { again: registerAgain('person') }),
  get('/register/check', anyone, showRegisterCheck),
  post('/register/check', anyone, submitRegisterCheck, { again: showRegisterCheck }),
  get('/register/sent', anyone, showRegisterSent),

  // What programs may call
  get('/api/docs', anyone, (visit) => showDocs(visit, calls)),

  // For everybody
  get('/stations', anyone, showStations),

  // The driver's link
  get('/c/b/:token', anyone, showDriverCoupons),
  get('/c/b/:token/:number', anyone, showOneDriverCoupon),
  get('/c/b/:token/:number/state', anyone, tellDriverState),
  get('/c/b/:token/:number/stations', anyone, showDriverStations),
  get('/c/b/:token/:number/qr.png', anyone, downloadDriverQr),
  get('/c/:token', anyone, showDriverCoupon),
  get('/c/:token/state', anyone, tellDriverState),
  get('/c/:token/stations', anyone, showDriverStations),
  get('/c/:token/qr.png', anyone, downloadDriverQr),

  // For everybody
  get('/help', anyone, showHelp),
  get('/legal/terms', anyone, showTerms),
  get('/legal/privacy', anyone, showPrivacy),
  post('/theme', anyone, chooseTheme),

  // The letters of the local mode, and every letter in every language
  get('/mailbox', localOnly, mailboxPage('list')),
  get('/mailbox.json', localOnly, mailboxPage('json')),
  get('/mailbox/samples', localOnly, mailboxPage('samples')),
  get('/mailbox/samples/:n/html', localOnly, mailboxPage('sampleHtml')),
  get('/mailbox/:id', localOnly, mailboxPage('letter')),
  get('/mailbox/:id/html', localOnly, mailboxPage('letterHtml')),

  // The addresses of the site before this one, and one that password managers know
  get('/users/sign_in', anyone, oldAddress('/login')),
  get('/users/sign_up', anyone, oldAddress('/register')),
  get('/users/password/new', anyone, oldAddress('/password/forgot')),
  get('/users/password/edit', anyone, oldAddress('/password/reset', 'reset_password_token')),
  get('/users/confirmation/new', anyone, oldAddress('/confirmation/resend')),
  get('/users/confirmation', anyone, oldAddress('/confirmation', 'confirmation_token')),
  get('/users/invitation/accept', anyone, oldAddress('/invitations', 'invitation_token')),
  get('/.well-known/change-password', anyone, oldAddress('/app/security')),

  // One's own account, in the cabinet and in the office
  post('/session/stay', whileLooking('open', person), staySignedIn),
  get('/identity', person, showIdentity),
  post('/identity', person, submitIdentity, { again: identityAgain }),
  get('/app/security', person, showSecurity),
  post('/app/security/password', person, submitPassword, { again: securityAgain }),
  post('/app/security/email', proven(person), submitEmail, { again: securityAgain }),
  post('/app/security/email/drop', person, submitEmailDrop, { again: securityAgain }),
  post('/app/security/unlock', proven(person), submitUnlock, { again: securityAgain }),
  post('/app/security/sessions/end-others', person, submitEndOthers, { again: securityAgain }),
  post('/app/security/sessions/:id/end', person, submitEndSession, { again: securityAgain }),
  get('/app/security/close', proven(person), showClose),
  post('/app/security/close', proven(person), submitClose, { again: showClose }),
  get('/app/settings/profile', person, showProfile),
  post('/app/settings/profile', person, submitProfile, { again: profileAgain }),

  // The cabinet
  get('/app', whileLooking('read', person), showHome),
  get('/app/company', client(), showCompany),
  post('/app/company', person, submitCompany),
  get('/app/log', client('owner'), showLog),
  get('/app/log/export.csv', whileLooking('closed', client('owner')), downloadLog),

  // The cabinet: orders and invoices
  get('/app/coupons/buy', client('owner', 'manager'), showBuy),
  post('/app/coupons/buy', client('owner', 'manager'), submitBuy, { again: buyAgain }),
  get('/app/coupons/buy/check', client('owner', 'manager'), showBuyCheck),
  post('/app/coupons/buy/check', client('owner', 'manager'), submitBuyCheck, { again: buyCheckAgain }),
  get('/app/orders', client('owner', 'manager', 'accountant'), showOrders),
  get('/app/orders/:number', client('owner', 'manager', 'accountant'), showOrder),
  get('/app/orders/:number/pay', client('owner', 'manager'), showPay),
  post('/app/orders/:number/pay', client('owner', 'manager'), submitPay, { again: showPay }),
  get('/app/orders/:number/cancel', client('owner', 'manager'), showCancel),
  post('/app/orders/:number/cancel', client('owner', 'manager'), submitCancel, { again: showCancel }),
  get('/app/invoices/:number{.+\\.pdf}', client('owner', 'manager', 'accountant'), downloadInvoice),
  get('/app/invoices/:number', client('owner', 'manager', 'accountant'), showInvoice),

  // Fuel cards
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
  get('/app/groups', client(), showGroups),
  post('/app/groups', client(...KEEPERS), submitGroup, { again: showGroups }),
  get('/app/groups/:id', client(), showGroup),
  get('/app/groups/:id/rename', client(...KEEPERS), showRenameGroup),
  post('/app/groups/:id/rename', client(...KEEPERS), submitRenameGroup, { again: showRenameGroup }),
  get('/app/groups/:id/archive', client(...KEEPERS), showArchiveGroup),
  post('/app/groups/:id/archive', client(...KEEPERS), submitArchiveGroup, { again: showArchiveGroup }),
  post('/app/groups/:id/restore', client(...KEEPERS), submitRestoreGroup, { again: showGroup }),
  get('/app/limits', client(...KEEPERS), showOverview),
  post('/app/limits/profiles', client(...KEEPERS), submitLimitProfile, { again: showOverview }),
  post('/app/limits/profile/:id/name', client(...KEEPERS), submitName, { again: profilePage }),
  post('/app/limits/profile/:id/archive', client(...KEEPERS), submitArchiveProfile, { again: profilePage }),
  get('/app/limits/:scope/:id', client(...KEEPERS), showLimits),
  post('/app/limits/:scope/:id', client(...KEEPERS), submitLimits, {
    again: limitsAgain,
    many: LIMIT_FIELDS,
  }),

  // What the company was told
  get('/app/notifications', client(), showNotifications),
  post('/app/notifications/read', client(), submitRead, { again: showNotifications }),
  get('/app/settings/notifications', whileLooking('closed', client()), showNotificationSettings),
  post('/app/settings/notifications', client(), submitChannels, {
    again: showNotificationSettings,
    many: ['here', 'mail'],
  }),
  post('/app/settings/notifications/thresholds', client(...KEEPERS), submitThresholds, {
    again: showNotificationSettings,
    many: ['day'],
  }),

  // Refuels with signs of fraud
  get('/app/signs', client(...GIVERS), showSigns),
  get('/app/signs/:id', client(...GIVERS), showSign),
  post('/app/signs/:id/ours', client(...GIVERS), submitOurs, { again: showSign }),
  post('/app/signs/:id/dispute', client(...GIVERS), submitDispute, { again: showSign }),
  post('/app/signs/:id/block', client(...GIVERS), submitSignBlock, { again: showSign }),
  post('/app/signs/:id/comment', client(...GIVERS), submitSignComment, { again: showSign }),

  get('/app/refuels', client(), showRefuels),
  get('/app/refuels.xlsx', client(), downloadExcel),
  get('/app/refuels.csv', client(), downloadOneC),
  get('/app/refuels.pdf', client(), downloadRegister),
  get('/app/refuels/:id', client(), showRefuel),
  get('/app/reports', client(), showReports),
  get('/app/reports/:month', client(), showReport),
  get('/app/balance', client('owner', 'accountant'), showBalance),
  get('/app/balance.csv', client('owner', 'accountant'), downloadBalance),
  get('/app/balance/reconciliation', client('owner', 'accountant'), showReconciliation),
  get('/app/balance/reconciliation.pdf', client('owner', 'accountant'), downloadReconciliation),
  get('/app/documents', client('owner', 'accountant'), showDocuments),
  get('/app/documents.zip', client('owner', 'accountant'), downloadDocuments),
  get('/app/balance/top-up', client('owner', 'manager', 'accountant'), showTopUp),
  // The cabinet: coupons, one in the path or those that are ticked
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

  // The cabinet: the company's drivers
  get('/app/drivers', client(), showDrivers),
  get('/app/drivers/new', client(...GIVERS), showNewDriver),
  post('/app/drivers/new', client(...GIVERS), submitNewDriver, { again: showNewDriver }),
  get('/app/drivers/import', client(...GIVERS), showImport),
  post('/app/drivers/import', client(...GIVERS), submitImport, {
    again: showImport,
    files: true,
    maxBytes: LIST_BYTES,
  }),
  post('/app/drivers/import/confirm', client(...GIVERS), submitImportConfirm, {
    again: showImport,
    maxBytes: LIST_BYTES,
  }),
  get('/app/drivers/:id', client(), showDriver),
  get('/app/drivers/:id/edit', client(...GIVERS), showEditDriver),
  post('/app/drivers/:id/edit', client(...GIVERS), submitEditDriver, { again: showEditDriver }),
  get('/app/drivers/:id/archive', client(...GIVERS), showArchiveDriver),
  post('/app/drivers/:id/archive', client(...GIVERS), submitArchiveDriver, { again: showArchiveDriver }),
  post('/app/drivers/:id/restore', client(...GIVERS), submitRestoreDriver, { again: showDriver }),

  // The cabinet: the company's vehicles
  get('/app/vehicles', client(), showVehicles),
  get('/app/vehicles/new', client(...GIVERS), showNewVehicle),
  post('/app/vehicles/new', client(...GIVERS), submitNewVehicle, { again: showNewVehicle, many: ['fuel'] }),
  get('/app/vehicles/import', client(...GIVERS), showVehicleImport),
  post('/app/vehicles/import', client(...GIVERS), submitVehicleImport, {
    again: showVehicleImport,
    files: true,
    maxBytes: LIST_BYTES,
  }),
  post('/app/vehicles/import/confirm', client(...GIVERS), submitVehicleImportConfirm, {
    again: showVehicleImport,
    maxBytes: LIST_BYTES,
  }),
  get('/app/vehicles/:id', client(), showVehicle),
  get('/app/vehicles/:id/edit', client(...GIVERS), showEditVehicle),
  post('/app/vehicles/:id/edit', client(...GIVERS), submitEditVehicle, {
    again: showEditVehicle,
    many: ['fuel'],
  }),
  get('/app/vehicles/:id/archive', client(...GIVERS), showArchiveVehicle),
  post('/app/vehicles/:id/archive', client(...GIVERS), submitArchiveVehicle, { again: showArchiveVehicle }),
  post('/app/vehicles/:id/restore', client(...GIVERS), submitRestoreVehicle, { again: showVehicle }),

  // The cabinet: the company's people
  get('/app/people', client(), showPeople),
  get('/app/people/invite', client('owner'), showInviteColleague),
  post('/app/people/invite', client('owner'), submitInviteColleague, { again: inviteColleagueAgain }),
  post('/app/people/invitations/:id/resend', client('owner'), submitPeopleResend, { again: peopleAgain }),
  post('/app/people/invitations/:id/withdraw', client('owner'), submitWithdraw, { again: peopleAgain }),
  get('/app/people/:account', client(), showColleague),
  get('/app/people/:account/role', proven(client('owner')), showRole),
  post('/app/people/:account/role', proven(client('owner')), submitRole, { again: roleAgain }),
  get('/app/people/:account/groups', proven(client('owner')), showPersonGroups),
  post('/app/people/:account/groups', proven(client('owner')), submitPersonGroups, {
    again: showPersonGroups,
    many: ['group'],
  }),
  get('/app/people/:account/remove', proven(client('owner')), showRemove),
  post('/app/people/:account/remove', proven(client('owner')), submitRemove, { again: showRemove }),
  get('/app/people/:account/hand-over', proven(client('owner')), showHandOver),
  post('/app/people/:account/hand-over', proven(client('owner')), submitHandOver, { again: showHandOver }),

  // The office: clients and requests
  get('/office', staff(), showToday),
  get('/office/search', staff(...OFFICE_ROLES.clients), showSearch),
  get('/office/clients', staff(...OFFICE_ROLES.clients), listClients),
  get('/office/clients/new', staff('manager'), showNewClient),
  post('/office/clients/new', staff('manager'), submitNewClient, { again: newClientAgain }),
  get('/office/clients/:id', staff(...OFFICE_ROLES.clients), showClient),
  get('/office/clients/:id/invite', staff('manager'), showInvitePerson),
  post('/office/clients/:id/invite', staff('manager'), submitInvitePerson, { again: invitePersonAgain }),
  get('/office/clients/:id/contracts/new', staff('manager'), showNewContract),
  post('/office/clients/:id/contracts/new', staff('manager'), submitNewContract, { again: newContractAgain }),
  get('/office/clients/:id/contracts/:contract/email', staff('manager'), showContractEmail),
  post('/office/clients/:id/contracts/:contract/email', staff('manager'), submitContractEmail, {
    again: contractEmailAgain,
  }),
  get('/office/clients/:id/contracts/:contract/policy', staff(...OFFICE_ROLES.clients), showPolicy),
  get('/office/clients/:id/contracts/:contract/policy/edit', proven(staff('manager')), showPolicyForm),
  get('/office/clients/:id/contracts/:contract/policy/check', proven(staff('manager')), showPolicyCheck),
  post('/office/clients/:id/contracts/:contract/policy', proven(staff('manager')), submitPolicy, {
    again: (visit, errors) => policyAgain(visit, errors),
  }),
  get('/office/clients/:id/contracts/:contract/credit', staff(...OFFICE_ROLES.clients), showCredit),
  post('/office/clients/:id/contracts/:contract/credit', proven(staff('manager')), submitCredit, {
    again: showCredit,
  }),
  get(
    '/office/clients/:id/contracts/:contract/credit/:change/approve',
    proven(staff(...CREDIT_DECIDERS)),
    showApproveCredit,
  ),
  post(
    '/office/clients/:id/contracts/:contract/credit/:change/approve',
    proven(staff(...CREDIT_DECIDERS)),
    submitApproveCredit,
    { again: showApproveCredit },
  ),
  get(
    '/office/clients/:id/contracts/:contract/credit/:change/decline',
    staff(...CREDIT_DECIDERS),
    showDeclineCredit,
  ),
  post(
    '/office/clients/:id/contracts/:contract/credit/:change/decline',
    staff(...CREDIT_DECIDERS),
    submitDeclineCredit,
    { again: showDeclineCredit },
  ),
  post(
    '/office/clients/:id/contracts/:contract/credit/:change/withdraw',
    staff(...CREDIT_DECIDERS),
    submitWithdrawCredit,
    { again: showCredit },
  ),
  get('/office/credits', staff(...OFFICE_ROLES.clients), showCredits),
  get('/office/clients/:id/suspend', proven(staff('manager')), showSuspendClient),
  post('/office/clients/:id/suspend', proven(staff('manager')), submitSuspendClient, {
    again: suspendClientAgain,
  }),
  get('/office/clients/:id/restore', proven(staff('manager')), showRestoreClient),
  post('/office/clients/:id/restore', proven(staff('manager')), submitRestoreClient, {
    again: showRestoreClient,
  }),
  get('/office/clients/:id/people/:account', staff(...OFFICE_ROLES.clients), showPerson),
  post('/office/clients/:id/people/:account/reset', staff('manager', 'support'), submitPersonReset, {
    again: personAgain,
  }),
  post('/office/clients/:id/people/:account/unlock', staff('manager', 'support'), submitPersonUnlock, {
    again: personAgain,
  }),
  get('/office/clients/:id/people/:account/role', proven(staff('manager')), showPersonRole),
  post('/office/clients/:id/people/:account/role', proven(staff('manager')), submitPersonRole, {
    again: personRoleAgain,
  }),
  get('/office/clients/:id/people/:account/remove', proven(staff('manager')), showPersonRemove),
  post('/office/clients/:id/people/:account/remove', proven(staff('manager')), submitPersonRemove, {
    again: showPersonRemove,
  }),
  get('/office/clients/:id/people/:account/suspend', proven(staff('manager')), showPersonSuspend),
  post('/office/clients/:id/people/:account/suspend', proven(staff('manager')), submitPersonSuspend, {
    again: showPersonSuspend,
  }),
  get('/office/clients/:id/people/:account/restore', proven(staff('manager')), showPersonRestore),
  post('/office/clients/:id/people/:account/restore', proven(staff('manager')), submitPersonRestore, {
    again: showPersonRestore,
  }),
  get('/office/clients/:id/look', staff(...OFFICE_ROLES.clients), showLook),
  post('/office/clients/:id/look', staff(...OFFICE_ROLES.clients), submitLook, { again: lookAgain }),
  get('/office/clients/:id/people/:account/look', staff(...OFFICE_ROLES.clients), showLookAs),
  post('/office/clients/:id/people/:account/look', staff(...OFFICE_ROLES.clients), submitLookAs, {
    again: lookAsAgain,
  }),
  post('/office/look/end', staff(), submitLookEnd),
  get('/office/requests', staff(...OFFICE_ROLES.requests), listRegistrations),
  get('/office/requests/:id', staff(...OFFICE_ROLES.requests), showRegistration),
  post('/office/requests/:id/approve', staff('manager'), submitApproval, { again: registrationAgain }),
  get('/office/requests/:id/decline', staff('manager'), showDecline),
  post('/office/requests/:id/decline', staff('manager'), submitDecline, { again: declineAgain }),

  // The office: coupons, the requests to take them back, and fuel cards
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
  get('/office/cards', staff(...OFFICE_ROLES.cards), showOfficeCards),
  get('/office/refuels', staff(...OFFICE_ROLES.cards), showOfficeRefuels),
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
  get('/office/signs', staff(...OFFICE_ROLES.signs), showQueue),
  get('/office/signs/:id', staff(...OFFICE_ROLES.signs), showQueued),
  post('/office/signs/:id/decide', staff(...JUDGES), submitDecision, { again: showQueued }),
  post('/office/signs/:id/comment', staff(...JUDGES), submitQueuedComment, { again: showQueued }),
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

  // The office: invitations, letters, the log, the staff
  get('/office/invitations', staff(...OFFICE_ROLES.invitations), listInvitations),
  get('/office/invitations/new', staff('manager'), showNewInvitation),
  get('/office/invitations/new/letter', staff('manager'), showNewLetter),
  post('/office/invitations/new', staff('manager'), submitNewInvitation, { again: newInvitationAgain }),
  get('/office/invitations/bulk', staff('manager'), showUpload),
  post('/office/invitations/bulk', staff('manager'), submitUpload, {
    again: uploadAgain,
    files: true,
    maxBytes: UPLOAD_BYTES,
  }),
  get('/office/invitations/bulk/template.csv', staff('manager'), downloadTemplate),
  get('/office/invitations/bulk/:batch', staff('manager'), showBatch),
  get('/office/invitations/bulk/:batch/check', proven(staff('manager')), showCheck),
  post('/office/invitations/bulk/:batch/check', proven(staff('manager')), submitCheck, { again: checkAgain }),
  get('/office/invitations/bulk/:batch/errors.csv', staff('manager'), downloadErrors),
  get('/office/invitations/bulk/:batch/discard', staff('manager'), showDiscard),
  post('/office/invitations/bulk/:batch/discard', staff('manager'), submitDiscard, { again: showDiscard }),
  get('/office/invitations/:id', staff(...OFFICE_ROLES.invitations), showClientInvitation),
  post('/office/invitations/:id/resend', staff('manager', 'support'), submitInvitationResend, {
    again: showClientInvitation,
  }),
  get('/office/invitations/:id/withdraw', staff('manager'), showWithdraw),
  post('/office/invitations/:id/withdraw', staff('manager'), submitInvitationWithdraw, {
    again: showWithdraw,
  }),
  get('/office/invitations/:id/link', proven(staff('manager')), showLink),
  post('/office/invitations/:id/link', proven(staff('manager')), submitLink, { again: showLink }),
  get('/office/cards/:number/limits', staff(...OFFICE_ROLES.coupons), showOfficeLimits),
  get('/office/cards/:number/answers/:answer', staff(...OFFICE_ROLES.coupons), showOfficeExplained),
  get('/office/prices', staff(...OFFICE_ROLES.prices), showPrices),
  post('/office/prices', proven(staff('pricing')), submitPrices, { again: pricesAgain }),
  get('/office/prices/new', proven(staff('pricing')), showNewPrices),
  get('/office/prices/check', proven(staff('pricing')), showPriceCheck),
  post('/office/prices/:id/approve', proven(staff('pricing')), submitPriceApproval, { again: showPrices }),
  post('/office/prices/:id/cancel', proven(staff('pricing')), submitPriceCancel, { again: showPrices }),
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
  get('/office/seller', staff(...OFFICE_ROLES.seller), showSeller),
  get('/office/seller/edit', proven(staff('admin')), showSellerForm),
  get('/office/seller/check', proven(staff('admin')), showSellerCheck),
  post('/office/seller', proven(staff('admin')), submitSeller, { again: sellerAgain }),
  get('/office/orders', staff(...OFFICE_ROLES.orders), listAllOrders),
  get('/office/orders/:number', staff(...OFFICE_ROLES.orders), showClientOrder),
  get('/office/orders/:number/invoice.pdf', staff(...OFFICE_ROLES.orders), downloadClientInvoice),
  get('/office/clients/:id/balance.csv', staff(...OFFICE_ROLES.clients), downloadClientBalance),
  get('/office/clients/:id/reconciliation', staff(...OFFICE_ROLES.clients), showClientReconciliation),
  get('/office/clients/:id/reconciliation.pdf', staff(...OFFICE_ROLES.clients), downloadClientReconciliation),
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
  get('/office/mail', staff(...OFFICE_ROLES.mail), listLetters),
  get('/office/mail/:id', staff(...OFFICE_ROLES.mail), showLetter),
  get('/office/mail/:id/html', staff(...OFFICE_ROLES.mail), showLetterHtml),
  post('/office/mail/:id/resend', staff('manager', 'support'), submitLetterResend, { again: showLetter }),
  get('/office/audit', staff(...OFFICE_ROLES.audit), showAudit),
  get('/office/audit/export.csv', staff(...OFFICE_ROLES.audit), downloadAudit),
  get('/office/staff', staff('admin'), showStaff),
  get('/office/staff/invite', proven(staff('admin')), showStaffInvite),
  post('/office/staff/invite', proven(staff('admin')), submitStaffInvite, { again: staffInviteAgain }),
  post('/office/staff/invitations/:id/resend', staff('admin'), submitStaffResend, { again: showStaff }),
  get('/office/staff/invitations/:id/withdraw', staff('admin'), showStaffWithdraw),
  post('/office/staff/invitations/:id/withdraw', staff('admin'), submitStaffWithdraw, {
    again: showStaffWithdraw,
  }),
  get('/office/staff/:id', proven(staff('admin')), showStaffPerson),
  post('/office/staff/:id/role', proven(staff('admin')), submitStaffRole, { again: staffPersonAgain }),
  post('/office/staff/:id/unlock', proven(staff('admin')), submitStaffUnlock, { again: staffPersonAgain }),
  get('/office/staff/:id/disable', proven(staff('admin')), showStaffDisable),
  post('/office/staff/:id/disable', proven(staff('admin')), submitStaffDisable, { again: staffDisableAgain }),
  post('/office/staff/:id/restore', proven(staff('admin')), submitStaffRestore, { again: staffPersonAgain }),
]

/** What programs call, with keys instead of sessions: JSON in, JSON out. Described at /api/docs. */
export const calls: ApiRoute[] = [
  apiGet('/api/openapi.json', anybody, {
    summary: 'This description',
    description: 'OpenAPI 3.1',
    answer: DescriptionAnswer,
    handle: async ({ app }) => describeCalls(calls, app.config.publicUrl.origin),
  }),

  // Tills
  lookupCall('/api/pos/v1/lookup'),
  redeemCall('/api/pos/v1/redeem'),
  authorizeCall('/api/pos/v1/authorize'),
  completeCall('/api/pos/v1/complete'),
  reverseCall('/api/pos/v1/reverse'),
  refundCall('/api/pos/v1/refund'),
  operationCall('/api/pos/v1/transactions/:posTxnId'),
  closeShiftCall('/api/pos/v1/shifts/close'),
  heartbeatCall('/api/pos/v1/heartbeat'),
  offlineKitCall('/api/pos/v1/offline'),
  offlineCall('/api/pos/v1/offline'),
]
