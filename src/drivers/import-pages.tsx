/**
 * The pages that take a list from a spreadsheet, of drivers and of vehicles alike: uploaded or pasted, looked through row by
 * row, then added.
 */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import type { Actor } from '../audit/record.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import type { Queries, Tx } from '../db/database.ts'
import { readUploadedTable, type Table, TABLE_FILES, UPLOAD_PROBLEMS } from '../documents/uploaded-table.ts'
import { fileSize } from '../i18n/format.ts'
import type { Key, T } from '../i18n/index.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  type Column,
  DataTable,
  FileField,
  Form,
  LinkButton,
  Notice,
  StatusTag,
  TextArea,
  Tile,
  Tiles,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { MOST_ROWS } from './read-list.ts'

/** A list of the most rows is a tenth of this. */
export const LIST_BYTES = 1024 * 1024

/** One row of a list: good, or with its problem. `n` is its number as a spreadsheet shows it. */
type Listed = { n: number } & ({ ok: true } | { ok: false; problem: string })

export type ListRefusal = 'empty' | 'rows' | 'broken'

/** What is different between one kind of list and another. */
export type ListKind<Row extends Listed> = {
  /** The page of the list it is added to; the import is under it. */
  list: string
  words(t: T): { title: string; lead: string; example: string; submit(n: number): string }
  done: Key
  read(t: T, table: Table): { ok: true; rows: Row[] } | { ok: false; reason: ListRefusal }
  /** Good rows as a text that `read` reads again, for the form that confirms them. */
  write(rows: readonly Row[]): string
  /** The numbers of the good rows that are there already. */
  known(db: Queries, clientId: string, rows: readonly Row[]): Promise<ReadonlySet<number>>
  columns(view: View): Column<Row>[]
  /** Adds the good rows; answers with how many were new. */
  add(tx: Tx, request: { clientId: string; rows: readonly Row[]; by: Actor }): Promise<number>
}

/** The form, the look through, and the adding. */
export function importPages<Row extends Listed>(kind: ListKind<Row>) {
  const here = `${kind.list}/import`

  async function show(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
    if (visit.session.client.state !== 'active') return suspendedPage(visit, 'drivers')
    const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
    const { title, lead, example } = kind.words(view.t)
    return visit.page(
      <CabinetPage
        view={view}
        title={title}
        lead={lead}
        errors={errors}
        width="form"
        back={{ href: kind.list }}
      >
        <ImportForm view={view} visit={visit} example={example} errors={errors} />
      </CabinetPage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  /** Reads the list and shows what would become of each row. Nothing is added yet; sent again, it is only read again. */
  async function submit(visit: ClientVisit): Promise<Response> {
    const { app, session, t } = visit
    if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
    const sent = await tableOf(visit)
    if ('errors' in sent) return show(visit, sent.errors)
    const list = kind.read(t, sent.table)
    if (!list.ok) return show(visit, listErrors(visit, list.reason))
    const good = list.rows.filter(({ ok }) => ok)
    return checkPage(visit, kind, list.rows, await kind.known(app.db.read, session.client.id, good))
  }

  /** Adds the good rows of the list that was looked through. */
  async function confirm(visit: ClientVisit): Promise<Response> {
    const { app, form, session, t } = visit
    if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
    const list = kind.read(t, form.text('rows'))
    if (!list.ok) return show(visit, listErrors(visit, list.reason))
    const n = await app.db.transaction((tx) =>
      kind.add(tx, {
        clientId: session.client.id,
        rows: list.rows.filter(({ ok }) => ok),
        by: actorOf(visit),
      }),
    )
    return visit.seeOther(kind.list, { tone: 'good', key: kind.done, args: { n } })
  }

  function ImportForm({
    view,
    visit,
    example,
    errors,
  }: {
    view: View
    visit: ClientVisit
    example: string
    errors: Errors
  }) {
    const { t } = view
    return (
      <Form view={view} action={here} files>
        <TextArea
          view={view}
          name="rows"
          label={t('drivers.paste')}
          hint={example}
          value={visit.form.text('rows')}
          rows={8}
          optional
          errors={errors}
        />
        <FileField
          view={view}
          name="list"
          label={t('drivers.file')}
          hint={t('drivers.fileHint')}
          accept={TABLE_FILES}
          optional
          errors={errors}
        />
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href={kind.list}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    )
  }

  return { show, submit, confirm }
}

/** What was sent, or why it cannot be read. */
async function tableOf({ form, t, lang }: ClientVisit): Promise<{ table: Table } | { errors: Errors }> {
  const file = form.file('list')
  if (!file) return { table: form.text('rows') }
  const most = LIST_BYTES / 2
  if (file.size > most) return { errors: { list: t('err.of.csv.size', { size: fileSize(lang, most) }) } }
  const upload = await readUploadedTable(new Uint8Array(await file.arrayBuffer()))
  return upload.ok ? upload : { errors: { list: t(UPLOAD_PROBLEMS[upload.reason]) } }
}

/** Why there is no list, at the field it came by. */
function listErrors({ t, form }: ClientVisit, reason: ListRefusal): Errors {
  const field = form.file('list') ? 'list' : 'rows'
  switch (reason) {
    case 'empty':
      return { [field]: t('err.driver.listEmpty') }
    case 'rows':
      return { [field]: t('err.driver.listLong', { max: MOST_ROWS }) }
    case 'broken':
      return { [field]: t('err.driver.listBroken') }
  }
}

function checkPage<Row extends Listed>(
  visit: ClientVisit,
  kind: ListKind<Row>,
  rows: readonly Row[],
  known: ReadonlySet<number>,
): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
  const { t } = view
  const here = `${kind.list}/import`
  const fresh = rows.filter(({ ok, n }) => ok && !known.has(n))
  const wrong = rows.filter(({ ok }) => !ok).length
  return visit.page(
    <CabinetPage view={view} title={t('drivers.importCheck')} back={{ href: here }}>
      <Tiles>
        <Tile label={t('drivers.importNew')} value={String(fresh.length)} />
        <Tile label={t('drivers.importKnown')} value={String(known.size)} />
        <Tile
          label={t('drivers.importWrong')}
          value={String(wrong)}
          tone={wrong > 0 ? 'danger' : undefined}
        />
      </Tiles>
      {wrong > 0 && <Notice tone="warning">{t('drivers.importWrongP')}</Notice>}
      {fresh.length > 0 ? (
        <Form view={view} action={`${here}/confirm`} hidden={{ rows: kind.write(fresh) }}>
          <Buttons>
            <Button>{kind.words(t).submit(fresh.length)}</Button>
            <LinkButton href={here}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      ) : (
        <Notice tone="info">{t('drivers.importNone')}</Notice>
      )}
      <DataTable<Row>
        view={view}
        caption={t('drivers.importCheck')}
        rows={rows}
        columns={[
          { label: t('of.bulk.row'), cell: ({ n }) => n },
          ...kind.columns(view),
          {
            label: t('coupons.col.status'),
            cell: (row) => <RowState t={t} row={row} known={known.has(row.n)} />,
          },
        ]}
      />
    </CabinetPage>,
  )
}

function RowState({ t, row, known }: { t: T; row: Listed; known: boolean }) {
  if (row.ok)
    return (
      <StatusTag tone={known ? 'neutral' : 'good'}>
        {t(known ? 'drivers.rowKnown' : 'drivers.rowNew')}
      </StatusTag>
    )
  return (
    <>
      <StatusTag tone="danger">{t('drivers.rowWrong')}</StatusTag>
      <div>{row.problem}</div>
    </>
  )
}
