/** What an order consists of, with what it costs: on the check page, the order and the invoice. */
import { money, number, percent, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { DataTable, FuelTag } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { couponsIn, litresIn } from './order-lines.ts'
import type { OrderedLine } from './place-order.ts'

type CostedLine = OrderedLine & { tiynPerLitre: bigint; nominalTiyn: bigint }
type Costs = { tiyn: bigint; vatBp: number; vatTiyn: bigint }

export function LinesTable({
  view,
  lines,
  costs,
}: {
  view: View
  lines: readonly CostedLine[]
  costs: Costs
}) {
  const { t, lang } = view
  return (
    <>
      <DataTable<CostedLine>
        view={view}
        caption={t('order.lines')}
        rows={lines}
        columns={[
          {
            label: t('coupons.col.fuel'),
            lead: true,
            cell: (line) => <FuelTag product={line.product}>{productName(t, line.product)}</FuelTag>,
          },
          { label: t('buy.nominal'), number: true, cell: (line) => volume(lang, line.nominalMl) },
          { label: t('order.col.count'), number: true, cell: (line) => number(lang, line.count) },
          { label: t('order.col.price'), number: true, cell: (line) => money(lang, line.tiynPerLitre) },
          {
            label: t('order.col.sum'),
            number: true,
            cell: (line) => money(lang, line.nominalTiyn * BigInt(line.count)),
          },
        ]}
        foot={[
          t('common.total'),
          volume(lang, litresIn(lines)),
          number(lang, couponsIn(lines)),
          null,
          <b>{money(lang, costs.tiyn)}</b>,
        ]}
      />
      <Vat view={view} costs={costs} />
    </>
  )
}

/** The tax inside a sum, which is the day's. */
export function Vat({ view, costs }: { view: View; costs: Costs }) {
  const { t, lang } = view
  return (
    <p class="quiet">
      {t('buy.vat', { rate: percent(lang, costs.vatBp / 100) })}: {money(lang, costs.vatTiyn)}
    </p>
  )
}
