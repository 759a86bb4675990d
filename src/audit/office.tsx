/** O12: the log of actions, for administrators and auditors. It is read and taken away as a file, never changed. */
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { collator, number, shortDateTime } from '../i18n/format.ts'
import type { Lang, T } from '../i18n/index.ts'
import { CSV_TYPE } from '../web/csv.ts'
import { deviceName } from '../web/device-name.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import {
  AuditDiff,
  type Chip,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  LinkButton,
  Notice,
  OfficePage,
  Pager,
  SelectField,
  TextField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { type AuditEntry, type AuditFilter, findEntries, prepareSearch } from './entries.ts'
import { exportEntries, EXPORT_ROWS } from './export.ts'
import { actionName, ALL_ACTIONS, fieldChanges, isAction } from './names.ts'
import { record } from './record.ts'

const PAGE = 50
const HERE = '/office/audit'

export async function showAudit(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'audit') })
  const { t } = view
  const { filter, errors } = readFilter(visit)
  const place = placeOf(visit)
  const found = await findEntries(
    visit.app.db.read,
    await prepareSearch(visit.app.db.read, filter),
    place,
    PAGE,
  )
  const query = queryOf(filter)
  const page = pageOf(found, place, PAGE, (next) => addressOf(HERE, { ...query, ...next }))
  const chips = chipsOf(t, filter)
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.audit.h1')}
      errors={errors}
      lead={t('of.audit.immutable')}
      actions={
        page.rows.length > 0 && (
          <LinkButton href={addressOf(`${HERE}/export.csv`, query)} icon="download" download>
            {t('of.audit.export')}
          </LinkButton>
        )
      }
    >
      <Filters view={view} filter={filter} errors={errors} chips={chips} />
      {page.rows.length === 0 ? (
        <Empty icon="log" text={t(chips.length > 0 ? 'of.list.noMatch' : 'of.audit.empty')} />
      ) : (
        <EntryTable view={view} rows={page.rows} />
      )}
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
      {page.rows.length > 0 && (
        <Notice tone="info">{t('of.audit.exportHint', { max: number(view.lang, EXPORT_ROWS) })}</Notice>
      )}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Exactly what the filter of the address finds, as a file; that it was taken is itself an entry of the log. */
export async function downloadAudit(visit: StaffVisit): Promise<Response> {
  const { app, t } = visit
  const { filter, errors } = readFilter(visit)
  if (Object.keys(errors).length > 0) return visit.seeOther(addressOf(HERE, queryOf(filter)))
  const search = await prepareSearch(app.db.read, filter)
  await app.db.transaction((tx) =>
    record(tx, 'audit.exported', {
      by: actorOf(visit),
      after: {
        filter: chipsOf(t, filter)
          .map((chip) => chip.label)
          .join('; '),
      },
    }),
  )
  return new Response(exportEntries(app.db.read, t, search), {
    headers: {
      'content-type': CSV_TYPE,
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="audit.csv"',
    },
  })
}

function readFilter(visit: StaffVisit): { filter: AuditFilter; errors: Errors } {
  const { t } = visit
  const errors: Record<string, string> = {}
  const text = (name: string) => visit.query(name).trim().slice(0, 300)
  const day = (name: string) => {
    const typed = text(name)
    if (typed === '') return undefined
    if (isDay(typed)) return typed
    errors[name] = t('err.date.format')
    return undefined
  }
  const what = text('what')
  const filter: AuditFilter = {
    who: text('who'),
    what: isAction(what) ? what : undefined,
    object: text('object'),
    from: day('from'),
    to: day('to'),
  }
  if (filter.from && filter.to && filter.from > filter.to) errors['from'] = t('err.date.order')
  return { filter, errors }
}

function isDay(text: string): boolean {
  const day = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : Number.NaN)
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function queryOf({ who, what, object, from, to }: AuditFilter): Record<string, string | undefined> {
  return { who, what, object, from, to }
}

function chipsOf(t: T, filter: AuditFilter): Chip[] {
  const query = queryOf(filter)
  const labels: Record<string, string> = {
    who: `${t('of.audit.who')}: ${filter.who}`,
    what: actionName(t, filter.what ?? ''),
    object: `${t('of.audit.object')}: ${filter.object}`,
    from: `${t('date.from')}: ${filter.from}`,
    to: `${t('date.to')}: ${filter.to}`,
  }
  return Object.keys(query)
    .filter((name) => query[name])
    .map((name) => ({ label: labels[name]!, removeHref: addressOf(HERE, { ...query, [name]: undefined }) }))
}

function Filters({
  view,
  filter,
  errors,
  chips,
}: {
  view: View
  filter: AuditFilter
  errors: Errors
  chips: Chip[]
}) {
  const { t } = view
  const actions = ALL_ACTIONS.map((action) => ({ value: action, label: actionName(t, action) }))
  const field = { view, errors }
  return (
    <FilterBar view={view} action={HERE} chips={chips} resetHref={HERE}>
      <TextField {...field} name="who" label={t('of.audit.who')} value={filter.who} />
      <SelectField
        {...field}
        name="what"
        label={t('of.audit.what')}
        value={filter.what ?? ''}
        empty={t('common.all')}
        options={actions.toSorted((a, b) => collator.compare(a.label, b.label))}
      />
      <TextField {...field} name="object" label={t('of.audit.object')} value={filter.object} />
      <DateField {...field} name="from" label={t('date.from')} value={filter.from} />
      <DateField {...field} name="to" label={t('date.to')} value={filter.to} />
    </FilterBar>
  )
}

function EntryTable({ view, rows }: { view: View; rows: AuditEntry[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.audit.h1')}
      rows={rows}
      columns={[
        { label: t('of.time'), cell: (row) => <Moment lang={lang} at={row.at} /> },
        { label: t('of.audit.what'), lead: true, cell: (row) => actionName(t, row.action) },
        { label: t('of.audit.whoWhere'), long: true, cell: (row) => <Who view={view} row={row} /> },
        { label: t('of.audit.object'), long: true, cell: (row) => <What row={row} /> },
        { label: t('of.audit.changes'), long: true, cell: (row) => <Changes view={view} row={row} /> },
      ]}
    />
  )
}

function Who({ view, row }: { view: View; row: AuditEntry }) {
  const { browser, system } = deviceName(row.userAgent ?? '')
  const place = [row.ip, browser, system].filter(Boolean).join(', ')
  return (
    <div>
      {row.actor ? (
        <a href={addressOf(HERE, { who: row.actorEmail ?? row.actor })}>{row.actor}</a>
      ) : (
        view.t('of.audit.nobody')
      )}
      {place && <div class="faint">{place}</div>}
    </div>
  )
}

function What({ row }: { row: AuditEntry }) {
  return (
    <div>
      {row.object && <a href={addressOf(HERE, { object: row.object })}>{row.object}</a>}
      {row.clientBin && row.clientName !== row.object && (
        <div>
          <a href={addressOf(HERE, { object: row.clientBin })}>{row.clientName}</a>
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
