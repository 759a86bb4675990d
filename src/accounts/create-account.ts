import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { rememberDevice } from './device.ts'
import { endLinksTo } from './link.ts'
import { clearGuard } from './lock.ts'
import { openSession, type Visitor } from './session.ts'

/**
 * Makes a person of a proven address and a password, and signs them in on this browser. `place` gives them their company
 * before the session opens. Whatever else was on its way to the address (confirmations, resets) is void, and wrong
 * passwords typed before there was an account are forgiven. Throws on `account_email_once` when the address has one already.
 */
export async function createAccount(
  app: App,
  tx: Tx,
  person: {
    email: string
    emailKey: string
    name: string
    phone?: string
    lang: Lang
    passwordHash: string
    deviceCookie: string | undefined
    visitor: Visitor
    place: (accountId: string) => Promise<void>
    clientId?: string | undefined
  },
): Promise<{ accountId: string; token: string; deviceCookie: string }> {
  const { rows } = await sql<{ id: string }>`
    insert into account (email, email_key, name, phone, lang, password_hash, last_sign_in_at)
    values (${person.email}, ${person.emailKey}, ${person.name}, ${person.phone ?? null}, ${person.lang}, ${person.passwordHash}, now())
    returning id`.execute(tx)
  const accountId = rows[0]!.id
  await person.place(accountId)
  await endLinksTo(tx, person.emailKey, ['confirmation', 'reset'], 'void')
  await clearGuard(app, tx, person.emailKey)
  const device = await rememberDevice(tx, {
    accountId,
    cookie: person.deviceCookie,
    userAgent: person.visitor.userAgent,
  })
  const token = await openSession(tx, app.config.limits, {
    accountId,
    deviceId: device.id,
    visitor: person.visitor,
    welcome: true,
    clientId: person.clientId,
  })
  return { accountId, token, deviceCookie: device.cookie }
}
