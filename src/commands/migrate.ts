import { openServer } from '../main.ts'
import { prepareDatabase } from '../prepare.ts'
import { say, settings } from './settings.ts'

export async function migrateCommand(options: { json?: boolean }): Promise<void> {
  const server = await openServer(settings(), () => {})
  try {
    const applied = await prepareDatabase(server.url)
    say(options, applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The schema is up to date.', {
      applied,
    })
  } finally {
    await server.stop()
  }
}
