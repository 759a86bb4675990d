import { sql } from 'kysely'
import type { Reach } from '../accounts/reach.ts'
import type { Tx } from '../db/database.ts'

/** Everything that is ever written down. A new act gets its name here first, so that the list pages can translate it. */
export type Action =
  | 'staff.invited'
  | 'invitation.sent'
  | 'invitation.resent'
  | 'invitation.withdrawn'
  | 'invitation.accepted'
  | 'invitation.joined'
  | 'invitation.link_shown'
  | 'invitation.batch_checked'
  | 'invitation.batch_sent'
  | 'invitation.batch_discarded'
  | 'registration.requested'
  | 'registration.confirmed'
  | 'registration.approved'
  | 'registration.declined'
  | 'sign_in.succeeded'
  | 'sign_in.failed'
  | 'sign_in.locked'
  | 'sign_in.unlocked'
  | 'signed_out'
  | 'session.ended'
  | 'sessions.ended'
  | 'identity.proved'
  | 'identity.refused'
  | 'password.reset_requested'
  | 'password.reset'
  | 'password.changed'
  | 'email.change_requested'
  | 'email.change_confirmed'
  | 'email.changed'
  | 'email.change_cancelled'
  | 'account.reported'
  | 'account.suspended'
  | 'account.restored'
  | 'account.closed'
  | 'profile.changed'
  | 'person.role_changed'
  | 'person.groups_changed'
  | 'person.removed'
  | 'staff.role_changed'
  | 'person.handed_over'
  | 'client.added'
  | 'client.suspended'
  | 'client.restored'
  | 'client.viewed'
  | 'contract.added'
  | 'contract.email_changed'
  | 'contract.policy_changed'
  | 'credit.asked'
  | 'credit.approved'
  | 'credit.declined'
  | 'credit.withdrawn'
  | 'dispute.opened'
  | 'dispute.taken'
  | 'dispute.accepted'
  | 'dispute.declined'
  | 'refund.asked'
  | 'refund.approved'
  | 'refund.declined'
  | 'refund.withdrawn'
  | 'letter.resent'
  | 'order.placed'
  | 'order.paid'
  | 'order.cancelled'
  | 'order.lapsed'
  | 'payment.posted'
  | 'seller.changed'
  | 'station.added'
  | 'station.changed'
  | 'station.supplied'
  | 'terminal.prepared'
  | 'terminal.connected'
  | 'terminal.revoked'
  | 'cashier.added'
  | 'cashier.pin_changed'
  | 'cashier.removed'
  | 'cashier.shift_taken'
  | 'cashier.shift_reconciled'
  | 'terminal.added'
  | 'price.set'
  | 'price.approved'
  | 'price.cancelled'
  | 'rationing.declared'
  | 'rationing.ended'
  | 'coupon.given'
  | 'coupon.taken_back'
  | 'coupon.until_changed'
  | 'coupon.sent'
  | 'coupon.link_replaced'
  | 'coupon.blocked'
  | 'coupon.unblocked'
  | 'coupon.split'
  | 'coupon.swapped'
  | 'coupon.return_requested'
  | 'coupon.return_declined'
  | 'coupon.return_withdrawn'
  | 'coupon.returned'
  | 'coupon.void_requested'
  | 'coupon.void_declined'
  | 'coupon.void_withdrawn'
  | 'coupon.voided'
  | 'coupon.prolonged'
  | 'coupon.code_shown'
  | 'coupon.printed'
  | 'card.ordered'
  | 'card.made'
  | 'card.produced'
  | 'card.delivered'
  | 'card.activated'
  | 'card.blocked'
  | 'card.unblocked'
  | 'card.block_scheduled'
  | 'card.block_unscheduled'
  | 'card.lost'
  | 'card.stolen'
  | 'card.damaged'
  | 'card.replaced'
  | 'card.given'
  | 'card.products_changed'
  | 'card.topped_up'
  | 'card.moved'
  | 'card.swept'
  | 'card.closed'
  | 'card.pin_set'
  | 'card.number_shown'
  | 'card_group.added'
  | 'alerts.thresholds_changed'
  | 'suspicion.ours'
  | 'suspicion.disputed'
  | 'suspicion.cleared'
  | 'suspicion.blocked'
  | 'suspicion.commented'
  | 'card_group.renamed'
  | 'card_group.archived'
  | 'card_group.restored'
  | 'limits.changed'
  | 'limits.profile_added'
  | 'limits.profile_renamed'
  | 'limits.profile_archived'
  | 'vehicle.added'
  | 'vehicle.changed'
  | 'vehicle.archived'
  | 'vehicle.restored'
  | 'vehicles.imported'
  | 'driver.added'
  | 'driver.changed'
  | 'driver.archived'
  | 'driver.restored'
  | 'drivers.imported'
  | 'payment.joined'
  | 'payment.assigned'
  | 'payment.undone'
  | 'payment.set_aside'
  | 'payment.split'
  | 'payment.taken_back'
  | 'statement.checked'
  | 'statement.posted'
  | 'statement.discarded'
  | 'payout.asked'
  | 'payout.paid'
  | 'payout.cancelled'
  | 'audit.exported'
  | 'refuels.exported'

/** Who does it and from where. `accountId` is absent for the worker, an operator's command and a visitor. */
export type Actor = {
  accountId?: string | undefined
  name: string
  ip?: string | undefined
  userAgent?: string | undefined
  /** Whose cards they may touch (accounts/reach.ts); absent, and for the worker, all. Nothing of it is logged. */
  reach?: Reach | undefined
}

export type Entry = {
  by: Actor
  accountId?: string | undefined
  clientId?: string | undefined
  /** What it was done to, in words a reader knows: an address, a number, a name. Never a secret. */
  object?: string | undefined
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string | undefined
}

/**
 * Adds one line to the log of actions, in the transaction of the act itself: neither exists without the other. The role in
 * which one of the retailer's people acted is written beside; somebody of the client itself acts as that, whatever else
 * they are.
 */
export async function record(tx: Tx, action: Action, entry: Entry): Promise<void> {
  const json = (value?: Record<string, unknown>) => (value ? JSON.stringify(value) : null)
  await sql`
    insert into audit_entry (action, actor_id, staff_role, actor, account_id, client_id, object, before, after, reason, ip, user_agent)
    values (${action}, ${entry.by.accountId ?? null},
      (select f.role from staff_member f where f.account_id = ${entry.by.accountId ?? null} and not exists (
        select from membership m where m.account_id = f.account_id and m.client_id = ${entry.clientId ?? null})),
      ${entry.by.name}, ${entry.accountId ?? null}, ${entry.clientId ?? null},
      ${entry.object ?? ''}, ${json(entry.before)}::jsonb, ${json(entry.after)}::jsonb, ${entry.reason ?? null},
      ${entry.by.ip ?? null}, ${entry.by.userAgent?.slice(0, 300) ?? null})`.execute(tx)
}
