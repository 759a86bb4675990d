/** One’s own account, in the cabinet and in the office. */
import { showClose, submitClose } from '../../accounts/close-page.tsx'
import { type Route, get, person, post, proven, whileLooking } from '../../accounts/guard.ts'
import { identityAgain, showIdentity, staySignedIn, submitIdentity } from '../../accounts/guest-sign-in.tsx'
import { profileAgain, showProfile, submitProfile } from '../../accounts/profile.tsx'
import {
  securityAgain,
  showSecurity,
  submitEmail,
  submitEmailDrop,
  submitEndOthers,
  submitEndSession,
  submitPassword,
  submitUnlock,
} from '../../accounts/security.tsx'

export const accountRoutes: Route[] = [
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
]
