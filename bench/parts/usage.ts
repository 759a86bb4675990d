/** What processes cost, as the kernel counts it. Linux only; elsewhere the answer is undefined and the table says so. */
import { readdirSync, readFileSync } from 'node:fs'

/** The unit of /proc/PID/stat. USER_HZ is 100 on every Linux that Node runs on, whatever the kernel's own tick. */
const TICK_MS = 10

type Stat = { pid: number; parent: number; ownMs: number; withEndedMs: number }

/** User and system time of all threads of a process, in ms; grows in steps of 10 ms. */
export function cpuMs(pid: number): number | undefined {
  return readStat(pid)?.ownMs
}

/** The same for a process, its children that live and those that have ended: a whole PostgreSQL server. */
export function cpuMsOfFamily(pid: number): number | undefined {
  const head = readStat(pid)
  if (!head) return undefined
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid)
  return head.withEndedMs + children.reduce((sum, child) => sum + (child?.ownMs ?? 0), 0)
}

/** How long all cores of the machine together were busy since it started, in ms. */
export function cpuMsOfMachine(): number | undefined {
  const line = read('/proc/stat')?.split('\n', 1)[0]
  if (!line) return undefined
  // cpu user nice system idle iowait irq softirq steal …: all but idle and iowait is somebody's work (proc_stat(5)).
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq + steal) * TICK_MS
}

/** Resident memory of one process, in MB of a million bytes. */
export function residentMb(pid: number): number | undefined {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1]
  return kib === undefined ? undefined : (Number(kib) * 1024) / 1e6
}

function readStat(pid: number): Stat | undefined {
  // The name in brackets may hold anything; what follows the last bracket is fields 3 and on (proc_pid_stat(5)).
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ')
  if (!fields) return undefined
  const field = (number: number) => Number(fields[number - 3])
  const ownMs = (field(14) + field(15)) * TICK_MS
  return { pid, parent: field(4), ownMs, withEndedMs: ownMs + (field(16) + field(17)) * TICK_MS }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
