import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readQrCodes } from '../testing/read-qr.ts'
import { qrOf, qrPng, qrSvg, runsOf } from './qr.ts'

const LINK = 'https://mycoupon.petroretail.kz/c/Zk3mB7xQ0aV9sT2wL5yNcR'

test('the picture of a coupon’s address is read by a camera’s decoder', async () => {
  assert.deepEqual(await readQrCodes(qrPng(LINK)), [LINK])
  assert.deepEqual(await readQrCodes(qrPng(LINK, 3)), [LINK])
})

test('a coupon’s address is version 4: 33 modules, and four of white on every side', () => {
  const { size, rows } = qrOf(LINK)
  assert.equal(size, 33 + 2 * 4)
  const whiteAround = [...rows.slice(0, 4), ...rows.slice(-4), ...rows.map((row) => row.slice(0, 4))]
  assert.ok(whiteAround.every((row) => row.every((black) => !black)))
  assert.ok(rows.every((row) => row.length === size && row.slice(-4).every((black) => !black)))
  // The corner of the finder pattern stands right behind the quiet zone.
  assert.deepEqual(rows[4]!.slice(4, 12), [true, true, true, true, true, true, true, false])
})

test('any text reads back, letters of Kazakh too', async () => {
  const texts = fc.string({ unit: fc.constantFrom(...'ӘғҚңӨұҮһІ₸azAZ09-:/ '), minLength: 1, maxLength: 120 })
  await fc.assert(
    fc.asyncProperty(texts, async (text) => assert.deepEqual(await readQrCodes(qrPng(text, 4)), [text])),
    { numRuns: 40 },
  )
})

test('the vector picture has the same modules, black on white, and says its size and its name', () => {
  const svg = qrSvg(LINK, { sizeMm: 38, label: 'QR-код талона «ДТ» & АИ-95 "A"' })
  assert.match(svg, /viewBox="0 0 41 41" width="38mm" height="38mm"/)
  assert.match(svg, /role="img" aria-label="QR-код талона «ДТ» &amp; АИ-95 &quot;A&quot;"/)
  assert.match(svg, /<path fill="#fff" d="M0 0h41v41H0z"\/>/)
  const drawn = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(([, x, y, width]) => [+x!, +y!, +width!])
  assert.deepEqual(
    drawn,
    [...runsOf(qrOf(LINK))].map(({ x, y, width }) => [x, y, width]),
  )
  const black = qrOf(LINK).rows.flat().filter(Boolean).length
  assert.equal(
    drawn.reduce((sum, [, , width]) => sum + width!, 0),
    black,
  )
})

test('without a size the style sheet decides, and without a name a screen reader passes over it', () => {
  assert.match(qrSvg(LINK), /viewBox="0 0 41 41" class="qr" aria-hidden="true">/)
  assert.doesNotMatch(qrSvg(LINK), /style=/)
})
