import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Lang, World } from '../i18n/index.ts'
import type { CouponSheet } from './coupon-sheet.ts'
import type { InvoicePaper } from './invoice.ts'
import type { ReconciliationPaper } from './reconciliation.ts'
import type { RegisterPaper } from './register.ts'

/** What each kind of paper is made from. */
export type Papers = {
  invoice: InvoicePaper
  reconciliation: ReconciliationPaper
  coupons: CouponSheet
  register: RegisterPaper
}

export type PaperKind = keyof Papers

/** One order to the press, as it travels to the process. */
export type PressOrder = {
  [K in PaperKind]: { id: number; kind: K; lang: Lang; paper: Papers[K] }
}[PaperKind]

export type PressAnswer = { id: number } & ({ pdf: Uint8Array<ArrayBuffer> } | { error: string })

export type PressOptions = {
  /** How long the process stays without work, ms: it holds some 100 MB. */
  idleMs?: number
  /** Papers that may be asked for and not made yet. */
  waiting?: number
  /** The longest time without any paper coming out, ms; then the process is ended and its orders fail. */
  stuckMs?: number
}

export type Press = {
  /**
   * Makes a paper as a PDF in one language. `overloaded` when too many wait (503 + Retry-After). Throws when the paper
   * contradicts itself.
   */
  print<K extends PaperKind>(
    kind: K,
    lang: Lang,
    paper: Papers[K],
  ): Promise<Uint8Array<ArrayBuffer> | 'overloaded'>
  /** Ends the process; papers that are not made yet fail. */
  stop(): Promise<void>
}

// The bundle's files end in .js and have the process's program beside them; from the sources Node strips the types.
const FROM_SOURCE = import.meta.url.endsWith('.ts')
const PROGRAM = fileURLToPath(
  new URL(FROM_SOURCE ? './press-process.ts' : './press-process.js', import.meta.url),
)
const BOUNDS = ['--max-old-space-size=128', '--max-semi-space-size=4']

/**
 * The one door to PDF papers: a process of its own, started by the first paper and ended when none is asked for. The
 * tills must not wait for the 20 ms of a core that a paper takes, and the library's 50 MB would stay with the server.
 */
export function createPress({ brand, operator, operatorShort }: World, options: PressOptions = {}): Press {
  const { idleMs = 60_000, waiting = 32, stuckMs = 30_000 } = options
  const orders = new Map<
    number,
    { resolve(pdf: Uint8Array<ArrayBuffer>): void; reject(error: Error): void }
  >()
  let running: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let lastId = 0

  const start = (): ChildProcess => {
    const child = fork(PROGRAM, [JSON.stringify({ brand, operator, operatorShort })], {
      execArgv: BOUNDS,
      // No secrets: it needs none.
      env: {},
      serialization: 'advanced',
    })
    child.on('message', (answer: PressAnswer) => {
      const order = orders.get(answer.id)
      orders.delete(answer.id)
      if ('pdf' in answer) order?.resolve(answer.pdf)
      else order?.reject(new Error(answer.error))
      watch(child)
    })
    child.on('error', (error) => retire(child, error))
    child.on('exit', () => retire(child, new Error('the press stopped')))
    return child
  }

  // While it works the product waits for it, and it must not be stuck; idle, it neither holds the product nor lives on.
  const watch = (child: ChildProcess) => {
    clearTimeout(timer)
    const working = orders.size > 0
    if (working) child.ref()
    else child.unref()
    if (working) child.channel?.ref()
    else child.channel?.unref()
    const late = () => retire(child, new Error('the press got stuck'))
    timer = setTimeout(late, working ? stuckMs : idleMs).unref()
  }

  const retire = (child: ChildProcess, error: Error) => {
    // Forgotten first: who asks while it ends gets a new one.
    if (child === running) {
      clearTimeout(timer)
      running = undefined
      for (const { reject } of orders.values()) reject(error)
      orders.clear()
    }
    child.kill('SIGKILL')
  }

  return {
    print(kind, lang, paper) {
      if (orders.size >= waiting) return Promise.resolve('overloaded')
      const child = (running ??= start())
      const id = ++lastId
      return new Promise((resolve, reject) => {
        orders.set(id, { resolve, reject })
        // A process that has just ended says so by its exit.
        child.send({ id, kind, lang, paper }, () => {})
        watch(child)
      })
    },

    async stop() {
      const child = running
      if (!child) return
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.ref()
      retire(child, new Error('the press stopped'))
      await gone
    },
  }
}
