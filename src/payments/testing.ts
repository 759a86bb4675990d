/** For the tests of payments: statements as banks write them, and what they pay. Companies and accounts are invented. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { isoDay } from '../i18n/format.ts'
import { placeOrder } from '../orders/place-order.ts'
import { SELLER } from '../testing/coupons.ts'

export const OURS = 'KZ86125KZT5004100100'
export const OUR_BIN = '210440000017'

/** A document's lines in the file, by the names most banks use. */
export type DocumentLines = Record<string, string>

let made = 0

/** A payment to us: the ordinary one, with what the test cares for instead. */
export function aPayment(lines: DocumentLines = {}): DocumentLines {
  made++
  return {
    НомерДокумента: String(1000 + made),
    ДатаДокумента: '05.03.2026',
    ДатаОперации: '05.03.2026',
    ПлательщикНаименование: 'ТОО «Степь Транс»',
    ПлательщикБИН_ИИН: '210440000804',
    ПлательщикИИК: 'KZ75125KZT1001300335',
    ПлательщикБанкБИК: 'KKMFKZ2A',
    ПлательщикКБЕ: '17',
    ПолучательНаименование: 'ТОО «PetroRetail»',
    ПолучательБИН_ИИН: OUR_BIN,
    ПолучательИИК: OURS,
    ПолучательБанкБИК: 'KKMFKZ2A',
    ПолучательКБЕ: '17',
    СуммаПриход: '33800.00',
    НазначениеПлатежа: 'Оплата по счету № 2026-000123 от 05.03.2026 за нефтепродукты',
    КодНазначенияПлатежа: '710',
    ...lines,
  }
}

export type StatementFacts = {
  account?: string
  documents: readonly DocumentLines[]
  /** What stands in the section of balances; worked out from the documents unless given, absent when null. */
  totals?: { in: string; out: string; opening?: string; closing?: string } | null
  head?: DocumentLines
  lineEnd?: string
}

/** The text of a statement as a bank gives it for 1C. */
export function aStatement({
  account = OURS,
  documents,
  totals,
  head = {},
  lineEnd = '\r\n',
}: StatementFacts): string {
  const sum = (name: string) => documents.reduce((sum, lines) => sum + Number(lines[name] ?? 0), 0)
  const { opening, closing, ...moved } = totals ?? {
    in: sum('СуммаПриход').toFixed(2),
    out: sum('СуммаРасход').toFixed(2),
  }
  const [before, after] = [
    opening ?? '1000000.00',
    closing ?? (1_000_000 + Number(moved.in) - Number(moved.out)).toFixed(2),
  ]
  const balance = [
    'СекцияРасчСчет',
    ...fields({
      ДатаНачала: '01.03.2026',
      ДатаКонца: '31.03.2026',
      РасчСчет: account,
      НачальныйОстаток: before,
    }),
    ...fields({ ВсегоПоступило: moved.in, ВсегоСписано: moved.out, КонечныйОстаток: after }),
    'КонецРасчСчет',
  ]
  const file = [
    '1CClientBankExchange',
    ...fields({
      ВерсияФормата: '1.01',
      Кодировка: 'Windows',
      Получатель: '1C',
      ДатаНачала: '01.03.2026',
      ...head,
    }),
    ...fields({ ДатаКонца: '31.03.2026', РасчСчет: account }),
    ...(totals === null ? [] : balance),
    ...documents.flatMap((lines) => ['СекцияДокумент=Выписка', ...fields(lines), 'КонецДокумента']),
    'КонецФайла',
  ]
  return file.map((line) => line + lineEnd).join('')
}

function fields(lines: DocumentLines): string[] {
  return Object.entries(lines).map(([name, value]) => `${name}=${value}`)
}

/** The retailer's legal details, with this account. */
export async function sellerIs(app: App, iik: string = OURS): Promise<void> {
  await sql`insert into seller (details) values (${JSON.stringify({ ...SELLER, iik })}::jsonb)`.execute(
    app.db.write,
  )
}

/** An invoice of the client for coupons of 20 litres at 240 ₸: 4 800 ₸ each. Prices must be set. */
export async function anInvoice(
  app: App,
  client: { id: string; contractId: string },
  count = 1,
): Promise<{ orderId: string; number: string; tiyn: bigint }> {
  const tiyn = 480_000n * BigInt(count)
  const order = await app.db.transaction((tx) =>
    placeOrder(tx, app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI92', nominalMl: 20_000n, count }],
      payFrom: 'invoice',
      agreedTiyn: tiyn,
      requestKey: randomUUID(),
      by: { name: 'test' },
    }),
  )
  if (!order.ok) throw new Error(`no invoice: ${order.reason}`)
  return { ...order, tiyn }
}

/** Tenge with two decimals, as banks write tiyn. */
export function inTenge(tiyn: bigint): string {
  return `${tiyn / 100n}.${String(tiyn % 100n).padStart(2, '0')}`
}

/** The day it is in Kazakhstan, or so many days after, as banks write it. */
export function bankDay(after = 0): string {
  return isoDay(new Date(Date.now() + after * 86_400_000))
    .split('-')
    .reverse()
    .join('.')
}
