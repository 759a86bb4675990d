/** O2: what was done about one client, the newest first. */
import { sql } from 'kysely'
import { actionName, fieldChanges } from '../audit/names.ts'
import type { Queries } from '../db/database.ts'
import { shortDateTime } from '../i18n/format.ts'
import { addressOf, atPlace, pageOf, type Place } from '../web/paging.ts'
import { AuditDiff, Empty, Pager, Timeline } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'

const LOG = 30

type LogLine = {
  id: string
  at: Date
  action: string
  actor: string
  object: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
}

/** A page of what was done about a client and its people, the newest first. */
export async function readLog(db: Queries, client: { id: string }, place: Place) {
  const { condition, order } = atPlace(place, 'audit_entry', 'e', LOG)
  const { rows } = await sql<LogLine>`
    select e.id, e.at, e.action, e.actor, e.object, e.before, e.after, e.reason from audit_entry e
    where e.client_id = ${client.id} ${condition} ${order}`.execute(db)
  return pageOf(rows, place, LOG, (next) =>
    addressOf(`/office/clients/${client.id}`, { tab: 'log', ...next }),
  )
}

export function ClientLog({
  view,
  rows,
  prevHref,
  nextHref,
}: {
  view: View
  rows: LogLine[]
  prevHref?: string
  nextHref?: string
}) {
  const { t, lang } = view
  if (rows.length === 0) return <Empty icon="log" text={t('of.client.noLog')} />
  return (
    <>
      <Timeline
        label={t('of.client.tab.log')}
        events={rows.map((row) => ({
          at: row.at.toISOString(),
          time: shortDateTime(lang, row.at),
          title: `${actionName(t, row.action)}: ${row.object}`,
          detail: <LogDetail view={view} row={row} />,
        }))}
      />
      <Pager view={view} prevHref={prevHref} nextHref={nextHref} />
    </>
  )
}

function LogDetail({ view, row }: { view: View; row: LogLine }) {
  const { t } = view
  const changes = fieldChanges(t, row.before, row.after, false)
  return (
    <>
      <p class="faint">{row.actor}</p>
      {row.reason && <p>{t('of.client.reason', { reason: row.reason })}</p>}
      {row.before === null ? (
        changes.map(({ field, after }) => (
          <p>
            {field}: {after}
          </p>
        ))
      ) : (
        <AuditDiff view={view} changes={changes} />
      )}
    </>
  )
}
