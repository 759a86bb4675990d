import { readConfig, type Config } from '../config.ts'

/** The settings, or one clear line for each that is missing or wrong, and exit 1. */
export function settings(): Config {
  const read = readConfig()
  if (read.ok) return read.config
  throw new Error(read.problems.join('\n'))
}

/** Prints a command's answer: a sentence for people, one JSON object for programs. */
export function say(options: { json?: boolean }, sentence: string, facts: Record<string, unknown>): void {
  process.stdout.write(
    options.json
      ? `${JSON.stringify(facts, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))}\n`
      : `${sentence}\n`,
  )
}
