import type { PlainKey, T } from '../i18n/index.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { OperationState } from './answer.ts'

const STATES: Record<OperationState, { tone: TagTone; label: PlainKey }> = {
  declined: { tone: 'danger', label: 'status.op.declined' },
  authorized: { tone: 'info', label: 'status.op.authorized' },
  completed: { tone: 'good', label: 'status.op.completed' },
  reversed: { tone: 'neutral', label: 'status.op.reversed' },
  hold_expired: { tone: 'warning', label: 'status.op.holdExpired' },
  late_posted: { tone: 'warning', label: 'status.op.latePosted' },
}

/** What became of an operation of a till. A refund that was made is one. */
export function OperationTag({
  t,
  operation: { verb, state },
}: {
  t: T
  operation: { verb: string; state: OperationState }
}) {
  const { tone, label } = STATES[state]
  const refund = verb === 'refund' && state === 'completed'
  return <StatusTag tone={refund ? 'neutral' : tone}>{t(refund ? 'status.op.refunded' : label)}</StatusTag>
}
