/** Coupons as a browser prints them, from a page of the cabinet. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { CouponSheets } from '../src/documents/coupon-sheet-html.tsx'
import type { CouponSheet } from '../src/documents/coupon-sheet.ts'
import { aLongSheetCoupon, aSheet, speaker } from '../src/documents/testing.ts'
import type { Lang } from '../src/i18n/index.ts'
import { readPdf } from '../src/testing/read-pdf.ts'
import { readQrCodes } from '../src/testing/read-qr.ts'
import { readyAssets } from '../src/web/assets.ts'
import { CabinetPage } from '../src/web/parts/index.ts'
import type { View } from '../src/web/view.ts'
import { openChromium } from './chromium.ts'
import { look } from './look.ts'

const ORIGIN = 'https://mycoupon.example.kz'
const browser = await openChromium()
after(() => browser.close())
const assets = await readyAssets()

function page(lang: Lang, sheet: CouponSheet): string {
  const t = speaker(lang)
  const view: View = {
    t,
    lang,
    csrf: 'token',
    path: '/app/coupons/print',
    theme: 'auto',
    brand: 'QAZAQ OIL',
    support: { phone: '+7 727 000 00 00', email: 'help@example.kz' },
    year: 2026,
    idleMinutes: 60,
    nav: [{ href: '/app/coupons', label: t('nav.coupons'), icon: 'coupon', current: true }],
  }
  return String(
    <CabinetPage view={view} title={t('print.h1')}>
      <p>{t('print.cut')}</p>
      <CouponSheets t={t} sheet={sheet} />
    </CabinetPage>,
  )
}

/** Opens the page with the product's own style sheet and its policy: nothing may be styled in the page itself. */
async function open(lang: Lang, sheet: CouponSheet): Promise<Page> {
  const opened = await browser.newPage()
  await opened.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    const asset = assets.serve(pathname, undefined)
    if (asset) return route.fulfill({ headers: asset.headers, body: Buffer.from(asset.body) })
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'",
    }
    return route.fulfill({ headers, body: page(lang, sheet) })
  })
  await opened.goto(`${ORIGIN}/app/coupons/print`)
  return opened
}

async function print(lang: Lang, sheet: CouponSheet) {
  const opened = await open(lang, sheet)
  const pdf = await opened.pdf({ preferCSSPageSize: true })
  await opened.close()
  return readPdf(new Uint8Array(pdf))
}

test('eight coupons are exactly one page, nine are two, and every printed QR code is read', async () => {
  for (const [count, pageCount] of [
    [8, 1],
    [9, 2],
  ] as const) {
    const sheet = aSheet(count, { company: 'ТОО «Өңірлік Қатынас»' })
    const pages = await print('kk', sheet)
    assert.equal(pages.length, pageCount)
    const found = await Promise.all(pages.map(({ picture }) => readQrCodes(picture)))
    assert.deepEqual(
      found.flat(),
      sheet.coupons.map(({ link }) => link),
    )
  }
})

test('only the coupons are printed, not the page around them', async () => {
  const [page] = await print('ru', aSheet(2))
  assert.match(page!.text, /4000 1234 5678 0001/)
  assert.match(page!.text, /Действует по 31\.12\.2026/)
  assert.doesNotMatch(page!.text, /Печать талонов|Режьте|help@example\.kz/)
})

test('long words stay on their slip, two and one on a page fill their pages', async () => {
  for (const perPage of [8, 2, 1] as const) {
    const coupons = Array.from({ length: perPage + 1 }, (_, i) => aLongSheetCoupon(i + 1))
    const company = 'ТОО «Өңірлік Һәм Ұлттық Қатынас Ғылыми-Өндірістік Көлік Әлеуметтік Бірлестігі»'
    const pages = await print('kk', aSheet(0, { coupons, company, perPage }))
    assert.equal(pages.length, 2)
    assert.equal((await readQrCodes(pages[0]!.picture)).length, perPage)
  }
})

test('the receipt list begins on a page of its own', async () => {
  const pages = await print('ru', aSheet(9, { receipt: true }))
  assert.equal(pages.length, 3)
  assert.match(pages[2]!.text, /Ведомость выдачи талонов/)
  assert.match(pages[2]!.text, /Подпись/)
})

test('the preview is readable at a desk and on a phone, by day and by night', async () => {
  const coupons = [...aSheet(2).coupons, aLongSheetCoupon(3)]
  for (const lang of ['ru', 'kk'] as const) {
    const opened = await open(lang, aSheet(0, { coupons, receipt: true }))
    assert.deepEqual(await look({ page: opened }, lang, 'coupon sheet'), [])
    await opened.close()
  }
})
