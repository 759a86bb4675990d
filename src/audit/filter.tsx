/** The filter of a log's page: read from the address, shown as fields and chips. The retailer's log and a client's share it. */
import type { Child } from '../web/jsx-runtime.ts'
import type { Visit } from '../accounts/visit.ts'
import { collator } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { addressOf } from '../web/paging.ts'
import { type Chip, DateField, FilterBar, SelectField, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { AuditFilter } from './entries.ts'
import { actionName, isAction } from './names.ts'
import type { Action } from './record.ts'

/** Reads the filter of the address. A day that is none is left out and told about. */
export function readFilter(visit: Visit): { filter: AuditFilter; errors: Errors } {
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

/** The filter as the query of an address. */
export function queryOf({ who, what, object, from, to }: AuditFilter): Record<string, string | undefined> {
  return { who, what, object, from, to }
}

/** The filter in words, one chip a field. `who` is how the page calls whom it filters by. */
export function chipsOf(t: T, here: string, filter: AuditFilter, who = filter.who): Chip[] {
  const query = queryOf(filter)
  const labels: Record<string, string> = {
    who: `${t('of.audit.who')}: ${who}`,
    what: actionName(t, filter.what ?? ''),
    object: `${t('of.audit.object')}: ${filter.object}`,
    from: `${t('date.from')}: ${filter.from}`,
    to: `${t('date.to')}: ${filter.to}`,
  }
  return Object.keys(query)
    .filter((name) => query[name])
    .map((name) => ({ label: labels[name]!, removeHref: addressOf(here, { ...query, [name]: undefined }) }))
}

/** The fields; the one that says who is the page's own. */
export function LogFilters({
  view,
  here,
  filter,
  errors,
  chips,
  who,
  actions,
}: {
  view: View
  here: string
  filter: AuditFilter
  errors: Errors
  chips: Chip[]
  who: Child
  actions: readonly Action[]
}) {
  const { t } = view
  const named = actions.map((action) => ({ value: action, label: actionName(t, action) }))
  const field = { view, errors }
  return (
    <FilterBar view={view} action={here} chips={chips} resetHref={here}>
      {who}
      <SelectField
        {...field}
        name="what"
        label={t('of.audit.what')}
        value={filter.what ?? ''}
        empty={t('common.all')}
        options={named.toSorted((a, b) => collator.compare(a.label, b.label))}
      />
      <TextField {...field} name="object" label={t('of.audit.object')} value={filter.object} />
      <DateField {...field} name="from" label={t('date.from')} value={filter.from} />
      <DateField {...field} name="to" label={t('date.to')} value={filter.to} />
    </FilterBar>
  )
}
