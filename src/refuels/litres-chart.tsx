/** What a company has refuelled month by month, as columns and as a table. */
import { isoDay, monthHeading, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { PRODUCTS } from '../products/products.ts'
import { BarChart } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { MonthOfFuel } from './read-report.ts'

/** The last months by fuel. */
export function LitresChart({
  view,
  found,
  months: count,
}: {
  view: View
  found: readonly MonthOfFuel[]
  months: number
}) {
  const { t, lang } = view
  const products = PRODUCTS.filter((product) => found.some((one) => one.product === product))
  const months = lastMonths(count)
  const of = (month: string, product: string) =>
    found.find((one) => one.month === month && one.product === product)?.ml ?? 0n
  return (
    <BarChart
      view={view}
      caption={t('reports.litres')}
      periodLabel={t('reports.month')}
      series={products.map((product) => ({
        product,
        name: productName(t, product),
        total: volume(lang, litresOf(found.filter((one) => one.product === product))),
      }))}
      columns={months.map((month) => ({
        label: `${month.slice(5)}.${month.slice(2, 4)}`,
        fullLabel: monthHeading(lang, month),
        values: products.map((product) => Number(of(month, product))),
        texts: products.map((product) => volume(lang, of(month, product))),
        total: volume(lang, litresOf(found.filter((one) => one.month === month))),
      }))}
    />
  )
}

// All of them, also those without a refuel: a gap is news.
function lastMonths(count: number): string[] {
  const [year, month] = isoDay(new Date()).split('-').map(Number) as [number, number]
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.UTC(year, month - count + n, 1)).toISOString().slice(0, 7),
  )
}

/** In ml. */
export function litresOf(found: readonly MonthOfFuel[]): bigint {
  return found.reduce((sum, { ml }) => sum + ml, 0n)
}
