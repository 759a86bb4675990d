import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findInvoiceNumbers } from './find-invoice-numbers.ts'

/** The mentions as «2026-000123», the unsure ones with a question mark. */
function found(purpose: string): string[] {
  return findInvoiceNumbers(purpose).map(({ number, sure }) => (sure ? number : `${number}?`))
}

const ONE = ['2026-000123']

test('an invoice is found however its number is written', () => {
  for (const purpose of [
    'Оплата по счёту № 2026-000123 от 05.03.2026 за нефтепродукты, договор № ПР-2026/001',
    'оплата по счету №2026-000123',
    'ОПЛАТА ПО СЧЕТУ N 2026-000123 ОТ 05.03.26Г. В Т.Ч. НДС 16% - 4662.07',
    'сч.2026-123',
    'сч. 2026/123 от 5.3.2026',
    'За ГСМ согласно счета на оплату №2026 - 000123',
    'счет № 2026–000123',
    'счет 2026—123',
    'счет 2026\u2011000123',
    'счет\u00a0№\u00a02026−000123',
    'cчет № 2026-000123',
    'Cч.№2026-123',
    'счет 2О26-ООО123',
    'счет № 2026-000l2З',
    'счет № 2026 000123',
    'счёт 2026000123',
    'Оплата по счету от 05.03.2026 № 2026-000123',
    '2026-000123',
    'За топливо, 2026-000123, ТОО «Ромашка»',
    'Invoice No. 2026-000123 dated 5 March 2026',
    'Oplata po schetu 2026-123 ot 05.03.2026',
    '05.03.2026 № 2026-000123 шот бойынша мұнай өнімдері үшін төлем, № 2026-000050 шарт',
    'Төлем шоты № 2026-123',
    'шот № 2026-123 бойынша',
    '№ 2026-123 шот бойынша',
    'сч.2026-000123 дог. № 2026-000077',
  ])
    assert.deepEqual(found(purpose), ONE, purpose)
})

test('several invoices are found in the order of the text, each once', () => {
  assert.deepEqual(found('Оплата по счетам № 2026-000123, 2026-000124 и 2026-125 от 05.03.2026'), [
    '2026-000123',
    '2026-000124',
    '2026-000125',
  ])
  assert.deepEqual(found('сч 2026-124,2026-000123;2026-124'), ['2026-000124', '2026-000123'])
})

test('a number without its year is a guess, by the year of its day', () => {
  assert.deepEqual(found('Оплата по счету № 123 от 05.03.2026'), ['2026-000123?'])
  assert.deepEqual(found('сч 000123 от 05.03.26'), ['2026-000123?'])
  assert.deepEqual(found('Оплата по счету № 123'), [])
  assert.deepEqual(found('сч № 123 от 05.03.2026, сч № 2026-000123'), ONE)
})

test('numbers of other things are none', () => {
  for (const purpose of [
    'Оплата по договору № 2026-000123 от 05.03.2026',
    'дог.2026-000123',
    'За ГСМ по акту 2026-000123',
    'счет-фактура № 2026-000123',
    'ЭСФ 2026-000123 от 05.03.2026',
    '№ 2026-000123 шарт бойынша төлем',
    'За март 2026-03 согласно плану',
    'Оплата за 2026-03-05',
    'Оплата 05.03.2026-15.03.2026',
    'БИН 202600012345',
    'Снятие наличных 2026-1234567',
    'договор 45/2026-000123',
    'сумма 2026,50 тенге',
    'тел. 2026000123',
    '2026000123',
    'Возврат по заявлению 123 от 05.03.2026',
    '',
  ])
    assert.deepEqual(found(purpose), [], purpose)
})

const word = fc.constantFrom(
  'Оплата',
  'за ГСМ',
  'топливо',
  'ТОО «Ромашка»',
  'в т.ч. НДС 16%',
  'согласно',
  'АИ-92',
  '12 500 тг',
)
const lead = fc.constantFrom('по счету № ', 'сч.', 'сч № ', 'счёт N', 'cчет ', 'шот № ', 'invoice no. ')
const dash = fc.constantFrom('-', '–', '—', ' - ', '\u2011', '/', '−')

test('whatever stands around it, the number is found', () => {
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 4 }),
      lead,
      fc.integer({ min: 2020, max: 2039 }),
      dash,
      fc.integer({ min: 1, max: 999_999 }),
      fc.boolean(),
      fc.array(word, { maxLength: 4 }),
      (before, lead, year, dash, serial, padded, after) => {
        const padding = padded ? String(serial).padStart(6, '0') : String(serial)
        const purpose = [...before, `${lead}${year}${dash}${padding}`, ...after].join(' ')
        assert.deepEqual(found(purpose), [`${year}-${String(serial).padStart(6, '0')}`], purpose)
      },
    ),
    { numRuns: 500 },
  )
})

test('no text makes it throw, or think long', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (purpose) => void findInvoiceNumbers(purpose)))
  const started = performance.now()
  for (const piece of ['2026-', '1', 'о', '1о ', '- ', 'счет ', '2026-000123,', '\u2011'])
    findInvoiceNumbers(piece.repeat(100_000))
  assert.ok(performance.now() - started < 2_000)
})
