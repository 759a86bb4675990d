/** C1: what the company has in coupons: in stock by fuel, with drivers, ending soon. */
import type { Child } from '../web/jsx-runtime.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { number, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { Tile } from '../web/parts/index.ts'
import { countEnding, readShelves, type Stock } from './stock.ts'

/** Days before the last one that count as «скоро». */
const ENDING_DAYS = 30
const MOST = 1000

/** Each tile leads to the list it counts; nothing for a company without open coupons. */
export async function couponTiles(visit: ClientVisit): Promise<Child | undefined> {
  const { app, session, t } = visit
  const clientId = session.client.id
  const { read } = app.db
  const [{ stock, given }, ending] = await Promise.all([
    readShelves(read, clientId),
    countEnding(read, clientId, ENDING_DAYS, MOST),
  ])
  if (stock.length + given.length === 0) return undefined
  return (
    <>
      <StockTile t={t} label={t('home.stock')} stock={stock} href="/app/coupons" />
      <StockTile t={t} label={t('home.withDrivers')} stock={given} href="/app/coupons?tab=given" />
      {ending > 0 && (
        <Tile
          label={t('home.expiring')}
          value={ending >= MOST ? `${number(t.lang, MOST)}+` : number(t.lang, ending)}
          note={t('home.expiringNote', { n: ENDING_DAYS })}
          href={`/app/coupons?ends=${ENDING_DAYS}`}
          tone="warning"
        />
      )}
    </>
  )
}

function StockTile({
  t,
  label,
  stock,
  href,
}: {
  t: T
  label: string
  stock: readonly Stock[]
  href: string
}) {
  const total = stock.reduce((sum, { ml }) => sum + ml, 0n)
  return (
    <Tile label={label} value={volume(t.lang, total)} href={href}>
      {stock.length > 0 && (
        <ul class="parts">
          {stock.map(({ product, ml, coupons }) => (
            <li>
              {t('home.stockByFuel', { fuel: productName(t, product), volume: volume(t.lang, ml) })}
              <span class="faint"> · {t('unit.coupon', { n: coupons })}</span>
            </li>
          ))}
        </ul>
      )}
    </Tile>
  )
}
