/** What a browser shows of the till when the server is out of reach. Its worker keeps this page and no other. */
import { dateTime, litres } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { DataTable, FuelTag, LinkButton, Panel } from '../web/parts/index.ts'
import { sumShift } from './close-duty.ts'
import { PosFrame, posPage } from './frame.tsx'
import type { TillVisit } from './guard.ts'
import { findDuty } from './till.ts'

/** The bar, and the sums of the shift that runs as they are now. Of customers nothing: the page outlives the shift. */
export async function showOffline(visit: TillVisit): Promise<Response> {
  const { app, till } = visit
  const [duty, sums] = await Promise.all([
    findDuty(app.db.read, till.id),
    sumShift(app.db.read, till.id, till.shiftNo),
  ])
  const view = visit.view()
  const { t, lang } = view
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.offline.h')} place={{ till, duty }} heard offline>
      <p>
        <LinkButton href="/pos" tone="primary" icon="refresh">
          {t('pos.offline.again')}
        </LinkButton>
      </p>
      <Panel title={t('pos.offline.sums', { datetime: dateTime(lang, new Date()) })}>
        {sums.length === 0 ? (
          <p class="quiet">{t('pos.shift.empty')}</p>
        ) : (
          <DataTable
            view={view}
            caption={t('pos.shift.report')}
            rows={sums}
            columns={[
              {
                label: t('pos.fuel'),
                lead: true,
                cell: ({ product }) => <FuelTag product={product}>{productName(t, product)}</FuelTag>,
              },
              { label: t('pos.shift.coupons'), number: true, cell: (line) => line.count - line.cards },
              { label: t('pos.shift.cards'), number: true, cell: (line) => line.cards },
              { label: t('pos.shift.litres'), number: true, cell: (line) => litres(lang, line.ml) },
            ]}
          />
        )}
      </Panel>
    </PosFrame>,
  )
}
