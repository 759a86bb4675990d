/** C1: what was found with the company's cards and waits for somebody. */
import type { Child } from '../web/jsx-runtime.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { mayGive } from '../coupons/rights.ts'
import { countWaiting } from '../signs/find-suspicions.ts'
import { Notice } from '../web/parts/index.ts'
import { alertDetail, alertTitle } from './alert-words.ts'
import { readerOf } from './cabinet-notifications.tsx'
import { findUrgent } from './find-alerts.ts'
import type { AlertKind } from './kinds.ts'

/** A card that stands still, or soon will: the rest is in the list. Suspicions are counted, money has its own notices. */
const URGENT: readonly AlertKind[] = ['pin_locked', 'limit_used', 'off_hours', 'card_ending']
const MOST = 2

export async function watchAlerts(visit: ClientVisit): Promise<Child | undefined> {
  const { app, session, t } = visit
  const [waiting, urgent] = await Promise.all([
    mayGive(visit) ? countWaiting(app.db.read, session.client) : 0,
    // What a colleague of the retailer looks at is not theirs to have read.
    visit.looking ? [] : findUrgent(app.db.read, readerOf(visit), URGENT, MOST),
  ])
  return (
    <>
      {waiting > 0 && (
        <Notice tone="warning">
          <a href="/app/signs">{t('home.alert.signs', { n: waiting })}</a>
        </Notice>
      )}
      {urgent.map(({ kind, facts }) => (
        <Notice tone={kind === 'pin_locked' ? 'danger' : 'warning'}>
          <a href="/app/notifications">{alertTitle(t, kind, facts)}</a>
          <div class="faint">{alertDetail(t, kind, facts)}</div>
        </Notice>
      ))}
    </>
  )
}
