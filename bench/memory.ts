import { setTimeout as pause } from 'node:timers/promises'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import { keepAsking } from './parts/client.ts'
import type { Report } from './parts/figures.ts'
import { makePeople } from './parts/people.ts'
import { startProduct } from './parts/product.ts'
import { residentMb } from './parts/usage.ts'

export const about = 'resident memory of the server process, PostgreSQL not counted'

const SIGN_INS = 10_000
const MOST_SECONDS = 210
const IN_FLIGHT = 40
/** What is only there for the moment goes: the start's, and the last hashes'. */
const SETTLE_MS = 10_000

/** After the start, and after ten thousand sign-ins, every other one from a new browser, with hashes at their real costs. */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  await pause(SETTLE_MS)
  const idle = residentMb(product.pid)

  const people = await makePeople(product, SIGN_INS)
  let sent = 0
  let highest = 0
  const until = performance.now() + MOST_SECONDS * 1000
  let done = 0
  await keepAsking(product.port, {
    connections: IN_FLIGHT,
    next() {
      if (sent >= SIGN_INS || performance.now() > until) return undefined
      if (sent % 100 === 0) highest = Math.max(highest, residentMb(product.pid) ?? 0)
      return people.next(sent++ % 2 === 0 ? 'known' : 'unknown')
    },
    onAnswer(status) {
      if (status === 303) done++
      else if (status !== 503) throw new Error(`a sign-in was answered with ${status}`)
    },
  })
  await pause(SETTLE_MS)
  const after = residentMb(product.pid)
  const mb = (value: number | undefined) => ({
    values: value === undefined ? undefined : [value],
    unit: 'MB',
    digits: 0,
  })
  return {
    figures: [
      { what: 'idle after the start', ...mb(idle), aim: { atMost: 120 } },
      { what: `after ${done} sign-ins`, ...mb(after), aim: { atMost: 200 } },
      { what: 'the most meanwhile', ...mb(highest || undefined) },
    ],
    notes: [
      `MB of a million bytes, ${SETTLE_MS / 1000} s after the last work; two hashes at once take 40 MB for themselves.`,
    ],
  }
}
