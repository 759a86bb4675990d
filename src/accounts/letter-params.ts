import type { CollectedAlerts } from '../alerts/letters.ts'
import type { Ending } from '../coupons/letters.ts'
import type { Lang } from '../i18n/index.ts'
import { queueLetter as queue, type QueuedLetter } from '../mail/queue-letter.ts'
import type { Tx } from '../db/database.ts'
import type { InvoiceToPay, MadeCoupons } from '../orders/letters.ts'
import type { ClientRole, StaffRole } from './roles.ts'

/** When and from where, for letters about safety. `at` is RFC 3339. */
export type Circumstance = { at: string; browser: string; system: string; ip: string }

/** Every letter of the accounts and what it needs to be written. Its words are in letters.ts. */
export type LetterParams = {
  invitation: { company: string; contract: string; role: ClientRole }
  staff_invitation: { role: StaffRole }
  /** To somebody who already has an account: sign in and join one more company. */
  invitation_join: { company: string; contract: string; role: ClientRole }
  invitation_reminder: { company: string; expiresAt: string }
  confirmation: { number: string }
  /** Somebody asked for access with an address that has it already. */
  already: Record<string, never>
  reset: Record<string, never>
  /** Its main link is «Это не я». */
  password_changed: Circumstance
  locked: Circumstance
  unlocked: Record<string, never>
  welcome: { company: string; contract: string }
  new_device: Circumstance
  email_new: { old: string; new: string }
  /** To the old address: its main link approves the change, `cancelLink` names the one that cancels. */
  email_old: { old: string; new: string; cancelLink: string }
  email_changed: { old: string; new: string; cancelLink?: string }
  email_change_cancelled: { old: string; new: string }
  joined: { who: string; company: string; role: ClientRole }
  registration_approved: { number: string; company: string }
  registration_declined: { number: string; reason: string }
  suspended: { company: string }
  closed: Record<string, never>
  /** To a driver; what it says is read when it is written (coupons/handout-letter.ts). */
  coupons_for_you: { clientId: string; handoutId: string }
  coupons_ending: { company: string; ends: readonly Ending[] }
  coupons_made: MadeCoupons
  invoice_to_pay: InvoiceToPay
  alerts: CollectedAlerts
}

export type Template = keyof LetterParams

/** Queues one of the account letters: the parameters must fit the template. */
export function queueLetter<Name extends Template>(
  tx: Tx,
  letter: QueuedLetter<Name, LetterParams[Name]> & { lang: Lang },
): Promise<string> {
  return queue(tx, letter)
}
