/**
 * Keys for what must be recognised and shown again for years: coupon codes, drivers' links. They live in the database,
 * sealed with SECRET_KEY: a copy of the database alone opens nothing, and SECRET_KEY can be changed, which the links of
 * letters forget within a week but coupons must not.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from './db/database.ts'
import type { Keyring } from './secrets.ts'

/**
 * `code` makes a coupon's code, `code-hash` recognises it, `handout` makes the token of a driver's link, `pin` hides PINs,
 * `request` recognises what a till has asked before, `enrolment` the code that connects a device, `offline` signs what tills
 * take without asking, `card-number` makes the number of a card, `card-number-hash` recognises it, `card-pin` is the pepper of
 * its PIN.
 */
export type VaultPurpose =
  | 'code'
  | 'code-hash'
  | 'handout'
  | 'pin'
  | 'request'
  | 'enrolment'
  | 'offline'
  | 'card-number'
  | 'card-number-hash'
  | 'card-pin'

export type Vault = {
  /** HMAC-SHA-256: 32 bytes, the same for ever. */
  mac(purpose: VaultPurpose, text: string): Buffer
}

/**
 * Opens the vault, making its key on the first start, and seals it with the newest SECRET_KEY when that has changed.
 * Throws one sentence when neither SECRET_KEY nor SECRET_KEY_PREVIOUS opens it.
 */
export async function openVault(db: Database, keys: Keyring): Promise<Vault> {
  const sealed = (await sealedKey(db)) ?? (await makeKey(db, keys))
  const opened = keys.open('vault', sealed)
  if (!opened)
    throw new Error(
      'SECRET_KEY does not open this database’s keys: set the one it was made with, as SECRET_KEY or as SECRET_KEY_PREVIOUS.',
    )
  if (opened.stale)
    await sql`update vault_key set sealed = ${keys.seal('vault', opened.secret)} where name = 'main' and sealed = ${sealed}`.execute(
      db.write,
    )
  return vaultOf(opened.secret)
}

/** A vault over a key of 32 bytes. */
export function vaultOf(secret: Buffer): Vault {
  const keys = new Map<VaultPurpose, KeyObject>()
  const keyOf = (purpose: VaultPurpose) => {
    let key = keys.get(purpose)
    if (!key) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `mycoupon/vault/${purpose}`, 32)))
      keys.set(purpose, key)
    }
    return key
  }
  return { mac: (purpose, text) => createHmac('sha256', keyOf(purpose)).update(text).digest() }
}

async function sealedKey(db: Database): Promise<Buffer | undefined> {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from vault_key where name = 'main'`.execute(
    db.write,
  )
  return rows[0]?.sealed
}

// Two processes of one first start: one key wins, both use it.
async function makeKey(db: Database, keys: Keyring): Promise<Buffer> {
  await sql`
    insert into vault_key (name, sealed) values ('main', ${keys.seal('vault', randomBytes(32))})
    on conflict (name) do nothing`.execute(db.write)
  return (await sealedKey(db))!
}
