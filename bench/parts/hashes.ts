/** The bare rate of password hashing: what this machine could do if signing in were nothing else. */
import { availableParallelism } from 'node:os'
import { verify } from '@node-rs/argon2'
import { PASSWORD, storedPassword } from './people.ts'

/** Comparisons a second with every core busy, for so many seconds, and the CPU time of one in ms. */
export async function bareHashRate(seconds: number): Promise<{ rate: number; cpuMs: number }> {
  const phc = await storedPassword()
  const started = performance.now()
  const cpu = process.cpuUsage()
  const until = started + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      while (performance.now() < until) {
        if (!(await verify(phc, PASSWORD))) throw new Error('the password of everybody is wrong')
        done++
      }
    }),
  )
  const { user, system } = process.cpuUsage(cpu)
  return { rate: done / ((performance.now() - started) / 1000), cpuMs: (user + system) / 1000 / done }
}
