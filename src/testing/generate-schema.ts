import { spawnSync } from 'node:child_process'

/**
 * Writes the types of a database's tables into a file. The generator checks the unions of its configuration with a
 * compiler it cannot load (TypeScript 7 has no such interface) and says so at length on its error output; it then takes
 * them as they are, which is what we want, so only its exit code is believed.
 */
export function generateSchema(databaseUrl: string, file: string): void {
  const made = spawnSync('kysely-codegen', ['--url', databaseUrl, '--out-file', file], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (made.status !== 0) throw new Error(`kysely-codegen: ${made.stderr.slice(-500)}`)
}
