/** The cabinet: the company, its money and papers, its people and what it was told. */
import { type Route, client, get, person, post, proven, whileLooking } from '../../accounts/guard.ts'
import { showNotifications, submitRead } from '../../alerts/cabinet-notifications.tsx'
import { showNotificationSettings, submitChannels, submitThresholds } from '../../alerts/cabinet-settings.tsx'
import { downloadLog, showLog } from '../../audit/cabinet.tsx'
import {
  inviteColleagueAgain,
  showInviteColleague,
  submitInviteColleague,
} from '../../clients/cabinet-invite.tsx'
import {
  peopleAgain,
  showPeople,
  submitResend as submitPeopleResend,
  submitWithdraw,
} from '../../clients/cabinet-people.tsx'
import { showPersonGroups, submitPersonGroups } from '../../clients/cabinet-person-groups.tsx'
import {
  roleAgain,
  showColleague,
  showHandOver,
  showRemove,
  showRole,
  submitHandOver,
  submitRemove,
  submitRole,
} from '../../clients/cabinet-person.tsx'
import { showCompany, showHome, submitCompany } from '../../clients/home.tsx'
import { KEEPERS } from '../../coupons/rights.ts'
import { downloadBalance, showBalance } from '../../ledger/cabinet-balance.tsx'
import { downloadReconciliation, showReconciliation } from '../../ledger/cabinet-reconciliation.tsx'
import { showTopUp } from '../../orders/cabinet-topup.tsx'
import { downloadDocuments, showDocuments } from '../../papers/cabinet-documents.tsx'

export const cabinetRoutes: Route[] = [
  // The company
  get('/app', whileLooking('read', person), showHome),
  get('/app/company', client(), showCompany),
  post('/app/company', person, submitCompany),
  get('/app/log', client('owner'), showLog),
  get('/app/log/export.csv', whileLooking('closed', client('owner')), downloadLog),

  // Money and papers
  get('/app/balance', client('owner', 'accountant'), showBalance),
  get('/app/balance.csv', client('owner', 'accountant'), downloadBalance),
  get('/app/balance/reconciliation', client('owner', 'accountant'), showReconciliation),
  get('/app/balance/reconciliation.pdf', client('owner', 'accountant'), downloadReconciliation),
  get('/app/documents', client('owner', 'accountant'), showDocuments),
  get('/app/documents.zip', client('owner', 'accountant'), downloadDocuments),
  get('/app/balance/top-up', client('owner', 'manager', 'accountant'), showTopUp),

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

  // People
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
]
