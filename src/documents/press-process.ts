/** The press's own process. It alone loads the PDF library and the fonts, and ends with its parent. */
import assert from 'node:assert/strict'
import { type Lang, type T, translator, type World } from '../i18n/index.ts'
import { couponSheetPdf } from './coupon-sheet-pdf.ts'
import { type Fonts, readyFonts } from './fonts.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { reconciliationPdf } from './reconciliation-pdf.ts'
import { registerPdf } from './register-pdf.ts'
import type { PaperKind, Papers, PressAnswer, PressOrder } from './press.ts'

type Makers = { [K in PaperKind]: (t: T, fonts: Fonts, paper: Papers[K]) => Promise<Uint8Array<ArrayBuffer>> }

const makers: Makers = {
  invoice: invoicePdf,
  reconciliation: reconciliationPdf,
  coupons: couponSheetPdf,
  register: registerPdf,
}

assert(process.send, 'the press is started by the product')
const world = JSON.parse(process.argv[2]!) as World
const speakers = new Map<Lang, T>()
const fonts = readyFonts()

process.on('message', (order: PressOrder) => {
  void make(order).then(
    (pdf) => answer({ id: order.id, pdf }),
    (error: unknown) =>
      answer({ id: order.id, error: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit())
// A stop of the whole group is the parent's to carry out: it still waits for papers.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

async function make<K extends PaperKind>(order: { kind: K; lang: Lang; paper: Papers[K] }) {
  const t = speakers.get(order.lang) ?? translator(order.lang, world)
  speakers.set(order.lang, t)
  return makers[order.kind](t, await fonts, order.paper)
}

function answer(said: PressAnswer): void {
  process.send!(said)
}
