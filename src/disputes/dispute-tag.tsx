import type { PlainKey, T } from '../i18n/index.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { DisputeState } from './find-disputes.ts'

const STATES: Record<DisputeState, { key: PlainKey; tone: TagTone }> = {
  new: { key: 'status.dispute.new', tone: 'warning' },
  taken: { key: 'status.dispute.taken', tone: 'info' },
  refunding: { key: 'status.dispute.refunding', tone: 'info' },
  refunded: { key: 'status.dispute.refunded', tone: 'good' },
  declined: { key: 'status.dispute.declined', tone: 'neutral' },
}

/** How far the office is with what a client says was not theirs; both sides read the same. */
export function DisputeTag({ t, state }: { t: T; state: DisputeState }) {
  return <StatusTag tone={STATES[state].tone}>{t(STATES[state].key)}</StatusTag>
}
