/** What a running product consists of. Built once in main.ts, handed to routes, jobs and commands; verbs take what they need. */
import type { Hasher } from './accounts/password-hash.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Press } from './documents/press.ts'
import type { Lang, T } from './i18n/index.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Log } from './log.ts'
import type { Vault } from './vault.ts'

export type App = {
  config: Config
  db: Database
  hasher: Hasher
  vault: Vault
  jobs: Jobs
  press: Press
  texts: Record<Lang, T>
  log: Log
}
