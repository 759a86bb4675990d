/** C14: large files of refuels: asking for one, how far it has come, taking it, and the list of one's own. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit, Told } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { seesMoney } from '../coupons/rights.ts'
import { dateTime, fileSize, number, shortDate, shortDateTime } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { queryOf, readFilter } from '../refuels/filter.ts'
import { FILE_FORMATS, FILE_TYPES, type FileFormat } from '../refuels/register-files.ts'
import { noteTaken } from '../refuels/register.ts'
import { addressOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  DataTable,
  Empty,
  Form,
  LinkButton,
  Notice,
  StatusTag,
  SummaryList,
  type TagTone,
  WorkProgress,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { askForFile } from './ask-for-file.ts'
import { KEPT_DAYS } from './build-file.ts'
import { cancelFile } from './cancel-file.ts'
import { type Asker, type ExportFile, type FileState, findFile, findFiles, maySee } from './find-files.ts'
import { readFromShelf } from './shelf.ts'

const HERE = '/app/exports'
const REFUELS = '/app/refuels'
const LISTED = 50

const FORMAT_NAMES: Record<FileFormat, PlainKey> = { xlsx: 'export.format.xlsx', csv: 'export.onec' }
const STATES: Record<FileState, { name: PlainKey; tone: TagTone }> = {
  waiting: { name: 'export.state.waiting', tone: 'neutral' },
  building: { name: 'export.state.building', tone: 'info' },
  ready: { name: 'export.state.ready', tone: 'good' },
  failed: { name: 'export.state.failed', tone: 'danger' },
  cancelled: { name: 'export.state.cancelled', tone: 'neutral' },
  expired: { name: 'export.state.expired', tone: 'neutral' },
}

export async function showFiles(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'refuels')
  const files = await findFiles(visit.app.db.write, askerOf(visit), LISTED)
  const view = visit.view({ nav: cabinetNav(visit, 'refuels') })
  const { t, lang } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('export.list.h1')}
      lead={t('export.list.p', { n: KEPT_DAYS })}
      errors={errors}
      back={{ href: REFUELS, label: t('refuels.h1') }}
    >
      {files.length === 0 ? (
        <Empty icon="download" title={t('export.list.empty')} text={t('export.list.emptyP')} />
      ) : (
        <DataTable<ExportFile>
          view={view}
          caption={t('export.list.h1')}
          rows={files}
          columns={[
            {
              label: t('export.col.file'),
              lead: true,
              cell: (file) => (
                <>
                  <a href={`${HERE}/${file.no}`}>{t(FORMAT_NAMES[file.format])}</a>
                  <div class="faint">{periodOf(view, file)}</div>
                </>
              ),
            },
            { label: t('export.col.asked'), cell: ({ askedAt }) => shortDateTime(lang, askedAt) },
            {
              label: t('export.col.rows'),
              number: true,
              cell: ({ rowsTotal }) => number(lang, rowsTotal),
            },
            { label: t('export.col.size'), number: true, cell: (file) => sizeOf(view, file) },
            { label: t('coupons.col.status'), cell: ({ state }) => <StateTag t={t} state={state} /> },
          ]}
        />
      )}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Leaves a file to the worker, or leads to the one that is being made already. */
export async function submitFile(visit: ClientVisit): Promise<Response> {
  const { app, form, lang, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'refuels')
  const format = FILE_FORMATS.find((one) => one === form.text('format'))
  const { filter, errors } = readFilter(visit, form.text)
  // No button of ours sends these.
  if (!format || Object.keys(errors).length > 0)
    return visit.seeOther(addressOf(REFUELS, { from: form.text('from'), to: form.text('to') }))
  const asked = await app.db.transaction((tx) =>
    askForFile(app, tx, {
      ...{ accountId: session.accountId, filter, format, lang },
      money: seesMoney(visit),
    }),
  )
  if (asked.ok) return visit.seeOther(`${HERE}/${asked.no}`)
  const back = (told: Told) => visit.seeOther(addressOf(REFUELS, queryOf(filter)), told)
  switch (asked.reason) {
    case 'busy':
      return visit.seeOther(`${HERE}/${asked.no}`, { tone: 'info', key: 'export.busy' })
    case 'empty':
      return back({ tone: 'info', key: 'err.export.empty' })
    case 'big':
      return back({ tone: 'warning', key: 'err.export.big' })
  }
}

export async function showFile(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'refuels')
  const file = await fileOf(visit)
  if (!file) return missingPage(visit)
  const view = visit.view({ nav: cabinetNav(visit, 'refuels') })
  const { t, lang } = view
  const running = file.state === 'waiting' || file.state === 'building'
  return visit.page(
    <CabinetPage
      view={view}
      title={t(FORMAT_NAMES[file.format])}
      errors={errors}
      width="form"
      refresh={running ? 3 : undefined}
      back={{ href: HERE, label: t('export.list.h1') }}
    >
      <State visit={visit} view={view} file={file} />
      <SummaryList
        view={view}
        rows={[
          {
            label: t('refuels.f.period'),
            value: <a href={addressOf(REFUELS, file.query)}>{periodOf(view, file)}</a>,
          },
          { label: t('export.col.rows'), value: number(lang, file.rowsTotal) },
          ...(file.bytes === null ? [] : [{ label: t('export.col.size'), value: sizeOf(view, file) }]),
          { label: t('export.col.asked'), value: dateTime(lang, file.askedAt) },
        ]}
      />
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function State({ visit, view, file }: { visit: ClientVisit; view: View; file: ExportFile }) {
  const { t, lang } = view
  const again = (
    <Form view={view} action={HERE} hidden={{ ...file.query, format: file.format }}>
      <Button icon="refresh">{t('export.again')}</Button>
    </Form>
  )
  switch (file.state) {
    case 'waiting':
    case 'building':
      return (
        <>
          <WorkProgress
            id="file"
            running
            done={file.rowsDone}
            total={file.rowsTotal}
            text={
              file.state === 'waiting'
                ? t('export.waiting')
                : t('export.progress', {
                    n: number(lang, file.rowsDone),
                    total: number(lang, file.rowsTotal),
                  })
            }
          />
          <p>{t('export.preparing')}</p>
          <Form view={view} action={`${HERE}/${file.no}/cancel`}>
            <Button tone="secondary">{t('export.stop')}</Button>
          </Form>
        </>
      )
    case 'ready':
      if (!maySee(file, rightsOf(visit)))
        return (
          <>
            <Notice tone="warning">{t('export.narrowed')}</Notice>
            {again}
          </>
        )
      return (
        <>
          <Notice tone="good">{t('export.ready', { file: file.name! })}</Notice>
          <Buttons>
            <LinkButton href={`${HERE}/${file.no}/file`} tone="primary" icon="download" download>
              {t('export.download')}
            </LinkButton>
          </Buttons>
          <p class="quiet">{t('export.kept', { date: dateTime(lang, file.expiresAt!) })}</p>
        </>
      )
    case 'failed':
      return (
        <>
          <Notice tone="danger">{t('err.export.failed', { id: String(file.no) })}</Notice>
          {again}
        </>
      )
    case 'cancelled':
    case 'expired':
      return (
        <>
          <Notice tone="info">{t(file.state === 'expired' ? 'export.gone' : 'export.stopped')}</Notice>
          {again}
        </>
      )
  }
}

/** The bytes, to the one who asked for them and still sees all that is in them. */
export async function downloadFile(visit: ClientVisit): Promise<Response> {
  const file = visit.session.client.state === 'active' ? await fileOf(visit) : undefined
  if (!file) return missingPage(visit)
  const ours = file.state === 'ready' && file.expiresAt! > new Date() && maySee(file, rightsOf(visit))
  if (!ours) return visit.seeOther(`${HERE}/${file.no}`)
  const bytes = await readFromShelf(visit.app.config, file.storedAs!)
  // The shelf does not come back with a backup, and is no other machine's.
  if (!bytes) return visit.seeOther(`${HERE}/${file.no}`, { tone: 'warning', key: 'export.gone' })
  await noteTaken(visit, { name: file.name!, rows: file.rowsTotal })
  return new Response(bytes, {
    headers: {
      'content-type': FILE_TYPES[file.format],
      'content-length': String(file.bytes),
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${file.name}"`,
    },
  })
}

export async function submitCancel(visit: ClientVisit): Promise<Response> {
  const file = visit.session.client.state === 'active' ? await fileOf(visit) : undefined
  if (!file) return missingPage(visit)
  // One that was finished a moment before stays; its page shows it.
  await visit.app.db.transaction((tx) => cancelFile(tx, askerOf(visit), file.no))
  return visit.seeOther(`${HERE}/${file.no}`)
}

function StateTag({ t, state }: { t: T; state: FileState }) {
  return <StatusTag tone={STATES[state].tone}>{t(STATES[state].name)}</StatusTag>
}

function periodOf({ lang }: View, { query }: ExportFile): string {
  return `${shortDate(lang, query['from']!)} – ${shortDate(lang, query['to']!)}`
}

function sizeOf({ lang }: View, { bytes }: ExportFile): string {
  return bytes === null ? '' : fileSize(lang, Number(bytes))
}

async function fileOf(visit: ClientVisit): Promise<ExportFile | undefined> {
  const no = visit.param('no')
  return /^[1-9]\d{0,17}$/.test(no) ? findFile(visit.app.db.write, askerOf(visit), BigInt(no)) : undefined
}

function askerOf({ session }: ClientVisit): Asker {
  return { clientId: session.client.id, accountId: session.accountId }
}

function rightsOf(visit: ClientVisit) {
  return { money: seesMoney(visit), reach: visit.session.client.reach }
}
