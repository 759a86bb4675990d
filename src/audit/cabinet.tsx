/** A company's own log, for its owner: who did what in the cabinet and about it, the retailer's people by their role. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
import { CabinetPage, LinkButton, SelectField } from '../web/parts/index.ts'
import { type LogActor, listActors, RETAILER, searchClientLog } from './client-log.ts'
import { downloadEntries } from './download.ts'
import { findEntries } from './entries.ts'
import { Entries } from './entry-table.tsx'
import { chipsOf, LogFilters, queryOf, readFilter } from './filter.tsx'
import { CLIENT_ACTIONS } from './names.ts'

const PAGE = 50
const HERE = '/app/log'

export async function showLog(visit: ClientVisit): Promise<Response> {
  const view = visit.view({ nav: cabinetNav(visit, 'log') })
  const { t } = view
  const { filter, errors, actors, chips, search } = await readLog(visit)
  const place = placeOf(visit)
  const found = await findEntries(visit.app.db.read, search, place, PAGE)
  const query = queryOf(filter)
  const page = pageOf(found, place, PAGE, (next) => addressOf(HERE, { ...query, ...next }))
  return visit.page(
    <CabinetPage
      view={view}
      title={t('of.audit.h1')}
      errors={errors}
      lead={t('log.lead')}
      actions={
        page.rows.length > 0 &&
        !visit.looking && (
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
        actions={CLIENT_ACTIONS}
        who={
          <SelectField
            view={view}
            errors={errors}
            name="who"
            label={t('of.audit.who')}
            value={filter.who}
            empty={t('common.all')}
            options={actors.map(({ id, name }) => ({ value: id, label: name }))}
          />
        }
      />
      <Entries
        view={view}
        here={HERE}
        page={page}
        filtered={chips.length > 0}
        takes={!visit.looking}
        whose={(row) => row.actorId ?? RETAILER}
      />
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function downloadLog(visit: ClientVisit): Promise<Response> {
  const { filter, errors, chips, search } = await readLog(visit)
  if (Object.keys(errors).length > 0) return visit.seeOther(addressOf(HERE, queryOf(filter)))
  return downloadEntries(visit, search, chips, visit.session.client.id)
}

// What the address asks for, of this company's log alone. Somebody the company does not know is nobody to filter by.
async function readLog(visit: ClientVisit) {
  const { app, t, session } = visit
  const read = readFilter(visit)
  const asked = isId(read.filter.who) ? read.filter.who : undefined
  const actors: LogActor[] = [
    ...(await listActors(app.db.read, session.client.id, asked)),
    { id: RETAILER, name: t('of.staff.h1') },
  ]
  const who = actors.find(({ id }) => id === read.filter.who)
  const what = CLIENT_ACTIONS.find((action) => action === read.filter.what)
  const filter = { ...read.filter, who: who?.id ?? '', what }
  const search = await searchClientLog(app.db.read, t, session.client.id, filter)
  return { filter, errors: read.errors, actors, chips: chipsOf(t, HERE, filter, who?.name), search }
}
