/** The papers of a month in one file, made one after the other while the file is being sent. */
import { setTimeout as pause } from 'node:timers/promises'
import { makeZip } from 'client-zip'
import type { ClientVisit } from '../accounts/visit.ts'
import { findClient } from '../clients/queries.ts'
import { reconciliationFile, reconciliationPaper } from '../ledger/reconciliation-paper.ts'
import { findOrder } from '../orders/find-orders.ts'
import { invoicePdf } from '../orders/invoice-paper.ts'
import { busyPage } from '../web/system-pages.tsx'
import { daysOf, invoicesOf, type Month } from './find-papers.ts'

/** Papers in one file. */
export const MOST_PAPERS = 500
/** Files that are made at a time: the press is one, and everybody's. */
const AT_ONCE = 2
/** How often, and after how many ms, a paper is tried again that the press had no room for. */
const TRIES = 40
const WAIT_MS = 500

type File = { name: string; input: Uint8Array<ArrayBuffer> }

let running = 0

/** Sends the invoices of a month, and its statement when the month is over, as a ZIP file; 503 while others are made. */
export function zipPapers(visit: ClientVisit, month: Month, over: boolean): Response {
  if (running >= AT_ONCE) return busyPage(visit, 10)
  return new Response(makeZip(counted(papersOf(visit, month, over))), {
    headers: {
      'content-type': 'application/zip',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="documents_${month}.zip"`,
    },
  })
}

/** What begins is counted until it ends, also when the browser gives up in the middle. */
async function* counted(files: AsyncGenerator<File, void, void>): AsyncGenerator<File, void, void> {
  running++
  try {
    yield* files
  } finally {
    running--
  }
}

async function* papersOf(
  { app, t, session }: ClientVisit,
  month: Month,
  over: boolean,
): AsyncGenerator<File, void, void> {
  const { read } = app.db
  const clientId = session.client.id
  const { invoices } = await invoicesOf(read, clientId, month, MOST_PAPERS)
  for (const { number } of invoices) {
    const order = await findOrder(read, number, clientId)
    const pdf = order && (await patiently(() => invoicePdf(app, t, order)))
    if (pdf) yield { name: `invoice_${number}.pdf`, input: pdf }
  }
  const client = over ? await findClient(read, clientId) : undefined
  if (!client) return
  const period = daysOf(month)
  const paper = await reconciliationPaper(app, t, client, period)
  yield {
    name: reconciliationFile(client, period),
    input: await patiently(() => app.press.print('reconciliation', t.lang, paper)),
  }
}

async function patiently<Paper>(print: () => Promise<Paper | 'overloaded'>): Promise<Paper> {
  for (let tries = 1; ; tries++) {
    const paper = await print()
    if (paper !== 'overloaded') return paper
    if (tries === TRIES) throw new Error('the press had no room for a paper of a ZIP file')
    await pause(WAIT_MS)
  }
}
