/** People who sign in: rows in the product's database, and the requests their browsers send, made before anything is measured. */
import { hash as digest } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { ask, requestBytes } from './client.ts'
import type { Product } from './product.ts'

export const PASSWORD = 'верблюд под дождём'

/** As the product hashes (accounts.md §6.4): argon2id, 19 MiB, two passes, one lane. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The stored form of `PASSWORD`. */
export function storedPassword(): Promise<string> {
  return hash(PASSWORD, COSTS)
}

export type People = {
  /** The next person's sign-in from a browser the account has used, or from a new one: everybody once, then again. */
  next(browser: 'known' | 'unknown'): Buffer
}

/**
 * Makes so many active people, five to a company, each with one known browser and calling from an address of their own.
 * They share one stored password: what a comparison costs does not depend on its salt.
 */
export async function makePeople(product: Product, count: number): Promise<People> {
  const people = Array.from({ length: count }, (_, n) => ({
    // Small letters and no more: the address and its key are the same.
    email: `p${n}@example.kz`,
    secret: String(n).padStart(43, 'k'),
    ip: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
  }))
  const rows = await product.query(
    `with typed as (select * from unnest($1::text[], $2::bytea[]) with ordinality as t (email, secret_hash, n)),
      company as (insert into client (bin, name)
        select lpad(n::text, 12, '0'), 'ТОО «Клиент ' || n || '»' from generate_series(0, $4::int / 5) n returning id, bin),
      person as (insert into account (email, email_key, password_hash) select email, email, $3 from typed returning id, email),
      role as (insert into membership (client_id, account_id, role)
        select company.id, person.id, 'owner' from person join typed using (email) join company on company.bin = lpad((n / 5)::text, 12, '0')),
      browser as (insert into device (account_id, secret_hash)
        select person.id, secret_hash from person join typed using (email) returning id, account_id)
    select browser.id from browser join person on person.id = account_id join typed using (email) order by n`,
    [
      people.map(({ email }) => email),
      people.map(({ secret }) => digest('sha256', secret, 'buffer')),
      await storedPassword(),
      count,
    ],
  )
  // Otherwise the first phases run on guesses about the tables, and later ones beside an autovacuum.
  await product.query('vacuum analyze')

  const page = await ask(product.port, '/login')
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body.toString())?.[1] ?? ''
  const guest = /^set-cookie: *(guest=[^;]+)/im.exec(page.head)?.[1] ?? ''
  const at = { known: 0, unknown: 0 }
  return {
    next(browser) {
      const n = at[browser]++ % count
      const { email, secret, ip } = people[n]!
      const device = browser === 'known' ? `; device=${String(rows[n]!['id'])}.${secret}` : ''
      const body = new URLSearchParams({ csrf, email, password: PASSWORD }).toString()
      const headers = {
        cookie: guest + device,
        'x-forwarded-for': ip,
        'accept-encoding': 'gzip, deflate, br',
      }
      return requestBytes(product.port, 'POST', '/login', headers, body)
    },
  }
}
