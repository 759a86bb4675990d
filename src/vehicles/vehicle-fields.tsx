/** The fields of a vehicle, in a form and in a row of a list. */
import { oneLine } from '../clients/form-fields.ts'
import type { T } from '../i18n/index.ts'
import { number } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import { parseLitres } from '../values/litres.ts'
import { parseOdometer } from '../values/odometer.ts'
import { parsePlate, showPlate } from '../values/plate.ts'
import type { FormBody } from '../web/form-body.ts'
import { Checkboxes, NumberField, TextArea, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { VehicleFacts } from './vehicle-facts.ts'

const LONGEST_NAME = 60
const LONGEST_NOTE = 300
/** No lorry of the country has a larger one. */
const LARGEST_TANK_ML = 3_000_000n

/** What is typed, field by field. */
export type TypedVehicle = Record<'plate' | 'name' | 'tank' | 'odometer' | 'note', string> & {
  fuels: string[]
}

export function typedVehicle(form: FormBody): TypedVehicle {
  return {
    plate: form.text('plate'),
    name: form.text('name'),
    tank: form.text('tank'),
    odometer: form.text('odometer'),
    note: form.text('note'),
    fuels: form.all('fuel'),
  }
}

/** A known vehicle as somebody would have typed it. */
export function typedAgain(vehicle: VehicleFacts): TypedVehicle {
  return {
    plate: showPlate(vehicle.plate).replaceAll('\u00a0', ' '),
    name: vehicle.name,
    tank: vehicle.tankMl > 0n ? String(Number(vehicle.tankMl) / 1000) : '',
    odometer: vehicle.odometerKm === null ? '' : String(vehicle.odometerKm),
    note: vehicle.note,
    fuels: [...(vehicle.products ?? [])],
  }
}

export type ReadVehicle = { ok: true; vehicle: VehicleFacts } | { ok: false; mistakes: Errors }

/** Reads a vehicle as typed; only the plate must be there. */
export function readVehicle(t: T, typed: TypedVehicle): ReadVehicle {
  const mistakes: Record<string, string> = {}
  const plate = parsePlate(typed.plate)
  if (!plate.ok) mistakes['plate'] = t('err.c.plate')
  else if (plate.plate === '') mistakes['plate'] = t('err.vehicle.plate')
  const name = oneLine(typed.name)
  if (name.length > LONGEST_NAME) mistakes['name'] = t('err.of.tooLong', { max: LONGEST_NAME })
  const products = PRODUCTS.filter((product) => typed.fuels.includes(product))
  if (!typed.fuels.every(isProduct)) mistakes['fuel'] = t('err.c.fuel')
  const tank = parseLitres(typed.tank)
  if (tank.ok ? tank.ml > LARGEST_TANK_ML : tank.reason !== 'empty') mistakes['tank'] = t('err.vehicle.tank')
  const odometer = parseOdometer(typed.odometer)
  if (odometer === undefined) mistakes['odometer'] = t('err.vehicle.odometer')
  const note = oneLine(typed.note)
  if (note.length > LONGEST_NOTE) mistakes['note'] = t('err.of.tooLong', { max: LONGEST_NOTE })
  if (Object.keys(mistakes).length > 0) return { ok: false, mistakes }
  return {
    ok: true,
    vehicle: {
      plate: plate.ok ? plate.plate : '',
      name,
      tankMl: tank.ok ? tank.ml : 0n,
      products: products.length > 0 ? products : null,
      odometerKm: odometer ?? null,
      note,
    },
  }
}

/** The fields to enter or change a vehicle. */
export function VehicleFields({ view, typed, errors }: { view: View; typed: TypedVehicle; errors: Errors }) {
  const { t } = view
  return (
    <>
      <TextField
        view={view}
        name="plate"
        label={t('drivers.plate')}
        hint={t('drivers.plateHint')}
        value={typed.plate}
        chars={12}
        maxlength={20}
        autocomplete="off"
        errors={errors}
      />
      <TextField
        view={view}
        name="name"
        label={t('vehicles.make')}
        hint={t('vehicles.makeHint')}
        value={typed.name}
        maxlength={LONGEST_NAME}
        autocomplete="off"
        optional
        errors={errors}
      />
      <Checkboxes
        view={view}
        name="fuel"
        label={t('vehicles.fuels')}
        hint={t('vehicles.fuelsHint')}
        values={typed.fuels}
        options={PRODUCTS.map((product) => ({ value: product, label: productName(t, product) }))}
        row
        optional
        errors={errors}
      />
      <NumberField
        view={view}
        name="tank"
        label={t('vehicles.tank')}
        unit={t('policy.litre')}
        value={typed.tank}
        chars={8}
        optional
        errors={errors}
      />
      <NumberField
        view={view}
        name="odometer"
        label={t('vehicles.odometer')}
        unit={t('vehicles.km')}
        value={typed.odometer}
        chars={12}
        optional
        errors={errors}
      />
      <TextArea
        view={view}
        name="note"
        label={t('vehicles.note')}
        value={typed.note}
        rows={2}
        maxlength={LONGEST_NOTE}
        optional
        errors={errors}
      />
    </>
  )
}

/** «АИ-95, ДТ», or any. */
export function fuelWords(t: T, { products }: Pick<VehicleFacts, 'products'>): string {
  return products ? products.map((product) => productName(t, product)).join(', ') : t('fuel.any')
}

export function kmWords(t: T, km: number): string {
  return t('vehicles.kmOf', { km: number(t.lang, km) })
}
