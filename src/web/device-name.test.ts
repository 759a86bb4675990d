import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { deviceName } from './device-name.ts'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const WINDOWS = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT}`
const ANDROID = `Mozilla/5.0 (Linux; Android 14; SM-S918B) ${WEBKIT}`
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'

const known: [userAgent: string, browser: string, system: string][] = [
  [`${WINDOWS} Chrome/130.0.0.0 Safari/537.36`, 'Chrome', 'Windows'],
  [`${WINDOWS} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0`, 'Edge', 'Windows'],
  [`${WINDOWS} Chrome/128.0.0.0 YaBrowser/24.10.0.0 Safari/537.36`, 'Яндекс Браузер', 'Windows'],
  [`${WINDOWS} Chrome/128.0.0.0 Safari/537.36 OPR/114.0.0.0`, 'Opera', 'Windows'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox', 'Windows'],
  [`${MAC} Version/18.1 Safari/605.1.15`, 'Safari', 'macOS'],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Chrome/130.0.0.0 Safari/537.36`,
    'Chrome',
    'macOS',
  ],
  [`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`, 'Safari', 'iPhone'],
  [`${IPHONE} CriOS/130.0.6723.37 Mobile/15E148 Safari/604.1`, 'Chrome', 'iPhone'],
  [`${IPHONE} FxiOS/132.0 Mobile/15E148 Safari/605.1.15`, 'Firefox', 'iPhone'],
  [`${IPHONE} Version/18.0 YaBrowser/24.10.1.1 Mobile/15E148 Safari/604.1`, 'Яндекс Браузер', 'iPhone'],
  [`${IPHONE} Mobile/15E148`, 'Safari', 'iPhone'],
  [IPHONE.replaceAll('iPhone', 'iPad'), 'Safari', 'iPad'],
  [`${ANDROID} Chrome/130.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
  [`${ANDROID} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`, 'Samsung Internet', 'Android'],
  [`${ANDROID} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
  ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'Firefox', 'Android'],
  ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox', 'Linux'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/130.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/130.0.0.0 Safari/537.36`, 'Chrome', 'ChromeOS'],
  ['curl/8.9.1', '', ''],
  ['', '', ''],
]

test('a device is named the way its owner would name it', () => {
  for (const [userAgent, browser, system] of known) {
    assert.deepEqual(deviceName(userAgent), { browser, system }, userAgent)
  }
  assert.deepEqual(deviceName(undefined), { browser: '', system: '' })
})

test('an update of the browser does not make another device', () => {
  const [today = '', browser, system] = known[0] ?? []
  assert.deepEqual(deviceName(today.replace('130', '131')), { browser, system })
})

test('whatever is sent, the answer is one of the known names', () => {
  const names = new Set(known.flatMap(([, browser, system]) => [browser, system]))
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...known.map(([ua]) => ua.repeat(3)))),
      (text) => {
        const { browser, system } = deviceName(text)
        assert.ok(names.has(browser) && names.has(system))
      },
    ),
  )
  const started = performance.now()
  for (const piece of ['(iPhone ', 'Windows', ' ', '(Macintosh AppleWebKit'])
    deviceName(piece.repeat(200_000))
  assert.ok(performance.now() - started < 500)
})
