/** For the tests of clients: a database of their own, the product around it, and the ordinary company with its people. */
import { sql } from 'kysely'
import { parseEmailAddress, type EmailAddress } from '../values/email-address.ts'
import { createHasher } from '../accounts/password-hash.ts'
import type { ClientRole, StaffRole } from '../accounts/roles.ts'
import { openSession } from '../accounts/session.ts'
import type { App } from '../app.ts'
import type { Actor } from '../audit/record.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { createPress } from '../documents/press.ts'
import { translator } from '../i18n/index.ts'
import { openJobs } from '../jobs/jobs.ts'
import { vaultOf } from '../vault.ts'
import { createLog } from '../log.ts'
import { testDatabase } from '../testing/database.ts'
import { addClient } from './add-client.ts'
import { makeBin } from '../values/bin.ts'

export type Someone = { accountId: string; email: string; by: Actor & { accountId: string } }
export type World = Awaited<ReturnType<typeof openWorld>>

/** The operator's command: an actor who signs in nowhere. */
export const operator: Actor = { name: 'mycoupon' }

/** A fresh product. `close` leaves nothing behind. */
export async function openWorld() {
  const database = await testDatabase()
  const read = readConfig({
    PUBLIC_URL: 'https://mycoupon.example.kz',
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    LOG_LEVEL: 'silent',
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { config } = read
  const log = createLog(config.logLevel)
  const app: App = {
    config,
    db: openDatabase(database.url, 8),
    vault: vaultOf(Buffer.alloc(32)),
    hasher: createHasher(config.hashing),
    jobs: await openJobs(database.url, { log }),
    press: createPress(config),
    texts: { kk: translator('kk', config), ru: translator('ru', config), en: translator('en', config) },
    log,
  }
  const { db } = app
  let made = 0

  return {
    app,
    db,
    do: db.transaction,
    /** A company with one contract and an open invitation to its owner. */
    async aClient(facts: { name?: string; bin?: string; number?: string; email?: string } = {}) {
      const n = ++made
      const name = facts.name ?? `ТОО «Компания ${n}»`
      const bin = facts.bin ?? aBin(n)
      const number = facts.number ?? `ДГ-${n}`
      const email = facts.email ?? `owner${n}@example.kz`
      const request = { bin, name, contractNumber: number, signedOn: '2026-03-05', address: anAddress(email) }
      const added = await db.transaction((tx) =>
        addClient(app, tx, { ...request, person: 'Айгүл Бекова', lang: 'ru', by: operator }),
      )
      if (!added.ok) throw new Error(added.reason)
      return { ...added, id: added.clientId, bin, name, number, email }
    },
    /** A person with an account, of a client, of the staff, or of nobody yet. */
    async aPerson(
      facts: { clientId?: string; role?: ClientRole; staff?: StaffRole; email?: string; name?: string } = {},
    ): Promise<Someone> {
      const n = ++made
      const email = facts.email ?? `person${n}@example.kz`
      const { key } = anAddress(email)
      const { rows } = await sql<{ id: string }>`
        insert into account (email, email_key, name, password_hash)
        values (${email}, ${key}, ${facts.name ?? `Человек ${n}`}, '$argon2id$v=19$nobody-signs-in-with-it') returning id`.execute(
        db.write,
      )
      const accountId = rows[0]!.id
      if (facts.clientId)
        await sql`
          insert into membership (client_id, account_id, role)
          values (${facts.clientId}, ${accountId}, ${facts.role ?? 'owner'})`.execute(db.write)
      if (facts.staff)
        await sql`insert into staff_member (account_id, role) values (${accountId}, ${facts.staff})`.execute(
          db.write,
        )
      return { accountId, email, by: { accountId, name: email } }
    },
    /** The person's open cabinet; answers with the token of its cookie. */
    signIn: (someone: Someone, clientId?: string) =>
      db.transaction((tx) =>
        openSession(tx, config.limits, {
          accountId: someone.accountId,
          clientId,
          visitor: { ip: '127.0.0.1', bucket: '127.0.0.1', userAgent: 'test' },
        }),
      ),
    /** The clients the person's sessions look at. Empty when there is no session. */
    async cabinets(someone: Someone): Promise<(string | null)[]> {
      const { rows } = await sql<{ client_id: string | null }>`
        select client_id from session where account_id = ${someone.accountId} order by id`.execute(db.write)
      return rows.map((row) => row.client_id)
    },
    async roleOf(someone: Someone, clientId: string): Promise<string | undefined> {
      const { rows } = await sql<{ role: string }>`
        select role from membership where account_id = ${someone.accountId} and client_id = ${clientId}`.execute(
        db.write,
      )
      return rows[0]?.role
    },
    /** The letters to an address, oldest first. */
    async lettersTo(email: string) {
      const { rows } = await sql<{ template: string; params: Record<string, unknown> }>`
        select template, params from letter where email = ${email} order by id`.execute(db.write)
      return rows
    },
    /** The acts on record, oldest first. */
    async acts(): Promise<string[]> {
      const { rows } = await sql<{ action: string }>`select action from audit_entry order by id`.execute(
        db.write,
      )
      return rows.map((row) => row.action)
    },
    async count(table: 'client' | 'contract' | 'invitation' | 'membership' | 'session'): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
        db.write,
      )
      return rows[0]!.n
    },
    async close() {
      await app.jobs.stop()
      await db.close()
      await database.drop()
    },
  }
}

/** A valid BIN, another one for each number. */
export function aBin(n: number): string {
  for (let serial = n * 4; ; serial++) {
    const bin = makeBin(`210440${String(serial).padStart(5, '0')}`)
    if (bin) return bin
  }
}

export function anAddress(typed: string): EmailAddress {
  const parsed = parseEmailAddress(typed)
  if (!parsed.ok) throw new Error(`${typed} is no address`)
  return parsed
}
