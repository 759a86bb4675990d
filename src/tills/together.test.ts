/** The line by itself, with a database that a test can stop, break and look into. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { together } from './together.ts'

type Asked = { n: number; poisoned?: boolean; alone?: boolean }

/** Answers with what it was asked, when the test lets it. */
function aDatabase() {
  const batches: number[][] = []
  const alone: number[] = []
  const open: (() => void)[] = []
  const ask = together<Asked, string>({
    async all(asked) {
      batches.push(asked.map(({ n }) => n))
      await new Promise<void>((resolve) => open.push(resolve))
      if (asked.some(({ poisoned }) => poisoned))
        throw new Error(asked.length === 1 ? `poison ${asked[0]!.n}` : 'the transaction broke')
      return asked.map((one) => (one.alone ? undefined : `answer ${one.n}`))
    },
    async alone({ n, poisoned }) {
      alone.push(n)
      await turn()
      if (poisoned) throw new Error(`poison ${n}`)
      return `answer ${n}`
    },
    order: (a, b) => a.n - b.n,
  })
  /** Lets everything end that is under way, and what comes after it. */
  const finish = async () => {
    for (let quiet = 0; quiet < 5; quiet++) {
      await turn()
      if (open.length > 0) quiet = 0
      for (const end of open.splice(0)) end()
    }
  }
  return { ask, batches, alone, open, finish }
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n)

test('one request goes at once', async () => {
  const { ask, batches, alone, finish } = aDatabase()
  const answer = ask({ n: 1 })
  await turn()
  await turn()
  assert.deepEqual([batches, alone], [[[1]], []])
  await finish()
  assert.equal(await answer, 'answer 1')
})

test('what comes while others are under way goes together, in order, and not too much at once', async () => {
  const { ask, batches, open, finish } = aDatabase()
  const come = async (from: number, count: number) => {
    const answers = numbers(from, count)
      .toReversed()
      .map((n) => ask({ n }))
    await turn()
    await turn()
    return answers
  }
  const answers = [...(await come(0, 1)), ...(await come(1, 15))]
  assert.deepEqual(batches, [[0], numbers(1, 15)])
  answers.push(...(await come(16, 4)))
  assert.equal(open.length, 2, 'a few wait for the many')
  answers.push(...(await come(20, 6)))
  assert.deepEqual(batches.at(-1), numbers(16, 10))
  answers.push(...(await come(26, 100)))
  assert.equal(open.length, 3, 'no fourth begins beside three')
  await finish()
  assert.equal(new Set(await Promise.all(answers)).size, 126)
  assert.deepEqual(
    batches.slice(3).map((batch) => batch.length),
    [32, 32, 32, 4],
  )
  for (const batch of batches)
    assert.deepEqual(
      batch,
      batch.toSorted((a, b) => a - b),
    )
})

test('one that breaks the transaction fails alone', async () => {
  const { ask, finish } = aDatabase()
  const answers = numbers(0, 10).map((n) => ask({ n, poisoned: n === 3 }))
  const settled = Promise.allSettled(answers)
  await finish()
  assert.deepEqual(
    (await settled).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
    numbers(0, 10).map((n) => (n === 3 ? 'Error: poison 3' : `answer ${n}`)),
  )
})

test('whatever comes when, and whatever breaks, everybody gets the answer to their own request, once', async () => {
  const arrival = fc.record({
    pause: fc.nat({ max: 3 }),
    poisoned: fc.nat({ max: 9 }).map((n) => n === 0),
    alone: fc.boolean(),
    lets: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 80 }), async (arrivals) => {
      const { ask, alone, open, finish } = aDatabase()
      const answers: Promise<string>[] = []
      for (const [n, { pause, lets, ...kind }] of arrivals.entries()) {
        const answer = ask({ n, ...kind })
        answer.catch(() => {})
        answers.push(answer)
        for (let i = 0; i < pause; i++) await turn()
        if (lets) open.shift()?.()
      }
      const settled = Promise.allSettled(answers)
      await finish()
      for (const [n, one] of (await settled).entries())
        assert.equal(
          one.status === 'fulfilled' ? one.value : String(one.reason),
          arrivals[n]!.poisoned ? `Error: poison ${n}` : `answer ${n}`,
        )
      assert.equal(new Set(alone).size, alone.length, 'nobody is asked alone twice')
    }),
    { numRuns: 60 },
  )
})
