/** States of clients, people and invitations as tags: the word and what it means to the reader. */
import type { T } from '../i18n/index.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { InvitationState, PersonState } from './queries.ts'

const CLIENT: Record<'active' | 'suspended' | 'closed', TagTone> = {
  active: 'good',
  suspended: 'danger',
  closed: 'neutral',
}

/** How a client, or one of its contracts, stands. */
export function ClientTag({ t, state }: { t: T; state: 'active' | 'suspended' | 'closed' }) {
  return <StatusTag tone={CLIENT[state]}>{t(`status.contract.${state}`)}</StatusTag>
}

/** How a person's sign-in stands. */
export function PersonTag({ t, state }: { t: T; state: PersonState }) {
  if (state === 'active') return <StatusTag tone="good">{t('status.user.active')}</StatusTag>
  if (state === 'locked') return <StatusTag tone="warning">{t('status.user.locked')}</StatusTag>
  return <StatusTag tone="danger">{t('status.user.disabled')}</StatusTag>
}

const INVITATION: Record<InvitationState, TagTone> = {
  queued: 'neutral',
  sent: 'info',
  opened: 'info',
  accepted: 'good',
  expired: 'warning',
  revoked: 'neutral',
  bounced: 'danger',
}

/** How far an invitation has come. */
export function InvitationTag({ t, state }: { t: T; state: InvitationState }) {
  return (
    <StatusTag tone={INVITATION[state]}>
      {state === 'queued' ? t('status.mail.queued') : t(`status.inv.${state}`)}
    </StatusTag>
  )
}
