/** What there is to say about a statement, in the reader's language. */
import { fileSize, money } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { StatementRefusal, StatementWarning } from './read-statement.ts'
import type { Broken } from './statement-sections.ts'

/** Why a file is not taken, and in which line. */
export function refusalText(t: T, refusal: StatementRefusal): string {
  switch (refusal.reason) {
    case 'empty':
      return t('err.of.bank.empty')
    case 'format':
      return t('err.of.bank.format')
    case 'encoding':
      return t('err.of.bank.encoding')
    case 'no_account':
      return t('err.of.bank.noAccount')
    case 'size':
      return t('err.of.bank.size', { size: fileSize(t.lang, refusal.bytes) })
    case 'account':
      return t('err.of.bank.account', { iban: refusal.account })
    case 'broken':
      return t(BROKEN[refusal.problem], { n: refusal.line })
  }
}

const BROKEN = {
  open: 'err.of.bank.open',
  stray: 'err.of.bank.stray',
  twice: 'err.of.bank.twice',
  amount: 'err.of.bank.amount',
  day: 'err.of.bank.day',
  no_amount: 'err.of.bank.noAmount',
  no_day: 'err.of.bank.noDay',
} as const satisfies Record<Broken['problem'], string>

/** What does not add up in a file that is taken. */
export function warningText(t: T, warning: StatementWarning): string {
  const { account } = warning
  switch (warning.code) {
    case 'totals': {
      const sums = { stated: money(t.lang, warning.stated), found: money(t.lang, warning.found) }
      return t(`of.bank.warn.${warning.side}`, { account, ...sums })
    }
    case 'balance':
      return t('of.bank.warn.balance', { account })
    case 'no_totals':
      return t('of.bank.warn.noTotals', { account })
  }
}
