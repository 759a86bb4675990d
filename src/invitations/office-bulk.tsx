/** O4: many invitations from a file: upload, check row by row, confirm, watch. */
import { CLIENT_ROLES } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { TABLE_FILES } from '../documents/uploaded-table.ts'
import { number, shortDateTime } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { csvLines, CSV_START, CSV_TYPE } from '../web/csv.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  DataTable,
  Empty,
  FileField,
  Form,
  IconLink,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  StatusTag,
  StepCounter,
  Tabs,
  type TagTone,
  WorkProgress,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import {
  type BatchFacts,
  type BatchRow,
  findBatches,
  findBatchRows,
  heading,
  refusalText,
  remarkText,
  type RowState,
  type Verdict,
} from './batch.ts'
import { checkBatch } from './check-batch.ts'
import { confirmBatch } from './confirm-batch.ts'
import { UNSENT_DAYS } from './discard-batch.ts'
import { type ColumnName, COLUMNS, MAX_BYTES } from './read-table.ts'

const LIST = '/office/invitations'
/** The address of the lists. */
export const BULK = `${LIST}/bulk`

/** A little more than the file may have, so that one that is a bit too large is told so on its own page. */
export const UPLOAD_BYTES = 4 * MAX_BYTES

export function showUpload(visit: StaffVisit): Promise<Response> {
  return uploadPage(visit, {})
}

export function uploadAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return uploadPage(visit, errors)
}

export async function submitUpload(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const file = form.file('file')
  if (!file) return uploadPage(visit, { file: t('err.of.csv.none') })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const checked = await checkBatch(app, { fileName: nameOf(file), bytes, by: actorOf(visit) })
  if (!checked.ok) return uploadPage(visit, { file: refusalText(t, checked) })
  return visit.seeOther(`${BULK}/${checked.batchId}/check`)
}

export async function showCheck(visit: StaffVisit): Promise<Response> {
  const batch = await findBatch(visit)
  if (!batch) return missingPage(visit)
  if (batch.confirmedAt) return visit.seeOther(`${BULK}/${batch.id}`)
  return checkPage(visit, batch, {})
}

export async function checkAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  const batch = await findBatch(visit)
  return batch ? checkPage(visit, batch, errors) : missingPage(visit)
}

export async function submitCheck(visit: StaffVisit): Promise<Response> {
  const { app } = visit
  const id = visit.param('batch')
  if (!isId(id)) return missingPage(visit)
  const confirmed = await app.db.transaction((tx) =>
    confirmBatch(app, tx, { batchId: id, by: actorOf(visit) }),
  )
  if (confirmed.ok) return visit.seeOther(`${BULK}/${id}`, { tone: 'good', key: 'of.bulk.started' })
  switch (confirmed.reason) {
    case 'unknown':
      return missingPage(visit)
    case 'again':
      return visit.seeOther(`${BULK}/${id}`, { tone: 'info', key: 'of.bulk.again' })
    case 'not_yours':
      return checkAgain(visit, { form: visit.t('of.bulk.notYours') })
    case 'nothing':
      return checkAgain(visit, { form: visit.t('of.bulk.nothing') })
  }
}

export async function showBatch(visit: StaffVisit): Promise<Response> {
  const batch = await findBatch(visit)
  if (!batch) return missingPage(visit)
  if (!batch.confirmedAt) return visit.seeOther(`${BULK}/${batch.id}/check`)
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const running = batch.finishedAt === null
  const total = batch.counts.ready
  const rows = running
    ? []
    : (await findBatchRows(visit.app.db.read, batch.id)).filter((row) => row.state !== 'invited')
  return visit.page(
    <OfficePage
      view={view}
      title={t(running ? 'of.bulk.sending' : 'of.bulk.doneH1')}
      lead={t('of.bulk.fileLine', { file: batch.fileName })}
      refresh={running ? 5 : undefined}
      back={{ href: LIST, label: t('of.inv.h1') }}
    >
      <WorkProgress
        id="batch"
        running={running}
        done={running ? batch.done : total}
        total={total}
        text={
          running
            ? t('of.bulk.progress', { n: batch.done, total })
            : t('of.bulk.done', { n: batch.invited, total })
        }
      />
      {rows.length > 0 && (
        <Panel
          title={t('of.bulk.leftOver')}
          actions={rows.some(isWrong) && <ErrorsLink t={t} batch={batch} />}
        >
          <RowTable view={view} rows={rows} />
        </Panel>
      )}
      {!running && (
        <Buttons>
          <LinkButton href={LIST} tone="primary">
            {t('of.inv.h1')}
          </LinkButton>
          <LinkButton href={BULK}>{t('of.bulk.another')}</LinkButton>
        </Buttons>
      )}
    </OfficePage>,
  )
}

/** The headings and one example, whose BIN cannot exist: left in by mistake it is an error and no letter. */
export function downloadTemplate(visit: StaffVisit): Response {
  const { t } = visit
  const example: Record<ColumnName, string> = {
    bin: '123456789012',
    name: t('of.bulk.example.name'),
    contract: 'ПР-2026/001',
    email: 'name@example.kz',
    person: t('of.bulk.example.person'),
    lang: t.lang,
    role: t('role.owner'),
    signedOn: '05.03.2026',
  }
  const lines = csvLines([
    COLUMNS.map((column) => heading(t, column)),
    COLUMNS.map((column) => example[column]),
  ])
  return visit.download(CSV_START + lines, CSV_TYPE, 'invitations.csv')
}

/** The rows that were not sent because something is wrong with them, as they came, each with what to correct. */
export async function downloadErrors(visit: StaffVisit): Promise<Response> {
  const { t } = visit
  const batch = await findBatch(visit)
  if (!batch) return missingPage(visit)
  const rows = (await findBatchRows(visit.app.db.read, batch.id)).filter(isWrong)
  const lines = csvLines([
    [...COLUMNS.map((column) => heading(t, column)), t('of.bulk.col.problem')],
    ...rows.map(({ n, cells, remark }) => [
      ...COLUMNS.map((column) => cells[column]),
      remark ? t('err.of.csv.row', { n, problem: remarkText(t, remark) }) : '',
    ]),
  ])
  return visit.download(CSV_START + lines, CSV_TYPE, 'invitations-errors.csv')
}

/** The list an address names. */
export async function findBatch(visit: StaffVisit): Promise<BatchFacts | undefined> {
  const id = visit.param('batch')
  return isId(id) ? (await findBatches(visit.app.db.write, { id }))[0] : undefined
}

function isWrong(row: BatchRow): boolean {
  return row.verdict === 'bad' || row.state === 'refused'
}

// A browser sends the name as the person's disk has it; it is only shown.
function nameOf(file: File): string {
  return file.name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200) || 'file.csv'
}

async function uploadPage(visit: StaffVisit, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const recent = await findBatches(visit.app.db.read, { newest: 10 })
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.bulk.h1')}
      above={<StepCounter view={view} n={1} total={3} />}
      errors={errors}
      back={{ href: LIST, label: t('of.inv.h1') }}
    >
      <Panel>
        <Form view={view} action={BULK} files>
          <p>{t('of.bulk.cols')}</p>
          <p class="hint">{t('of.bulk.optional')}</p>
          <IconLink href={`${BULK}/template.csv`} icon="download">
            {t('of.bulk.template')}
          </IconLink>
          <FileField
            view={view}
            name="file"
            label={t('of.bulk.step1', { max: number(view.lang, visit.app.config.limits.batchRows) })}
            hint={t('of.bulk.fileHint')}
            accept={TABLE_FILES}
            errors={errors}
          />
          <Buttons>
            <Button icon="upload">{t('of.bulk.check')}</Button>
          </Buttons>
        </Form>
      </Panel>
      {recent.length > 0 && <Recent view={view} batches={recent} />}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function Recent({ view, batches }: { view: View; batches: BatchFacts[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.bulk.recent')}
      showCaption
      rows={batches}
      columns={[
        {
          label: t('of.bulk.file'),
          lead: true,
          cell: (row) => <a href={`${BULK}/${row.id}`}>{row.fileName}</a>,
        },
        { label: t('of.bulk.uploaded'), cell: (row) => shortDateTime(lang, row.createdAt) },
        { label: t('of.bulk.who'), long: true, cell: (row) => row.author },
        {
          label: t('of.bulk.rows'),
          number: true,
          cell: ({ counts }) => String(counts.ready + counts.duplicate + counts.bad),
        },
        { label: t('of.bulk.state'), cell: (row) => <BatchTag t={t} batch={row} /> },
      ]}
    />
  )
}

function BatchTag({ t, batch }: { t: T; batch: BatchFacts }) {
  if (!batch.confirmedAt) return <StatusTag tone="warning">{t('of.bulk.s.waiting')}</StatusTag>
  if (!batch.finishedAt) return <StatusTag tone="info">{t('of.bulk.s.sending')}</StatusTag>
  return <StatusTag tone="good">{t('of.bulk.s.done')}</StatusTag>
}

async function checkPage(visit: StaffVisit, batch: BatchFacts, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const { counts } = batch
  const asked = VERDICTS.find((verdict) => verdict === visit.query('show'))
  const all = await findBatchRows(visit.app.db.read, batch.id)
  const rows = all.filter((row) => !asked || row.verdict === asked)
  const mine = batch.createdBy === visit.session.accountId
  const here = `${BULK}/${batch.id}/check`
  const others = (
    <>
      {counts.bad > 0 && <ErrorsLink t={t} batch={batch} />}
      <LinkButton href={`${BULK}/${batch.id}/discard`}>{t('of.bulk.discard')}</LinkButton>
    </>
  )
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.bulk.step2')}
      above={<StepCounter view={view} n={2} total={3} />}
      lead={t('of.bulk.fileLine', { file: batch.fileName })}
      errors={errors}
      back={{ href: BULK, label: t('of.bulk.another') }}
    >
      <Tabs
        label={t('of.bulk.verdict')}
        tabs={[
          { href: here, label: t('common.all'), current: !asked, count: all.length },
          ...VERDICTS.map((verdict) => ({
            href: `${here}?show=${verdict}`,
            label: t(`of.bulk.v.${verdict}`),
            current: asked === verdict,
            count: counts[verdict],
          })),
        ]}
      />
      <ul>
        <li>{t('of.bulk.ok', { n: counts.ready })}</li>
        <li>{t('of.bulk.dup', { n: counts.duplicate })}</li>
        <li>{t('of.bulk.bad', { n: counts.bad })}</li>
      </ul>
      {counts.ready === 0 ? (
        <Notice tone="warning">{t('of.bulk.nothing')}</Notice>
      ) : mine ? (
        <Form view={view} action={here}>
          <Buttons>
            <Button icon="send">{t('of.bulk.submit', { n: counts.ready })}</Button>
            {others}
          </Buttons>
        </Form>
      ) : (
        <Notice tone="info">{t('of.bulk.author', { name: batch.author })}</Notice>
      )}
      {(counts.ready === 0 || !mine) && <Buttons>{others}</Buttons>}
      <p class="hint">{t('of.bulk.keptFor', { n: UNSENT_DAYS })}</p>
      {rows.length > 0 ? (
        <RowTable view={view} rows={rows} />
      ) : (
        <Empty icon="done" text={t('of.list.noMatch')} />
      )}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

const VERDICTS = ['bad', 'duplicate', 'ready'] as const satisfies readonly Verdict[]

function ErrorsLink({ t, batch }: { t: T; batch: BatchFacts }) {
  return (
    <LinkButton href={`${BULK}/${batch.id}/errors.csv`} icon="download" download>
      {t('of.bulk.errorsFile')}
    </LinkButton>
  )
}

const TAGS: Record<Verdict, { tone: TagTone; key: PlainKey }> = {
  ready: { tone: 'good', key: 'of.bulk.v.ready' },
  duplicate: { tone: 'neutral', key: 'of.bulk.v.duplicate' },
  bad: { tone: 'danger', key: 'of.bulk.v.bad' },
}

// Once the list is sent, what became of a row says more than what it looked like before.
const ENDED: Partial<Record<RowState, Verdict>> = { skipped: 'duplicate', refused: 'bad' }

function RowTable({ view, rows }: { view: View; rows: BatchRow[] }) {
  const { t } = view
  return (
    <DataTable
      view={view}
      caption={t('of.bulk.step2')}
      rows={rows}
      columns={[
        { label: t('of.bulk.row'), number: true, cell: (row) => String(row.n) },
        { label: t('of.bulk.verdict'), cell: (row) => <Verdicts t={t} row={row} /> },
        {
          label: t('of.bulk.col.name'),
          lead: true,
          cell: ({ cells }) => (
            <div>
              {cells.name}
              <div class="faint digits">{cells.bin}</div>
            </div>
          ),
        },
        { label: t('of.bulk.col.contract'), cell: ({ cells }) => cells.read?.contract ?? cells.contract },
        {
          label: t('of.bulk.col.email'),
          long: true,
          cell: ({ cells }) => (
            <div>
              {cells.email}
              {cells.person && <div class="faint">{cells.person}</div>}
            </div>
          ),
        },
        { label: t('of.bulk.col.role'), cell: ({ cells }) => roleOf(t, cells.read?.role ?? cells.role) },
      ]}
    />
  )
}

function Verdicts({ t, row }: { t: T; row: BatchRow }) {
  const { tone, key } = TAGS[ENDED[row.state] ?? row.verdict]
  return (
    <div>
      <StatusTag tone={tone}>{t(key)}</StatusTag>
      {row.remark && <div>{remarkText(t, row.remark)}</div>}
    </div>
  )
}

function roleOf(t: T, role: string): string {
  const known = CLIENT_ROLES.find((one) => one === role)
  return known ? t(`role.${known}`) : role
}
