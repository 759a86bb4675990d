/**
 * What a QR code says to a till that cannot reach us: a text signed with Ed25519, whose public key the till has fetched
 * before. `v1.NUMBER.CODE.PRODUCT.ML.UNTIL.KEY.SIGNATURE`: the coupon's number and the number of its code, the fuel, the
 * whole of the coupon in ml, and the last day on which a till takes it without asking (domain §6.1, §6.4).
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { PRODUCTS, type Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'

export type OfflineToken = {
  number: bigint
  codeNo: number
  product: Product
  ml: bigint
  /** ISO, the last day it is taken. */
  until: string
}

/** The key that tills check tokens with: `id` stands in the token, `publicKey` are the 32 bytes in base64url. */
export type OfflineKey = { id: string; algorithm: 'Ed25519'; publicKey: string }

export function offlineKey(vault: Vault): OfflineKey {
  const { id, publicKey } = keysOf(vault)
  return { id, algorithm: 'Ed25519', publicKey }
}

export function signOfflineToken(vault: Vault, token: OfflineToken): string {
  const { number, codeNo, product, ml, until } = token
  const keys = keysOf(vault)
  const said = `v1.${number}.${codeNo}.${product}.${ml}.${until.replaceAll('-', '')}.${keys.id}`
  return `${said}.${sign(null, Buffer.from(said), keys.secret).toString('base64url')}`
}

const FORM =
  /(?:^|#)(v1\.(\d{1,18})\.(\d{1,9})\.([A-Z0-9]+)\.(\d{1,9})\.(\d{4})(\d{2})(\d{2})\.([0-9a-f]{8}))\.([\w-]{86})$/

/** Reads a token, bare or as the end of a QR code's text; undefined for what we have not signed. */
export function readOfflineToken(vault: Vault, text: string): OfflineToken | undefined {
  const [, said, number, codeNo, code, ml, year, month, day, keyId, signature] = FORM.exec(text.trim()) ?? []
  const product = PRODUCTS.find((one) => one === code)
  if (!said || !product || !signature) return undefined
  const keys = keysOf(vault)
  if (keyId !== keys.id) return undefined
  const signed = Buffer.from(signature, 'base64url')
  // The last letter has bits that say nothing: one token has one spelling.
  if (signed.toString('base64url') !== signature) return undefined
  if (!verify(null, Buffer.from(said), keys.open, signed)) return undefined
  return {
    number: BigInt(number!),
    codeNo: Number(codeNo),
    product,
    ml: BigInt(ml!),
    until: `${year}-${month}-${day}`,
  }
}

type Keys = { id: string; publicKey: string; secret: KeyObject; open: KeyObject }
const made = new WeakMap<Vault, Keys>()

// The key follows from the vault's, so it outlives a change of SECRET_KEY and every process has the same.
function keysOf(vault: Vault): Keys {
  const known = made.get(vault)
  if (known) return known
  // RFC 8410: this head and the 32 bytes of the seed are a private key in PKCS #8.
  const head = Buffer.from('302e020100300506032b657004220420', 'hex')
  const secret = createPrivateKey({
    key: Buffer.concat([head, vault.mac('offline', 'signing key 1')]),
    format: 'der',
    type: 'pkcs8',
  })
  const open = createPublicKey(secret)
  const publicKey = open.export({ format: 'jwk' }).x!
  const id = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 8)
  const keys = { id, publicKey, secret, open }
  made.set(vault, keys)
  return keys
}
