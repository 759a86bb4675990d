/**
 * Browsers an account has signed in from. The cookie holds `id.secret` for each account of this browser; the row holds
 * the secret's hash. It never proves who somebody is: it only picks which counter a wrong password goes to.
 */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { randomToken, sha256 } from '../secrets.ts'

/** Accounts one browser remembers; the oldest is dropped. */
const REMEMBERED = 5

/** Remembers this browser for the account. Answers with the row's id and the cookie that goes back to the browser. */
export async function rememberDevice(
  tx: Tx,
  device: { accountId: string; cookie: string | undefined; userAgent: string },
): Promise<{ id: string; cookie: string }> {
  const secret = randomToken()
  const { rows } = await sql<{ id: string }>`
    insert into device (account_id, secret_hash, user_agent)
    values (${device.accountId}, ${sha256(secret)}, ${device.userAgent.slice(0, 300)}) returning id`.execute(
    tx,
  )
  const id = rows[0]!.id
  return { id, cookie: deviceCookie(device.cookie, { id, secret }) }
}

/** The cookie with one more account of this browser in front. */
export function deviceCookie(cookie: string | undefined, device: { id: string; secret: string }): string {
  return [device, ...readDeviceCookie(cookie).slice(0, REMEMBERED - 1)]
    .map(({ id, secret }) => `${id}.${secret}`)
    .join('~')
}

/** Forgets every browser of the account: after a recovery, whoever knew the old password starts as a stranger. */
export async function forgetDevices(tx: Tx, accountId: string): Promise<void> {
  await sql`update device set revoked_at = now() where account_id = ${accountId} and revoked_at is null`.execute(
    tx,
  )
}

/** What the cookie names; anything malformed in it is passed over. */
export function readDeviceCookie(cookie: string | undefined): { id: string; secret: string }[] {
  return (cookie ?? '')
    .split('~')
    .map((entry) => /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(entry))
    .filter((match) => match !== null)
    .map((match) => ({ id: match[1]!, secret: match[2]! }))
    .slice(0, REMEMBERED)
}
