// npm start: builds when something has changed, then becomes the server, so that signals reach it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const build = spawn(process.execPath, [place('./build.ts'), '--if-stale'], { stdio: 'inherit' })
// The first start also makes a database, which takes as long as building does: they work side by side.
const database = existsSync(place('../dist/built')) ? undefined : makeDatabase()
const [code] = (await once(build, 'exit')) as [number | null]
if (code !== 0) process.exit(code ?? 1)
await database
process.argv.push('serve')
await import(new URL('../dist/cli.js', import.meta.url).href)

// What is wrong with the settings or the folder the server says itself, in its own words.
async function makeDatabase(): Promise<void> {
  const { readConfig } = await import('../src/config.ts')
  const { makeEmbedded } = await import('../src/db/embedded.ts')
  const settings = readConfig()
  if (!settings.ok || settings.config.databaseUrl) return
  const { dataDir } = settings.config
  await makeEmbedded({ dataDir, database: 'mycoupon', log: console.log }).catch(() => {})
}
