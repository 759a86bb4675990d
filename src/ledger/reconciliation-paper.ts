/** A client's reconciliation statement as a paper: what it says, and the PDF. */
import type { Visit } from '../accounts/visit.ts'
import { type ClientFacts, listContracts } from '../clients/queries.ts'
import type { ReconciliationPaper } from '../documents/reconciliation.ts'
import type { T } from '../i18n/index.ts'
import { readSeller } from '../products/seller.ts'
import { busyPage } from '../web/system-pages.tsx'
import type { Period } from './movements.ts'
import { reconcile, type ReconciledRow } from './reconcile.ts'

export type Reconciling = Pick<ClientFacts, 'id' | 'bin' | 'name'>

/** A client's statement of a period in the language of `t`, from the ledger as it stands now. */
export async function reconciliationPaper(
  { db, config }: Visit['app'],
  t: T,
  client: Reconciling,
  period: Period,
): Promise<ReconciliationPaper> {
  const [{ openingTiyn, rows, closingTiyn }, seller, contracts] = await Promise.all([
    reconcile(db.read, client.id, period),
    readSeller(db.read),
    listContracts(db.read, client.id),
  ])
  const [only, ...others] = contracts
  return {
    ...period,
    seller: {
      name: seller.name[t.lang] || seller.name.ru || config.operator[t.lang],
      bin: seller.bin,
      address: seller.address[t.lang] || seller.address.ru,
    },
    buyer: { name: client.name, bin: client.bin },
    contract: {
      // Money is a client's, not a contract's: several contracts stand on one statement.
      number: contracts.map(({ number }) => number).join(', '),
      ...(only && others.length === 0 ? { signedOn: only.signedOn } : {}),
    },
    sellsAtHandOver: contracts.some(({ turnover }) => turnover === 'hand_over'),
    openingTiyn,
    rows: rows.map((row) => ({
      on: row.on,
      document: documentName(t, row),
      debitTiyn: row.tiyn < 0n ? -row.tiyn : 0n,
      creditTiyn: row.tiyn > 0n ? row.tiyn : 0n,
    })),
    closingTiyn,
    ...(seller.director
      ? { signatories: { seller: { position: t('seller.director'), name: seller.director } } }
      : {}),
  }
}

/** The statement as a PDF in the reader's language. */
export async function printReconciliation(
  visit: Visit,
  client: Reconciling,
  period: Period,
): Promise<Response> {
  const { app, t, lang } = visit
  const pdf = await app.press.print('reconciliation', lang, await reconciliationPaper(app, t, client, period))
  if (pdf === 'overloaded') return busyPage(visit, 5)
  return visit.download(pdf, 'application/pdf', reconciliationFile(client, period))
}

export function reconciliationFile({ bin }: Reconciling, { from, to }: Period): string {
  return `reconciliation_${bin}_${from}_${to}.pdf`
}

function documentName(t: T, { kind, paymentDocument, count }: ReconciledRow): string {
  switch (kind) {
    case 'payment':
      return paymentDocument ? t('balance.payment', { number: paymentDocument }) : t('balance.e.payment')
    case 'payment_reversed':
      return paymentDocument
        ? t('recon.paymentReversed', { number: paymentDocument })
        : t('balance.e.paymentReversed')
    case 'payout':
      return t('balance.e.payoutDue')
    case 'delivered':
      return t('recon.delivered', { n: count })
    case 'taken_back':
      return t('recon.takenBack', { n: count })
    case 'forfeited':
      return t('recon.forfeited', { n: count })
    case 'restored':
      return t('balance.e.prolong')
    case 'handed_over':
      return t('recon.handedOver', { n: count })
    case 'handed_back':
      return t('recon.handedBack', { n: count })
    case 'exchanged':
      return t('recon.exchanged')
  }
}
