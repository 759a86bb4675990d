import type { T } from '../i18n/index.ts'
import type { FiscalReceipt } from '../tills/fiscal-receipt.ts'

/** A refuel's fiscal receipt, with the way to where the fiscal data operator shows it; or that no till has said it yet. */
export function FiscalNumber({ t, receipt }: { t: T; receipt: FiscalReceipt | null }) {
  if (!receipt) return <span class="faint">{t('refuel.fiscal.none')}</span>
  const { number, sign, url } = receipt
  return (
    <>
      <span class="digits long">{number}</span>
      {sign && <div class="faint">{t('refuel.fiscal.sign', { sign })}</div>}
      {url && (
        <div>
          <a href={url} rel="noopener noreferrer" target="_blank">
            {t('refuel.fiscal.check')}
          </a>
        </div>
      )}
    </>
  )
}
