/** What anybody may open: the way in, the links of letters, the driver’s page, help. */
import { type Route, anyone, get, localOnly, person, post } from '../../accounts/guard.ts'
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
} from '../../accounts/guest-confirmation.tsx'
import {
  invitationAgain,
  showInvitation,
  showWelcome,
  submitInvitation,
  submitJoin,
  submitRenew,
} from '../../accounts/guest-invitation.tsx'
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
} from '../../accounts/guest-recover.tsx'
import {
  chooseTheme,
  showHome,
  showLocked,
  showSignIn,
  signInAgain,
  signOut,
  signOutAgain,
  submitSignIn,
} from '../../accounts/guest-sign-in.tsx'
import {
  downloadDriverQr,
  showDriverCoupon,
  showDriverCoupons,
  showDriverStations,
  showOneDriverCoupon,
  tellDriverState,
} from '../../coupons/driver-page.tsx'
import { mailboxPage } from '../../letters/mailbox.ts'
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
} from '../../registrations/guest-register.tsx'
import { showStations } from '../../stations/guest-stations.tsx'
import { showDocs } from '../../tills/docs-page.tsx'
import { showHelp, showPrivacy, showTerms } from '../help-pages.tsx'
import { oldAddress } from '../old-addresses.ts'
import { calls } from './calls.ts'

export const guestRoutes: Route[] = [
  // The way in
  get('/', anyone, showHome),
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

  // The driver’s link
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
  get('/api/docs', anyone, (visit) => showDocs(visit, calls)),
  get('/stations', anyone, showStations),
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
]
