/** Files that a worker makes: asked for, watched, taken, cancelled, lost and found. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import readExcel from 'read-excel-file/node'
import { sweep } from '../alerts/sweep.ts'
import { filterFrom } from '../refuels/filter.ts'
import { sumRefuels } from '../refuels/find-refuels.ts'
import { MOST_AT_ONCE } from '../refuels/register.ts'
import type { Answer, Browser } from '../testing/browser.ts'
import { aStation, pricesAre } from '../testing/coupons.ts'
import { addressOf } from '../web/paging.ts'
import { testSite, type TestSite, waitFor } from '../testing/site.ts'
import { askForFile } from './ask-for-file.ts'
import { buildFile, fileAsked } from './build-file.ts'
import { findFile, maySee } from './find-files.ts'

const ROWS = MOST_AT_ONCE + 1
const PERIOD = { from: '2026-02-01', to: '2026-02-28' }

let site: TestSite
let station: { id: number; terminalId: number }
let large: Client
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app)
  station = await aStation(site.app)
  large = await aClient(ROWS)
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>

/** A company with so many refuels in February 2026. */
async function aClient(refuels: number): Promise<Client> {
  const client = await site.aClient()
  await sql`
    insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, at, client_id, state, product, tiyn_per_l,
      plate, completed_at, ml, short_ml, tiyn)
    select ${station.terminalId}, ${station.id}, 1, ${client.bin} || '-' || n, 'redeem', at, ${client.id}, 'completed',
      (array['AI92', 'AI95', 'DT'])[n % 3 + 1], 24550, lpad((n % 500)::text, 3, '0') || 'ABC02', at, ml, 0, cost_of(ml, 24550)
    from generate_series(1, ${refuels}::int) n,
      lateral (select '2026-02-01T00:00:00+05'::timestamptz + make_interval(secs => n * 100) as at, (n % 500 + 1) * 100 as ml) refuel`.execute(
    site.owner,
  )
  await sql`analyze till_transaction`.execute(site.owner)
  return client
}

const as = async (client: { id: string }, role: 'owner' | 'viewer' | 'accountant' = 'owner') => {
  const person = await site.aPerson({ clientId: client.id, role })
  return { ...person, browser: await site.signedIn(person) }
}

/** Presses a button under the list; answers with the page it leads to. */
async function ask(browser: Browser, format: 'xlsx' | 'csv' = 'xlsx'): Promise<string> {
  await browser.get('/app/exports')
  const answer = await browser.post('/app/exports', { csrf: browser.csrf, ...PERIOD, format })
  assert.equal(answer.status, 303)
  return answer.location
}

const ready = (browser: Browser, page: string) =>
  waitFor(async () => (await browser.get(page)).text.includes(`${page}/file`), 'the file')

/** What the list says of the period. */
async function totalsOf(client: { id: string }) {
  const { filter } = filterFrom(site.app.texts.ru, { id: client.id, reach: null }, inPeriod)
  const totals = await sumRefuels(site.app.db.read, filter)
  return {
    count: totals.reduce((all, { count }) => all + count, 0),
    ml: totals.reduce((all, { ml }) => all + ml, 0n),
    tiyn: totals.reduce((all, { tiyn }) => all + tiyn, 0n),
  }
}

const inPeriod = (name: string) => (name === 'from' || name === 'to' ? PERIOD[name] : '')

/** Leaves a file to be made, without telling any worker. */
async function anAsk(client: { id: string }, person: { id: string }, format: 'xlsx' | 'csv' = 'csv') {
  const { filter } = filterFrom(site.app.texts.ru, { id: client.id, reach: null }, inPeriod)
  const asked = await site.app.db.transaction((tx) =>
    askForFile({ jobs: { later: async () => {}, stop: async () => {} } }, tx, {
      ...{ accountId: person.id, filter, format, lang: 'ru', money: true },
    }),
  )
  assert.ok(asked.ok)
  const find = async () =>
    (await findFile(site.app.db.write, { clientId: client.id, accountId: person.id }, asked.no))!
  return { ref: { clientId: client.id, no: asked.no }, find }
}

/** Nobody can make a file meanwhile: the rates of VAT are out of reach. */
async function withHandsTied(work: () => Promise<void>): Promise<void> {
  await site.owner.transaction().execute(async (tx) => {
    await sql`lock table vat_rate in access exclusive mode`.execute(tx)
    await work()
  })
}

/** Their notifications, once these say it; a sweep of the worker's own is waited for. */
async function told(browser: Browser, what: RegExp): Promise<Answer> {
  let page: Answer | undefined
  await waitFor(async () => {
    await sweep(site.app.db, 'minute', 0)
    page = await browser.get('/app/notifications')
    return what.test(page.words)
  }, 'the news')
  return page!
}

const shelf = async () => readdir(join(site.app.config.dataDir, 'exports')).catch((): string[] => [])
const going = new AbortController().signal

test('a file that takes long is left to the worker, watched, taken, and adds up to the list', async () => {
  const { browser } = await as(large)
  const refused = await browser.get(addressOf('/app/refuels.csv', PERIOD))
  assert.match((await browser.open(refused.location)).words, /20 001 строка, его готовим в фоне/)
  await browser.get(addressOf('/app/refuels', PERIOD))
  const { location: page } = await browser.submit({ format: 'csv' }, '/app/exports')
  assert.match(page, /^\/app\/exports\/\d+$/)
  assert.match((await browser.get(page)).words, /Файл в очереди|Готово строк|Файл готов/)
  await ready(browser, page)
  assert.match(
    (await browser.get(page)).words,
    new RegExp(`Файл готов: refuels_2026-02_${large.bin}_1c\\.csv`),
  )

  const { bytes, type } = await browser.file(`${page}/file`)
  assert.match(type, /^text\/csv/)
  const lines: string[][] = parse(Buffer.from(bytes), { delimiter: ';', bom: true })
  const totals = await totalsOf(large)
  const sum = (column: number) =>
    lines.slice(1).reduce((all, line) => all + BigInt(line[column]!.replace(',', '')), 0n)
  assert.deepEqual({ count: lines.length - 1, ml: sum(9), tiyn: sum(11) }, { ...totals, count: ROWS })

  assert.match(
    (await browser.get('/app/exports')).words,
    /Файл для 1С 01\.02\.2026 – 28\.02\.2026 .* 20 001 .* Готов/,
  )
  const [stored] = await shelf()
  const { mode } = await stat(join(site.app.config.dataDir, 'exports', stored!))
  assert.equal(mode & 0o777, 0o600)
  const { rows: log } = await sql<{ object: string; rows: number }>`
    select object, (after->>'rows')::int as rows from audit_entry
    where action = 'refuels.exported' and client_id = ${large.id} order by at`.execute(site.owner)
  assert.deepEqual(log, [{ object: `refuels_2026-02_${large.bin}_1c.csv`, rows: ROWS }])
})

test('an Excel file of the worker is in the asker’s language and adds up to the list', async () => {
  const client = await aClient(50)
  const { browser } = await as(client)
  await browser.get('/app/exports?lang=en')
  const page = await ask(browser)
  await ready(browser, page)
  const [sheet] = await readExcel(Buffer.from((await browser.file(`${page}/file`)).bytes))
  const [heads, ...rows] = sheet!.data as unknown[][]
  const refuels = rows.slice(0, -1)
  const sum = (head: string) =>
    refuels.reduce((all, row) => all + BigInt(Math.round(Number(row[heads!.indexOf(head)]) * 1000)), 0n)
  assert.deepEqual(
    { count: refuels.length, ml: sum('Litres'), tiyn: sum('Amount with VAT, ₸') / 10n },
    await totalsOf(client),
  )
})

test('who asked is told when it is ready, and nobody else of the company', async () => {
  const client = await aClient(10)
  const { browser } = await as(client, 'viewer')
  const { browser: colleague } = await as(client)
  const page = await ask(browser)
  await ready(browser, page)
  assert.match(
    (await told(browser, /Файл готов/)).text,
    new RegExp(`href="${page}"[^>]*>Файл готов: refuels_2026-02_${client.bin}`),
  )
  assert.doesNotMatch((await colleague.get('/app/notifications')).words, /Файл готов/)
})

test('the same asked for at once is one file, and of two kinds the second waits', async () => {
  const client = await aClient(10)
  const { browser } = await as(client)
  let page = ''
  await withHandsTied(async () => {
    await browser.get('/app/exports')
    const fields = { csrf: browser.csrf, ...PERIOD, format: 'xlsx' }
    const answers = await Promise.all(Array.from({ length: 6 }, () => browser.post('/app/exports', fields)))
    assert.equal(new Set(answers.map(({ location }) => location)).size, 1)
    page = answers[0]!.location
    assert.equal(await ask(browser, 'csv'), page)
    assert.match((await browser.get(page)).words, /Один ваш файл уже готовится/)
  })
  await ready(browser, page)
  const { rows } = await sql`select from export_file where client_id = ${client.id}`.execute(site.owner)
  assert.equal(rows.length, 1)
})

test('what is cancelled is not made, and leaves nothing on the shelf', async () => {
  const client = await aClient(10)
  const { browser } = await as(client)
  let page = ''
  await withHandsTied(async () => {
    page = await ask(browser)
    await waitFor(async () => (await browser.get(page)).words.includes('Готово строк: 0 из 10'), 'a worker')
    assert.equal((await browser.submit({}, `${page}/cancel`)).location, page)
    assert.match((await browser.get(page)).words, /Подготовка файла отменена/)
  })
  const { rows } = await sql<{ name: string }>`
    select stored_as as name from export_file where client_id = ${client.id}`.execute(site.owner)
  await waitFor(async () => !(await shelf()).includes(rows[0]!.name), 'the shelf to be empty')
  assert.match((await browser.get(page)).words, /Подготовка файла отменена/)
  assert.equal((await browser.get(`${page}/file`)).location, page)
  // The way is free for another one.
  const again = await browser.submit({}, '/app/exports')
  assert.equal(again.status, 303)
  await ready(browser, again.location)
})

test('only who asked takes a file, and only while they see all that is in it', async () => {
  const client = await aClient(10)
  const { id, browser } = await as(client, 'accountant')
  const { browser: colleague } = await as(client)
  const { browser: stranger } = await as(await site.aClient())
  const page = await ask(browser)
  await ready(browser, page)
  for (const other of [colleague, stranger]) {
    assert.equal((await other.get(page)).status, 404)
    assert.equal((await other.get(`${page}/file`)).status, 404)
    assert.equal((await other.post(`${page}/cancel`, { csrf: other.csrf })).status, 404)
  }
  for (const nonsense of ['0', '-1', 'x', '99999999999999999999999'])
    assert.equal((await browser.get(`/app/exports/${nonsense}`)).status, 404)
  await sql`update membership set role = 'viewer' where account_id = ${id}`.execute(site.owner)
  assert.equal((await browser.get(`${page}/file`)).location, page)
  assert.match((await browser.get(page)).words, /Ваши права изменились/)
  const without = await browser.submit({}, '/app/exports')
  await ready(browser, without.location)
  const [sheet] = await readExcel(Buffer.from((await browser.file(`${without.location}/file`)).bytes))
  assert.ok(!sheet!.data[0]!.some((head) => String(head).includes('₸')))
})

test('a file made for some groups of cards is for whoever sees them all', () => {
  const [mine, other] = ['a', 'b'] as const
  const file = (reach: string[] | null, money = false) => ({ money, reach })
  assert.ok(maySee(file([mine]), { money: false, reach: [other, mine] }))
  assert.ok(maySee(file([mine]), { money: false, reach: null }))
  assert.ok(!maySee(file([mine, other]), { money: false, reach: [mine] }))
  assert.ok(!maySee(file(null), { money: false, reach: [mine] }))
  assert.ok(!maySee(file(null, true), { money: false, reach: null }))
})

test('a file whose worker was killed is made by another, and its half is gone', async () => {
  const person = await as(large)
  const { ref, find } = await anAsk(large, person)
  const worker = aWorker(ref)
  const half = async () => {
    const { storedAs } = await find()
    const at = join(site.app.config.dataDir, 'exports', storedAs ?? '')
    return storedAs !== null && (await stat(at).catch(() => ({ size: 0 }))).size > 0 ? storedAs : undefined
  }
  let left: string | undefined
  await waitFor(async () => (left = await half()) !== undefined, 'half a file')
  worker.kill('SIGKILL')
  await new Promise((resolve) => worker.once('exit', resolve))
  assert.equal((await find()).state, 'building', 'it was killed in the middle')

  await fileAsked.run(site.app, {}, going)
  assert.equal((await find()).state, 'building', 'it may only be slow')
  await sql`update export_file set alive_at = alive_at - interval '1 minute' where no = ${ref.no}`.execute(
    site.owner,
  )
  await fileAsked.run(site.app, {}, going)
  const file = await find()
  assert.equal(file.state, 'ready')
  assert.equal(file.rowsDone, ROWS)
  assert.ok(!(await shelf()).includes(left!))
  const { bytes } = await person.browser.file(`/app/exports/${ref.no}/file`)
  assert.equal(BigInt(bytes.length), file.bytes)
  assert.equal(Buffer.from(bytes).toString().trimEnd().split('\r\n').length, ROWS + 1)
})

test('a worker that was only slow finds its file taken over and leaves it alone', async () => {
  const client = await aClient(10)
  const { ref, find } = await anAsk(client, await as(client))
  let slow: Promise<void> | undefined
  let quick: Promise<void> | undefined
  await withHandsTied(async () => {
    slow = buildFile(site.app, ref, going)
    await waitFor(async () => (await find()).state === 'building')
    await sql`update export_file set alive_at = now() - interval '1 minute' where no = ${ref.no}`.execute(
      site.app.db.write,
    )
    const first = (await find()).storedAs
    quick = buildFile(site.app, ref, going)
    await waitFor(async () => (await find()).storedAs !== first)
  })
  await Promise.all([slow, quick])
  const { state, storedAs } = await find()
  assert.equal(state, 'ready')
  assert.ok((await shelf()).includes(storedAs!))
})

test('a worker that is told to stop leaves the file to the next, and the try does not count', async () => {
  const { ref, find } = await anAsk(large, await as(large))
  await buildFile(site.app, ref, AbortSignal.abort())
  const { state, storedAs } = await find()
  assert.deepEqual([state, storedAs], ['waiting', null])
  const { rows } = await sql<{ tries: number }>`select tries from export_file where no = ${ref.no}`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.tries, 0)
  await buildFile(site.app, ref, going)
  assert.equal((await find()).state, 'ready')
})

test('what breaks three times is given up and says by which number to ask', async () => {
  const client = await aClient(10)
  const person = await as(client)
  const { ref, find } = await anAsk(client, person)
  const folder = join(site.app.config.dataDir, 'exports')
  await rm(folder, { recursive: true, force: true })
  await writeFile(folder, 'in the way')
  for (const state of ['waiting', 'waiting']) {
    await assert.rejects(buildFile(site.app, ref, going), /EEXIST|ENOTDIR/)
    assert.equal((await find()).state, state)
  }
  await buildFile(site.app, ref, going)
  assert.equal((await find()).state, 'failed')
  await rm(folder)
  const sentence = new RegExp(`Файл не собрался\\. .* номер ${ref.no}\\.`)
  await told(person.browser, sentence)
  assert.match((await person.browser.get(`/app/exports/${ref.no}`)).words, sentence)
  const again = await person.browser.submit({}, '/app/exports')
  await ready(person.browser, again.location)
})

test('after its days a file is gone, and of many the oldest make room', async () => {
  const client = await aClient(10)
  const person = await as(client)
  const made: (Awaited<ReturnType<typeof anAsk>> & { storedAs: string })[] = []
  for (let n = 0; n < 6; n++) {
    const one = await anAsk(client, person)
    await buildFile(site.app, one.ref, going)
    made.push({ ...one, storedAs: (await one.find()).storedAs! })
  }
  const states = async () => Promise.all(made.map(async ({ find }) => (await find()).state))
  assert.deepEqual(await states(), ['expired', 'ready', 'ready', 'ready', 'ready', 'ready'])
  const [, second] = made
  await sql`update export_file set expires_at = now() where no = ${second!.ref.no}`.execute(site.owner)
  const page = `/app/exports/${second!.ref.no}`
  assert.equal((await person.browser.get(`${page}/file`)).location, page)
  await fileAsked.run(site.app, {}, going)
  assert.deepEqual((await states()).slice(0, 3), ['expired', 'expired', 'ready'])
  const lying = await shelf()
  assert.deepEqual(
    made.map(({ storedAs }) => lying.includes(storedAs)),
    [false, false, true, true, true, true],
  )
  assert.match((await person.browser.get(page)).words, /Файл удалён: его срок хранения вышел/)
})

test('nothing to write is said, and nonsense asks for nothing', async () => {
  const { browser } = await as(await site.aClient())
  assert.match((await browser.open(await ask(browser))).words, /В файл нечего выгрузить/)
  await browser.get('/app/exports')
  const fields = { csrf: browser.csrf, ...PERIOD }
  for (const more of [{ format: 'exe' }, { format: 'csv', from: '2026-02-31' }]) {
    const answer = await browser.post('/app/exports', { ...fields, ...more })
    assert.match(answer.location, /^\/app\/refuels\?/)
  }
})

/** A process that makes a file and does nothing else. */
function aWorker({ clientId, no }: { clientId: string; no: bigint }) {
  const program = `
    import { buildFile } from '${new URL('build-file.ts', import.meta.url)}'
    import { openDatabase } from '${new URL('../db/database.ts', import.meta.url)}'
    import { speakers } from '${new URL('../main.ts', import.meta.url)}'
    const { databaseUrl, config, clientId, no } = JSON.parse(process.argv[1])
    const log = { error() {}, warn() {}, info() {}, debug() {} }
    const app = { config, db: openDatabase(databaseUrl, 2), texts: speakers(config), log }
    await buildFile(app, { clientId, no: BigInt(no) }, new AbortController().signal)`
  const { dataDir, brand, operator, operatorShort } = site.app.config
  const facts = { clientId, no: String(no), databaseUrl: site.databaseUrl }
  return spawn(
    process.execPath,
    [
      ...['--import', './scripts/tsx.ts', '--input-type=module', '-e', program],
      JSON.stringify({ ...facts, config: { dataDir, brand, operator, operatorShort } }),
    ],
    { stdio: 'inherit' },
  )
}
