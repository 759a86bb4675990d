/** docs/pos-api.md says what is so: its examples are sent, in their order, and answered as written. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test, { after, before } from 'node:test'
import { callApi } from '../testing/api.ts'
import { aCard } from '../testing/cards.ts'
import { aCoupon, aStation, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 24_550n })
})
after(() => site.stop())

const DOC = readFileSync('docs/pos-api.md', 'utf8')
const EXAMPLE =
  /```http\n(?<method>GET|POST) (?<path>\S+)\n(?<headers>(?:[\w-]+: .+\n)*)(?:\n(?<body>[^`]+))?```\n[^`]*?```json\n(?<answer>[^`]+)```/g

/** The code of the coupon in the examples, grouped or not. */
const CODE = /1234 ?5678 ?9012 ?3456/g

/** The number of the card in the examples. */
const CARD = /7825123456789012347/g

test('every example of the document is answered as it is written there', async () => {
  const { key } = await aStation(site.app)
  const { code } = await aCoupon(site.app, await site.aClient())
  const card = await aCard(site.app, await site.aClient(), { tiyn: 245_500n })
  let examples = 0
  for (const { groups } of DOC.matchAll(EXAMPLE)) {
    const { method, path = '', headers = '', body, answer = '' } = groups!
    const said = await callApi(site, path, {
      key,
      headers: Object.fromEntries(
        headers
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(': ') as [string, string]),
      ),
      ...(body === undefined
        ? {}
        : { body: JSON.parse(body.replaceAll(CODE, code).replaceAll(CARD, card.number)) as unknown }),
    })
    assert.deepEqual(
      written(said.body, JSON.parse(answer)),
      JSON.parse(answer),
      `${method} ${path}: ${said.text}`,
    )
    examples++
  }
  assert.equal(examples, DOC.match(/```http/g)?.length)
  assert.ok(examples > 10)
})

/** What was said, with «…» where the document has it, and plain blanks. */
function written(said: unknown, expected: unknown): unknown {
  if (expected === '…') return said === undefined ? said : '…'
  if (Array.isArray(said) && Array.isArray(expected)) return said.map((one, at) => written(one, expected[at]))
  if (typeof said === 'object' && said !== null && typeof expected === 'object' && expected !== null)
    return Object.fromEntries(
      Object.entries(said).map(([name, value]) => [
        name,
        written(value, (expected as Record<string, unknown>)[name]),
      ]),
    )
  return typeof said === 'string' ? said.replaceAll('\u00a0', ' ') : said
}
