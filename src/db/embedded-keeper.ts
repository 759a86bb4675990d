/** What the keeper is told, as JSON, in its first argument. */
export type KeeperOrders = {
  /** The server to hold: a program, its arguments and what `spawn` needs to run it. */
  file: string
  args: string[]
  options: { cwd: string; env: Record<string, string>; uid?: number; gid?: number }
  /** The socket folder to remove behind the server; a folder somebody else uses already is not empty and stays. */
  folder?: string
  /** How to stop the server cleanly where there are no signals (Windows). */
  halt?: { file: string; args: string[] }
}

/** Stands in the keeper's command line, so that a server whose keeper is gone can be told from a kept one. */
export const KEEPER_MARK = 'mycoupon-postgres-keeper'

/**
 * The process between the product and PostgreSQL, run with `node -e`: plain JavaScript in a string, because the product
 * is one bundled file with nothing beside it. It holds the read end of a pipe that the product never writes to: whatever
 * ends the product, SIGKILL included, closes that pipe, and then the server is stopped cleanly.
 */
export const keeperScript = `/* ${KEEPER_MARK} */
const { spawn } = require('node:child_process')
const { rmdirSync, writeSync } = require('node:fs')
const { file, args, options, folder, halt } = JSON.parse(process.argv[1])

// Signals to a whole process group or service reach us too. Our life is the product's life: it may still be answering
// its last requests, and the pipe tells when it has finished.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

const server = spawn(file, args, { ...options, windowsHide: true, stdio: ['ignore', 'ignore', 'inherit'] })
server.on('error', (error) => {
  try { writeSync(2, 'FATAL:  ' + error.message + '\\n') } catch {}
  process.exit(1)
})
server.on('exit', (code) => {
  if (folder) try { rmdirSync(folder) } catch {}
  process.exit(code ?? 1)
})

let asked = false
function stop() {
  if (asked) return
  asked = true
  if (halt) spawn(halt.file, halt.args, { ...options, windowsHide: true, stdio: 'ignore' })
  else server.kill('SIGINT')
  // A disk that hangs must not keep the server for ever: what is committed is in the log, and recovery reads it.
  setTimeout(() => server.kill('SIGQUIT'), 60000)
}
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
`
