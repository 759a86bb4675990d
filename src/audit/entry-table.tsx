/** The entries of a log as a table: when, what, who from where, to what, and what was different afterwards. */
import { number, shortDateTime } from '../i18n/format.ts'
import type { Lang } from '../i18n/index.ts'
import { deviceName } from '../web/device-name.ts'
import { addressOf, type ListPage } from '../web/paging.ts'
import { AuditDiff, DataTable, Empty, Notice, Pager } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { AuditEntry } from './entries.ts'
import { EXPORT_ROWS } from './export.ts'
import { actionName, fieldChanges } from './names.ts'

/** A page of a log with its neighbours, and what a file of it holds; `takes` where it may be taken away as one. */
export function Entries({
  view,
  here,
  page,
  filtered,
  takes,
  whose,
}: {
  view: View
  here: string
  page: ListPage<AuditEntry>
  filtered: boolean
  takes: boolean
  whose: (row: AuditEntry) => string
}) {
  const { t } = view
  const { rows } = page
  return (
    <>
      {rows.length === 0 ? (
        <Empty icon="log" text={t(filtered ? 'of.list.noMatch' : 'of.audit.empty')} />
      ) : (
        <EntryTable view={view} here={here} rows={rows} whose={whose} />
      )}
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
      {rows.length > 0 && takes && (
        <Notice tone="info">{t('of.audit.exportHint', { max: number(view.lang, EXPORT_ROWS) })}</Notice>
      )}
    </>
  )
}

/** Names lead to the same log (`here`) filtered by them. `whose` is what the filter calls an entry's actor. */
export function EntryTable({
  view,
  here,
  rows,
  whose,
}: {
  view: View
  here: string
  rows: AuditEntry[]
  whose: (row: AuditEntry) => string
}) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.audit.h1')}
      rows={rows}
      columns={[
        { label: t('of.time'), cell: (row) => <Moment lang={lang} at={row.at} /> },
        { label: t('of.audit.what'), lead: true, cell: (row) => actionName(t, row.action) },
        {
          label: t('of.audit.whoWhere'),
          long: true,
          cell: (row) => <Who view={view} row={row} href={addressOf(here, { who: whose(row) })} />,
        },
        { label: t('of.audit.object'), long: true, cell: (row) => <What row={row} here={here} /> },
        { label: t('of.audit.changes'), long: true, cell: (row) => <Changes view={view} row={row} /> },
      ]}
    />
  )
}

function Who({ view, row, href }: { view: View; row: AuditEntry; href: string }) {
  const { browser, system } = deviceName(row.userAgent ?? '')
  const place = [row.ip, browser, system].filter(Boolean).join(', ')
  return (
    <div>
      {row.actor ? <a href={href}>{row.actor}</a> : view.t('of.audit.nobody')}
      {place && <div class="faint">{place}</div>}
    </div>
  )
}

function What({ row, here }: { row: AuditEntry; here: string }) {
  return (
    <div>
      {row.object && <a href={addressOf(here, { object: row.object })}>{row.object}</a>}
      {row.clientBin && row.clientName !== row.object && (
        <div>
          <a href={addressOf(here, { object: row.clientBin })}>{row.clientName}</a>
        </div>
      )}
    </div>
  )
}

// What has just come to be had nothing before: its fields are said plainly.
function Changes({ view, row }: { view: View; row: AuditEntry }) {
  const changes = fieldChanges(view.t, row.before, row.after, row.clientId === null)
  if (changes.length === 0 && !row.reason) return null
  return (
    <div>
      {row.before ? (
        <AuditDiff view={view} changes={changes} />
      ) : (
        changes.map(({ field, after }) => <div>{`${field}: ${after ?? ''}`}</div>)
      )}
      {row.reason && <div>{view.t('of.audit.reason', { reason: row.reason })}</div>}
    </div>
  )
}

function Moment({ lang, at }: { lang: Lang; at: Date }) {
  return <time datetime={at.toISOString()}>{shortDateTime(lang, at)}</time>
}
