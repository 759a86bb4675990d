/** C22: a list of vehicles from a spreadsheet: uploaded or pasted, looked through row by row, then added. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { ImportFields, listErrors, textOf } from '../drivers/import-parts.tsx'
import { MOST_ROWS } from '../drivers/read-list.ts'
import { volume } from '../i18n/format.ts'
import { showPlate } from '../values/plate.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  type Column,
  DataTable,
  Form,
  LinkButton,
  Notice,
  StatusTag,
  Tile,
  Tiles,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { findKnownPlates, importVehicles } from './import-vehicles.ts'
import { readVehicleList, type VehicleRow, writeVehicleList } from './read-list.ts'
import { fuelWords } from './vehicle-fields.tsx'

const LIST = '/app/vehicles'
const HERE = `${LIST}/import`

export async function showVehicleImport(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('vehicles.import')}
      lead={t('vehicles.importLead', { max: MOST_ROWS })}
      errors={errors}
      width="form"
      back={{ href: LIST }}
    >
      <ImportFields
        visit={visit}
        action={HERE}
        back={LIST}
        example={t('vehicles.pasteHint')}
        errors={errors}
      />
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Reads the list and shows what would become of each row. Nothing is added yet; sent again, it is only read again. */
export async function submitVehicleImport(visit: ClientVisit): Promise<Response> {
  const { app, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const text = await textOf(visit)
  if (typeof text !== 'string') return showVehicleImport(visit, text)
  const list = readVehicleList(t, text)
  if (!list.ok) return showVehicleImport(visit, listErrors(visit, list.reason))
  const plates = list.rows.flatMap((row) => (row.ok ? [row.plate] : []))
  return checkPage(visit, list.rows, await findKnownPlates(app.db.read, session.client.id, plates))
}

/** Adds the good rows of the list that was looked through. */
export async function submitVehicleImportConfirm(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const list = readVehicleList(t, form.text('rows'))
  if (!list.ok) return showVehicleImport(visit, listErrors(visit, list.reason))
  const added = await app.db.transaction((tx) =>
    importVehicles(tx, {
      clientId: session.client.id,
      vehicles: list.rows.flatMap((row) => (row.ok ? [row.vehicle] : [])),
      by: actorOf(visit),
    }),
  )
  return visit.seeOther(LIST, { tone: 'good', key: 'vehicles.imported', args: { n: added } })
}

function checkPage(visit: ClientVisit, rows: readonly VehicleRow[], known: ReadonlySet<string>): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
  const { t } = view
  const seen = new Set(known)
  // A plate that stands in the list twice is one vehicle, as its first row says.
  const fresh = rows.filter((row) => row.ok && !seen.has(row.plate) && seen.add(row.plate))
  const wrong = rows.filter((row) => !row.ok)
  const state = (row: VehicleRow) => (!row.ok ? 'wrong' : fresh.includes(row) ? 'new' : 'known')
  return visit.page(
    <CabinetPage view={view} title={t('drivers.importCheck')} back={{ href: HERE }}>
      <Tiles>
        <Tile label={t('drivers.importNew')} value={String(fresh.length)} />
        <Tile label={t('drivers.importKnown')} value={String(rows.length - fresh.length - wrong.length)} />
        <Tile
          label={t('drivers.importWrong')}
          value={String(wrong.length)}
          tone={wrong.length > 0 ? 'danger' : undefined}
        />
      </Tiles>
      {wrong.length > 0 && <Notice tone="warning">{t('drivers.importWrongP')}</Notice>}
      {fresh.length > 0 ? (
        <Form view={view} action={`${HERE}/confirm`} hidden={{ rows: writeVehicleList(fresh) }}>
          <Buttons>
            <Button>{t('vehicles.importSubmit', { n: fresh.length })}</Button>
            <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      ) : (
        <Notice tone="info">{t('drivers.importNone')}</Notice>
      )}
      <DataTable<VehicleRow>
        view={view}
        caption={t('drivers.importCheck')}
        rows={rows}
        columns={columnsOf(view, state)}
      />
    </CabinetPage>,
  )
}

function columnsOf(
  { t, lang }: View,
  state: (row: VehicleRow) => 'new' | 'known' | 'wrong',
): Column<VehicleRow>[] {
  return [
    { label: t('of.bulk.row'), cell: (row) => row.n },
    {
      label: t('drivers.plate'),
      lead: true,
      cell: (row) => <span class="digits">{showPlate(row.plate) || t('common.notSet')}</span>,
    },
    { label: t('vehicles.make'), long: true, cell: (row) => (row.ok ? row.vehicle.name : '') },
    { label: t('drivers.fuel'), cell: (row) => (row.ok ? fuelWords(t, row.vehicle) : '') },
    {
      label: t('vehicles.tank'),
      number: true,
      cell: (row) => (row.ok && row.vehicle.tankMl > 0n ? volume(lang, row.vehicle.tankMl) : ''),
    },
    {
      label: t('coupons.col.status'),
      cell: (row) => {
        const is = state(row)
        return row.ok ? (
          <StatusTag tone={is === 'known' ? 'neutral' : 'good'}>
            {t(is === 'known' ? 'drivers.rowKnown' : 'drivers.rowNew')}
          </StatusTag>
        ) : (
          <>
            <StatusTag tone="danger">{t('drivers.rowWrong')}</StatusTag>
            <div>{row.problem}</div>
          </>
        )
      },
    },
  ]
}
