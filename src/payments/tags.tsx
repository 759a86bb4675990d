/** States of payments, receipts and refunds as tags, and why a receipt waits. */
import type { PlainKey, T } from '../i18n/index.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { PaymentState, PayoutState, ReceiptWhy } from './find-payments.ts'
import type { LineKind, LineState } from './statements.ts'

type Look = { tone: TagTone; key: PlainKey }

const PAYMENT: Record<PaymentState, Look> = {
  matched: { tone: 'good', key: 'status.pay.matched' },
  part: { tone: 'info', key: 'status.pay.part' },
  advance: { tone: 'info', key: 'status.pay.advance' },
  undone: { tone: 'neutral', key: 'status.pay.undone' },
  refunded: { tone: 'neutral', key: 'status.pay.refunded' },
}

export function PaymentTag({ t, state }: { t: T; state: PaymentState }) {
  const { tone, key } = PAYMENT[state]
  return <StatusTag tone={tone}>{t(key)}</StatusTag>
}

const PAYOUT: Record<PayoutState, Look> = {
  asked: { tone: 'warning', key: 'status.payout.asked' },
  paid: { tone: 'good', key: 'status.payout.paid' },
  cancelled: { tone: 'neutral', key: 'status.payout.cancelled' },
}

export function PayoutTag({ t, state }: { t: T; state: PayoutState }) {
  const { tone, key } = PAYOUT[state]
  return <StatusTag tone={tone}>{t(key)}</StatusTag>
}

/** What of a statement's line is to be said in a word. */
const LINE: Record<LineKind, Look> = {
  auto: { tone: 'good', key: 'of.bank.v.auto' },
  ask: { tone: 'warning', key: 'of.bank.v.ask' },
  known: { tone: 'neutral', key: 'of.bank.v.known' },
  outgoing: { tone: 'neutral', key: 'of.bank.v.outgoing' },
  own: { tone: 'neutral', key: 'of.bank.v.own' },
  foreign: { tone: 'neutral', key: 'of.bank.v.foreign' },
  unclear: { tone: 'danger', key: 'of.bank.v.unclear' },
}

const LINE_STATE: Record<LineState, Look> = {
  posted: { tone: 'good', key: 'status.pay.matched' },
  waiting: { tone: 'warning', key: 'status.pay.new' },
  aside: { tone: 'neutral', key: 'status.pay.aside' },
  known: LINE.known,
}

/** How a line looked when the file was checked, or what has become of it. */
export function LineTag({ t, kind, state }: { t: T; kind: LineKind; state: LineState | null }) {
  const { tone, key } = state ? LINE_STATE[state] : LINE[kind]
  return <StatusTag tone={tone}>{t(key)}</StatusTag>
}

/** Why a person is asked whose money it is. */
export const WHY: Record<ReceiptWhy, PlainKey> = {
  other_payer: 'of.pay.why.otherPayer',
  no_number: 'of.pay.why.noNumber',
  unknown: 'of.pay.why.unknown',
  twin: 'of.pay.why.twin',
  undone: 'of.pay.why.undone',
  doubtful: 'of.pay.why.doubtful',
}
