// npm run bench: how the product does beside its aims, on this machine and now.
//
//   npm run bench                    every benchmark, about fifteen minutes
//   npm run bench -- NAME…           some of them
//
// Each starts the built product with a database of its own, from a copy of the sources in a temporary folder; nothing
// is written anywhere else, and nothing is left running. A missed aim is said in the table and is no failure: a busy
// machine misses aims too.
import { copyCheckout } from '../bench/parts/checkout.ts'
import { endEverything } from '../bench/parts/ending.ts'
import { tableOf } from '../bench/parts/figures.ts'

/** In the order they run: the quick ones first. */
const NAMES = [
  'first-view',
  'start',
  'page',
  'static',
  'sign-in',
  'redeem',
  'cards',
  'lists',
  'export',
  'memory',
] as const
/** Only when asked for. */
const LONG = ['redeem-million', 'limits'] as const
/** No benchmark takes half of it; what hangs is ended. */
const LIMIT_MINUTES = 10
const LONG_LIMIT_MINUTES = 60

type Benchmark = typeof import('../bench/first-view.ts')

const asked = process.argv.slice(2)
const known = [...NAMES, ...LONG]
const unknown = asked.filter((name) => !known.some((one) => one === name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exit(2)
}
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true
    void endEverything().finally(() => process.exit(130))
  })
}

try {
  const due = asked.length === 0 ? NAMES : known.filter((name) => asked.includes(name))
  for (const name of due) await run(name)
} catch (error) {
  // What is ended under its feet complains.
  if (!interrupted) console.error(error)
  process.exitCode = 1
} finally {
  await endEverything()
}

async function run(name: (typeof known)[number]): Promise<void> {
  const { about, measure } = (await import(`../bench/${name}.ts`)) as Benchmark
  console.log(`\n${name}: ${about}`)
  const minutes = LONG.some((long) => long === name) ? LONG_LIMIT_MINUTES : LIMIT_MINUTES
  const limit = setTimeout(() => {
    console.error(`${name} took longer than ${minutes} minutes.`)
    void endEverything().finally(() => process.exit(1))
  }, minutes * 60_000)
  try {
    await using checkout = copyCheckout()
    console.log(tableOf(await measure(checkout)))
  } finally {
    clearTimeout(limit)
  }
}
