import { createHasher } from '../accounts/password-hash.ts'
import type { App } from '../app.ts'
import { openDatabase } from '../db/database.ts'
import { createPress } from '../documents/press.ts'
import { openJobs } from '../jobs/jobs.ts'
import { createLog } from '../log.ts'
import { openServer, speakers } from '../main.ts'
import { prepareDatabase } from '../prepare.ts'
import { openVault } from '../vault.ts'
import { settings } from './settings.ts'

/** Does one thing with the product's database, beside a running product or without one; letters are sent by the worker. */
export async function withApp<T>(work: (app: App, databaseUrl: string) => Promise<T>): Promise<T> {
  const config = settings()
  const log = createLog('warn', (line) => process.stderr.write(line))
  const server = await openServer(config, () => {})
  try {
    await prepareDatabase(server.url)
    const db = openDatabase(server.url, 2)
    try {
      // Keys that do not fit end it here, before anything else is opened.
      const vault = await openVault(db, config.keys)
      const app: App = {
        config,
        db,
        vault,
        hasher: createHasher(config.hashing),
        jobs: await openJobs(server.url, { log }),
        press: createPress(config),
        texts: speakers(config),
        log,
      }
      try {
        return await work(app, server.url)
      } finally {
        await app.jobs.stop()
        await app.press.stop()
      }
    } finally {
      await db.close()
    }
  } finally {
    await server.stop()
  }
}
