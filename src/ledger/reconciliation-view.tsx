/** A reconciliation statement on the screen: what its PDF says, for the cabinet and the office. */
import type { ReconciliationPaper, ReconciliationRow } from '../documents/reconciliation.ts'
import { longDate, money, shortDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { DataTable, Empty, Panel, SummaryList } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { Period } from './movements.ts'
import { readPeriod, usualPeriods } from './period.ts'

/** A statement of more days than a leap year has would be too long to read and to sign. */
const MOST_DAYS = 366

/** The period an address names; the last whole month when it names none. */
export function readStatementPeriod(
  t: T,
  asked: { from: string; to: string },
): { period: Period; errors: Errors } {
  const now = new Date()
  if (asked.from === '' && asked.to === '') {
    const { from, to } = usualPeriods(now)[1]!
    return { period: { from, to }, errors: {} }
  }
  const read = readPeriod(t, asked, now)
  const days = (Date.parse(read.period.to) - Date.parse(read.period.from)) / 86_400_000 + 1
  return days > MOST_DAYS ? { ...read, errors: { from: t('recon.tooLong') } } : read
}

export function Reconciliation({ view, paper }: { view: View; paper: ReconciliationPaper }) {
  const { t, lang } = view
  const { rows, openingTiyn, closingTiyn } = paper
  const sum = (read: (row: ReconciliationRow) => bigint) => rows.reduce((total, row) => total + read(row), 0n)
  const figure = (tiyn: bigint) => (tiyn === 0n ? '' : money(lang, tiyn))
  return (
    <>
      <Panel>
        <SummaryList
          view={view}
          rows={[
            {
              label: `${t('paper.recon.opening')}, ${longDate(lang, paper.from)}`,
              value: money(lang, openingTiyn),
            },
            {
              label: t('recon.paid'),
              value: money(
                lang,
                sum(({ creditTiyn }) => creditTiyn),
              ),
            },
            {
              label: t(paper.sellsAtHandOver ? 'recon.usedOrSold' : 'recon.used'),
              value: money(
                lang,
                sum(({ debitTiyn }) => debitTiyn),
              ),
            },
            {
              label: `${t('paper.recon.closing')}, ${longDate(lang, paper.to)}`,
              value: <b>{money(lang, closingTiyn)}</b>,
            },
          ]}
        />
        <p class="hint">{t(paper.sellsAtHandOver ? 'recon.aboutSold' : 'recon.about')}</p>
      </Panel>
      {rows.length === 0 ? (
        <Empty icon="balance" text={t('balance.empty')} />
      ) : (
        <DataTable<ReconciliationRow>
          view={view}
          caption={t('paper.recon.h1')}
          rows={rows}
          columns={[
            { label: t('paper.recon.date'), cell: (row) => shortDate(lang, row.on) },
            { label: t('paper.recon.document'), lead: true, cell: (row) => row.document },
            { label: t('paper.recon.debit'), number: true, cell: (row) => figure(row.debitTiyn) },
            { label: t('paper.recon.credit'), number: true, cell: (row) => figure(row.creditTiyn) },
          ]}
        />
      )}
    </>
  )
}
