/** The office: clients, their contracts, people and invitations. */
import { type Route, get, post, proven, staff } from '../../accounts/guard.ts'
import { OFFICE_ROLES } from '../../accounts/office-nav.ts'
import { showClient } from '../../clients/office-client.tsx'
import {
  contractEmailAgain,
  newContractAgain,
  showContractEmail,
  showNewContract,
  submitContractEmail,
  submitNewContract,
} from '../../clients/office-contracts.tsx'
import { invitePersonAgain, showInvitePerson, submitInvitePerson } from '../../clients/office-invite.tsx'
import { listClients } from '../../clients/office-list.tsx'
import {
  lookAgain,
  lookAsAgain,
  showLook,
  showLookAs,
  submitLook,
  submitLookAs,
  submitLookEnd,
} from '../../clients/office-look.tsx'
import { newClientAgain, showNewClient, submitNewClient } from '../../clients/office-new.tsx'
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
} from '../../clients/office-person-acts.tsx'
import {
  personAgain,
  showPerson,
  submitPersonReset,
  submitPersonUnlock,
} from '../../clients/office-person.tsx'
import {
  policyAgain,
  showPolicy,
  showPolicyCheck,
  showPolicyForm,
  submitPolicy,
} from '../../clients/office-policy.tsx'
import {
  showRestoreClient,
  showSuspendClient,
  submitRestoreClient,
  submitSuspendClient,
  suspendClientAgain,
} from '../../clients/office-suspend.tsx'
import {
  CREDIT_DECIDERS,
  showApproveCredit,
  showCredit,
  showDeclineCredit,
  submitApproveCredit,
  submitCredit,
  submitDeclineCredit,
  submitWithdrawCredit,
} from '../../credit/office-credit.tsx'
import { showCredits } from '../../credit/office-credits.tsx'
import {
  UPLOAD_BYTES,
  checkAgain,
  downloadErrors,
  downloadTemplate,
  showBatch,
  showCheck,
  showUpload,
  submitCheck,
  submitUpload,
  uploadAgain,
} from '../../invitations/office-bulk.tsx'
import { showDiscard, submitDiscard } from '../../invitations/office-discard.tsx'
import {
  showInvitation as showClientInvitation,
  showLink,
  showWithdraw,
  submitLink,
  submitResend as submitInvitationResend,
  submitWithdraw as submitInvitationWithdraw,
} from '../../invitations/office-invitation.tsx'
import { listInvitations } from '../../invitations/office-list.tsx'
import {
  newInvitationAgain,
  showNewInvitation,
  showNewLetter,
  submitNewInvitation,
} from '../../invitations/office-new.tsx'
import { declineAgain, showDecline, submitDecline } from '../../registrations/office-decline.tsx'
import { registrationAgain, showRegistration, submitApproval } from '../../registrations/office-request.tsx'
import { listRegistrations } from '../../registrations/office-requests.tsx'

export const officeClientsRoutes: Route[] = [
  // Clients
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

  // Requests for access
  get('/office/requests', staff(...OFFICE_ROLES.requests), listRegistrations),
  get('/office/requests/:id', staff(...OFFICE_ROLES.requests), showRegistration),
  post('/office/requests/:id/approve', staff('manager'), submitApproval, { again: registrationAgain }),
  get('/office/requests/:id/decline', staff('manager'), showDecline),
  post('/office/requests/:id/decline', staff('manager'), submitDecline, { again: declineAgain }),

  // Invitations
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
]
