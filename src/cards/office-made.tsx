/** The maker's file of cards that are made: uploaded, looked through row by row, then taken. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { readUploadedTable, TABLE_FILES, UPLOAD_PROBLEMS } from '../documents/uploaded-table.ts'
import { fileSize } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import {
  Button,
  Buttons,
  DataTable,
  FileField,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  StatusTag,
  type TagTone,
  Tile,
  Tiles,
} from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { type MadeFile, MOST_MADE, readMade } from './read-made.ts'
import { type CheckedRow, checkMade, type MadeVerdict, receiveMade } from './receive-made.ts'

const LIST = '/office/cards'
const HERE = `${LIST}/made`
/** A file of the most rows is a tenth of this. */
export const MADE_BYTES = 512 * 1024

export async function showMade(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.made.h1')}
      lead={t('of.made.p')}
      errors={errors}
      width="form"
      back={{ href: LIST }}
    >
      <Form view={view} action={HERE} files>
        <FileField
          view={view}
          name="list"
          label={t('of.made.file')}
          hint={t('of.made.fileHint', { max: MOST_MADE })}
          accept={TABLE_FILES}
          errors={errors}
        />
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href={LIST}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Reads the file and shows what would become of each row. Nothing changes yet. */
export async function submitMade(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const file = form.file('list')
  if (!file) return showMade(visit, { list: t('err.of.made.none') })
  if (file.size > MADE_BYTES / 2)
    return showMade(visit, { list: t('err.of.csv.size', { size: fileSize(visit.lang, MADE_BYTES / 2) }) })
  const upload = await readUploadedTable(new Uint8Array(await file.arrayBuffer()))
  if (!upload.ok) return showMade(visit, { list: t(UPLOAD_PROBLEMS[upload.reason]) })
  const read = readMade(upload.table)
  if (!read.ok) return showMade(visit, { list: fileProblem(t, read.reason) })
  return checkPage(visit, await checkMade(app.db.read, app.vault, read.rows))
}

/** Takes the rows that were looked through. */
export async function submitMadeConfirm(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const read = readMade(form.text('rows'))
  if (!read.ok) return showMade(visit, { list: fileProblem(t, read.reason) })
  const { made } = await app.db.transaction((tx) =>
    receiveMade(tx, app.vault, { rows: read.rows, by: actorOf(visit) }),
  )
  return visit.seeOther(
    `${LIST}?tab=produced`,
    made > 0
      ? { tone: 'good', key: 'of.card.moved', args: { n: made } }
      : { tone: 'info', key: 'of.made.nothing' },
  )
}

const PROBLEMS: Record<(MadeFile & { ok: false })['reason'], PlainKey> = {
  empty: 'err.of.made.empty',
  broken: 'err.of.made.broken',
  number: 'err.of.made.number',
  rows: 'err.of.made.rows',
}

function fileProblem(t: T, reason: (MadeFile & { ok: false })['reason']): string {
  return t(PROBLEMS[reason])
}

const VERDICTS: Record<MadeVerdict, { key: PlainKey; tone: TagTone }> = {
  made: { key: 'of.made.v.made', tone: 'good' },
  known: { key: 'of.made.v.known', tone: 'neutral' },
  unknown: { key: 'of.made.v.unknown', tone: 'danger' },
  over: { key: 'of.made.v.over', tone: 'danger' },
  chip_format: { key: 'of.made.v.chipFormat', tone: 'danger' },
  chip_taken: { key: 'of.made.v.chipTaken', tone: 'danger' },
  twice: { key: 'of.made.v.twice', tone: 'danger' },
}

function checkPage(visit: StaffVisit, rows: readonly CheckedRow[]): Response {
  const view = visit.view({ nav: officeNav(visit, 'cards') })
  const { t } = view
  const made = rows.filter(({ verdict }) => verdict === 'made')
  const known = rows.filter(({ verdict }) => verdict === 'known').length
  const wrong = rows.length - made.length - known
  const text = ['number;chip', ...made.map(({ number, chip }) => `${number};${chip}`)].join('\n')
  return visit.page(
    <OfficePage view={view} title={t('of.made.check')} back={{ href: HERE }}>
      <Tiles>
        <Tile label={t('of.made.v.made')} value={String(made.length)} />
        <Tile label={t('of.made.v.known')} value={String(known)} />
        <Tile label={t('of.made.wrong')} value={String(wrong)} tone={wrong > 0 ? 'danger' : undefined} />
      </Tiles>
      {made.length > 0 ? (
        <Form view={view} action={`${HERE}/confirm`} hidden={{ rows: text }}>
          <Buttons>
            <Button>{t('of.made.take', { n: made.length })}</Button>
            <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      ) : (
        <Notice tone="info">{t('of.made.nothing')}</Notice>
      )}
      <DataTable<CheckedRow>
        view={view}
        caption={t('of.made.check')}
        rows={rows}
        columns={[
          { label: t('of.bulk.row'), number: true, cell: ({ n }) => n },
          {
            label: t('of.card.number'),
            lead: true,
            cell: ({ card, number }) => (
              <span class="digits">
                {card === null ? t('common.notSet') : String(card)} …{number.slice(-4)}
              </span>
            ),
          },
          { label: t('of.clients.company'), long: true, cell: ({ company }) => company ?? t('common.none') },
          {
            label: t('of.made.chip'),
            cell: ({ chip }) => (chip ? <span class="digits">…{chip.slice(-4)}</span> : t('common.none')),
          },
          {
            label: t('coupons.col.status'),
            cell: ({ verdict }) => (
              <StatusTag tone={VERDICTS[verdict].tone}>{t(VERDICTS[verdict].key)}</StatusTag>
            ),
          },
        ]}
      />
    </OfficePage>,
  )
}
