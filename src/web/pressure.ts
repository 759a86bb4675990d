/** Whether this process is too busy to take on work that can wait: measured at the event loop itself. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** The delay in ms beyond which, for two seconds on end, sign-ins are asked to come back (accounts §6.4). */
const TOO_LATE_MS = 200

const loop = monitorEventLoopDelay({ resolution: 20 })
let lastMs = 0
let lateSeconds = 0

/** Begins to measure; once a process that serves pages. */
export function watchPressure(): void {
  loop.enable()
  setInterval(() => {
    lastMs = loop.percentile(99) / 1e6
    lateSeconds = lastMs > TOO_LATE_MS ? lateSeconds + 1 : 0
    loop.reset()
  }, 1000).unref()
}

/** The 99th percentile of the last second, in ms. */
export function loopDelayMs(): number {
  return lastMs
}

/** True when the event loop has been late for two seconds: the cabinet stays, new sign-ins wait. */
export function underPressure(): boolean {
  return lateSeconds >= 2
}
