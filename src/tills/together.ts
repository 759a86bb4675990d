/**
 * Requests that wait anyway are asked together: while some are under way, those that come are gathered and go next, in one
 * transaction. An idle server asks the first one at once; nobody is ever kept waiting for company.
 */
export type Together<Asked, Answer> = (one: Asked) => Promise<Answer>

export type Asking<Asked, Answer> = {
  /**
   * Asks for all of them in one transaction, which waits for nobody else's: as many answers, in their order, or none and
   * nothing has happened. Undefined for one that must be asked alone.
   */
  all(asked: Asked[]): Promise<(Answer | undefined)[]>
  /** Asks for one, and waits for whoever holds what it wants. */
  alone(one: Asked): Promise<Answer>
  /** The order in which `all` gets them: that of what they lock, so that two transactions never wait for each other. */
  order(a: Asked, b: Asked): number
}

/** Enough that beginning a transaction costs each next to nothing, few enough that it takes no longer than a few alone. */
const MOST = 32
/** While one waits for the disk, others are worked on and the answers of a third are on their way. */
const UNDER_WAY = 3

type Waiting<Asked, Answer> = PromiseWithResolvers<Answer> & { asked: Asked }

/** A door behind which requests are taken together. Each caller gets the answer, or the error, of its own request. */
export function together<Asked, Answer>(asking: Asking<Asked, Answer>): Together<Asked, Answer> {
  let line: Waiting<Asked, Answer>[] = []
  /** How many each transaction under way answers. */
  const underWay: number[] = []
  let due = false

  return (asked) => {
    const waiting = { ...Promise.withResolvers<Answer>(), asked }
    line.push(waiting)
    goOn()
    return waiting.promise
  }

  // The next begins beside others only when it is half as large: else a few would run ahead of the many, again and again.
  function mayGo(): boolean {
    return line.length > 0 && underWay.length < UNDER_WAY && line.length * 2 >= Math.max(0, ...underWay)
  }

  // At the end of this turn of the event loop: what was read from the network in it goes together.
  function goOn(): void {
    if (due || !mayGo()) return
    due = true
    setImmediate(() => {
      due = false
      if (mayGo()) void askNext()
      goOn()
    })
  }

  async function askNext(): Promise<void> {
    const some = line.slice(0, MOST)
    line = line.slice(MOST)
    underWay.push(some.length)
    await askSome(some)
    underWay.splice(underWay.indexOf(some.length), 1)
    goOn()
  }

  async function askSome(some: Waiting<Asked, Answer>[]): Promise<void> {
    some.sort((a, b) => asking.order(a.asked, b.asked))
    try {
      const answers = await asking.all(some.map(({ asked }) => asked))
      for (const [n, waiting] of some.entries()) {
        const answer = answers[n]
        if (answer === undefined) askAlone(waiting)
        else waiting.resolve(answer)
      }
    } catch (error) {
      // One that breaks the transaction must not break it for its neighbours.
      if (some.length === 1) some[0]!.reject(error)
      else some.forEach(askAlone)
    }
  }

  // Nobody in line waits for it: it may be waiting for somebody itself.
  function askAlone({ asked, resolve, reject }: Waiting<Asked, Answer>): void {
    void asking.alone(asked).then(resolve, reject)
  }
}
