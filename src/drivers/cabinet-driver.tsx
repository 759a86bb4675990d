/** C22: one driver: added, looked at, changed, put into the archive and brought back. */
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
import { showPhone } from '../values/phone.ts'
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
  RadioCards,
  SummaryList,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { addDriver } from './add-driver.ts'
import { archiveDriver, type CardsOfLeaver, restoreDriver } from './archive-driver.ts'
import { changeDriver } from './change-driver.ts'
import { DriverFields, driverFields, typedAgain, type TypedDriver, typedDriver } from './driver-fields.tsx'
import { type Driver, findDriver } from './find-drivers.ts'
import { type LastRefuel, lastRefuels } from './last-refuel.ts'

const LIST = '/app/drivers'

export async function showDriver(visit: ClientVisit): Promise<Response> {
  return withDriver(visit, async (driver) => {
    const { read } = visit.app.db
    const { client } = visit.session
    const held = { clientId: client.id, reach: client.reach, driverId: driver.id }
    const [refuels, cards] = await Promise.all([
      lastRefuels(read, client, [driver.id]),
      findCards(read, held, {}, CARDS_SHOWN),
    ])
    const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
    const { t } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={driver.name}
        width="text"
        crumbs={[{ href: LIST, label: t('drivers.h1') }]}
      >
        {driver.archivedAt && <Notice tone="info">{t('drivers.archived')}</Notice>}
        <Panel>
          <SummaryList view={view} rows={factsOf(view, driver, refuels.get(driver.id))} />
          <Acts visit={visit} view={view} driver={driver} />
        </Panel>
        <Panel title={t('drivers.cardsOf')}>
          <CardsTable
            view={view}
            caption={t('drivers.cardsOf')}
            cards={cards}
            allHref={addressOf('/app/cards', { driver: driver.id })}
            none={t('drivers.noCards')}
          />
        </Panel>
        <p>
          <a href={addressOf('/app/coupons', { driver: driver.id })}>{t('drivers.allCoupons')}</a>
        </p>
      </CabinetPage>,
    )
  })
}

export async function showNewDriver(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  return formPage(visit, errors, {
    title: visit.t('drivers.add'),
    action: `${LIST}/new`,
    back: LIST,
    typed: typedDriver(visit.form),
  })
}

export async function submitNewDriver(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const read = driverFields(t, form)
  if (!read.ok) return showNewDriver(visit, read.mistakes)
  const { driverId, added } = await app.db.transaction((tx) =>
    addDriver(tx, { clientId: session.client.id, driver: read.driver, by: actorOf(visit) }),
  )
  return visit.seeOther(
    `${LIST}/${driverId}`,
    added
      ? { tone: 'good', key: 'drivers.added', args: { name: read.driver.name } }
      : { tone: 'info', key: 'drivers.known', args: { name: read.driver.name } },
  )
}

export async function showEditDriver(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withDriver(visit, (driver) =>
    formPage(visit, errors, {
      title: visit.t('drivers.edit'),
      action: `${LIST}/${driver.id}/edit`,
      back: `${LIST}/${driver.id}`,
      typed: visit.method === 'POST' ? typedDriver(visit.form) : typedAgain(driver),
    }),
  )
}

export async function submitEditDriver(visit: ClientVisit): Promise<Response> {
  return withDriver(visit, async (driver) => {
    const { app, form, session, t } = visit
    const read = driverFields(t, form)
    if (!read.ok) return showEditDriver(visit, read.mistakes)
    await app.db.transaction((tx) =>
      changeDriver(tx, {
        clientId: session.client.id,
        driverId: driver.id,
        driver: read.driver,
        by: actorOf(visit),
      }),
    )
    return visit.seeOther(`${LIST}/${driver.id}`, { tone: 'good', key: 'common.saved' })
  })
}

export async function showArchiveDriver(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withDriver(visit, async (driver) => {
    if (driver.archivedAt) return visit.seeOther(`${LIST}/${driver.id}`)
    const { app, form, session } = visit
    const held = {
      ...{ clientId: session.client.id, reach: session.client.reach },
      driverId: driver.id,
    }
    const cards = await findCards(app.db.read, held, {}, MOST_AT_ONCE)
    const view = visit.view()
    const { t } = view
    return askArchive(visit, errors, {
      place: 'drivers',
      question: t('drivers.archiveQ', { name: driver.name }),
      body: t('drivers.archiveP'),
      here: `${LIST}/${driver.id}`,
      fields: cards.length > 0 && (
        <>
          <Notice tone="warning">{t('drivers.holdsCards', { n: cards.length })}</Notice>
          <CardsTable
            view={view}
            caption={t('drivers.cardsOf')}
            cards={cards}
            allHref={addressOf('/app/cards', { driver: driver.id })}
            none=""
          />
          <RadioCards
            view={view}
            name="cards"
            label={t('drivers.cardsWhat')}
            value={form.text('cards') || 'block'}
            options={[
              { value: 'block', label: t('drivers.cardsBlock'), hint: t('drivers.cardsBlockD') },
              { value: 'take_back', label: t('drivers.cardsTake'), hint: t('drivers.cardsTakeD') },
            ]}
            errors={errors}
          />
        </>
      ),
    })
  })
}

export async function submitArchiveDriver(visit: ClientVisit): Promise<Response> {
  return withDriver(visit, async (driver) => {
    const archived = await visit.app.db.transaction((tx) =>
      archiveDriver(tx, {
        ...{ clientId: visit.session.client.id, driverId: driver.id, by: actorOf(visit) },
        cards: cardsOfLeaver(visit, driver),
      }),
    )
    if (archived.ok)
      return visit.seeOther(LIST, { tone: 'good', key: 'drivers.archivedDone', args: { name: driver.name } })
    if (archived.reason === 'has_coupons')
      return showArchiveDriver(visit, { form: visit.t('drivers.hasCoupons') })
    if (archived.reason === 'has_cards')
      return showArchiveDriver(visit, { cards: visit.t('err.driver.cards') })
    if (archived.reason === 'out_of_reach')
      return showArchiveDriver(visit, { form: visit.t('err.reach.driver') })
    return visit.seeOther(LIST, { tone: 'info', key: 'err.double' })
  })
}

function cardsOfLeaver({ form, t }: ClientVisit, driver: Driver): CardsOfLeaver | undefined {
  switch (form.text('cards')) {
    case 'take_back':
      return { act: 'take_back' }
    case 'block':
      return { act: 'block', reason: t('drivers.cardsLeft', { name: driver.name }) }
    default:
      return undefined
  }
}

export async function submitRestoreDriver(visit: ClientVisit): Promise<Response> {
  return withDriver(visit, async (driver) => {
    const restored = await visit.app.db.transaction((tx) =>
      restoreDriver(tx, { clientId: visit.session.client.id, driverId: driver.id, by: actorOf(visit) }),
    )
    return visit.seeOther(
      `${LIST}/${driver.id}`,
      restored.ok
        ? { tone: 'good', key: 'drivers.restored', args: { name: driver.name } }
        : restored.reason === 'out_of_reach'
          ? { tone: 'warning', key: 'err.reach.driver' }
          : { tone: 'info', key: 'err.double' },
    )
  })
}

// A driver of another company does not exist for this one.
async function withDriver(
  visit: ClientVisit,
  then: (driver: Driver) => Response | Promise<Response>,
): Promise<Response> {
  const { client } = visit.session
  if (client.state !== 'active') return suspendedPage(visit, 'drivers')
  const id = visit.param('id')
  const driver = isId(id) ? await findDriver(visit.app.db.write, client.id, id) : undefined
  return driver ? then(driver) : missingPage(visit)
}

function factsOf({ t, lang }: View, driver: Driver, refuel: LastRefuel | undefined) {
  return [
    {
      label: t('drivers.phone'),
      value: driver.phone && <a href={`tel:${driver.phone}`}>{showPhone(driver.phone)}</a>,
    },
    { label: t('login.email'), value: driver.email },
    { label: t('drivers.plate'), value: driver.plate && showPlate(driver.plate) },
    { label: t('drivers.fuel'), value: driver.product ? productName(t, driver.product) : t('fuel.any') },
    {
      label: t('drivers.lastRefuel'),
      value: refuel
        ? t('drivers.refuel', {
            datetime: shortDateTime(lang, refuel.at),
            station: refuel.station,
            fuel: productName(t, refuel.product),
            volume: volume(lang, refuel.ml),
          })
        : t('common.none'),
    },
    { label: t('send.lang'), value: t(`lang.${driver.lang}`) },
    ...(driver.note ? [{ label: t('drivers.note'), value: driver.note }] : []),
  ]
}

function Acts({ visit, view, driver }: { visit: ClientVisit; view: View; driver: Driver }) {
  const { t } = view
  if (!mayGive(visit)) return null
  const here = `${LIST}/${driver.id}`
  if (driver.archivedAt)
    return (
      <Form view={view} action={`${here}/restore`} inline>
        <Button tone="secondary">{t('drivers.restore')}</Button>
      </Form>
    )
  return (
    <Buttons>
      <LinkButton href={addressOf('/app/coupons/issue', { driver: driver.id })} tone="primary">
        {t('coupon.act.issue')}
      </LinkButton>
      <LinkButton href={`${here}/edit`}>{t('act.change')}</LinkButton>
      {mayKeep(visit) && (
        <LinkButton href={`/app/limits/driver/${driver.id}`}>{t('limits.title')}</LinkButton>
      )}
      <LinkButton href={`${here}/archive`}>{t('drivers.archive')}</LinkButton>
    </Buttons>
  )
}

function formPage(
  visit: ClientVisit,
  errors: Errors,
  { typed, ...form }: { title: string; action: string; back: string; typed: TypedDriver },
): Response {
  return cabinetForm(
    visit,
    errors,
    { place: 'drivers', ...form },
    <DriverFields view={visit.view()} typed={typed} errors={errors} />,
  )
}
