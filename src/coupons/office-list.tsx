/** O10: any coupon, found by what a driver or a cashier can say of it. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { shortDate, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import {
  type Column,
  DataTable,
  Empty,
  FilterBar,
  FuelTag,
  OfficePage,
  SearchField,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { findAnywhere, type FoundCoupon, readWanted } from './find-anywhere.ts'
import { CouponTag } from './states.tsx'

const HERE = '/office/coupons'
const MOST = 50

export async function showOfficeCoupons(visit: StaffVisit): Promise<Response> {
  const { app } = visit
  const typed = oneLine(visit.query('q')).slice(0, 60)
  const wanted = readWanted(app.vault, typed)
  const rows = wanted ? await findAnywhere(app.db.read, wanted, MOST) : []
  if (rows.length === 1) return visit.seeOther(`${HERE}/${rows[0]!.number}`)
  const view = visit.view({ nav: officeNav(visit, 'coupons') })
  const { t } = view
  return visit.page(
    <OfficePage view={view} title={t('office.nav.coupons')}>
      <FilterBar
        view={view}
        action={HERE}
        resetHref={HERE}
        search={
          <SearchField
            view={view}
            name="q"
            label={t('of.coupon.find')}
            hint={t('of.coupon.findHint')}
            // A whole code is never shown again, not even to who typed it.
            value={wanted?.codeHash ? '' : typed}
          />
        }
      />
      {rows.length > 0 ? (
        <DataTable<FoundCoupon>
          view={view}
          caption={t('office.nav.coupons')}
          rows={rows}
          columns={foundCouponColumns(view)}
        />
      ) : (
        <Empty icon="search" text={t(typed === '' ? 'of.coupon.findEmpty' : 'of.coupon.noMatch')} />
      )}
      {rows.length === MOST && <p class="hint">{t('of.coupon.most', { n: MOST })}</p>}
    </OfficePage>,
  )
}

/** What a list of found coupons says of each. */
export function foundCouponColumns({ t, lang }: View): Column<FoundCoupon>[] {
  return [
    {
      label: t('coupons.col.no'),
      lead: true,
      cell: (row) => (
        <a href={`${HERE}/${String(row.number)}`} class="digits">
          {String(row.number)}
        </a>
      ),
    },
    {
      label: t('of.clients.company'),
      long: true,
      cell: (row) => <a href={`/office/clients/${row.clientId}`}>{row.company}</a>,
    },
    {
      label: t('coupons.col.fuel'),
      cell: (row) => <FuelTag product={row.product}>{productName(t, row.product)}</FuelTag>,
    },
    { label: t('coupons.col.left'), number: true, cell: (row) => volume(lang, row.remainingMl) },
    {
      label: t('coupons.col.driver'),
      cell: (row) => [row.driver, row.plate && showPlate(row.plate)].filter(Boolean).join(', '),
    },
    { label: t('coupons.col.validTo'), cell: (row) => shortDate(lang, row.validTo) },
    { label: t('coupons.col.status'), cell: (row) => <CouponTag t={t} coupon={row} /> },
  ]
}
