/** O12: the log of actions, for administrators and auditors. It is read and taken away as a file, never changed. */
import type { StaffVisit } from '../accounts/visit.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import { LinkButton, OfficePage, TextField } from '../web/parts/index.ts'
import { downloadEntries } from './download.ts'
import { findEntries, prepareSearch } from './entries.ts'
import { Entries } from './entry-table.tsx'
import { chipsOf, LogFilters, queryOf, readFilter } from './filter.tsx'
import { ALL_ACTIONS } from './names.ts'

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
  const chips = chipsOf(t, HERE, filter)
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
      <LogFilters
        view={view}
        here={HERE}
        filter={filter}
        errors={errors}
        chips={chips}
        actions={ALL_ACTIONS}
        who={
          <TextField view={view} errors={errors} name="who" label={t('of.audit.who')} value={filter.who} />
        }
      />
      <Entries
        view={view}
        here={HERE}
        page={page}
        filtered={chips.length > 0}
        takes={true}
        whose={(row) => row.actorEmail ?? row.actor}
      />
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function downloadAudit(visit: StaffVisit): Promise<Response> {
  const { filter, errors } = readFilter(visit)
  if (Object.keys(errors).length > 0) return visit.seeOther(addressOf(HERE, queryOf(filter)))
  const search = await prepareSearch(visit.app.db.read, filter)
  return downloadEntries(visit, search, chipsOf(visit.t, HERE, filter))
}
