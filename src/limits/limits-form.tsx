/** C12: the fields of limits. One form for whoever has them; what is left blank is no limit. */
import type { T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, type Product, PRODUCTS } from '../products/products.ts'
import {
  Checkbox,
  Checkboxes,
  FieldRow,
  Fieldset,
  NumberField,
  Radios,
  SelectField,
  TextField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { Disagreement } from './check-limits.ts'
import {
  CATEGORIES,
  clock,
  disagreementWords,
  fuelWords,
  MODE_WORDS,
  PERIOD_WORDS,
  type StationNames,
  UNIT_WORDS,
  weekdayName,
} from './limit-words.ts'
import { readClock, readValue, showValue } from './read-typed.ts'
import {
  ALWAYS,
  type Amount,
  isAmount,
  MODES,
  PERIODS,
  type Period,
  type Rule,
  ruleMark,
  type Unit,
  UNITS,
  type Window,
} from './rules.ts'

/** What stands in the fields. A box that is not ticked is missing. */
export type Typed = URLSearchParams

/** Places to choose from. */
export type Places = { stations: StationNames; regions: readonly string[] }

/** Lines for limits of one fuel or of some days: always two more than are filled in, up to so many. */
const MOST_LINES = 12
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
const WHEN = { all: null, work: [1, 2, 3, 4, 5], rest: [6, 7] } as const
/** Fields that come several times. */
export const MANY = ['fuel', 'weekday', 'station', 'region'] as const

export type ReadLimits =
  | { ok: true; rules: Rule[]; products: Product[] | null; fieldOf: (rule: Rule) => string }
  | { ok: false; errors: Errors }

/** Limits as the form shows them. */
export function typedLimits(t: T, rules: readonly Rule[], products: readonly Product[] | null = null): Typed {
  const typed = new URLSearchParams()
  let line = 0
  for (const rule of rules.filter(isAmount)) {
    if (isPlain(rule) && !typed.has(cellOf(rule)))
      typed.set(cellOf(rule), showValue(t.lang, rule.unit, rule.value))
    else {
      line += 1
      typed.set(`value${line}`, showValue(t.lang, rule.unit, rule.value))
      typed.set(`unit${line}`, rule.unit)
      typed.set(`period${line}`, rule.period)
      typed.set(`what${line}`, rule.products?.join(' ') ?? '')
      typed.set(`days${line}`, rule.weekdays?.join(' ') ?? '')
      typed.set(`mode${line}`, rule.mode)
    }
  }
  for (const product of products ?? PRODUCTS) typed.append('fuel', product)
  const window = rules.find((rule) => !isAmount(rule))
  for (const day of window?.weekdays ?? WEEKDAYS) typed.append('weekday', String(day))
  if (window?.fromMinute !== undefined && window.fromMinute !== null) {
    typed.set('from', clock(window.fromMinute))
    typed.set('until', clock(window.untilMinute!))
  }
  typed.set('where', window?.stationIds || window?.regions ? 'some' : 'all')
  for (const id of window?.stationIds ?? []) typed.append('station', String(id))
  for (const region of window?.regions ?? []) typed.append('region', region)
  if (window?.mode === 'flag') typed.set('note', 'on')
  return typed
}

/** Reads the form; what is wrong stands among the errors, by field. `fuels`: it asks what may be bought. */
export function readLimitsForm(
  t: T,
  typed: Typed,
  { fuels, places }: { fuels: boolean; places: Places },
): ReadLimits {
  const errors: Record<string, string> = {}
  const rules: Rule[] = []
  const fields = new Map<string, string>()
  const add = (rule: Rule, field: string) => {
    rules.push(rule)
    fields.set(ruleMark(rule), field)
  }
  for (const period of PERIODS)
    for (const unit of unitsOf(period)) {
      const field = `${period}-${unit}`
      const value = readValue(t, errors, field, unit, typed.get(field) ?? '')
      if (value !== undefined) add({ ...ALWAYS, products: null, unit, period, value, mode: 'decline' }, field)
    }
  for (let line = 1; line <= MOST_LINES; line++) {
    const rule = readLine(t, errors, typed, line)
    if (rule) add(rule, `value${line}`)
  }
  const window = readWindow(t, errors, typed, places)
  if (Object.values(window).some((part) => part !== null))
    add(
      {
        ...window,
        products: null,
        unit: null,
        period: null,
        value: null,
        mode: typed.has('note') ? 'flag' : 'decline',
      },
      'weekday',
    )
  const bought = typed.getAll('fuel').filter(isProduct)
  if (fuels && bought.length === 0) errors['fuel'] = t('err.card.noFuel')
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    rules,
    products:
      bought.length === PRODUCTS.length ? null : PRODUCTS.filter((product) => bought.includes(product)),
    fieldOf: (rule) => fields.get(ruleMark(rule)) ?? 'form',
  }
}

/** A contradiction at the field of the limit that is to be lowered. */
export function disagreementErrors(t: T, what: Disagreement, fieldOf: (rule: Rule) => string): Errors {
  const rule =
    what.why === 'order'
      ? what.more
      : what.why === 'contract'
        ? what.own
        : what.why === 'twice'
          ? what.rule
          : undefined
  return { [rule ? fieldOf(rule) : 'form']: disagreementWords(t, what) }
}

function readLine(t: T, errors: Record<string, string>, typed: Typed, line: number): Amount | undefined {
  const unit = UNITS.find((one) => one === typed.get(`unit${line}`)) ?? 'ml'
  const period = PERIODS.find((one) => one === typed.get(`period${line}`)) ?? 'day'
  const value = readValue(t, errors, `value${line}`, unit, typed.get(`value${line}`) ?? '')
  if (value === undefined) return undefined
  if (!unitsOf(period).includes(unit)) {
    errors[`period${line}`] = t('err.limits.countTx')
    return undefined
  }
  const products = (typed.get(`what${line}`) ?? '').split(' ').filter(isProduct)
  const days = typed.get(`days${line}`)
  const weekdays = Object.values(WHEN).find((one) => (one?.join(' ') ?? '') === days) ?? null
  return {
    ...ALWAYS,
    ...{ unit, period, value, mode: MODES.find((one) => one === typed.get(`mode${line}`)) ?? 'decline' },
    products: products.length > 0 ? products : null,
    weekdays: weekdays && [...weekdays],
  }
}

function readWindow(
  t: T,
  errors: Record<string, string>,
  typed: Typed,
  { stations, regions }: Places,
): Window {
  const weekdays = WEEKDAYS.filter((day) => typed.getAll('weekday').includes(String(day)))
  if (weekdays.length === 0) errors['weekday'] = t('err.limits.noDays')
  const [from, until] = [readClock(typed.get('from') ?? ''), readClock(typed.get('until') ?? '')]
  if (from === 'format' || until === 'format' || (from === undefined) !== (until === undefined))
    errors[from === 'format' || from === undefined ? 'from' : 'until'] = t('err.limits.time')
  else if (from !== undefined && until !== undefined && from >= until) errors['from'] = t('err.card.hours')
  const some = typed.get('where') === 'some'
  const stationIds = [...stations.keys()].filter((id) => some && typed.getAll('station').includes(String(id)))
  const inRegions = regions.filter((region) => some && typed.getAll('region').includes(region))
  if (some && stationIds.length === 0 && inRegions.length === 0) errors['station'] = t('err.limits.noPlace')
  if (stationIds.length > 0 && inRegions.length > 0) errors['station'] = t('err.limits.places')
  return {
    weekdays: weekdays.length === WEEKDAYS.length ? null : weekdays,
    fromMinute: typeof from === 'number' ? from : null,
    untilMinute: typeof until === 'number' ? until : null,
    stationIds: stationIds.length > 0 ? stationIds : null,
    regions: inRegions.length > 0 ? inRegions : null,
  }
}

function isPlain(rule: Amount): boolean {
  return rule.products === null && rule.weekdays === null && rule.mode === 'decline'
}

function cellOf({ period, unit }: Amount): string {
  return `${period}-${unit}`
}

function unitsOf(period: Period): readonly Unit[] {
  return period === 'tx' ? ['ml', 'tiyn'] : UNITS
}

/** The fields themselves. */
export function LimitFields({
  view,
  typed,
  errors,
  places,
  fuels,
}: {
  view: View
  typed: Typed
  errors: Errors
  places: Places
  fuels: boolean
}) {
  const { t } = view
  const filled = Array.from({ length: MOST_LINES }, (_, at) => at + 1).filter((line) =>
    typed.get(`value${line}`),
  )
  const lines = Math.min(Math.max(0, ...filled) + 2, MOST_LINES)
  return (
    <>
      <Fieldset legend={t('limits.h.amounts')} hint={t('limits.empty')}>
        <p class="hint">{t('limits.resetAt')}</p>
        {PERIODS.map((period) => (
          <Fieldset legend={t(PERIOD_WORDS[period])}>
            <FieldRow>
              {unitsOf(period).map((unit) => (
                <NumberField
                  view={view}
                  name={`${period}-${unit}`}
                  label={t(UNIT_WORDS[unit])}
                  value={typed.get(`${period}-${unit}`) ?? ''}
                  chars={8}
                  errors={errors}
                />
              ))}
            </FieldRow>
          </Fieldset>
        ))}
      </Fieldset>
      {fuels && (
        <Checkboxes
          view={view}
          name="fuel"
          label={t('limits.fuels')}
          values={typed.getAll('fuel')}
          options={PRODUCTS.map((value) => ({ value, label: productName(t, value) }))}
          errors={errors}
          row
        />
      )}
      <Fieldset legend={t('limits.h.when')}>
        <Checkboxes
          view={view}
          name="weekday"
          label={t('limits.days')}
          values={typed.getAll('weekday')}
          options={WEEKDAYS.map((day) => ({ value: String(day), label: weekdayName(t.lang, day, 'long') }))}
          errors={errors}
          row
        />
        <FieldRow>
          {(['from', 'until'] as const).map((name) => (
            <TextField
              view={view}
              name={name}
              label={t(`limits.${name}`)}
              value={typed.get(name) ?? ''}
              chars={8}
              inputmode="numeric"
              errors={errors}
            />
          ))}
        </FieldRow>
        <p class="hint">{t('limits.hoursHint')}</p>
        <Where view={view} typed={typed} errors={errors} places={places} />
        <Checkbox view={view} name="note" label={t('limits.note')} checked={typed.has('note')} />
      </Fieldset>
      <Fieldset legend={t('limits.h.lines')} hint={t('limits.h.lines.p')}>
        {Array.from({ length: lines }, (_, at) => (
          <Line view={view} typed={typed} errors={errors} line={at + 1} />
        ))}
      </Fieldset>
    </>
  )
}

function Where({
  view,
  typed,
  errors,
  places,
}: {
  view: View
  typed: Typed
  errors: Errors
  places: Places
}) {
  const { t } = view
  return (
    <div class="form scope">
      <Radios
        view={view}
        name="where"
        label={t('limits.stations')}
        value={typed.get('where') ?? 'all'}
        options={[
          { value: 'all', label: t('limits.where.all') },
          { value: 'some', label: t('limits.where.some') },
        ]}
      />
      <div class="if-some">
        {places.regions.length > 0 && (
          <Checkboxes
            view={view}
            name="region"
            label={t('limits.regions')}
            values={typed.getAll('region')}
            options={places.regions.map((value) => ({ value, label: value }))}
          />
        )}
        <Checkboxes
          view={view}
          name="station"
          label={t('policy.stations.which')}
          values={typed.getAll('station')}
          options={[...places.stations].map(([id, label]) => ({ value: String(id), label }))}
          errors={errors}
        />
      </div>
    </div>
  )
}

function Line({ view, typed, errors, line }: { view: View; typed: Typed; errors: Errors; line: number }) {
  const { t } = view
  const what = typed.get(`what${line}`) ?? ''
  const fuels = [...CATEGORIES.map(({ products }) => products), ...PRODUCTS.map((product) => [product])]
  const known = fuels.some((products) => products.join(' ') === what)
  const own = what.split(' ').filter(isProduct)
  const select = (
    name: string,
    label: string,
    value: string,
    options: { value: string; label: string }[],
  ) => (
    <SelectField
      view={view}
      name={`${name}${line}`}
      label={label}
      value={value}
      options={options}
      errors={errors}
    />
  )
  return (
    <Fieldset legend={t('limits.line', { n: line })}>
      <FieldRow>
        {select('what', t('limits.what'), what, [
          { value: '', label: t('limits.what.all') },
          ...[...fuels, ...(known || own.length === 0 ? [] : [own])].map((products) => ({
            value: products.join(' '),
            label: fuelWords(t, products),
          })),
        ])}
        {select(
          'period',
          t('limits.period'),
          typed.get(`period${line}`) ?? 'day',
          PERIODS.map((value) => ({ value, label: t(PERIOD_WORDS[value]) })),
        )}
        {select(
          'days',
          t('limits.when'),
          typed.get(`days${line}`) ?? '',
          (['all', 'work', 'rest'] as const).map((when) => ({
            value: WHEN[when]?.join(' ') ?? '',
            label: t(`limits.when.${when}`),
          })),
        )}
      </FieldRow>
      <FieldRow>
        <NumberField
          view={view}
          name={`value${line}`}
          label={t('limits.value')}
          value={typed.get(`value${line}`) ?? ''}
          chars={8}
          errors={errors}
        />
        {select(
          'unit',
          t('limits.unit'),
          typed.get(`unit${line}`) ?? 'ml',
          UNITS.map((value) => ({ value, label: t(UNIT_WORDS[value]) })),
        )}
        {select(
          'mode',
          t('limits.mode'),
          typed.get(`mode${line}`) ?? 'decline',
          MODES.map((value) => ({ value, label: t(MODE_WORDS[value]) })),
        )}
      </FieldRow>
    </Fieldset>
  )
}
