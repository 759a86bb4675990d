import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import { placeOrder } from '../orders/place-order.ts'
import { pricesAre } from '../testing/coupons.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 25_000n })
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>

const enter = async (client: Client, role: ClientRole = 'owner') =>
  site.signedIn(await site.aPerson({ clientId: client.id, role }))

/** An order by invoice that was issued on a day; answers with its number. */
async function anInvoice(client: Client, issuedOn: string): Promise<string> {
  const order = await site.app.db.transaction((tx) =>
    placeOrder(tx, site.app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI95', nominalMl: 20_000n, count: 1 }],
      payFrom: 'invoice',
      agreedTiyn: 500_000n,
      requestKey: randomUUID(),
      by: { name: 'test' },
    }),
  )
  assert.ok(order.ok)
  await sql`update invoice set issued_on = ${issuedOn} where number = ${order.number}`.execute(site.owner)
  return order.number
}

/** Files of a ZIP that packs nothing, by their names, as its list at the end says. */
function unzip(zip: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = zip.byteLength - 22
  assert.equal(view.getUint32(end, true), 0x06054b50, 'the file is whole')
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    const [size, nameSize, extraSize] = [24, 28, 30].map((field, i) =>
      i === 0 ? view.getUint32(at + field, true) : view.getUint16(at + field, true),
    ) as [number, number, number]
    const head = view.getUint32(at + 42, true)
    const data = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true)
    files.set(
      new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameSize)),
      zip.subarray(data, data + size),
    )
    at += 46 + nameSize + extraSize + view.getUint16(at + 32, true)
  }
  return files
}

test('the papers of a month are its invoices and, when it is over, its statement, each with a PDF', async () => {
  const client = await site.aClient()
  const [march, april] = [await anInvoice(client, '2026-03-05'), await anInvoice(client, '2026-04-01')]
  const bolat = await enter(client, 'accountant')
  const page = await bolat.get('/app/documents?month=2026-03')
  assert.match(page.words, new RegExp(`Счёт на оплату № ${march} от 5 марта 2026 г.`))
  assert.ok(!page.words.includes(april))
  assert.match(page.text, new RegExp(`href="/app/invoices/${march}.pdf"`))
  assert.match(page.text, /reconciliation\.pdf\?from=2026-03-01&amp;to=2026-03-31/)
  assert.match(page.words, /март 2026 г/)
  const now = await bolat.get('/app/documents')
  assert.match(now.words, /С 1 [а-я]+ \d+ г\. здесь будет акт сверки/)
  assert.match(now.words, /ЭСФ и накладных здесь нет/)
})

test('the list is narrowed to one kind of paper', async () => {
  const client = await site.aClient()
  const number = await anInvoice(client, '2026-03-05')
  const aigul = await enter(client)
  const invoices = await aigul.get('/app/documents?month=2026-03&show=invoices')
  assert.ok(invoices.words.includes(number))
  assert.ok(!invoices.text.includes('reconciliation.pdf'))
  const statements = await aigul.get('/app/documents?month=2026-03&show=statements')
  assert.ok(!statements.words.includes(number))
  assert.ok(statements.text.includes('reconciliation.pdf'))
  assert.equal((await aigul.get('/app/documents?month=2026-99&show=nothing')).status, 200)
})

test('a month leaves in one ZIP file, and nothing of another company is in it', async () => {
  const client = await site.aClient()
  const numbers = [await anInvoice(client, '2026-03-05'), await anInvoice(client, '2026-03-31')]
  await anInvoice(client, '2026-04-01')
  await anInvoice(await site.aClient(), '2026-03-05')
  const { type, bytes } = await (await enter(client)).file('/app/documents.zip?month=2026-03')
  assert.equal(type, 'application/zip')
  const files = unzip(bytes)
  assert.deepEqual(
    [...files.keys()],
    [
      ...numbers.map((number) => `invoice_${number}.pdf`),
      `reconciliation_${client.bin}_2026-03-01_2026-03-31.pdf`,
    ],
  )
  for (const [name, pdf] of files) {
    const [page] = await readPdf(pdf)
    assert.ok(page!.text.includes(client.bin), name)
  }
})

test('who gives up in the middle leaves room for the next', async () => {
  const client = await site.aClient()
  for (let day = 1; day <= 9; day++) await anInvoice(client, `2026-03-0${day}`)
  const aigul = await enter(client)
  const cookie = [...aigul.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  for (let n = 0; n < 4; n++) {
    const leaving = new AbortController()
    const answer = await fetch(new URL('/app/documents.zip?month=2026-03', site.url), {
      headers: { cookie },
      signal: leaving.signal,
    })
    await answer.body!.getReader().read()
    leaving.abort()
    // The server hears of it a moment later.
    while ((await aigul.get('/app/documents.zip?month=2025-01')).status === 503) continue
  }
  assert.equal(unzip((await aigul.file('/app/documents.zip?month=2026-03')).bytes).size, 10)
})

test('papers are for the owner and the accountant', async () => {
  const client = await site.aClient()
  for (const role of ['manager', 'dispatcher', 'viewer'] as const) {
    const browser = await enter(client, role)
    assert.equal((await browser.get('/app/documents')).status, 403)
    assert.equal((await browser.get('/app/documents.zip')).status, 403)
    assert.ok(!(await browser.get('/app')).text.includes('/app/documents'))
  }
})
