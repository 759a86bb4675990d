/** O9, the station's tills and browsers: adding, the code or key that is shown once, disconnecting. */
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { oneLine } from '../clients/form-fields.ts'
import { relative } from '../i18n/format.ts'
import { findStation, stationId, type StationRow } from '../stations/find-stations.ts'
import {
  Button,
  Confirm,
  CopyField,
  DataTable,
  FieldRow,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  TextField,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { ENROLMENT_MINUTES, groupEnrolment, openEnrolment } from './enrol-device.ts'
import { addTill, findTerminal, revokeTerminal, type TerminalRow } from './terminals.ts'

const LONGEST_NAME = 60

/** The panel on the station's page. `errors` of the fields `deviceName` and `tillName`. */
export function TerminalsPanel({
  view,
  station,
  terminals,
  typed,
  errors,
  may,
  connectAt,
}: {
  view: View
  station: StationRow
  terminals: readonly TerminalRow[]
  typed: (name: string) => string
  errors: Errors
  may: boolean
  /** Where a browser is connected, as people type it. */
  connectAt: string
}) {
  const { t } = view
  const path = `/office/stations/${station.id}/terminals`
  return (
    <Panel title={t('of.stations.devices')}>
      {terminals.length === 0 ? (
        <p class="quiet">{t('of.tills.empty')}</p>
      ) : (
        <TerminalTable view={view} path={path} terminals={terminals} may={may} />
      )}
      {may && (
        <>
          <Form view={view} action={`${path}/browser`}>
            <FieldRow>
              <TextField
                view={view}
                name="deviceName"
                label={t('of.tills.newDevice')}
                hint={t('of.tills.addDevice.p', { address: connectAt })}
                value={typed('deviceName')}
                maxlength={LONGEST_NAME}
                errors={errors}
              />
            </FieldRow>
            <Button tone="secondary">{t('of.stations.addDevice')}</Button>
          </Form>
          <Form view={view} action={`${path}/till`}>
            <FieldRow>
              <TextField
                view={view}
                name="tillName"
                label={t('of.tills.newTill')}
                hint={t('of.tills.addTill.p')}
                value={typed('tillName')}
                maxlength={LONGEST_NAME}
                errors={errors}
              />
            </FieldRow>
            <Button tone="secondary">{t('of.tills.addTill')}</Button>
          </Form>
        </>
      )}
    </Panel>
  )
}

function TerminalTable({
  view,
  path,
  terminals,
  may,
}: {
  view: View
  path: string
  terminals: readonly TerminalRow[]
  may: boolean
}) {
  const { t, lang } = view
  const now = new Date()
  return (
    <DataTable
      view={view}
      caption={t('of.stations.devices')}
      rows={terminals}
      columns={[
        { label: t('of.tills.name'), lead: true, cell: ({ name }) => name },
        {
          label: t('of.tills.kind'),
          cell: ({ kind }) => t(kind === 'till' ? 'of.tills.kind.till' : 'of.tills.kind.browser'),
        },
        {
          label: t('of.tills.seen'),
          cell: ({ lastSeenAt }) =>
            lastSeenAt ? (
              <time datetime={lastSeenAt.toISOString()}>{relative(lang, lastSeenAt, now)}</time>
            ) : (
              t('of.tills.never')
            ),
        },
        { label: t('of.tills.shift'), cell: ({ cashier }) => cashier ?? '' },
        ...(may
          ? [
              {
                label: t('of.tills.revoke'),
                hideLabel: true,
                cell: ({ id, name }: TerminalRow) => (
                  <LinkButton href={`${path}/${id}/revoke`} small label={t('of.tills.revoke.of', { name })}>
                    {t('of.tills.revoke')}
                  </LinkButton>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** Where people connect a browser, without the scheme. */
export function connectAddress({ app }: StaffVisit): string {
  return `${app.config.publicUrl.host}/pos/connect`
}

/** What was added without a script is shown by the answer itself, once; asked for again, the address leads to the station. */
export function leaveTerminals(visit: StaffVisit): Response {
  return visit.seeOther(`/office/stations/${stationId(visit.param('id')) ?? ''}`)
}

type Shown = (visit: StaffVisit, errors: Errors) => Promise<Response>

/** Prepares a browser and shows its code. `again` shows the station's page with what is wrong. */
export async function submitBrowser(visit: StaffVisit, again: Shown): Promise<Response> {
  return withName(visit, 'deviceName', again, async (station, name) => {
    const opened = await visit.app.db.transaction((tx) =>
      openEnrolment(tx, visit.app.vault, { ...namedStation(station), name, by: actorOf(visit) }),
    )
    if (!opened.ok) return again(visit, { deviceName: visit.t('err.of.tills.taken') })
    const { t } = visit
    return secretPage(visit, station, {
      title: t('of.tills.code.h1'),
      name,
      value: groupEnrolment(opened.code),
      sentences: [
        t('of.stations.deviceCode', { code: groupEnrolment(opened.code), n: ENROLMENT_MINUTES }),
        t('of.tills.code.p', { address: connectAddress(visit) }),
      ],
    })
  })
}

/** Adds an integrated till and shows its key. */
export async function submitTill(visit: StaffVisit, again: Shown): Promise<Response> {
  return withName(visit, 'tillName', again, async (station, name) => {
    const added = await visit.app.db.transaction((tx) =>
      addTill(tx, { ...namedStation(station), name, by: actorOf(visit) }),
    )
    if (!added.ok) return again(visit, { tillName: visit.t('err.of.tills.taken') })
    const { t } = visit
    return secretPage(visit, station, {
      title: t('of.tills.key.h1'),
      name,
      value: added.key,
      sentences: [t('of.tills.key.p')],
    })
  })
}

// Shown in the answer to the form and nowhere else; like every page it is not stored by the browser.
function secretPage(
  visit: StaffVisit,
  station: StationRow,
  secret: { title: string; name: string; value: string; sentences: string[] },
): Response {
  const view = visit.view({ nav: officeNav(visit, 'stations') })
  const { t } = view
  return visit.page(
    <OfficePage view={view} title={secret.title} width="form" crumbs={crumbsOf(view, station)}>
      <CopyField view={view} id="secret" label={secret.name} value={secret.value} />
      <Notice tone="warning">
        {secret.sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </Notice>
      <LinkButton href={`/office/stations/${station.id}`} tone="primary">
        {t('act.done')}
      </LinkButton>
    </OfficePage>,
  )
}

export async function showRevoke(visit: StaffVisit): Promise<Response> {
  return withTerminal(visit, (station, terminal) => {
    const view = visit.view({ nav: officeNav(visit, 'stations') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        title={t('of.tills.revoke.h1', { name: terminal.name })}
        width="form"
        crumbs={crumbsOf(view, station)}
      >
        <Confirm
          view={view}
          body={t('of.tills.revoke.p')}
          action={visit.url.pathname}
          submit={t('of.tills.revoke')}
          danger
          cancelHref={`/office/stations/${station.id}`}
        />
      </OfficePage>,
    )
  })
}

export async function submitRevoke(visit: StaffVisit): Promise<Response> {
  return withTerminal(visit, async (station, terminal) => {
    await visit.app.db.transaction((tx) =>
      revokeTerminal(tx, { ...namedStation(station), terminalId: terminal.id, by: actorOf(visit) }),
    )
    return visit.seeOther(`/office/stations/${station.id}`, {
      tone: 'good',
      key: 'of.tills.revoked',
      args: { name: terminal.name },
    })
  })
}

/** A station as the log names it. */
export function namedStation({ id, number, name }: StationRow): { stationId: number; station: string } {
  return { stationId: id, station: `№ ${number} ${name}` }
}

export function crumbsOf({ t }: View, station: StationRow): { href: string; label: string }[] {
  return [
    { href: '/office/stations', label: t('of.stations.h1') },
    { href: `/office/stations/${station.id}`, label: namedStation(station).station },
  ]
}

export async function withStation(
  visit: StaffVisit,
  then: (station: StationRow) => Response | Promise<Response>,
): Promise<Response> {
  const id = stationId(visit.param('id'))
  const station = id === undefined ? undefined : await findStation(visit.app.db.write, id)
  return station ? then(station) : missingPage(visit)
}

async function withName(
  visit: StaffVisit,
  field: string,
  again: Shown,
  then: (station: StationRow, name: string) => Promise<Response>,
): Promise<Response> {
  return withStation(visit, (station) => {
    const name = oneLine(visit.form.text(field))
    return name === '' || name.length > LONGEST_NAME
      ? again(visit, { [field]: visit.t('err.of.tills.name', { max: LONGEST_NAME }) })
      : then(station, name)
  })
}

async function withTerminal(
  visit: StaffVisit,
  then: (station: StationRow, terminal: TerminalRow) => Response | Promise<Response>,
): Promise<Response> {
  return withStation(visit, async (station) => {
    const id = stationId(visit.param('terminal'))
    const terminal = id === undefined ? undefined : await findTerminal(visit.app.db.write, station.id, id)
    return terminal ? then(station, terminal) : missingPage(visit)
  })
}
