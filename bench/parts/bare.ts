import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Same } from './bare-server.ts'
import type { Answer } from './client.ts'
import { endedBy } from './ending.ts'
import { plainEnvironment } from './product.ts'

export type Bare = AsyncDisposable & { port: number; pid: number }

/** These node:http writes itself. */
const ITS_OWN = ['connection', 'keep-alive', 'date']

/** Starts a bare server that gives back the bytes of this answer, whatever it is asked. */
export async function startBare({ status, head, body }: Answer): Promise<Bare> {
  const headers = head
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line): [string, string] => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 1).trim(),
    ])
    .filter(([name]) => !ITS_OWN.includes(name.toLowerCase()))
  const child = fork(fileURLToPath(new URL('./bare-server.ts', import.meta.url)), {
    env: plainEnvironment(),
    execArgv: [],
  })
  const gone = once(child, 'exit')
  const ending = endedBy(async () => {
    child.kill()
    await gone
  })
  child.send({ status, headers, body: body.toString('base64') } satisfies Same)
  const [port] = (await Promise.race([
    once(child, 'message'),
    gone.then(() => Promise.reject(new Error('the bare server did not start'))),
  ])) as [number]
  return { port, pid: child.pid ?? 0, ...ending }
}
