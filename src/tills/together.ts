/**
 * Requests that wait anyway are asked together: while some are under way, those that come are gathered and go next, in one
 * transaction. An idle server asks the first one at once; nobody is ever kept waiting for company.
 */
export type Together<Asked, Answer> = (one: Asked) => Promise<Answer>

export type Asking<Asked, Answer> = {
  /**
   * Asks for all of them in one transaction: as many answers, in their order, or none and nothing has happened. Undefined for
   * one that must be asked alone.
   */
  all(asked: Asked[]): Promise<(Answer | undefined)[]>
  alone(one: Asked): Promise<Answer>
  /** The order in which `all` gets them: that of what they lock, so that two transactions never wait for each other. */
  order(a: Asked, b: Asked): number
}

/** Enough that beginning a transaction costs each next to nothing, few enough that it takes no longer than a few alone. */
const MOST = 32
/** The database works on one while the answers of another are written and new requests are read. */
const UNDER_WAY = 2

type Waiting<Asked, Answer> = PromiseWithResolvers<Answer> & { asked: Asked }

/** A door behind which requests are taken together. Each caller gets the answer, or the error, of its own request. */
export function together<Asked, Answer>(asking: Asking<Asked, Answer>): Together<Asked, Answer> {
  let line: Waiting<Asked, Answer>[] = []
  let underWay = 0
  let due = false

  return (asked) => {
    const waiting = { ...Promise.withResolvers<Answer>(), asked }
    line.push(waiting)
    goOn()
    return waiting.promise
  }

  // At the end of this turn of the event loop: what was read from the network in it goes together.
  function goOn(): void {
    if (due || line.length === 0 || underWay === UNDER_WAY) return
    due = true
    setImmediate(() => {
      due = false
      void askNext()
      goOn()
    })
  }

  async function askNext(): Promise<void> {
    const some = line.slice(0, MOST)
    line = line.slice(MOST)
    underWay++
    await askSome(some)
    underWay--
    goOn()
  }

  async function askSome(some: Waiting<Asked, Answer>[]): Promise<void> {
    if (some.length === 1) return settle(some[0]!)
    some.sort((a, b) => asking.order(a.asked, b.asked))
    // One that breaks the transaction must not break it for its neighbours: then everybody is asked alone.
    const answers = await asking.all(some.map(({ asked }) => asked)).catch(() => [])
    const rest = some.filter((waiting, n) => {
      const answer = answers[n]
      if (answer === undefined) return true
      waiting.resolve(answer)
      return false
    })
    // Nobody in line waits for them: they may be waiting for somebody themselves.
    void Promise.all(rest.map(settle))
  }

  function settle({ asked, resolve, reject }: Waiting<Asked, Answer>): Promise<void> {
    return asking.alone(asked).then(resolve, reject)
  }
}
