/** Operations of tills as the office lists them. */
import { dateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Column } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { FoundOperation } from './find-operations.ts'
import { OperationTag } from './operation-tag.tsx'

export function operationColumns({ t, lang }: View): Column<FoundOperation>[] {
  return [
    {
      label: t('pos.col.number'),
      lead: true,
      cell: ({ id, number, posTxnId, verb, state, clientId, receipt }) => (
        <>
          {clientId && isRefuel({ verb, state }) ? (
            <a href={`/office/refuels/${id}`} class="digits">
              {number}
            </a>
          ) : (
            <b class="digits">{number}</b>
          )}
          <div class="quiet">{posTxnId}</div>
          {receipt !== null && <div class="quiet">{t('pos.receipt.short', { number: receipt })}</div>}
        </>
      ),
      long: true,
    },
    { label: t('pos.col.time'), cell: ({ at }) => dateTime(lang, at) },
    {
      label: t('of.search.at'),
      long: true,
      cell: ({ station, stationId, terminal }) => (
        <>
          <a href={`/office/stations/${stationId}`}>{station}</a>
          <div class="quiet">{terminal}</div>
        </>
      ),
    },
    {
      label: t('of.search.by'),
      long: true,
      cell: ({ clientId, company, couponNumber, cardNumber }) => (
        <>
          {clientId && <a href={`/office/clients/${clientId}`}>{company}</a>}
          {couponNumber !== null && (
            <div>
              <a href={`/office/coupons/${couponNumber}`}>
                {t('of.search.coupon', { number: String(couponNumber) })}
              </a>
            </div>
          )}
          {cardNumber !== null && (
            <div>
              <a href={`/office/cards/${cardNumber}`}>
                {t('of.search.card', { number: String(cardNumber) })}
              </a>
            </div>
          )}
        </>
      ),
    },
    {
      label: t('pos.fuel'),
      cell: ({ product, ml }) =>
        [product && productName(t, product), ml !== null && volume(lang, ml)].filter(Boolean).join(', '),
    },
    { label: t('pos.col.state'), cell: (row) => <OperationTag t={t} operation={row} /> },
  ]
}

// Fuel that was dispensed has a page; what was refused or given back is on those of others.
function isRefuel({ verb, state }: Pick<FoundOperation, 'verb' | 'state'>): boolean {
  return (verb === 'redeem' || verb === 'authorize') && (state === 'completed' || state === 'late_posted')
}
