/**
 * What the log's acts and fields are called, and which of them a client reads. A new act, or role, without a phrase fails the
 * build here.
 */
import { isClientRole, isStaffRole } from '../accounts/roles.ts'
import { policyInLog, policyLabelInLog } from '../clients/policy-words.ts'
import { dateTime, longDate, money, volume } from '../i18n/format.ts'
import { isLang, type PlainKey, type T } from '../i18n/index.ts'
import { limitInLog, limitLabelInLog } from '../limits/log-words.ts'
import { productName } from '../products/product-name.ts'
import { isProduct } from '../products/products.ts'
import type { Action } from './record.ts'

/** What is done about a client, by its people or ours: the client reads it in a log of its own. */
const OF_A_CLIENT = {
  'invitation.sent': 'audit.invitationSent',
  'invitation.resent': 'audit.invitationResent',
  'invitation.withdrawn': 'audit.invitationWithdrawn',
  'invitation.accepted': 'audit.invitationAccepted',
  'invitation.joined': 'audit.invitationJoined',
  'invitation.link_shown': 'audit.invitationLinkShown',
  'registration.approved': 'audit.registrationApproved',
  'person.role_changed': 'audit.personRoleChanged',
  'person.groups_changed': 'audit.personGroupsChanged',
  'person.removed': 'audit.personRemoved',
  'person.handed_over': 'audit.personHandedOver',
  'client.added': 'audit.clientAdded',
  'client.suspended': 'audit.clientSuspended',
  'client.restored': 'audit.clientRestored',
  'client.viewed': 'audit.clientViewed',
  'contract.added': 'audit.contractAdded',
  'contract.email_changed': 'audit.contractEmailChanged',
  'contract.policy_changed': 'audit.contractPolicyChanged',
  'credit.approved': 'audit.creditApproved',
  'refund.approved': 'audit.refundApproved',
  'dispute.opened': 'audit.disputeOpened',
  'dispute.accepted': 'audit.disputeAccepted',
  'dispute.declined': 'audit.disputeDeclined',
  'letter.resent': 'audit.letterResent',
  'order.placed': 'audit.orderPlaced',
  'order.paid': 'audit.orderPaid',
  'order.cancelled': 'audit.orderCancelled',
  'order.lapsed': 'audit.orderLapsed',
  'payment.posted': 'audit.paymentPosted',
  'payment.assigned': 'audit.paymentAssigned',
  'payment.undone': 'audit.paymentUndone',
  'payout.asked': 'audit.payoutAsked',
  'payout.paid': 'audit.payoutPaid',
  'payout.cancelled': 'audit.payoutCancelled',
  'coupon.given': 'audit.couponGiven',
  'coupon.taken_back': 'audit.couponTakenBack',
  'coupon.until_changed': 'audit.couponUntilChanged',
  'coupon.sent': 'audit.couponSent',
  'coupon.link_replaced': 'audit.couponLinkReplaced',
  'coupon.blocked': 'audit.couponBlocked',
  'coupon.unblocked': 'audit.couponUnblocked',
  'coupon.split': 'audit.couponSplit',
  'coupon.swapped': 'audit.couponSwapped',
  'coupon.return_requested': 'audit.couponReturnRequested',
  'coupon.return_declined': 'audit.couponReturnDeclined',
  'coupon.return_withdrawn': 'audit.couponReturnWithdrawn',
  'coupon.returned': 'audit.couponReturned',
  'coupon.void_requested': 'audit.couponVoidRequested',
  'coupon.void_declined': 'audit.couponVoidDeclined',
  'coupon.void_withdrawn': 'audit.couponVoidWithdrawn',
  'coupon.voided': 'audit.couponVoided',
  'coupon.prolonged': 'audit.couponProlonged',
  'coupon.code_shown': 'audit.couponCodeShown',
  'coupon.printed': 'audit.couponPrinted',
  'card.ordered': 'audit.cardOrdered',
  'card.made': 'audit.cardMade',
  'card.produced': 'audit.cardProduced',
  'card.delivered': 'audit.cardDelivered',
  'card.activated': 'audit.cardActivated',
  'card.blocked': 'audit.cardBlocked',
  'card.unblocked': 'audit.cardUnblocked',
  'card.block_scheduled': 'audit.cardBlockScheduled',
  'card.block_unscheduled': 'audit.cardBlockUnscheduled',
  'card.lost': 'audit.cardLost',
  'card.stolen': 'audit.cardStolen',
  'card.damaged': 'audit.cardDamaged',
  'card.replaced': 'audit.cardReplaced',
  'card.given': 'audit.cardGiven',
  'card.products_changed': 'audit.cardProductsChanged',
  'card.topped_up': 'audit.cardToppedUp',
  'card.moved': 'audit.cardMoved',
  'card.swept': 'audit.cardSwept',
  'card.closed': 'audit.cardClosed',
  'card.pin_set': 'audit.cardPinSet',
  'card.number_shown': 'audit.cardNumberShown',
  'card_group.added': 'audit.cardGroupAdded',
  'alerts.thresholds_changed': 'audit.alertsChanged',
  'suspicion.ours': 'audit.suspicionOurs',
  'suspicion.disputed': 'audit.suspicionDisputed',
  'suspicion.cleared': 'audit.suspicionFine',
  'suspicion.blocked': 'audit.suspicionBlock',
  'suspicion.commented': 'audit.suspicionComment',
  'card_group.renamed': 'audit.cardGroupRenamed',
  'card_group.archived': 'audit.cardGroupArchived',
  'card_group.restored': 'audit.cardGroupRestored',
  'limits.changed': 'audit.limitsChanged',
  'limits.profile_added': 'audit.limitProfileAdded',
  'limits.profile_renamed': 'audit.limitProfileRenamed',
  'limits.profile_archived': 'audit.limitProfileArchived',
  'vehicle.added': 'audit.vehicleAdded',
  'vehicle.changed': 'audit.vehicleChanged',
  'vehicle.archived': 'audit.vehicleArchived',
  'vehicle.restored': 'audit.vehicleRestored',
  'vehicles.imported': 'audit.vehiclesImported',
  'driver.added': 'audit.driverAdded',
  'driver.changed': 'audit.driverChanged',
  'driver.archived': 'audit.driverArchived',
  'driver.restored': 'audit.driverRestored',
  'drivers.imported': 'audit.driversImported',
  'audit.exported': 'audit.exported',
  'refuels.exported': 'audit.refuelsExported',
} satisfies Partial<Record<Action, PlainKey>>

/** What concerns a person's own account, or the retailer's house: no client reads it. */
const OF_THE_HOUSE = {
  'staff.invited': 'audit.staffInvited',
  'invitation.batch_checked': 'audit.batchChecked',
  'invitation.batch_sent': 'audit.batchSent',
  'invitation.batch_discarded': 'audit.batchDiscarded',
  'registration.requested': 'audit.registrationRequested',
  'registration.confirmed': 'audit.registrationConfirmed',
  'registration.declined': 'audit.registrationDeclined',
  'sign_in.succeeded': 'audit.signInSucceeded',
  'sign_in.failed': 'audit.signInFailed',
  'sign_in.locked': 'audit.signInLocked',
  'sign_in.unlocked': 'audit.signInUnlocked',
  signed_out: 'audit.signedOut',
  'session.ended': 'audit.sessionEnded',
  'sessions.ended': 'audit.sessionsEnded',
  'identity.proved': 'audit.identityProved',
  'identity.refused': 'audit.identityRefused',
  'password.reset_requested': 'audit.passwordResetRequested',
  'password.reset': 'audit.passwordReset',
  'password.changed': 'audit.passwordChanged',
  'email.change_requested': 'audit.emailChangeRequested',
  'email.change_confirmed': 'audit.emailChangeConfirmed',
  'email.changed': 'audit.emailChanged',
  'email.change_cancelled': 'audit.emailChangeCancelled',
  'account.reported': 'audit.accountReported',
  'account.suspended': 'audit.accountSuspended',
  'account.restored': 'audit.accountRestored',
  'account.closed': 'audit.accountClosed',
  'profile.changed': 'audit.profileChanged',
  'staff.role_changed': 'audit.staffRoleChanged',
  'payment.joined': 'audit.paymentJoined',
  'payment.set_aside': 'audit.paymentSetAside',
  'payment.split': 'audit.paymentSplit',
  'payment.taken_back': 'audit.paymentTakenBack',
  'statement.checked': 'audit.statementChecked',
  'statement.posted': 'audit.statementPosted',
  'statement.discarded': 'audit.statementDiscarded',
  'seller.changed': 'audit.sellerChanged',
  'station.added': 'audit.stationAdded',
  'station.changed': 'audit.stationChanged',
  'station.supplied': 'audit.stationSupplied',
  'terminal.prepared': 'audit.terminalPrepared',
  'terminal.connected': 'audit.terminalConnected',
  'terminal.revoked': 'audit.terminalRevoked',
  'cashier.added': 'audit.cashierAdded',
  'cashier.pin_changed': 'audit.cashierPinChanged',
  'cashier.removed': 'audit.cashierRemoved',
  'cashier.shift_taken': 'audit.cashierShiftTaken',
  'cashier.shift_reconciled': 'audit.cashierShiftReconciled',
  'terminal.added': 'audit.terminalAdded',
  'price.set': 'audit.priceSet',
  'credit.asked': 'audit.creditAsked',
  'credit.declined': 'audit.creditDeclined',
  'credit.withdrawn': 'audit.creditWithdrawn',
  'dispute.taken': 'audit.disputeTaken',
  'refund.asked': 'audit.refundAsked',
  'refund.declined': 'audit.refundDeclined',
  'refund.withdrawn': 'audit.refundWithdrawn',
  'price.approved': 'audit.priceApproved',
  'price.cancelled': 'audit.priceCancelled',
  'rationing.declared': 'audit.rationingDeclared',
  'rationing.ended': 'audit.rationingEnded',
} satisfies Partial<Record<Action, PlainKey>>

const ACTIONS: Record<Action, PlainKey> = { ...OF_A_CLIENT, ...OF_THE_HOUSE }

/** Every act the log knows, for the filter. */
export const ALL_ACTIONS = Object.keys(ACTIONS) as Action[]

/** The acts that a client reads about itself. */
export const CLIENT_ACTIONS = Object.keys(OF_A_CLIENT) as Action[]

export function isAction(text: string): text is Action {
  return Object.hasOwn(ACTIONS, text)
}

/** An act in words. A row that a newer version has written keeps the name it has there. */
export function actionName(t: T, action: string): string {
  return isAction(action) ? t(ACTIONS[action]) : action
}

const FIELDS: Readonly<Record<string, PlainKey>> = {
  role: 'audit.f.role',
  number: 'audit.f.number',
  company: 'audit.f.company',
  bin: 'audit.f.bin',
  email: 'audit.f.email',
  name: 'audit.f.name',
  phone: 'audit.f.phone',
  lang: 'audit.f.lang',
  count: 'audit.f.count',
  owner: 'role.owner',
  signedOn: 'audit.f.signedOn',
  state: 'audit.f.state',
  rows: 'audit.f.rows',
  ready: 'audit.f.ready',
  filter: 'audit.f.filter',
  template: 'audit.f.template',
  driver: 'audit.f.driver',
  product: 'audit.f.product',
  into: 'audit.f.into',
  validTo: 'audit.f.validTo',
  givenUntil: 'coupons.col.givenUntil',
  plate: 'audit.f.plate',
  until: 'audit.f.until',
  tiyn: 'audit.f.tiyn',
  creditLimit: 'of.credit.limit',
  creditDays: 'of.credit.days',
  nameRu: 'seller.nameRu',
  nameKk: 'seller.nameKk',
  nameEn: 'seller.nameEn',
  addressRu: 'seller.addressRu',
  addressKk: 'seller.addressKk',
  addressEn: 'seller.addressEn',
  iik: 'term.iban',
  otherIiks: 'seller.otherIiks',
  bank: 'invoice.bank',
  bik: 'term.bic',
  kbe: 'term.kbe',
  knp: 'term.knp',
  director: 'seller.director',
  accountant: 'seller.accountant',
  from: 'audit.f.from',
  source: 'audit.f.source',
  vehicle: 'audit.f.vehicle',
  group: 'audit.f.group',
  groups: 'people.groups',
  products: 'audit.f.products',
  limitPercent: 'notif.set.limit',
  tankPercent: 'notif.set.tank',
  rapidMinutes: 'notif.set.rapid',
  lowTiyn: 'notif.set.low',
  bigMl: 'notif.set.big',
  workingDays: 'notif.set.days',
  workingHours: 'notif.set.hours',
  make: 'vehicles.make',
  tankMl: 'vehicles.tank',
  rationMl: 'of.ration.volume',
  startsAt: 'of.prices.from',
  stations: 'of.prices.stations',
  reason: 'of.ration.reason',
  refundMl: 'of.refunds.volume',
  odometerKm: 'vehicles.odometer',
}

const STATES: Readonly<Record<string, PlainKey>> = {
  active: 'status.user.active',
  suspended: 'status.contract.suspended',
  closed: 'status.contract.closed',
}

const PAID_FROM: Readonly<Record<string, PlainKey>> = {
  balance: 'order.payment.balance',
  invoice: 'order.payment.invoice',
}

const SOURCES: Readonly<Record<string, PlainKey>> = {
  hand: 'of.pay.source.hand',
  statement: 'of.pay.source.statement',
  seed: 'of.pay.source.seed',
}

/** One field of one act, in words, as it was and as it is. */
export type FieldChange = { field: string; before?: string; after?: string }

type Fields = Record<string, unknown>

/** What an act changed, field by field, in the reader's words. `office` says whose roles are meant. */
export function fieldChanges(
  t: T,
  before: Fields | null,
  after: Fields | null,
  office: boolean,
): FieldChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names.map((name) => {
    const [was, is] = [before?.[name], after?.[name]]
    const key = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    return {
      field: key ? t(key) : (policyLabelInLog(t, name) ?? limitLabelInLog(t, name) ?? name),
      ...(was === undefined ? {} : { before: inWords(t, name, was, office) }),
      ...(is === undefined ? {} : { after: inWords(t, name, is, office) }),
    }
  })
}

function inWords(t: T, name: string, value: unknown, office: boolean): string {
  if (typeof value !== 'string') return value === null ? '' : JSON.stringify(value)
  if (name === 'role' && office && isStaffRole(value)) return t(`role.of.${value}`)
  if (name === 'role' && isClientRole(value)) return t(`role.${value}`)
  if (name === 'lang' && isLang(value)) return t(`lang.${value}`)
  if (name === 'state' && Object.hasOwn(STATES, value)) return t(STATES[value]!)
  if (name === 'source' && Object.hasOwn(SOURCES, value)) return t(SOURCES[value]!)
  if ((name === 'tankMl' || name === 'rationMl') && /^\d{1,9}$/.test(value))
    return volume(t.lang, BigInt(value))
  if (name === 'until' || name === 'startsAt') return dateTime(t.lang, new Date(value))
  if (name === 'product' && isProduct(value)) return productName(t, value)
  if (['signedOn', 'validTo', 'givenUntil'].includes(name) && /^\d{4}-\d\d-\d\d$/.test(value))
    return longDate(t.lang, value)
  const ofLimits = limitInLog(t, name, value)
  if (ofLimits !== undefined) return ofLimits
  const ofPolicy = policyInLog(t, name, value)
  if (ofPolicy !== undefined) return ofPolicy
  if (['tiyn', 'creditLimit', 'lowTiyn'].includes(name) && /^\d{1,18}$/.test(value))
    return money(t.lang, BigInt(value))
  if ((name === 'bigMl' || name === 'refundMl') && /^\d{1,18}$/.test(value))
    return volume(t.lang, BigInt(value))
  if (name === 'from' && Object.hasOwn(PAID_FROM, value)) return t(PAID_FROM[value]!)
  return value
}
