/** C22: one vehicle: added, looked at, changed, put into the archive and brought back. */
import { askArchive, cabinetForm } from '../accounts/cabinet-form.tsx'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { MOST_AT_ONCE } from '../cards/asked-cards.ts'
import { CARDS_SHOWN, CardsTable } from '../cards/cards-table.tsx'
import { findCards } from '../cards/find-cards.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { mayGive, mayKeep } from '../coupons/rights.ts'
import { shortDateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { readStretches } from '../refuels/read-usage.ts'
import { readVehicleRefuels, type VehicleRefuels } from '../refuels/vehicle-refuels.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Form,
  LinkButton,
  Notice,
  Panel,
  SummaryList,
  type SummaryRow,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { addVehicle } from './add-vehicle.ts'
import { archiveVehicle, restoreVehicle } from './archive-vehicle.ts'
import { changeVehicle } from './change-vehicle.ts'
import { findVehicle, type Vehicle } from './find-vehicles.ts'
import { UsagePanel } from './usage-panel.tsx'
import {
  fuelWords,
  kmWords,
  readVehicle,
  typedAgain,
  type TypedVehicle,
  typedVehicle,
  VehicleFields,
} from './vehicle-fields.tsx'

const LIST = '/app/vehicles'
/** Of the odometer: two weeks of a lorry that fills up daily. */
const READINGS = 14

export async function showVehicle(visit: ClientVisit): Promise<Response> {
  return withVehicle(visit, async (vehicle) => {
    const { app, session } = visit
    const { read } = app.db
    const [refuels, cards, stretches] = await Promise.all([
      readVehicleRefuels(read, session.client, [vehicle]),
      findCards(read, cardsOf(visit, vehicle), {}, CARDS_SHOWN),
      readStretches(read, session.client, vehicle.plate, READINGS),
    ])
    // What a till was told last is newer than what was typed here once.
    const odometerKm = stretches.find(({ kind }) => kind !== 'backward')?.km ?? vehicle.odometerKm
    const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
    const { t } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={showPlate(vehicle.plate)}
        width="text"
        crumbs={[{ href: LIST, label: t('vehicles.h1') }]}
      >
        {vehicle.archivedAt && <Notice tone="info">{t('vehicles.archived')}</Notice>}
        <Panel>
          <SummaryList
            view={view}
            rows={factsOf(view, { ...vehicle, odometerKm }, refuels.get(vehicle.id))}
          />
          <Acts visit={visit} view={view} vehicle={vehicle} />
        </Panel>
        <UsagePanel view={view} stretches={stretches} />
        <Panel title={t('vehicles.cards')}>
          <CardsTable
            view={view}
            caption={t('vehicles.cards')}
            cards={cards}
            allHref={addressOf('/app/cards', { vehicle: vehicle.id })}
            none={t('vehicles.noCards')}
          />
        </Panel>
      </CabinetPage>,
    )
  })
}

export async function showNewVehicle(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  return formPage(visit, errors, {
    title: visit.t('drivers.addVehicle'),
    action: `${LIST}/new`,
    back: LIST,
    typed: typedVehicle(visit.form),
  })
}

export async function submitNewVehicle(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const read = readVehicle(t, typedVehicle(form))
  if (!read.ok) return showNewVehicle(visit, read.mistakes)
  const { vehicleId, added } = await app.db.transaction((tx) =>
    addVehicle(tx, { clientId: session.client.id, vehicle: read.vehicle, by: actorOf(visit) }),
  )
  const args = { plate: showPlate(read.vehicle.plate) }
  return visit.seeOther(
    `${LIST}/${vehicleId}`,
    added ? { tone: 'good', key: 'vehicles.added', args } : { tone: 'info', key: 'vehicles.known', args },
  )
}

export async function showEditVehicle(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withVehicle(visit, (vehicle) =>
    formPage(visit, errors, {
      title: visit.t('vehicles.edit'),
      action: `${LIST}/${vehicle.id}/edit`,
      back: `${LIST}/${vehicle.id}`,
      typed: visit.method === 'POST' ? typedVehicle(visit.form) : typedAgain(vehicle),
    }),
  )
}

export async function submitEditVehicle(visit: ClientVisit): Promise<Response> {
  return withVehicle(visit, async (vehicle) => {
    const { app, form, session, t } = visit
    const read = readVehicle(t, typedVehicle(form))
    if (!read.ok) return showEditVehicle(visit, read.mistakes)
    const changed = await app.db.transaction((tx) =>
      changeVehicle(tx, {
        ...{ clientId: session.client.id, vehicleId: vehicle.id, vehicle: read.vehicle },
        by: actorOf(visit),
      }),
    )
    if (!changed.ok)
      return changed.reason === 'unknown'
        ? missingPage(visit)
        : showEditVehicle(
            visit,
            changed.reason === 'taken' ? { plate: t('err.vehicle.taken') } : { form: t('err.reach.vehicle') },
          )
    return visit.seeOther(`${LIST}/${vehicle.id}`, { tone: 'good', key: 'common.saved' })
  })
}

export async function showArchiveVehicle(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withVehicle(visit, async (vehicle) => {
    if (vehicle.archivedAt) return visit.seeOther(`${LIST}/${vehicle.id}`)
    const cards = await findCards(visit.app.db.read, cardsOf(visit, vehicle), {}, MOST_AT_ONCE)
    const { t } = visit
    return askArchive(visit, errors, {
      place: 'drivers',
      question: t('vehicles.archiveQ', { plate: showPlate(vehicle.plate) }),
      body: t('vehicles.archiveP'),
      here: `${LIST}/${vehicle.id}`,
      before: cards.length > 0 && (
        <Notice tone="warning">
          <p>{t('vehicles.archiveCards', { n: cards.length })}</p>
          <p>{t('vehicles.archiveLimits')}</p>
        </Notice>
      ),
    })
  })
}

export async function submitArchiveVehicle(visit: ClientVisit): Promise<Response> {
  return withVehicle(visit, async (vehicle) => {
    const archived = await visit.app.db.transaction((tx) =>
      archiveVehicle(tx, {
        ...{ clientId: visit.session.client.id, vehicleId: vehicle.id },
        by: actorOf(visit),
      }),
    )
    if (!archived.ok && archived.reason === 'out_of_reach')
      return showArchiveVehicle(visit, { form: visit.t('err.reach.vehicle') })
    return visit.seeOther(
      LIST,
      archived.ok
        ? { tone: 'good', key: 'vehicles.archivedDone', args: { plate: showPlate(vehicle.plate) } }
        : { tone: 'info', key: 'err.double' },
    )
  })
}

export async function submitRestoreVehicle(visit: ClientVisit): Promise<Response> {
  return withVehicle(visit, async (vehicle) => {
    const restored = await visit.app.db.transaction((tx) =>
      restoreVehicle(tx, {
        ...{ clientId: visit.session.client.id, vehicleId: vehicle.id },
        by: actorOf(visit),
      }),
    )
    const taken = !restored.ok && restored.reason === 'taken'
    return visit.seeOther(
      `${LIST}/${vehicle.id}`,
      restored.ok
        ? { tone: 'good', key: 'vehicles.restored', args: { plate: showPlate(vehicle.plate) } }
        : { tone: taken ? 'warning' : 'info', key: taken ? 'err.vehicle.taken' : 'err.double' },
    )
  })
}

// A vehicle of another company does not exist for this one.
async function withVehicle(
  visit: ClientVisit,
  then: (vehicle: Vehicle) => Response | Promise<Response>,
): Promise<Response> {
  const { client } = visit.session
  if (client.state !== 'active') return suspendedPage(visit, 'drivers')
  const id = visit.param('id')
  const vehicle = isId(id) ? await findVehicle(visit.app.db.write, client.id, id) : undefined
  return vehicle ? then(vehicle) : missingPage(visit)
}

function cardsOf({ session }: ClientVisit, vehicle: Vehicle) {
  return { clientId: session.client.id, reach: session.client.reach, vehicleId: vehicle.id }
}

function factsOf({ t, lang }: View, vehicle: Vehicle, refuels: VehicleRefuels | undefined): SummaryRow[] {
  const last = refuels?.last
  return [
    { label: t('vehicles.make'), value: vehicle.name },
    { label: t('drivers.fuel'), value: fuelWords(t, vehicle) },
    { label: t('vehicles.tank'), value: vehicle.tankMl > 0n ? volume(lang, vehicle.tankMl) : '' },
    {
      label: t('vehicles.odometer'),
      value: vehicle.odometerKm === null ? '' : kmWords(t, vehicle.odometerKm),
    },
    { label: t('vehicles.month'), value: volume(lang, refuels?.monthMl ?? 0n) },
    {
      label: t('drivers.lastRefuel'),
      value: last
        ? t('drivers.refuel', {
            datetime: shortDateTime(lang, last.at),
            station: last.station,
            fuel: productName(t, last.product),
            volume: volume(lang, last.ml),
          })
        : t('common.none'),
    },
    ...(vehicle.note ? [{ label: t('vehicles.note'), value: vehicle.note }] : []),
  ]
}

function Acts({ visit, view, vehicle }: { visit: ClientVisit; view: View; vehicle: Vehicle }) {
  const { t } = view
  const here = `${LIST}/${vehicle.id}`
  const refuels = (
    <LinkButton href={addressOf('/app/refuels', { vehicle: vehicle.id })} icon="refuel">
      {t('vehicles.refuels')}
    </LinkButton>
  )
  if (!mayGive(visit)) return <Buttons>{refuels}</Buttons>
  if (vehicle.archivedAt)
    return (
      <Form view={view} action={`${here}/restore`} inline>
        <Button tone="secondary">{t('drivers.restore')}</Button>
      </Form>
    )
  return (
    <Buttons>
      <LinkButton href={`${here}/edit`}>{t('act.change')}</LinkButton>
      {mayKeep(visit) && (
        <LinkButton href={`/app/limits/vehicle/${vehicle.id}`}>{t('limits.title')}</LinkButton>
      )}
      {refuels}
      <LinkButton href={`${here}/archive`}>{t('drivers.archive')}</LinkButton>
    </Buttons>
  )
}

function formPage(
  visit: ClientVisit,
  errors: Errors,
  { typed, ...form }: { title: string; action: string; back: string; typed: TypedVehicle },
): Response {
  return cabinetForm(
    visit,
    errors,
    { place: 'drivers', ...form },
    <VehicleFields view={visit.view()} typed={typed} errors={errors} />,
  )
}
