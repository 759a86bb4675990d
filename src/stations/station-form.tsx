/** The fields of a station: read once, shown by the page that adds one and the page that changes one. */
import { type Mistakes, oneLine } from '../clients/form-fields.ts'
import type { T } from '../i18n/index.ts'
import { parseDay } from '../values/day.ts'
import type { FormBody } from '../web/form-body.ts'
import { Checkbox, DateField, FieldRow, Fieldset, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { StationFacts } from './save-station.ts'

export const FIELDS = [
  'number',
  'name',
  'nameKk',
  'region',
  'city',
  'address',
  'point',
  'hours',
  'takesCoupons',
  'takesCards',
  'closedUntil',
] as const
export type Typed = Partial<Record<(typeof FIELDS)[number], string>>

const LONGEST = 200

/** Reads the form; what is wrong stands among the mistakes, by field. */
export function readStation(t: T, mistakes: Mistakes, form: FormBody): StationFacts {
  const line = (name: (typeof FIELDS)[number]) => {
    const text = oneLine(form.text(name))
    if (text.length > LONGEST) mistakes[name] = t('err.of.tooLong', { max: LONGEST })
    return text
  }
  const number = line('number').replace(/^№\s*/, '')
  if (number === '') mistakes['number'] = t('err.of.station.number')
  const name = line('name')
  if (name === '') mistakes['name'] = t('err.of.station.name')
  const point = readPoint(form.text('point'))
  if (!point) mistakes['point'] = t('err.of.station.point')
  const closedUntil = parseDay(form.text('closedUntil'))
  if (!closedUntil && form.text('closedUntil').trim() !== '') mistakes['closedUntil'] = t('err.date.format')
  return {
    number,
    name,
    nameKk: line('nameKk'),
    region: line('region'),
    city: line('city'),
    address: line('address'),
    latitude: point?.latitude,
    longitude: point?.longitude,
    hours: line('hours'),
    takesCoupons: form.text('takesCoupons') !== '',
    takesCards: form.text('takesCards') !== '',
    closedUntil,
  }
}

// «43.23890, 76.94500», as maps copy it; Kazakhstan lies between 40 and 56 north, 46 and 88 east.
function readPoint(typed: string): { latitude?: string; longitude?: string } | undefined {
  if (typed.trim() === '') return {}
  const [, latitude = '', longitude = ''] =
    /^\s*(\d{2}(?:\.\d{1,8})?)[\s,;]+(\d{2}(?:\.\d{1,8})?)\s*$/.exec(typed) ?? []
  const [north, east] = [Number(latitude), Number(longitude)]
  if (latitude === '' || north < 40 || north > 56 || east < 46 || east > 88) return undefined
  return { latitude: north.toFixed(5), longitude: east.toFixed(5) }
}

/** The fields themselves. */
export function StationFields({ view, typed, errors }: { view: View; typed: Typed; errors: Errors }) {
  const { t } = view
  const field = (name: (typeof FIELDS)[number], label: string) => ({
    view,
    name,
    label,
    value: typed[name],
    errors,
    autocomplete: 'off',
  })
  return (
    <>
      <Fieldset legend={t('of.stations.what')}>
        <TextField {...field('number', t('of.stations.number'))} chars={8} />
        <TextField {...field('name', t('of.stations.name'))} />
        <TextField {...field('nameKk', t('of.stations.nameKk'))} optional />
      </Fieldset>
      <Fieldset legend={t('of.stations.where')}>
        <FieldRow>
          <TextField {...field('region', t('of.stations.region'))} optional />
          <TextField {...field('city', t('of.stations.city'))} optional />
        </FieldRow>
        <TextField {...field('address', t('of.stations.address'))} optional />
        <TextField
          {...field('point', t('of.stations.point'))}
          hint={t('of.stations.pointHint')}
          chars={20}
          optional
        />
      </Fieldset>
      <Fieldset legend={t('of.stations.when')}>
        <TextField
          {...field('hours', t('of.stations.hours'))}
          hint={t('of.stations.hoursHint')}
          chars={20}
          optional
        />
        <Checkbox
          view={view}
          name="takesCoupons"
          label={t('st.coupons')}
          checked={!!typed.takesCoupons}
          errors={errors}
        />
        <Checkbox
          view={view}
          name="takesCards"
          label={t('st.cards')}
          checked={!!typed.takesCards}
          errors={errors}
        />
        <DateField
          view={view}
          name="closedUntil"
          label={t('of.stations.closedUntil')}
          hint={t('of.stations.closedHint')}
          value={typed.closedUntil}
          errors={errors}
          optional
        />
      </Fieldset>
    </>
  )
}
