import { migrate } from './db/migrate.ts'
import { prepareQueues } from './jobs/jobs.ts'
import { jobs } from './jobs/all.ts'

/** Makes a database ready for this version: tables, functions, the role, the queues. Answers with what was applied. */
export async function prepareDatabase(url: string): Promise<string[]> {
  const applied = await migrate(url)
  await prepareQueues(url, jobs)
  return applied
}
