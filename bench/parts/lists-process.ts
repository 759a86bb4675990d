/** The lists of the product over a large database, in this process; prints what it found as JSON. */
import pg from 'pg'
import { startEmbedded } from '../../src/db/embedded.ts'
import { prepareTemplate } from '../../src/testing/database.ts'
import { fillLarge, listPages } from '../../src/testing/large.ts'
import { carryOut, onlyReads, type Scan, watchStatements } from '../../src/testing/plans.ts'
import { testSite } from '../../src/testing/site.ts'

export type ListFigures = {
  seconds: number
  pages: { who: string; path: string; ms: number[]; rows: number; worst: string }[]
}

const [folder, clients, coupons, rounds] = process.argv.slice(2)
const server = await startEmbedded({
  dataDir: folder!,
  database: 'mycoupon',
  settings: {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '512MB',
    max_wal_size: '4GB',
  },
})
await prepareTemplate(server.url)
process.env['TEST_DATABASE_URL'] = server.url
const statements = watchStatements()
const site = await testSite({ LOG_LEVEL: 'error' })
const database = new pg.Client({ connectionString: site.databaseUrl })
try {
  await database.connect()
  const started = performance.now()
  const names = await fillLarge(site.databaseUrl, { clients: Number(clients), coupons: Number(coupons) })
  const seconds = (performance.now() - started) / 1000
  const browsers = {
    owner: await site.signedIn(await site.aPerson({ clientId: names.clientId, role: 'owner' })),
    staff: await site.signedIn(await site.aPerson({ staff: 'admin' })),
  }
  const pages: ListFigures['pages'] = []
  for (const { who, path } of listPages(names)) {
    const ask = async () => {
      const from = performance.now()
      const browser = browsers[who]
      const status = path.endsWith('.csv') ? await browser.firstPiece(path) : (await browser.get(path)).status
      if (status >= 400) throw new Error(`${path} was answered with ${status}`)
      return performance.now() - from
    }
    // Connections, code and statements are what they will be after some rounds.
    for (let warm = 0; warm < 6; warm++) await ask()
    statements.take()
    await ask()
    const read = await readBy(statements.take())
    const ms: number[] = []
    for (let round = 0; round < Number(rounds); round++) ms.push(await ask())
    pages.push({ who, path, ms, ...read })
  }
  process.stdout.write(JSON.stringify({ seconds, pages } satisfies ListFigures))
} finally {
  await database.end()
  await site.stop()
  await server.stop()
}

/** Rows that a page's statements look at, and the part that looks at most. */
async function readBy(
  noted: { text: string; values: unknown[] }[],
): Promise<{ rows: number; worst: string }> {
  const scans: Scan[] = []
  for (const statement of noted.filter(onlyReads)) scans.push(...(await carryOut(database, statement)).scans)
  const worst = scans.toSorted((a, b) => b.rows - a.rows)[0]
  return {
    rows: scans.reduce((sum, { rows }) => sum + rows, 0),
    worst: worst ? `${worst.how} ${worst.index ?? worst.table}: ${worst.rows}` : '',
  }
}
