import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPdf } from '../testing/read-pdf.ts'
import { readyFonts } from './fonts.ts'
import { reconciliationPdf } from './reconciliation-pdf.ts'
import type { ReconciliationPaper } from './reconciliation.ts'
import { aReconciliation, speaker } from './testing.ts'

const fonts = await readyFonts()
const [ru, kk] = [speaker('ru'), speaker('kk')]

async function wordsOf(paper: ReconciliationPaper, t = ru): Promise<string[]> {
  const pages = await readPdf(await reconciliationPdf(t, fonts, paper))
  return pages.map(({ text }) => text.replaceAll('\u00a0', ' '))
}

test('a statement leads from the opening to the closing balance and says who owes whom in words', async () => {
  const [page = '', ...more] = await wordsOf(aReconciliation())
  assert.equal(more.length, 0)
  for (const said of [
    'Акт сверки взаимных расчётов',
    '1 марта 2026 г. – 31 марта 2026 г.',
    'По данным: ТОО «PetroRetail», ₸',
    'Сальдо начальное 0,00 100,00',
    '05.03.2026 Платёж № 401 5 000,00',
    '31.03.2026 ЭСФ № 152 1 833,50',
    'Обороты за период 1 833,50 5 000,00',
    'Сальдо конечное 0,00 3 266,50',
    'На 31 марта 2026 г. задолженность в пользу ТОО «Әлем Ғаламат Қаңғыбас Өңір Ұлы Үміт Һәм Іс»: 3 266,50 ₸ (Три тысячи двести шестьдесят шесть тенге 50 тиын).',
    'От ТОО «PetroRetail»',
    'М. П. (при наличии)',
  ])
    assert.ok(page.includes(said), `${said}\n\n${page}`)
})

test('a debt stands in the other column and names the seller; no debt is said as well', async () => {
  const owing = aReconciliation({ openingTiyn: -400_000n, closingTiyn: -83_350n })
  const [page = ''] = await wordsOf(owing, kk)
  assert.ok(page.includes('Бастапқы сальдо 4 000,00 0,00'))
  assert.ok(page.includes('Соңғы сальдо 833,50 0,00'))
  assert.ok(page.includes('ТОО «PetroRetail» пайдасына берешек: 833,50 ₸ (Сегіз жүз отыз үш теңге 50 тиын).'))

  const [even = ''] = await wordsOf(aReconciliation({ openingTiyn: 0n, rows: [], closingTiyn: 0n }))
  assert.ok(even.includes('На 31 марта 2026 г. задолженности нет.'))
})

test('rows that do not lead to the closing balance make no statement', async () => {
  await assert.rejects(wordsOf(aReconciliation({ closingTiyn: 326_651n })), /closing balance/)
})

test('a long statement repeats its heads, numbers its pages and keeps the signatures together', async () => {
  const rows = Array.from({ length: 90 }, (_, i) => ({
    on: '2026-03-05',
    document: `Платёж № ${5000 + i}`,
    debitTiyn: 0n,
    creditTiyn: 1_00n,
  }))
  const pages = await wordsOf(aReconciliation({ openingTiyn: 0n, rows, closingTiyn: 90_00n }))
  assert.ok(pages.length > 2)
  for (const [i, page] of pages.entries()) {
    assert.match(page, /По данным: ТОО «PetroRetail», ₸/)
    assert.ok(page.includes(`Страница ${i + 1} из ${pages.length}`))
  }
  assert.equal(rows.filter(({ document }) => pages.some((page) => page.includes(document))).length, 90)
  assert.match(pages.at(-1)!, /От ТОО «PetroRetail».*Должность.*Подпись.*М\. П\./)
})

test('who signs is printed when it is known', async () => {
  const seller = { position: 'Бас бухгалтер', name: 'Ұ. Әбдіқадырова' }
  const [page = ''] = await wordsOf(aReconciliation({ signatories: { seller } }), kk)
  assert.match(page, /Лауазымы Бас бухгалтер Аты-жөні Ұ\. Әбдіқадырова/)
})
