/** O1: what the network has dispensed since midnight. */
import { sql } from 'kysely'
import type { StaffVisit } from '../accounts/visit.ts'
import type { Queries } from '../db/database.ts'
import { money, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import { Tile } from '../web/parts/index.ts'

type DispensedToday = { product: Product; count: number; ml: bigint; tiyn: bigint }

/** Fuel less what was given back of it, whoever pays; the most of all first. */
export async function readDispensedToday(db: Queries): Promise<DispensedToday[]> {
  // Rows come by time, so that the day is the table's end: the index of ranges finds it.
  const { rows } = await sql<DispensedToday>`
    select product, count(*)::int as count, sum(ml - refunded_ml)::bigint as ml, sum(tiyn - refunded_tiyn)::bigint as tiyn
    from till_transaction
    where at >= local_day(now())::timestamp at time zone 'Asia/Almaty'
      and verb in ('redeem', 'authorize') and state in ('completed', 'late_posted') and ml > refunded_ml
    group by product order by sum(ml - refunded_ml) desc`.execute(db)
  return rows
}

export async function dispensedTodayTile(visit: StaffVisit) {
  const { app, t, lang } = visit
  const found = await readDispensedToday(app.db.read)
  const sum = (of: 'ml' | 'tiyn') => found.reduce((total, one) => total + one[of], 0n)
  const count = found.reduce((total, one) => total + one.count, 0)
  return (
    <Tile
      label={t('of.today.t.dispensed')}
      value={volume(lang, sum('ml'))}
      note={t('of.today.refuels', { n: count, amount: money(lang, sum('tiyn')) })}
      href="/office/refuels"
    >
      {found.length > 0 && (
        <ul class="parts">
          {found.map(({ product, ml }) => (
            <li>
              {productName(t, product)}: {volume(lang, ml)}
            </li>
          ))}
        </ul>
      )}
    </Tile>
  )
}
