import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import { LANGS, translator } from '../i18n/index.ts'
import { readStatement } from './read-statement.ts'
import { refusalText, warningText } from './statement-words.ts'
import { aPayment, aStatement, OURS } from './testing.ts'

const read = readConfig({})
assert.ok(read.ok)
const texts = LANGS.map((lang) => translator(lang, read.config))

function wordsFor(file: string): string[] {
  const statement = readStatement(new TextEncoder().encode(file), new Set([OURS]))
  return texts.map((t) => (statement.ok ? warningText(t, statement.warnings[0]!) : refusalText(t, statement)))
}

test('a broken file is refused with the line and what is wrong in it, in three languages', () => {
  const [kk, ru, en] = wordsFor(aStatement({ documents: [aPayment({ СуммаПриход: 'много' })] }))
  assert.equal(ru, 'Строка 31: сумма не читается. Выгрузите файл из банка заново.')
  assert.equal(kk, '31-жол: сома оқылмайды. Файлды банктен қайта жүктеңіз.')
  assert.equal(en, 'Line 31: the amount cannot be read. Export the file from the bank again.')
})

test('totals that do not agree are said with both sums', () => {
  const [, ru] = wordsFor(aStatement({ documents: [aPayment()], totals: { in: '40000.00', out: '0.00' } }))
  assert.equal(
    ru,
    `Счёт ${OURS}: по данным банка поступило 40\u00a0000,00\u00a0₸, а платежи в файле дают 33\u00a0800,00\u00a0₸.`,
  )
})
