/** Whom to pay, as a bank's form asks for it: every value ready to copy, one by one and all at once. */
import type { Seller } from '../products/seller.ts'
import { CopyField, Panel } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'

export type PayField = { name: string; label: string; value: string }

/** The retailer's name in the reader's language, or as its papers in Russian have it. */
export function sellerName({ lang }: View, seller: Seller): string {
  return seller.name[lang] || seller.name.ru
}

/** The retailer's account; the values are for machines: no groups of digits, nothing around them. */
export function sellerFields(view: View, seller: Seller): PayField[] {
  const { t } = view
  return [
    { name: 'payee', label: t('invoice.payee'), value: sellerName(view, seller) },
    { name: 'bin', label: t('term.bin'), value: seller.bin },
    { name: 'iik', label: t('term.iban'), value: seller.iik },
    { name: 'bank', label: t('invoice.bank'), value: seller.bank },
    { name: 'bik', label: t('term.bic'), value: seller.bik },
    { name: 'kbe', label: t('term.kbe'), value: seller.kbe },
    { name: 'knp', label: t('term.knp'), value: seller.knp },
  ]
}

export function PayTo({ view, fields }: { view: View; fields: readonly PayField[] }) {
  const { t } = view
  return (
    <Panel title={t('invoice.payTo')} actions={<CopyAll view={view} fields={fields} />}>
      {fields.map(({ name, label, value }) => (
        <CopyField view={view} id={name} label={label} value={value} />
      ))}
    </Panel>
  )
}

function CopyAll({ view, fields }: { view: View; fields: readonly PayField[] }) {
  const { t } = view
  return (
    <>
      <pre id="all" class="heard" aria-hidden="true">
        {fields.map(({ label, value }) => `${label}: ${value}`).join('\n')}
      </pre>
      <button
        type="button"
        class="button secondary small"
        hidden
        data-copy="all"
        data-done={t('act.copied')}
        data-failed={t('err.copy')}
      >
        <span>{t('invoice.copyAll')}</span>
      </button>
    </>
  )
}
