/** The ordinary papers of the tests. */
import { type Lang, type T, translator, worldOf } from '../i18n/index.ts'
import { couponLineName, type InvoiceLine, type InvoicePaper } from './invoice.ts'

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
