/** Rationing: a new cap, and the page that shows it as clients and drivers will read it before it holds. */
import { randomUUID } from 'node:crypto'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import type { T } from '../i18n/index.ts'
import { LANGS } from '../i18n/lang.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import { findStations, type StationRow } from '../stations/find-stations.ts'
import { parseLitres } from '../values/litres.ts'
import { localMoment, parseClock } from '../values/local-time.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  Checkboxes,
  DateField,
  FieldRow,
  Fieldset,
  Form,
  LinkButton,
  NumberField,
  OfficePage,
  Panel,
  Radios,
  SelectField,
  TextField,
} from '../web/parts/index.ts'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { Announcement } from './announcement.tsx'
import { declareRationing, type NewRationing } from './declare.ts'

const HERE = '/office/rationing'
const LONGEST_REASON = 200

/** The form is its own address: going back, or sending the check page to a colleague, loses nothing. */
type Typed = URLSearchParams

export async function showNewRationing(visit: StaffVisit): Promise<Response> {
  return formPage(visit, visit.url.searchParams, {})
}

/** The check page: GET, because it changes nothing. What is wrong shows the form again. */
export async function showRationingCheck(visit: StaffVisit): Promise<Response> {
  const typed = visit.url.searchParams
  const read = readCap(visit.t, typed)
  return 'errors' in read ? formPage(visit, typed, read.errors) : checkPage(visit, typed, read.cap)
}

export async function submitRationing(visit: StaffVisit): Promise<Response> {
  const typed = new URLSearchParams(visit.form.text('rationing'))
  const read = readCap(visit.t, typed)
  if ('errors' in read) return formPage(visit, typed, read.errors)
  const requestKey = isId(visit.form.text('key')) ? visit.form.text('key') : randomUUID()
  const declared = await visit.app.db.transaction((tx) =>
    declareRationing(tx, { ...read.cap, requestKey }, actorOf(visit)),
  )
  if (declared.ok) return visit.seeOther(HERE, { tone: 'good', key: 'of.ration.declared' })
  return formPage(
    visit,
    typed,
    declared.reason === 'over'
      ? { untilDay: visit.t('err.of.ration.order') }
      : { station: visit.t('err.of.price.stations') },
  )
}

export async function rationingAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return formPage(visit, new URLSearchParams(visit.form.text('rationing')), errors)
}

function readCap(t: T, typed: Typed): { cap: NewRationing } | { errors: Errors } {
  const errors: Record<string, string> = {}
  const fuel = typed.get('fuel') ?? ''
  const litres = parseLitres(typed.get('litres') ?? '')
  if (!litres.ok || litres.ml === 0n) errors['litres'] = t('err.of.ration.volume')
  const stationIds = typed.getAll('station').flatMap((id) => (/^[1-9]\d{0,8}$/.test(id) ? [Number(id)] : []))
  const network = typed.get('scope') !== 'stations'
  if (!network && stationIds.length === 0) errors['station'] = t('err.of.price.stations')
  const startsAt = readMoment(t, errors, typed, { day: 'day', hour: 'hour' })
  const endsAt = readMoment(t, errors, typed, { day: 'untilDay', hour: 'untilHour' })
  if (startsAt && startsAt <= new Date()) errors['day'] = t('err.of.price.past')
  if (!endsAt) errors['untilDay'] ??= t('err.of.ration.until')
  else if (endsAt <= (startsAt ?? new Date())) errors['untilDay'] = t('err.of.ration.order')
  const [ru, kk, en] = LANGS_OF_REASON.map((name) => oneLine(typed.get(name) ?? ''))
  for (const [i, text] of [ru, kk, en].entries())
    if (text!.length > LONGEST_REASON) errors[LANGS_OF_REASON[i]!] = t('err.of.ration.reason')
  if (ru === '') errors['reasonRu'] = t('err.of.ration.reason')
  if (!litres.ok || !endsAt || Object.keys(errors).length > 0) return { errors }
  return {
    cap: {
      product: isProduct(fuel) ? fuel : null,
      maxPerDayMl: litres.ml,
      reasons: { ru: ru!, kk: kk!, en: en! },
      startsAt,
      endsAt,
      stationIds: network ? 'network' : [...new Set(stationIds)],
    },
  }
}

const LANGS_OF_REASON = ['reasonRu', 'reasonKk', 'reasonEn'] as const

function readMoment(
  t: T,
  errors: Record<string, string>,
  typed: Typed,
  names: { day: string; hour: string },
): Date | undefined {
  const [day, hour] = [(typed.get(names.day) ?? '').trim(), (typed.get(names.hour) ?? '').trim()]
  if (day === '' && hour === '') return undefined
  const minutes = parseClock(hour)
  const at = localMoment(day, minutes ?? 0)
  if (minutes === undefined) errors[names.hour] = t('err.of.price.hour')
  if (!at) errors[names.day] = t('err.date.format')
  return minutes === undefined ? undefined : at
}

async function formPage(visit: StaffVisit, typed: Typed, errors: Errors): Promise<Response> {
  const stations = await findStations(visit.app.db.read)
  const view = visit.view({ nav: officeNav(visit, 'prices') })
  const { t } = view
  const value = (name: string) => typed.get(name) ?? ''
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.ration.new')}
      lead={t('of.ration.lead')}
      errors={errors}
      width="form"
      crumbs={[{ href: HERE, label: t('of.ration.h1') }]}
    >
      <form method="get" action={`${HERE}/check`} class="form" novalidate>
        <SelectField
          view={view}
          name="fuel"
          label={t('coupons.col.fuel')}
          value={value('fuel')}
          empty={t('fuel.any')}
          options={PRODUCTS.map((product) => ({ value: product, label: productName(t, product) }))}
          optional={false}
          errors={errors}
        />
        <NumberField
          view={view}
          name="litres"
          label={t('of.ration.volume')}
          hint={t('of.ration.volumeHint')}
          value={value('litres')}
          errors={errors}
        />
        <Where view={view} typed={typed} stations={stations} errors={errors} />
        <Moment
          view={view}
          legend={t('of.prices.from')}
          hint={t('of.prices.fromHint')}
          names={['day', 'hour']}
          typed={typed}
          errors={errors}
          optional
        />
        <Moment
          view={view}
          legend={t('of.ration.until')}
          hint={t('of.ration.untilHint')}
          names={['untilDay', 'untilHour']}
          typed={typed}
          errors={errors}
        />
        <Fieldset legend={t('of.ration.reason')} hint={t('of.ration.reasonHint')}>
          {LANGS.map((lang) => {
            const name = `reason${lang[0]!.toUpperCase()}${lang.slice(1)}`
            return (
              <TextField
                view={view}
                name={name}
                label={t(`lang.${lang}`)}
                value={value(name)}
                autocomplete="off"
                maxlength={LONGEST_REASON}
                optional={lang !== 'ru'}
                errors={errors}
              />
            )
          })}
        </Fieldset>
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </form>
    </OfficePage>,
    statusOf(errors),
  )
}

type Fields = { view: View; typed: Typed; errors: Errors }

function Where({ view, typed, errors, stations }: Fields & { stations: StationRow[] }) {
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
          { value: 'network', label: t('of.prices.everywhere') },
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
          options={stations.map(({ id, number, name, city, address }) => ({
            value: String(id),
            label: `№ ${number} ${name}`,
            hint: [city, address].filter(Boolean).join(', '),
          }))}
        />
      )}
    </>
  )
}

function Moment({
  view,
  legend,
  hint,
  names: [day, hour],
  typed,
  errors,
  optional,
}: Fields & { legend: string; hint: string; names: [string, string]; optional?: boolean }) {
  const { t } = view
  return (
    <Fieldset legend={legend} hint={hint}>
      <FieldRow>
        <DateField
          view={view}
          name={day}
          label={t('of.prices.day')}
          value={typed.get(day) ?? ''}
          errors={errors}
          optional={optional}
        />
        <TextField
          view={view}
          name={hour}
          label={t('of.prices.hour')}
          value={typed.get(hour) ?? ''}
          errors={errors}
          chars={4}
          optional
        />
      </FieldRow>
    </Fieldset>
  )
}

async function checkPage(visit: StaffVisit, typed: Typed, cap: NewRationing): Promise<Response> {
  const { stationIds } = cap
  const stations =
    stationIds === 'network'
      ? null
      : (await findStations(visit.app.db.read)).filter(({ id }) => stationIds.includes(id))
  const view = visit.view({ nav: officeNav(visit, 'prices') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.ration.check')}
      lead={t('of.ration.check.p')}
      width="text"
      crumbs={[{ href: HERE, label: t('of.ration.h1') }]}
    >
      {LANGS.map((lang) => (
        <Panel title={t(`lang.${lang}`)}>
          <div lang={lang}>
            <Announcement
              view={{ ...view, lang, t: visit.app.texts[lang] }}
              caps={[{ ...cap, startsAt: cap.startsAt ?? new Date(), stations }]}
            />
          </div>
        </Panel>
      ))}
      <Form view={view} action={HERE} hidden={{ rationing: typed.toString(), key: randomUUID() }}>
        <Buttons>
          <Button>{t('of.ration.declare')}</Button>
          <LinkButton href={`${HERE}/new?${typed}`}>{t('act.back')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
  )
}
