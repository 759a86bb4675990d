/** O8: new prices: the form, and the page that says what would change before anything does. */
import type { Child } from '../web/jsx-runtime.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { dateTime, money, percent } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { findStations, type StationRow } from '../stations/find-stations.ts'
import { parseDay } from '../values/day.ts'
import { parseTiyn } from '../values/tiyn.ts'
import {
  Button,
  Buttons,
  Checkboxes,
  DataTable,
  DateField,
  FieldRow,
  Fieldset,
  Form,
  LinkButton,
  Notice,
  NumberField,
  OfficePage,
  Radios,
  TextField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { type CurrentPrice, currentPrices } from './find-prices.ts'
import { productName } from './product-name.ts'
import { PRODUCTS, type Product } from './products.ts'
import { comparePrices, nameOfChanges, type NewPrices, type PriceChange, setPrices } from './set-prices.ts'

const HERE = '/office/prices'

/** The form is its own address: going back, or sending the check page to a colleague, loses nothing. */
type Typed = URLSearchParams

export async function showNewPrices(visit: StaffVisit): Promise<Response> {
  return formPage(visit, visit.url.searchParams, {})
}

/** The check page: GET, because it changes nothing. What is wrong shows the form again. */
export async function showPriceCheck(visit: StaffVisit): Promise<Response> {
  const typed = visit.url.searchParams
  const read = readPrices(visit.t, typed)
  if ('errors' in read) return formPage(visit, typed, read.errors)
  return checkPage(visit, typed, read.wanted, {})
}

export async function submitPrices(visit: StaffVisit): Promise<Response> {
  const typed = new URLSearchParams(visit.form.text('prices'))
  const read = readPrices(visit.t, typed)
  if ('errors' in read) return formPage(visit, typed, read.errors)
  const { priceJumpPercent } = visit.app.config.limits
  const agreed = visit.form.text('changes')
  const set = await visit.app.db.transaction((tx) =>
    setPrices(tx, { ...read.wanted, agreed }, priceJumpPercent, actorOf(visit)),
  )
  if (set.ok)
    return visit.seeOther(HERE, {
      tone: set.waiting > 0 ? 'warning' : 'good',
      key: set.waiting > 0 ? 'of.prices.publishedWaiting' : 'of.prices.published',
      args: set.waiting > 0 ? { n: set.set, waiting: set.waiting } : { n: set.set },
    })
  switch (set.reason) {
    case 'past':
      return formPage(visit, typed, { day: visit.t('err.of.price.past') })
    case 'nothing':
      return formPage(visit, typed, { form: visit.t('err.of.price.nothing') })
    case 'changed':
      return checkPage(visit, typed, read.wanted, { form: visit.t('err.of.price.changed') })
  }
}

export async function pricesAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return formPage(visit, new URLSearchParams(visit.form.text('prices')), errors)
}

function readPrices(t: T, typed: Typed): { wanted: NewPrices } | { errors: Errors } {
  const errors: Record<string, string> = {}
  const prices = new Map<Product, bigint>()
  for (const product of PRODUCTS) {
    const text = (typed.get(product) ?? '').trim()
    if (text === '') continue
    const price = parseTiyn(text)
    // Above ten thousand tenge a litre it is not a price but a slip.
    if (!price.ok || price.tiyn > 1_000_000n) errors[product] = t('err.of.price.format')
    else if (price.tiyn <= 0n) errors[product] = t('err.of.price.zero')
    else prices.set(product, price.tiyn)
  }
  if (prices.size === 0 && Object.keys(errors).length === 0) errors[PRODUCTS[0]] = t('err.of.price.none')
  const stationIds = typed.getAll('station').flatMap((id) => (/^[1-9]\d{0,8}$/.test(id) ? [Number(id)] : []))
  const network = typed.get('scope') !== 'stations'
  if (!network && stationIds.length === 0) errors['station'] = t('err.of.price.stations')
  const startsAt = readStart(t, errors, typed.get('day')?.trim() ?? '', typed.get('hour')?.trim() ?? '')
  if (Object.keys(errors).length > 0) return { errors }
  return { wanted: { prices, stationIds: network ? 'network' : stationIds, startsAt } }
}

// Kazakhstan has one zone, five hours before Greenwich, and no summer time.
function readStart(t: T, errors: Record<string, string>, day: string, hour: string): Date | undefined {
  if (day === '' && hour === '') return undefined
  const [, h = '', m = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(hour === '' ? '00:00' : hour) ?? []
  const at = new Date(`${parseDay(day) ?? ''}T${h.padStart(2, '0')}:${m}:00+05:00`)
  if (h === '') errors['hour'] = t('err.of.price.hour')
  else if (Number.isNaN(at.getTime())) errors['day'] = t('err.date.format')
  else if (at <= new Date()) errors['day'] = t('err.of.price.past')
  return at
}

async function formPage(visit: StaffVisit, typed: Typed, errors: Errors): Promise<Response> {
  const { read } = visit.app.db
  const [now, stations] = [await currentPrices(read), await findStations(read)]
  const view = visit.view({ nav: officeNav(visit, 'prices') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.prices.set')}
      lead={t('of.prices.lead')}
      errors={errors}
      width="form"
      crumbs={[{ href: HERE, label: t('of.prices.h1') }]}
    >
      <form method="get" action={`${HERE}/check`} class="form" novalidate>
        <PriceFields view={view} typed={typed} errors={errors} now={now} />
        <ScopeFields view={view} typed={typed} errors={errors} stations={stations} />
        <Fieldset legend={t('of.prices.from')} hint={t('of.prices.fromHint')}>
          <FieldRow>
            <DateField
              view={view}
              name="day"
              label={t('of.prices.day')}
              value={typed.get('day') ?? ''}
              errors={errors}
              optional
            />
            <TextField
              view={view}
              name="hour"
              label={t('of.prices.hour')}
              value={typed.get('hour') ?? ''}
              errors={errors}
              chars={4}
              optional
            />
          </FieldRow>
        </Fieldset>
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

type Fields = { view: View; typed: Typed; errors: Errors }

function PriceFields({ view, typed, errors, now }: Fields & { now: CurrentPrice[] }) {
  const { t, lang } = view
  const current = new Map(now.map((row) => [row.product, row.tiynPerLitre]))
  return (
    <Fieldset legend={t('of.prices.new')} hint={t('of.prices.newHint')}>
      {PRODUCTS.map((product) => {
        const was = current.get(product)
        return (
          <NumberField
            view={view}
            name={product}
            label={productName(t, product)}
            hint={was ? t('of.prices.was', { amount: money(lang, was) }) : t('of.prices.never')}
            value={typed.get(product) ?? ''}
            errors={errors}
            unit="₸"
          />
        )
      })}
    </Fieldset>
  )
}

function ScopeFields({ view, typed, errors, stations }: Fields & { stations: StationRow[] }) {
  const { t } = view
  return (
    <>
      <Radios
        view={view}
        name="scope"
        label={t('of.prices.scope')}
        value={typed.get('scope') ?? 'network'}
        errors={errors}
        options={[
          { value: 'network', label: t('of.prices.everywhere'), hint: t('of.prices.everywhereHint') },
          { value: 'stations', label: t('of.prices.some') },
        ]}
      />
      {stations.length > 0 && (
        <Checkboxes
          view={view}
          name="station"
          label={t('of.prices.stations')}
          values={typed.getAll('station')}
          errors={errors}
          options={stations.map((station) => ({
            value: String(station.id),
            label: `№ ${station.number} ${station.name}`,
            hint: [station.city, station.address].filter(Boolean).join(', '),
          }))}
        />
      )}
    </>
  )
}

async function checkPage(
  visit: StaffVisit,
  typed: Typed,
  wanted: NewPrices,
  errors: Errors,
): Promise<Response> {
  const changes = await comparePrices(visit.app.db.write, wanted, visit.app.config.limits.priceJumpPercent)
  if (changes.length === 0) return formPage(visit, typed, { form: visit.t('err.of.price.nothing') })
  const view = visit.view({ nav: officeNav(visit, 'prices') })
  const { t, lang } = view
  const jumps = changes.some(({ jump }) => jump)
  const back = `${HERE}/new?${typed}`
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.prices.check', { n: changes.length })}
      lead={
        wanted.startsAt
          ? t('of.prices.startsAt', { datetime: dateTime(lang, wanted.startsAt) })
          : t('of.prices.startsNow')
      }
      errors={errors}
      crumbs={[{ href: HERE, label: t('of.prices.h1') }]}
    >
      {jumps && (
        <Notice tone="warning">
          {t('of.prices.jump', { percent: percent(lang, visit.app.config.limits.priceJumpPercent) })}
        </Notice>
      )}
      <ChangeTable view={view} rows={changes} />
      <Form view={view} action={HERE} hidden={{ prices: typed.toString(), changes: nameOfChanges(changes) }}>
        <Buttons>
          <Button>{t('of.prices.publish')}</Button>
          <LinkButton href={back}>{t('act.back')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function ChangeTable({ view, rows }: { view: View; rows: PriceChange[] }) {
  const { t, lang } = view
  const price = (tiyn: bigint | null): Child => (tiyn === null ? t('common.notSet') : money(lang, tiyn))
  return (
    <DataTable
      view={view}
      caption={t('of.prices.new')}
      rows={rows}
      columns={[
        { label: t('coupons.col.fuel'), lead: true, cell: (row) => productName(t, row.product) },
        {
          label: t('of.prices.scope'),
          cell: (row) =>
            row.station ? `№ ${row.station.number} ${row.station.name}` : t('of.prices.everywhere'),
        },
        { label: t('of.prices.wasCol'), number: true, cell: (row) => price(row.was) },
        { label: t('of.prices.nowCol'), number: true, cell: (row) => price(row.now) },
      ]}
    />
  )
}
