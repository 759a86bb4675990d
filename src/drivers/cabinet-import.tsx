/** C22: a list of drivers from a spreadsheet: uploaded or pasted, looked through row by row, then added. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { productName } from '../products/product-name.ts'
import { showPhone } from '../values/phone.ts'
import { showPlate } from '../values/plate.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  type Column,
  DataTable,
  Form,
  LinkButton,
  Notice,
  StatusTag,
  Tile,
  Tiles,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { findKnown, importDrivers } from './import-drivers.ts'
import { ImportFields, listErrors, textOf } from './import-parts.tsx'
import { type ListRow, MOST_ROWS, readList, writeList } from './read-list.ts'

const HERE = '/app/drivers/import'

export async function showImport(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('drivers.import')}
      lead={t('drivers.importLead', { max: MOST_ROWS })}
      errors={errors}
      width="form"
      back={{ href: '/app/drivers' }}
    >
      <ImportFields
        visit={visit}
        action={HERE}
        back="/app/drivers"
        example={t('drivers.pasteHint')}
        errors={errors}
      />
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Reads the list and shows what would become of each row. Nothing is added yet; sent again, it is only read again. */
export async function submitImport(visit: ClientVisit): Promise<Response> {
  const { app, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const text = await textOf(visit)
  if (typeof text !== 'string') return showImport(visit, text)
  const list = readList(t, text)
  if (!list.ok) return showImport(visit, listErrors(visit, list.reason))
  const good = list.rows.flatMap((row) => (row.ok ? [row] : []))
  const known = await findKnown(
    app.db.read,
    session.client.id,
    good.map(({ driver }) => driver),
  )
  const seen = new Set(good.filter((_, i) => known.has(i)).map(({ n }) => n))
  return checkPage(visit, list.rows, seen)
}

/** Adds the good rows of the list that was looked through. */
export async function submitImportConfirm(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'drivers')
  const list = readList(t, form.text('rows'))
  if (!list.ok) return showImport(visit, listErrors(visit, list.reason))
  const added = await app.db.transaction((tx) =>
    importDrivers(tx, {
      clientId: session.client.id,
      drivers: list.rows.flatMap((row) => (row.ok ? [row.driver] : [])),
      by: actorOf(visit),
    }),
  )
  return visit.seeOther('/app/drivers', { tone: 'good', key: 'drivers.imported', args: { n: added } })
}

function checkPage(visit: ClientVisit, rows: readonly ListRow[], known: ReadonlySet<number>): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
  const { t } = view
  const fresh = rows.filter((row) => row.ok && !known.has(row.n))
  const wrong = rows.filter((row) => !row.ok)
  return visit.page(
    <CabinetPage view={view} title={t('drivers.importCheck')} back={{ href: HERE }}>
      <Tiles>
        <Tile label={t('drivers.importNew')} value={String(fresh.length)} />
        <Tile label={t('drivers.importKnown')} value={String(known.size)} />
        <Tile
          label={t('drivers.importWrong')}
          value={String(wrong.length)}
          tone={wrong.length > 0 ? 'danger' : undefined}
        />
      </Tiles>
      {wrong.length > 0 && <Notice tone="warning">{t('drivers.importWrongP')}</Notice>}
      {fresh.length > 0 ? (
        <Form view={view} action={`${HERE}/confirm`} hidden={{ rows: writeList(fresh) }}>
          <Buttons>
            <Button>{t('drivers.importSubmit', { n: fresh.length })}</Button>
            <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      ) : (
        <Notice tone="info">{t('drivers.importNone')}</Notice>
      )}
      <DataTable<ListRow>
        view={view}
        caption={t('drivers.importCheck')}
        rows={rows}
        columns={columnsOf(view, known)}
      />
    </CabinetPage>,
  )
}

function columnsOf({ t }: View, known: ReadonlySet<number>): Column<ListRow>[] {
  return [
    { label: t('of.bulk.row'), cell: (row) => row.n },
    { label: t('issue.driver'), lead: true, cell: (row) => row.name || t('common.notSet') },
    {
      label: t('drivers.phone'),
      cell: (row) => row.ok && <span class="digits">{showPhone(row.driver.phone)}</span>,
    },
    {
      label: t('drivers.plate'),
      cell: (row) => row.ok && <span class="digits">{showPlate(row.driver.plate)}</span>,
    },
    {
      label: t('drivers.fuel'),
      cell: (row) => (row.ok && row.driver.product ? productName(t, row.driver.product) : ''),
    },
    {
      label: t('coupons.col.status'),
      cell: (row) =>
        row.ok ? (
          <StatusTag tone={known.has(row.n) ? 'neutral' : 'good'}>
            {t(known.has(row.n) ? 'drivers.rowKnown' : 'drivers.rowNew')}
          </StatusTag>
        ) : (
          <>
            <StatusTag tone="danger">{t('drivers.rowWrong')}</StatusTag>
            <div>{row.problem}</div>
          </>
        ),
    },
  ]
}
