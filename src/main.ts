/** The whole start on one screen: settings, database, queues, letters, pages; and the whole stop, in the other order. */
import { buildLetter } from './accounts/build-letter.ts'
import { createHasher } from './accounts/password-hash.ts'
import type { App } from './app.ts'
import type { Config } from './config.ts'
import { openDatabase } from './db/database.ts'
import { startEmbedded } from './db/embedded.ts'
import { loadDemoWorld } from './demo/load.ts'
import { createPress } from './documents/press.ts'
import { translator, type Lang, type T } from './i18n/index.ts'
import { jobs } from './jobs/all.ts'
import { openJobs } from './jobs/jobs.ts'
import { createLog } from './log.ts'
import { startPostman } from './mail/send-letters.ts'
import { prepareDatabase } from './prepare.ts'
import { readyAssets } from './web/assets.ts'
import { watchPressure } from './web/pressure.ts'
import { calls, routes } from './web/routes.ts'
import { openVault } from './vault.ts'
import { createSite, listen } from './web/server.ts'

export type Parts = { pages: boolean; work: boolean }
export type Running = { app: App; url: URL; stop(): Promise<void> }

/** Starts the product: pages and API, jobs and letters, or both in one process. Throws one sentence when it cannot. */
export async function start(config: Config, parts: Parts): Promise<Running> {
  const log = createLog(config.logLevel)
  const database = await openServer(config, (line) => log.info(line))
  await prepareDatabase(database.url)
  const db = openDatabase(database.url, config.connections)
  // A job may wait in the queue already: it begins when all it needs is there.
  const made = Promise.withResolvers<App>()
  const app: App = {
    config,
    db,
    vault: await openVault(db, config.keys),
    hasher: createHasher(config.hashing),
    jobs: await openJobs(database.url, {
      log,
      ...(parts.work ? { work: { jobs, context: () => made.promise } } : {}),
    }),
    press: createPress(config),
    texts: speakers(config),
    log,
  }
  made.resolve(app)
  const postman = parts.work ? startPostman(app, { write: (row) => buildLetter(app, row) }) : undefined
  if (config.mode === 'local') await loadDemoWorld(app)
  if (parts.pages) watchPressure(config.limits.loopDelayMs)
  const server = parts.pages
    ? await listen(createSite(app, { routes, calls }, await readyAssets()), config.host, config.port)
    : undefined
  log.info('started', { url: config.publicUrl.href, mode: config.mode, pages: parts.pages, work: parts.work })

  return {
    app,
    url: config.publicUrl,
    // New work stops at the door, what runs is finished, the database goes last.
    async stop() {
      await closeServer(server)
      await postman?.stop()
      await app.jobs.stop()
      await app.press.stop()
      await app.db.close()
      await database.stop()
      log.info('stopped')
    },
  }
}

/** The database of the settings, or the product's own, started when no other process has. */
export async function openServer(
  config: Config,
  log: (line: string) => void,
): Promise<{ url: string; stop(): Promise<void> }> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => {} }
  return startEmbedded({ dataDir: config.dataDir, database: 'mycoupon', log })
}

/** One translator a language, speaking for this company. */
export function speakers(config: Pick<Config, 'brand' | 'operator' | 'operatorShort'>): Record<Lang, T> {
  const world = { brand: config.brand, operator: config.operator, operatorShort: config.operatorShort }
  return { kk: translator('kk', world), ru: translator('ru', world), en: translator('en', world) }
}

function closeServer(server: Awaited<ReturnType<typeof listen>> | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!server) return resolve()
    server.close(() => resolve())
    // Kept-alive connections carry no request any more.
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5000).unref()
  })
}
