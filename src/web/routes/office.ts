/** The office: the day, the search, letters, the log and the staff. */
import { type Route, get, post, proven, staff } from '../../accounts/guard.ts'
import { OFFICE_ROLES } from '../../accounts/office-nav.ts'
import { downloadAudit, showAudit } from '../../audit/office.tsx'
import { showToday } from '../../clients/office-today.tsx'
import {
  listLetters,
  showLetter,
  showLetterHtml,
  submitResend as submitLetterResend,
} from '../../letters/office.tsx'
import { showSearch } from '../../search/office.tsx'
import {
  showStaffDisable,
  showStaffPerson,
  staffDisableAgain,
  staffPersonAgain,
  submitStaffDisable,
  submitStaffRestore,
  submitStaffRole,
  submitStaffUnlock,
} from '../../staff/office-colleague.tsx'
import {
  showStaff,
  showStaffInvite,
  showStaffWithdraw,
  staffInviteAgain,
  submitStaffInvite,
  submitStaffResend,
  submitStaffWithdraw,
} from '../../staff/office-staff.tsx'

export const officeRoutes: Route[] = [
  get('/office', staff(), showToday),
  get('/office/search', staff(...OFFICE_ROLES.clients), showSearch),

  // Letters
  get('/office/mail', staff(...OFFICE_ROLES.mail), listLetters),
  get('/office/mail/:id', staff(...OFFICE_ROLES.mail), showLetter),
  get('/office/mail/:id/html', staff(...OFFICE_ROLES.mail), showLetterHtml),
  post('/office/mail/:id/resend', staff('manager', 'support'), submitLetterResend, { again: showLetter }),

  // The log
  get('/office/audit', staff(...OFFICE_ROLES.audit), showAudit),
  get('/office/audit/export.csv', staff(...OFFICE_ROLES.audit), downloadAudit),

  // Staff
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
