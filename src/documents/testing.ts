/** The ordinary papers of the tests. */
import { type Lang, type T, translator, worldOf } from '../i18n/index.ts'
import type { CouponSheet, SheetCoupon } from './coupon-sheet.ts'
import { couponLineName, type InvoiceLine, type InvoicePaper } from './invoice.ts'
import type { ReconciliationPaper } from './reconciliation.ts'

export const world = worldOf('QAZAQ OIL', 'ТОО «PetroRetail»')

export function speaker(lang: Lang): T {
  return translator(lang, world)
}

/** A line of `count` coupons of 20 litres at 292 tenge. */
export function aLine(t: T, count: number, fuel = 'АИ-95'): InvoiceLine {
  const [nominalMl, tiynPerLitre] = [20_000n, 29_200n]
  return {
    name: couponLineName(t, { fuel, nominalMl, tiynPerLitre }),
    quantity: { pieces: count },
    priceTiyn: 584_000n,
    tiyn: 584_000n * BigInt(count),
  }
}

/** An invoice over 50 coupons, 292 000 tenge, from one company with every Kazakh letter in its name to another. */
export function anInvoice(t: T, facts: Partial<InvoicePaper> = {}): InvoicePaper {
  const lines = facts.lines ?? [aLine(t, 50)]
  const tiyn = lines.reduce((sum, line) => sum + line.tiyn, 0n)
  return {
    number: '2026-000152',
    issuedOn: '2026-03-05',
    payUntil: '2026-03-10',
    seller: {
      name: 'ТОО «PetroRetail»',
      bin: '210440000017',
      address: 'Астана қ., Мәңгілік Ел даңғылы, 8',
      iik: 'KZ86125KZT5004100100',
      bank: 'АО «Банк»',
      bik: 'HSBKKZKX',
      kbe: '17',
      knp: '710',
    },
    buyer: { name: 'ТОО «Әлем Ғаламат Қаңғыбас Өңір Ұлы Үміт Һәм Іс»', bin: '991040001526' },
    contract: { number: 'ПР-117', signedOn: '2026-01-15' },
    lines,
    tiyn,
    vatBp: 1600,
    vatTiyn: (tiyn * 16n) / 116n,
    executor: 'Ұ. Әбдіқадырова',
    ...facts,
  }
}

/** Coupon number `n`: 20 litres of АИ-95, its own code and address. */
export function aSheetCoupon(n: number, facts: Partial<SheetCoupon> = {}): SheetCoupon {
  return {
    number: String(100_000 + n),
    code: String(4_000_123_456_780_000n + BigInt(n)),
    link: `https://mycoupon.petroretail.kz/c/Zk3mB7xQ0aV9sT2wL5y${String(n).padStart(3, '0')}`,
    ml: 20_000n,
    fuel: 'АИ-95',
    validTo: '2026-12-31',
    ...facts,
  }
}

/** So many coupons, eight on a page. */
export function aSheet(count: number, facts: Partial<CouponSheet> = {}): CouponSheet {
  const coupons = Array.from({ length: count }, (_, i) => aSheetCoupon(i + 1))
  return { coupons, perPage: 8, printedOn: '2026-03-05', receipt: false, ...facts }
}

/** Everything as long as it comes. */
export function aLongSheetCoupon(n: number): SheetCoupon {
  return aSheetCoupon(n, {
    ml: 1_000_000n,
    fuel: 'Автогаз (сұйытылған мұнай газы)',
    place: 'Алматы қаласының және Алматы облысының барлық жанармай құю станциялары',
    plate: '123 ABC 02',
    driver: 'Әбдіқадыров Өмірбек Нұрсұлтанұлы Қоңырбайұлы-Тоқтамысов',
  })
}

/** March of one contract: 100 tenge left from February, 5 000 paid, 1 833 and a half delivered. */
export function aReconciliation(facts: Partial<ReconciliationPaper> = {}): ReconciliationPaper {
  return {
    from: '2026-03-01',
    to: '2026-03-31',
    seller: { name: 'ТОО «PetroRetail»', bin: '210440000017' },
    buyer: { name: 'ТОО «Әлем Ғаламат Қаңғыбас Өңір Ұлы Үміт Һәм Іс»', bin: '991040001526' },
    contract: { number: 'ПР-117', signedOn: '2026-01-15' },
    openingTiyn: 10_000n,
    rows: [
      { on: '2026-03-05', document: 'Платёж № 401', debitTiyn: 0n, creditTiyn: 500_000n },
      { on: '2026-03-31', document: 'ЭСФ № 152', debitTiyn: 183_350n, creditTiyn: 0n },
    ],
    closingTiyn: 326_650n,
    ...facts,
  }
}
