// The database server of a test run: started before the tests, with a migrated template, stopped when its input ends.
import { startEmbedded } from '../db/embedded.ts'
import { readyAssets } from '../web/assets.ts'
import { prepareTemplate } from './database.ts'

const folder = process.argv[2]
if (!folder) throw new Error('usage: server.ts FOLDER')
const [server] = await Promise.all([
  startEmbedded({
    dataDir: folder,
    database: 'mycoupon',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 },
  }),
  // Built once here, so that test files that start together do not build side by side.
  readyAssets(),
])
await prepareTemplate(server.url)
process.stdout.write(`ready ${server.url}\n`)
process.stdin.resume()
process.stdin.once('end', () => void server.stop().then(() => process.exit(0)))
