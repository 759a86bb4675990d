/** Credit as pages say it: its terms in a line, and how it stands. */
import { longDate, money } from '../i18n/format.ts'
import { StatusTag, type SummaryRow } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { Credit } from './find-credit.ts'
import type { CreditTerms } from './set-credit-limit.ts'

/** «Отсрочка 30 дней, лимит 500 000 ₸». */
export function termsWords({ t, lang }: Pick<View, 't' | 'lang'>, { limitTiyn, days }: CreditTerms): string {
  return limitTiyn === 0n
    ? t('credit.none')
    : t('of.client.credit', { n: days, amount: money(lang, limitTiyn) })
}

/** What may be owed, what is, what is left, and when it is due. */
export function creditRows(view: View, credit: Credit): SummaryRow[] {
  const { t, lang } = view
  const left = credit.limitTiyn - credit.owedTiyn - credit.heldTiyn
  return [
    { label: t('credit.terms'), value: termsWords(view, credit) },
    { label: t('credit.owed'), value: money(lang, credit.owedTiyn) },
    ...(credit.heldTiyn > 0n ? [{ label: t('credit.held'), value: money(lang, credit.heldTiyn) }] : []),
    { label: t('credit.left'), value: money(lang, left) },
    ...(credit.dueOn
      ? [
          {
            label: t('credit.due'),
            value: (
              <>
                {longDate(lang, credit.dueOn)}{' '}
                {credit.overdue && <StatusTag tone="danger">{t('credit.overdue')}</StatusTag>}
              </>
            ),
          },
        ]
      : []),
  ]
}
