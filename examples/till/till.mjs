// A till in one file, to copy from: Node 20 or newer, nothing to install.
//
//   TILL_KEY=… node examples/till/till.mjs http://127.0.0.1:3000 '1234 5678 9012 3456' 15000
//
// Holds so many millilitres of the coupon, lets the pump run (here: DISPENSE_ML, or all of it) and says what was dispensed.
// Everything it asks for it has written into its journal first (JOURNAL, by default till-journal.json): when it is started
// again after a crash, it finishes what it was about. ODOMETER_KM, when it is set, goes with the request; RECEIPT is the fiscal receipt’s number.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const TIMEOUT_MS = Number(process.env.TIMEOUT_MS ?? 10_000)
const JOURNAL = process.env.JOURNAL ?? 'till-journal.json'

/** One request, once. Throws when no answer came: then nobody knows whether it happened. */
async function ask(url, path, body) {
  const answer = await fetch(new URL(`/api/pos/v1/${path}`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.TILL_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return {
    status: answer.status,
    retryAfter: Number(answer.headers.get('retry-after') ?? 1),
    body: await answer.json(),
  }
}

/**
 * The same request under the same name until it is answered: it happens once, however often it is asked. With `tries` it
 * gives up after so many, and answers nothing.
 */
async function askUntilAnswered(url, path, body, tries = Infinity) {
  for (let n = 1; n <= tries; n++) {
    try {
      const { status, retryAfter, body: answer } = await ask(url, path, body)
      if (status !== 429 && status !== 503) return { status, ...answer }
      await pause(retryAfter * 1000)
    } catch {
      // A timeout or a broken line. The pause grows, so that a thousand tills do not come back all at once.
      await pause(Math.min(200 * 2 ** n, 10_000) * (0.5 + Math.random()))
    }
  }
  return undefined
}

/** Refuels: holds, lets the pump run, completes. Answers with what the server said last. */
export async function refuel(url, { code, product, ml, pump, odometerKm }, dispense) {
  const posTxnId = `example-${randomUUID()}`
  write({ posTxnId, step: 'authorize' })
  const held = await askUntilAnswered(url, 'authorize', { posTxnId, code, product, ml, pump, odometerKm }, 3)
  if (!held) {
    // The driver does not wait for ever. Whether it was held or not: it is taken back, and so it stays.
    await takeBack(url, posTxnId)
    return { approved: false, reason: 'no_answer' }
  }
  if (!held.approved) {
    write(undefined)
    return held
  }
  const dispensed = await dispense(held.ml)
  const done = await complete(url, posTxnId, dispensed)
  if (done.approved && process.env.RECEIPT) await sayReceipt(url, posTxnId, process.env.RECEIPT)
  return done
}

/** The fuel is gone, so this never gives up. */
async function complete(url, posTxnId, ml) {
  write({ posTxnId, step: 'complete', ml })
  const done = await askUntilAnswered(url, 'complete', { posTxnId, ml })
  write(undefined)
  return done
}

/** The receipt is printed once the fuel is paid; the client sees its number. Said again after a crash it stays the same. */
async function sayReceipt(url, posTxnId, number) {
  write({ posTxnId, step: 'receipt', number })
  await askUntilAnswered(url, 'fiscal-receipt', { posTxnId, fiscalReceipt: { number } })
  write(undefined)
}

async function takeBack(url, posTxnId) {
  write({ posTxnId, step: 'reverse' })
  const back = await askUntilAnswered(url, 'reverse', { posTxnId })
  write(undefined)
  return back
}

/** What was under way when the till went off: fuel that was dispensed is completed, a promise nobody used is taken back. */
export async function finishWhatWasBegun(url) {
  if (!existsSync(JOURNAL)) return undefined
  const { posTxnId, step, ml, number } = JSON.parse(readFileSync(JOURNAL, 'utf8'))
  if (step === 'receipt') return sayReceipt(url, posTxnId, number)
  return step === 'complete' ? complete(url, posTxnId, ml) : takeBack(url, posTxnId)
}

// Whole or not at all: a journal that is half written is none.
function write(entry) {
  if (!entry) return rmSync(JOURNAL, { force: true })
  writeFileSync(`${JOURNAL}.new`, JSON.stringify(entry), { flush: true })
  renameSync(`${JOURNAL}.new`, JOURNAL)
}

const [url, code, ml] = process.argv.slice(2)
if (!url || !process.env.TILL_KEY) {
  console.error("usage: TILL_KEY=… node till.mjs URL 'CODE' ML")
  process.exit(2)
}
const before = await finishWhatWasBegun(url)
if (before) console.log(JSON.stringify(before))
if (code) {
  const found = await askUntilAnswered(url, 'lookup', { code })
  const answer = found.approved
    ? await refuel(
        url,
        {
          ...{ code, product: found.product, ml: Number(ml ?? found.ml), pump: '1' },
          // What the driver reads off, when the station asks for it.
          odometerKm: process.env.ODOMETER_KM ? Number(process.env.ODOMETER_KM) : undefined,
        },
        async (held) => Number(process.env.DISPENSE_ML ?? held),
      )
    : found
  console.log(JSON.stringify(answer))
  process.exit(answer.approved ? 0 : 1)
}
