/** O6: the lines of a statement: what the bank says, and what we make of it. */
import { money, shortDate } from '../i18n/format.ts'
import { DataTable } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { HERE } from './office-list.tsx'
import type { LineFacts } from './statements.ts'
import { LineTag } from './tags.tsx'

export function StatementLines({ view, lines }: { view: View; lines: LineFacts[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.bank.lines')}
      rows={lines}
      columns={[
        { label: t('of.pay.day'), cell: (line) => shortDate(lang, line.day) },
        {
          label: t('of.bank.other'),
          lead: true,
          cell: (line) => {
            const name = line.name || t('of.pay.noName')
            return (
              <div>
                {line.receiptId ? <a href={`${HERE}/${line.receiptId}`}>{name}</a> : name}
                <div class="faint digits">{line.bin}</div>
              </div>
            )
          },
        },
        { label: t('of.pay.purpose'), long: true, cell: (line) => line.purpose },
        { label: t('of.pay.sum'), number: true, cell: (line) => money(lang, line.tiyn) },
        {
          label: t('of.pay.state'),
          cell: (line) => <LineTag t={t} kind={line.kind} state={line.state} />,
        },
      ]}
    />
  )
}
