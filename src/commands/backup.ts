import { openServer } from '../main.ts'
import { prepareDatabase } from '../prepare.ts'
import { say, settings } from './settings.ts'

export async function backup(file: string, options: { json?: boolean }): Promise<void> {
  const { writeBackup } = await import('../db/backup.ts')
  const server = await openServer(settings(), () => {})
  try {
    const written = await writeBackup(server.url, file)
    say(
      options,
      `Wrote ${written.rows} rows of ${written.tables} tables into ${file}, ${written.bytes} bytes.`,
      { file, ...written },
    )
  } finally {
    await server.stop()
  }
}

const REFUSALS: Record<string, string> = {
  not_empty: 'The database is not empty: restore into a fresh one (another DATA_DIR or DATABASE_URL).',
  damaged: 'The file is damaged or cut short: nothing was restored.',
  other_schema: 'The file is of another version of the product: restore it with that version, then update.',
  not_a_backup: 'The file is not a backup of this product.',
}

export async function restore(file: string, options: { json?: boolean }): Promise<void> {
  const { restoreBackup } = await import('../db/backup.ts')
  const server = await openServer(settings(), () => {})
  try {
    await prepareDatabase(server.url)
    const restored = await restoreBackup(server.url, file)
    if (!restored.ok) throw new Error(REFUSALS[restored.reason] ?? restored.reason)
    say(options, `Restored ${restored.rows} rows of ${restored.tables} tables from ${file}.`, {
      file,
      ...restored,
    })
  } finally {
    await server.stop()
  }
}
