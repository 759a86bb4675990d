import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { holdsRealClients, seed } from '../demo/seed.ts'
import { say } from './settings.ts'
import { withApp } from './with-app.ts'

type Seed = {
  clients: string
  coupons: string
  cards: string
  terminals: string
  out: string
  iKnow?: boolean
  json?: boolean
}

/** Makes bulk data and writes what a load test needs into a file, a JSON object a line. The file opens fuel: it is the owner's alone. */
export async function seedCommand(options: Seed): Promise<void> {
  const request = {
    clients: whole('--clients', options.clients, 9000),
    coupons: whole('--coupons', options.coupons, 20_000_000),
    cards: whole('--cards', options.cards, 20_000_000),
    terminals: whole('--terminals', options.terminals, 10_000),
  }
  if (request.coupons + request.cards > 0 && request.clients === 0)
    throw new Error('Coupons and cards belong to clients: give --clients, at least 1.')
  const started = performance.now()
  const file = createWriteStream(options.out, { mode: 0o600 })
  await once(file, 'open')
  await withApp(async (app) => {
    if (!options.iKnow && (await holdsRealClients(app)))
      throw new Error('This database holds real clients. If it must be this one, say --i-know.')
    await seed(app, request, async (made) => {
      if (!file.write(`${JSON.stringify(made)}\n`)) await once(file, 'drain')
    })
  })
  file.end()
  await finished(file)
  const seconds = (performance.now() - started) / 1000
  say(
    options,
    `Made ${request.clients} clients, ${request.coupons} coupons, ${request.cards} cards, ${request.terminals} tills in ${seconds.toFixed(1)} s; ${options.out} names them.`,
    { ...request, seconds, out: options.out },
  )
}

function whole(name: string, typed: string, most: number): number {
  if (/^\d+$/.test(typed) && Number(typed) <= most) return Number(typed)
  throw new Error(`${name} must be a whole number from 0 to ${most}, not «${typed}».`)
}
