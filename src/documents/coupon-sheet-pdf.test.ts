import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPdf } from '../testing/read-pdf.ts'
import { readQrCodes } from '../testing/read-qr.ts'
import { PER_PAGE } from './coupon-sheet.ts'
import { couponSheetPdf } from './coupon-sheet-pdf.ts'
import { readyFonts } from './fonts.ts'
import { aLongSheetCoupon, aSheet, speaker } from './testing.ts'

const fonts = await readyFonts()
const [ru, kk] = [speaker('ru'), speaker('kk')]

async function pagesOf(pdf: Uint8Array) {
  const pages = await readPdf(pdf)
  return pages.map(({ text, picture }) => ({ text: text.replaceAll('\u00a0', ' '), picture }))
}

test('eight coupons fill one page, the ninth opens another, and each QR code is read from the picture', async () => {
  for (const [count, pageCount] of [
    [8, 1],
    [9, 2],
  ] as const) {
    const sheet = aSheet(count)
    const pages = await pagesOf(await couponSheetPdf(ru, fonts, sheet))
    assert.equal(pages.length, pageCount)
    const found = await Promise.all(pages.map(({ picture }) => readQrCodes(picture)))
    assert.deepEqual(
      found.flat(),
      sheet.coupons.map(({ link }) => link),
    )
  }
})

test('two and one on a page are larger and read as well', async () => {
  for (const perPage of [2, 1] as const) {
    const sheet = aSheet(3, { perPage })
    const pages = await pagesOf(await couponSheetPdf(kk, fonts, sheet))
    assert.equal(pages.length, Math.ceil(3 / perPage))
    const found = await Promise.all(pages.map(({ picture }) => readQrCodes(picture)))
    assert.deepEqual(
      found.flat(),
      sheet.coupons.map(({ link }) => link),
    )
  }
})

test('a slip says what a cashier and a driver need, and whose it is only when that is wanted', async () => {
  const company = 'ТОО «Өңірлік Қатынас»'
  const coupons = [aLongSheetCoupon(7)]
  const [named] = await pagesOf(await couponSheetPdf(kk, fonts, aSheet(0, { coupons, company })))
  for (const said of [
    'QAZAQ OIL',
    '1 000 л, Автогаз (сұйытылған мұнай газы)',
    '4000 1234 5678 0007',
    'Қолданылу мерзімі: 31.12.2026 (қоса алғанда)',
    'Мемлекеттік нөмірі: 123 ABC 02',
    'Жүргізуші: Әбдіқадыров',
    '100007 талоны',
    company,
  ])
    assert.ok(named?.text.includes(said), `${said}\n\n${named?.text}`)

  const [nameless] = await pagesOf(await couponSheetPdf(ru, fonts, aSheet(1)))
  assert.ok(nameless?.text.includes('Где принимают: все АЗС QAZAQ OIL'))
  assert.ok(!nameless?.text.includes('ТОО'))
})

test('however long its words, a slip keeps its code and hides nobody’s QR code', async () => {
  for (const perPage of PER_PAGE) {
    const coupons = Array.from({ length: perPage }, (_, i) => aLongSheetCoupon(i + 1))
    const company = 'ТОО «Өңірлік Һәм Ұлттық Қатынас Ғылыми-Өндірістік Көлік Әлеуметтік Бірлестігі»'
    const pages = await pagesOf(await couponSheetPdf(kk, fonts, aSheet(0, { coupons, company, perPage })))
    assert.equal(pages.length, 1)
    assert.equal((await readQrCodes(pages[0]!.picture)).length, perPage)
    for (let n = 1; n <= perPage; n++) assert.ok(pages[0]!.text.includes(`4000 1234 5678 000${n}`))
  }
})

test('the receipt list names who gets what, on pages of its own, and never a code', async () => {
  const sheet = aSheet(40, { receipt: true, company: 'ТОО «Алтын Жол»' })
  const driven = { ...sheet, coupons: sheet.coupons.map((coupon) => ({ ...coupon, driver: 'Сейтжан Б.' })) }
  const pages = await pagesOf(await couponSheetPdf(ru, fonts, driven))
  const lists = pages.slice(5)
  assert.match(lists[0]!.text, /Ведомость выдачи талонов ТОО «Алтын Жол», 5 марта 2026 г\./)
  assert.match(lists[0]!.text, /1 100001 20 л, АИ-95 31\.12\.2026 Сейтжан Б\./)
  for (const list of lists) {
    assert.match(list.text, /№ Талон Топливо Действует по Водитель Госномер Подпись/)
    assert.doesNotMatch(list.text, /4000 1234|4000123456/)
  }
  assert.match(lists.at(-1)!.text, /40 100040 .* Выдал$/)
})
