/** Structured log: one JSON object a line on standard output. Nothing secret is ever handed to it. */
export type Log = {
  debug(message: string, facts?: Facts): void
  info(message: string, facts?: Facts): void
  warn(message: string, facts?: Facts): void
  error(message: string, facts?: Facts): void
}
type Facts = Record<string, unknown>

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** A log that writes lines of `level` and above. Errors among the facts are written with their stack. */
export function createLog(level: (typeof LEVELS)[number], write: (line: string) => void = writeSoon): Log {
  const least = LEVELS.indexOf(level)
  const at =
    (name: (typeof LEVELS)[number]) =>
    (message: string, facts: Facts = {}) => {
      if (LEVELS.indexOf(name) < least) return
      const line = { time: new Date().toISOString(), level: name, message, ...facts }
      write(`${JSON.stringify(line, (_key, value: unknown) => readable(value))}\n`)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function readable(value: unknown): unknown {
  if (value instanceof Error)
    return {
      name: value.name,
      message: value.message,
      stack: value.stack,
      ...(value.cause ? { cause: readable(value.cause) } : {}),
    }
  return typeof value === 'bigint' ? value.toString() : value
}

let waiting = ''

// The lines of one turn of the event loop are one write: on a busy server each write costs as much as a page.
function writeSoon(line: string): void {
  if (waiting === '') setImmediate(flush)
  waiting += line
}

function flush(): void {
  const lines = waiting
  waiting = ''
  if (lines !== '') process.stdout.write(lines)
}

process.once('exit', flush)
