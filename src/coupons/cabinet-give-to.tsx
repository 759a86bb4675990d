/** C5, step 2: to whom. Those who were given something last come first; anybody new is added on the spot. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { addDriver } from '../drivers/add-driver.ts'
import { driverFields, NewDriverFields } from '../drivers/driver-fields.tsx'
import { type Driver, findDriver, findDrivers, recentDrivers } from '../drivers/find-drivers.ts'
import { showPhone } from '../values/phone.ts'
import { showPlate } from '../values/plate.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Form,
  Panel,
  Radios,
  SearchField,
  StepCounter,
} from '../web/parts/index.ts'
import { statusOf, type Errors } from '../web/view.ts'
import { addressWith, ISSUE, WhatFields, withWhat } from './cabinet-give-what.tsx'

/** Drivers shown to choose from; a search finds the others. */
const CHOICES = 12

export async function showIssueTo(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withWhat(visit, async (what) => {
    const { app, session } = visit
    const typed = visit.method === 'GET' ? oneLine(visit.query('q')).slice(0, 100) : ''
    const { read } = app.db
    const drivers = typed
      ? await findDrivers(read, { clientId: session.client.id, typed, archived: false }, {}, CHOICES)
      : await recentDrivers(read, session.client.id, CHOICES)
    const meant = await askedDriver(visit)
    if (meant && !typed && !drivers.some(({ id }) => id === meant.id)) drivers.unshift(meant)
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={t('issue.to')}
        errors={errors}
        width="form"
        back={{ href: what.kind === 'coupons' ? '/app/coupons' : addressWith(ISSUE, what) }}
        above={<StepCounter view={view} n={2} total={3} />}
      >
        {(drivers.length > 0 || typed) && (
          <Panel>
            <form method="get" action={`${ISSUE}/to`} role="search" class="form">
              <WhatFields what={what} />
              <SearchField view={view} name="q" label={t('issue.findDriver')} value={typed} />
              <Buttons>
                <Button tone="secondary" icon="search">
                  {t('act.search')}
                </Button>
              </Buttons>
            </form>
            {drivers.length === 0 ? (
              <p>{t('drivers.noMatch')}</p>
            ) : (
              <form method="get" action={`${ISSUE}/check`} class="form">
                <WhatFields what={what} />
                <Radios
                  view={view}
                  name="driver"
                  label={typed ? t('issue.driver') : t('issue.recent')}
                  value={visit.query('driver')}
                  options={drivers.slice(0, CHOICES).map((driver) => ({
                    value: driver.id,
                    label: driver.name,
                    hint: aboutDriver(driver),
                  }))}
                  errors={errors}
                />
                <Buttons>
                  <Button>{t('act.continue')}</Button>
                </Buttons>
              </form>
            )}
          </Panel>
        )}
        <Panel title={t('issue.newDriver')}>
          <Form view={view} action={`${ISSUE}/to`}>
            <WhatFields what={what} />
            <NewDriverFields view={view} form={visit.form} errors={errors} />
            <Buttons>
              <Button tone={drivers.length > 0 ? 'secondary' : 'primary'}>{t('issue.addDriver')}</Button>
            </Buttons>
          </Form>
        </Panel>
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

/** Adds the new driver and goes on to the last look. */
export async function submitIssueTo(visit: ClientVisit): Promise<Response> {
  return withWhat(visit, async (what) => {
    const { app, session, t } = visit
    const read = driverFields(t, visit.form)
    if (!read.ok) return showIssueTo(visit, read.mistakes)
    const { driverId } = await app.db.transaction((tx) =>
      addDriver(tx, { clientId: session.client.id, driver: read.driver, by: actorOf(visit) }),
    )
    return visit.seeOther(addressWith(`${ISSUE}/check`, what, ['driver', driverId]))
  })
}

/** The driver a form or an address names, when coupons may be given to them. */
export async function askedDriver(visit: ClientVisit): Promise<Driver | undefined> {
  const id = visit.method === 'POST' ? visit.form.text('driver') : visit.query('driver')
  if (!isId(id)) return undefined
  const driver = await findDriver(visit.app.db.write, visit.session.client.id, id)
  return driver?.archivedAt ? undefined : driver
}

/** What tells two drivers of one name apart. */
export function aboutDriver(driver: Driver): string {
  return [driver.phone && showPhone(driver.phone), driver.plate && showPlate(driver.plate)]
    .filter(Boolean)
    .join(', ')
}
