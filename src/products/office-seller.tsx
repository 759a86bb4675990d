/** The retailer's legal details in the office: what papers show, who has changed them when, and the way to change them. */
import { sql } from 'kysely'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import type { Queries } from '../db/database.ts'
import { shortDateTime } from '../i18n/format.ts'
import { showIban } from '../values/iban.ts'
import {
  AuditDiff,
  Button,
  Buttons,
  DataTable,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SummaryList,
} from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { readSellerForm, SELLER_LABELS, SellerFieldset } from './seller-form.tsx'
import { missingInSeller, readSeller, type Seller } from './seller.ts'
import {
  fieldsOf,
  SELLER_FIELDS,
  type SellerField,
  type SellerFields,
  sellerVersion,
  setSeller,
} from './set-seller.ts'

const HERE = '/office/seller'
/** The latest changes; the rest is in the log. */
const VERSIONS = 20

export async function showSeller(visit: StaffVisit): Promise<Response> {
  const { read } = visit.app.db
  const [seller, versions] = await Promise.all([readSeller(read), listVersions(read)])
  const fields = fieldsOf(seller)
  const view = visit.view({ nav: officeNav(visit, 'seller') })
  const { t, lang } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('seller.h1')}
      lead={t('seller.lead')}
      actions={
        visit.session.staff === 'admin' && (
          <LinkButton href={`${HERE}/edit`} icon="edit" tone="primary">
            {t('act.change')}
          </LinkButton>
        )
      }
    >
      {missingInSeller(seller).length > 0 && <Notice tone="danger">{t('seller.missing')}</Notice>}
      <Panel>
        <SummaryList
          view={view}
          rows={SELLER_FIELDS.map((field) => ({
            label: t(SELLER_LABELS[field]),
            value: shown(field, fields[field]),
          }))}
        />
      </Panel>
      {versions.length > 0 && (
        <Panel title={t('seller.versions')}>
          <DataTable<Version>
            view={view}
            caption={t('seller.versions')}
            rows={versions}
            columns={[
              { label: t('of.time'), lead: true, cell: (row) => shortDateTime(lang, row.setAt) },
              { label: t('of.audit.who'), cell: (row) => row.setBy ?? t('of.audit.nobody') },
              { label: t('term.iban'), cell: (row) => showIban(row.details.iik ?? '') },
              { label: t('invoice.bank'), cell: (row) => row.details.bank },
            ]}
          />
        </Panel>
      )}
    </OfficePage>,
  )
}

function shown(field: SellerField, value: string): string {
  return field === 'iik' || field === 'otherIiks' ? value.split(', ').map(showIban).join(', ') : value
}

export async function showSellerForm(visit: StaffVisit): Promise<Response> {
  const typed = visit.url.searchParams
  const fields = fieldsOf(await readSeller(visit.app.db.read))
  return formPage(visit, typed.size > 0 ? typed : new URLSearchParams(fields), {})
}

/** GET, because it changes nothing. What is wrong shows the form again. */
export async function showSellerCheck(visit: StaffVisit): Promise<Response> {
  return checkOrForm(visit, visit.url.searchParams, {})
}

export async function sellerAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return checkOrForm(visit, new URLSearchParams(visit.form.text('seller')), errors)
}

export async function submitSeller(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const read = readSellerForm(t, new URLSearchParams(form.text('seller')))
  if ('errors' in read) return sellerAgain(visit, {})
  const seen = /^\d{1,9}$/.test(form.text('seen')) ? Number(form.text('seen')) : -1
  const set = await app.db.transaction((tx) =>
    setSeller(tx, { fields: read.fields, seen, by: actorOf(visit) }),
  )
  if (set.ok) return visit.seeOther(HERE, { tone: 'good', key: 'seller.changed' })
  return set.reason === 'same'
    ? visit.seeOther(HERE, { tone: 'info', key: 'policy.same' })
    : sellerAgain(visit, { form: t('err.of.seller.changed') })
}

async function checkOrForm(visit: StaffVisit, typed: URLSearchParams, errors: Errors): Promise<Response> {
  const read = readSellerForm(visit.t, typed)
  return 'errors' in read ? formPage(visit, typed, read.errors) : checkPage(visit, typed, read.fields, errors)
}

function formPage(visit: StaffVisit, typed: URLSearchParams, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'seller') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('seller.edit')}
      errors={errors}
      width="form"
      crumbs={[{ href: HERE, label: t('seller.h1') }]}
    >
      <form method="get" action={`${HERE}/check`} class="form" novalidate>
        <SellerFieldset view={view} typed={typed} errors={errors} />
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

async function checkPage(
  visit: StaffVisit,
  typed: URLSearchParams,
  fields: SellerFields,
  errors: Errors,
): Promise<Response> {
  const [seen, now] = await visit.app.db.transaction(async (tx) => [
    await sellerVersion(tx),
    fieldsOf(await readSeller(tx)),
  ])
  const changed = SELLER_FIELDS.filter((field) => now[field] !== fields[field])
  if (changed.length === 0) return visit.seeOther(HERE, { tone: 'info', key: 'policy.same' })
  const view = visit.view({ nav: officeNav(visit, 'seller') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('seller.check')}
      lead={t('seller.checkLead')}
      errors={errors}
      width="text"
      back={{ href: `${HERE}/edit?${typed}` }}
    >
      <Panel>
        <AuditDiff
          view={view}
          changes={changed.map((field) => ({
            field: t(SELLER_LABELS[field]),
            before: now[field] || t('common.notSet'),
            after: fields[field] || t('common.notSet'),
          }))}
        />
      </Panel>
      <Form view={view} action={HERE} hidden={{ seller: String(typed), seen: String(seen) }}>
        <Buttons>
          <Button>{t('act.save')}</Button>
          <LinkButton href={`${HERE}/edit?${typed}`}>{t('act.change')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

type Version = { setAt: Date; setBy: string | null; details: Partial<Seller> }

async function listVersions(db: Queries): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select s.set_at as "setAt", coalesce(nullif(a.name, ''), a.email) as "setBy", s.details
    from seller s left join account a on a.id = s.set_by order by s.id desc limit ${VERSIONS}`.execute(db)
  return rows
}
