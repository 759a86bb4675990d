/** O9, the station's cashiers: who may open a shift at its browsers, their PINs. */
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { oneLine } from '../clients/form-fields.ts'
import { relative } from '../i18n/format.ts'
import { stationId as numberOf, type StationRow } from '../stations/find-stations.ts'
import {
  Button,
  Buttons,
  DataTable,
  FieldRow,
  Form,
  OfficePage,
  Panel,
  TextField,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import {
  addCashier,
  changeCashierPin,
  findCashier,
  removeCashier,
  type Cashier,
  type CashierRow,
} from './cashiers.ts'
import { crumbsOf, namedStation, withStation } from './office-tills.tsx'
import { parseCashierPin } from './pin.ts'

const LONGEST_NAME = 60

/** The panel on the station's page. `errors` of the fields `cashierName` and `pinPassword`. */
export function CashiersPanel({
  view,
  station,
  cashiers,
  typed,
  errors,
  may,
}: {
  view: View
  station: StationRow
  cashiers: readonly CashierRow[]
  typed: (name: string) => string
  errors: Errors
  may: boolean
}) {
  const { t, lang } = view
  const path = `/office/stations/${station.id}/cashiers`
  const now = new Date()
  return (
    <Panel title={t('of.cashiers.h')}>
      {cashiers.length === 0 ? (
        <p class="quiet">{t('of.cashiers.empty')}</p>
      ) : (
        <DataTable
          view={view}
          caption={t('of.cashiers.h')}
          rows={cashiers}
          columns={[
            {
              label: t('of.cashiers.name'),
              lead: true,
              cell: ({ id, name }) => (may ? <a href={`${path}/${id}`}>{name}</a> : name),
            },
            {
              label: t('of.cashiers.last'),
              cell: ({ at, lastAt }) =>
                at
                  ? t('of.cashiers.on', { place: at })
                  : lastAt
                    ? relative(lang, lastAt, now)
                    : t('of.tills.never'),
            },
          ]}
        />
      )}
      {may && (
        <Form view={view} action={path}>
          <FieldRow>
            <TextField
              view={view}
              name="cashierName"
              label={t('of.cashiers.name')}
              value={typed('cashierName')}
              autocomplete="off"
              maxlength={LONGEST_NAME}
              errors={errors}
            />
            <PinField view={view} label={t('of.cashiers.pin')} errors={errors} />
          </FieldRow>
          <Button tone="secondary">{t('of.cashiers.add')}</Button>
        </Form>
      )}
    </Panel>
  )
}

// The office gives the PIN to the cashier, so it is seen while it is typed; its name keeps it out of forms that are kept.
function PinField({ view, label, errors }: { view: View; label: string; errors: Errors }) {
  return (
    <TextField
      view={view}
      name="pinPassword"
      label={label}
      hint={view.t('of.cashiers.pinHint')}
      autocomplete="off"
      inputmode="numeric"
      maxlength={6}
      chars={8}
      errors={errors}
    />
  )
}

/** Adds a cashier. `again` shows the station's page with what is wrong. */
export async function submitCashier(
  visit: StaffVisit,
  again: (visit: StaffVisit, errors: Errors) => Promise<Response>,
): Promise<Response> {
  return withStation(visit, async (station) => {
    const { t, app } = visit
    const errors: Record<string, string> = {}
    const name = oneLine(visit.form.text('cashierName'))
    if (name === '' || name.length > LONGEST_NAME)
      errors['cashierName'] = t('err.of.cashiers.name', { max: LONGEST_NAME })
    const pin = readPin(visit, errors)
    if (pin === undefined || Object.keys(errors).length > 0) return again(visit, errors)
    const added = await app.db.transaction((tx) =>
      addCashier(tx, app.vault, { ...namedStation(station), name, pin, by: actorOf(visit) }),
    )
    if (!added.ok) return again(visit, { cashierName: t('err.of.cashiers.taken') })
    return visit.seeOther(`/office/stations/${station.id}`, { tone: 'good', key: 'of.cashiers.added' })
  })
}

function readPin({ form, t }: StaffVisit, errors: Record<string, string>): string | undefined {
  const read = parseCashierPin(form.text('pinPassword'))
  if (read.ok) return read.pin
  errors['pinPassword'] = t(read.reason === 'trivial' ? 'err.of.cashiers.trivial' : 'err.of.cashiers.pin')
  return undefined
}

export async function showCashier(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withCashier(visit, (station, cashier) => {
    const view = visit.view({ nav: officeNav(visit, 'stations') })
    const { t } = view
    const path = `/office/stations/${station.id}/cashiers/${cashier.id}`
    return visit.page(
      <OfficePage
        view={view}
        title={cashier.name}
        errors={errors}
        width="form"
        crumbs={crumbsOf(view, station)}
      >
        <Form view={view} action={`${path}/pin`}>
          <PinField view={view} label={t('of.cashiers.newPin')} errors={errors} />
          <Buttons>
            <Button>{t('act.save')}</Button>
          </Buttons>
        </Form>
        <Form view={view} action={`${path}/remove`}>
          <p class="quiet">{t('of.cashiers.remove.p')}</p>
          <Buttons>
            <Button tone="danger">{t('of.cashiers.remove')}</Button>
          </Buttons>
        </Form>
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

export async function submitCashierPin(visit: StaffVisit): Promise<Response> {
  return withCashier(visit, async (station, cashier) => {
    const errors: Record<string, string> = {}
    const pin = readPin(visit, errors)
    if (pin === undefined) return showCashier(visit, errors)
    await visit.app.db.transaction((tx) =>
      changeCashierPin(tx, visit.app.vault, {
        ...namedStation(station),
        cashierId: cashier.id,
        pin,
        by: actorOf(visit),
      }),
    )
    return visit.seeOther(`/office/stations/${station.id}`, { tone: 'good', key: 'of.cashiers.changed' })
  })
}

export async function submitCashierRemoval(visit: StaffVisit): Promise<Response> {
  return withCashier(visit, async (station, cashier) => {
    await visit.app.db.transaction((tx) =>
      removeCashier(tx, { ...namedStation(station), cashierId: cashier.id, by: actorOf(visit) }),
    )
    return visit.seeOther(`/office/stations/${station.id}`, { tone: 'good', key: 'of.cashiers.removed' })
  })
}

async function withCashier(
  visit: StaffVisit,
  then: (station: StationRow, cashier: Cashier) => Response | Promise<Response>,
): Promise<Response> {
  return withStation(visit, async (station) => {
    const id = numberOf(visit.param('cashier'))
    const cashier = id === undefined ? undefined : await findCashier(visit.app.db.write, station.id, id)
    return cashier ? then(station, cashier) : missingPage(visit)
  })
}
