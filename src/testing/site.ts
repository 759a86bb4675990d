/** The whole product for a test: real pages over real HTTP, a real database, letters over SMTP into a sink of the test's own. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { simpleParser } from 'mailparser'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { invite } from '../accounts/invite.ts'
import { parseEmailAddress, type EmailAddress } from '../values/email-address.ts'
import type { ClientRole, StaffRole } from '../accounts/roles.ts'
import type { App } from '../app.ts'
import { readConfig } from '../config.ts'
import { makeBin } from '../values/bin.ts'
import type { DB } from '../db/schema.ts'
import type { Lang } from '../i18n/index.ts'
import { start, type Running } from '../main.ts'
import { Browser } from './browser.ts'
import { testDatabase } from './database.ts'

/** The password of every person a test makes, unless it names another. */
export const PASSWORD = 'верблюд под дождём'

export type Letter = {
  to: string
  from: string
  subject: string
  text: string
  html: string
  links: string[]
  headers: Map<string, unknown>
}

export type TestSite = {
  app: App
  url: URL
  databaseUrl: string
  /** The database as its owner, who may change what the product may not: for ageing rows. */
  owner: Kysely<DB>
  /** A browser that has never been here. */
  browser(headers?: Record<string, string>): Browser
  /** A new company with one contract. */
  aClient(facts?: {
    name?: string
  }): Promise<{ id: string; contractId: string; name: string; contract: string; bin: string }>
  /** A person with an account: a client's, the staff's, or nobody's yet. */
  aPerson(facts?: {
    email?: string
    name?: string
    lang?: Lang
    password?: string
    clientId?: string
    role?: ClientRole
    staff?: StaffRole
  }): Promise<{ id: string; email: string; password: string }>
  /** A browser in which the person is signed in. */
  signedIn(person: { email: string; password: string }): Promise<Browser>
  /** Invites an address as the operator's command does; the letter arrives by itself. */
  invited(facts: {
    email: string
    clientId: string
    contractId?: string
    role?: ClientRole
    lang?: Lang
    name?: string
  }): Promise<string>
  /** Waits for a letter to the address that `fits`; each letter is given out once. */
  letter(to: string, fits?: (letter: Letter) => boolean): Promise<Letter>
  /** Letters that arrived and nobody asked for, after everything queued is sent. */
  otherLetters(to: string): Promise<Letter[]>
  stop(): Promise<void>
}

/** Starts the product in its real mode on a port of its own. Further settings come as environment variables. */
export async function testSite(settings: Record<string, string> = {}): Promise<TestSite> {
  const database = await testDatabase()
  const sink = await openSink()
  const dataDir = await mkdtemp(join(tmpdir(), 'mycoupon-site-'))
  const port = await freePort()
  const read = readConfig({
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_CONNECTIONS: '8',
    LOG_LEVEL: 'error',
    // Most tests are not about time or budgets; those that are say so.
    SIGN_IN_FLOOR_MS: '0',
    LIMIT_SIGN_INS_PER_MINUTE: '10000',
    LIMIT_FAILURES_PER_10_MIN: '10000',
    LIMIT_FAILED_ADDRESSES_PER_10_MIN: '10000',
    LIMIT_LOCKS_PER_MINUTE: '10000',
    LIMIT_LETTER_REQUESTS_PER_10_MIN: '10000',
    LIMIT_LETTER_REQUESTS_PER_DAY: '10000',
    LIMIT_BAD_LINKS_PER_10_MIN: '10000',
    // The tests themselves, and a browser beside them, keep this process busy.
    LIMIT_LOOP_DELAY_MS: '60000',
    HASH_WAIT_MS: '60000',
    ...settings,
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const running = await start(read.config, { pages: true, work: true })
  const { app } = running
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  const owner = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })

  const site: TestSite = {
    app,
    url: read.config.publicUrl,
    databaseUrl: database.url,
    owner,
    browser: (headers) => new Browser(read.config.publicUrl, headers),
    async aClient(facts = {}) {
      const bin = freshBin()
      const name = facts.name ?? `ТОО «Клиент ${bin.slice(6)}»`
      const contract = `Д-${bin.slice(4)}`
      const { rows } = await sql<{
        id: string
      }>`insert into client (bin, name) values (${bin}, ${name}) returning id`.execute(app.db.write)
      const { rows: contracts } = await sql<{ id: string }>`
        insert into contract (client_id, number, signed_on, email)
        values (${rows[0]!.id}, ${contract}, '2026-01-15', 'contract@example.kz') returning id`.execute(
        app.db.write,
      )
      return { id: rows[0]!.id, contractId: contracts[0]!.id, name, contract, bin }
    },
    async aPerson(facts = {}) {
      const email = facts.email ?? `p${randomBytes(5).toString('hex')}@example.kz`
      const password = facts.password ?? PASSWORD
      const address = addressOf(email)
      const hash = await app.hasher.hash(password, { priority: 'rare' })
      const { rows } = await sql<{ id: string }>`
        insert into account (email, email_key, name, lang, password_hash)
        values (${address.shown}, ${address.key}, ${facts.name ?? ''}, ${facts.lang ?? 'ru'}, ${hash}) returning id`.execute(
        app.db.write,
      )
      const id = rows[0]!.id
      if (facts.clientId) {
        await sql`insert into membership (client_id, account_id, role) values (${facts.clientId}, ${id}, ${facts.role ?? 'owner'})`.execute(
          app.db.write,
        )
      }
      if (facts.staff)
        await sql`insert into staff_member (account_id, role) values (${id}, ${facts.staff})`.execute(
          app.db.write,
        )
      return { id, email, password }
    },
    async signedIn(person) {
      const browser = site.browser()
      await browser.get('/login')
      const answer = await browser.submit({ email: person.email, password: person.password })
      if (answer.status !== 303)
        throw new Error(`${person.email} was not let in: ${answer.status} ${answer.text.slice(0, 400)}`)
      return browser
    },
    async invited(facts) {
      const invited = await app.db.transaction((tx) =>
        invite(app, tx, {
          address: addressOf(facts.email),
          clientId: facts.clientId,
          contractId: facts.contractId,
          role: facts.role ?? 'owner',
          lang: facts.lang ?? 'ru',
          name: facts.name ?? '',
          by: { name: 'test' },
        }),
      )
      if (!invited.ok) throw new Error(`not invited: ${invited.reason}`)
      return invited.invitationId
    },
    letter: (to, fits) => sink.take(to, fits),
    async otherLetters(to) {
      await waitFor(async () => {
        const { rows } = await sql<{ busy: boolean }>`
          select exists (select from letter where state in ('queued', 'deferred')) or exists
            (select from pgboss.job where state in ('created', 'retry', 'active') and name <> 'housekeeping' and name not like '\\_\\_%') as busy`.execute(
          app.db.write,
        )
        return !rows[0]!.busy
      })
      return sink.rest(to)
    },
    async stop() {
      await running.stop()
      await owner.destroy()
      await sink.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return site
}

/** One more process of the product on the same database: pages and API, at an address of its own. */
export async function anotherProcess({ app }: TestSite): Promise<Running> {
  const port = await freePort()
  const publicUrl = new URL(`http://127.0.0.1:${port}`)
  return start({ ...app.config, port, publicUrl }, { pages: true, work: false })
}

/** An address as the product reads it. */
export function addressOf(email: string): EmailAddress {
  const parsed = parseEmailAddress(email)
  if (!parsed.ok) throw new Error(`${email} is no address`)
  return parsed
}

/** Asks until it is so, for at most a minute: a busy machine is slow, and only what never comes is wrong. */
export async function waitFor(isSo: () => Promise<boolean> | boolean, what = 'it'): Promise<void> {
  const until = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`waited a minute for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** An SMTP server that keeps what it is given; each letter is given out once. */
export async function openSink() {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      simpleParser(stream).then(
        (mail) => {
          for (const to of session.envelope.rcptTo) {
            const text = mail.text ?? ''
            letters.push({
              to: to.address.toLowerCase(),
              from: mail.from?.text ?? '',
              subject: mail.subject ?? '',
              text,
              html: mail.html || '',
              links: [...text.matchAll(/^https?:\/\/\S+$/gm)].map(([url]) => url),
              headers: mail.headers,
            })
          }
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const take = (to: string, fits: (letter: Letter) => boolean) => {
    const at = letters.findIndex((letter) => letter.to === to.toLowerCase() && fits(letter))
    return at === -1 ? undefined : letters.splice(at, 1)[0]
  }
  return {
    port: (server.server.address() as { port: number }).port,
    async take(to: string, fits: (letter: Letter) => boolean = () => true): Promise<Letter> {
      let found: Letter | undefined
      await waitFor(() => (found = take(to, fits)) !== undefined, `a letter to ${to}`)
      return found!
    },
    rest: (to: string) => letters.filter((letter) => letter.to === to.toLowerCase()),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

let lastBin = Math.floor(Math.random() * 50_000)

function freshBin(): string {
  for (;;) {
    const bin = makeBin(`210140${String(lastBin++ % 100_000).padStart(5, '0')}`)
    if (bin) return bin
  }
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
