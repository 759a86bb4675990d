import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endedBy } from './ending.ts'
import { plainEnvironment } from './product.ts'
import type { VisitorOrders } from './visitor-process.ts'

export type Visitor = AsyncDisposable & {
  pid: number
  /** How long each page took so far, in ms. The visitor goes. */
  leave(): Promise<number[]>
}

/** Starts a guest in a process of its own who sends this request every 100 ms. */
export async function startVisitor(orders: VisitorOrders): Promise<Visitor> {
  const child = fork(fileURLToPath(new URL('./visitor-process.ts', import.meta.url)), {
    env: plainEnvironment(),
    execArgv: [],
  })
  const gone = once(child, 'exit')
  const ending = endedBy(async () => {
    if (child.exitCode === null) child.kill()
    await gone
  })
  child.send(orders)
  return {
    pid: child.pid ?? 0,
    async leave() {
      const told = once(child, 'message')
      child.send('leave')
      const [waits] = (await Promise.race([
        told,
        gone.then(() => Promise.reject(new Error('the visitor ended without a word'))),
      ])) as [number[]]
      return waits
    },
    ...ending,
  }
}
