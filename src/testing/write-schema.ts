// Starts a database, migrates it, writes src/db/schema.ts from it, stops it.
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { generateSchema } from './generate-schema.ts'

const server = await startEmbedded({ dataDir: process.argv[2]!, database: 'mycoupon' })
try {
  await migrate(server.url)
  generateSchema(server.url, 'src/db/schema.ts')
} finally {
  await server.stop()
}
