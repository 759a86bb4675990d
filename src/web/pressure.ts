/** Whether this process is too busy to take on work that can wait: measured at the event loop itself. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

const loop = monitorEventLoopDelay({ resolution: 20 })
let lastMs = 0
let lateSeconds = 0

/** Begins to measure; once a process that serves pages. Later than `tooLateMs` for two seconds on end is pressure. */
export function watchPressure(tooLateMs: number): void {
  loop.enable()
  setInterval(() => {
    lastMs = loop.percentile(99) / 1e6
    lateSeconds = lastMs > tooLateMs ? lateSeconds + 1 : 0
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
