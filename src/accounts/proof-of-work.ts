/**
 * A proof of work: the browser finds numbers whose hashes begin with zeros, which takes it a second or two, and we see with
 * a few hashes that it did. Nobody else is asked for it (accounts §4.3). The work is the same in web/browser/proof/.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keyring } from '../secrets.ts'
import { sha256 } from '../secrets.ts'
import { PARTS } from '../web/browser/proof/solve.ts'

/** A page may stand open so long before its form is sent. Short enough that nobody lays in a store of proofs. */
const LIVES_MS = 15 * 60_000

export type Challenge = { text: string; key: Buffer; zeroBits: number }

/** A proof that was brought and fits. `id` is what must not come twice. */
export type Proof = { id: Buffer; expiresAt: Date }

/**
 * A challenge for one form of this subject (`visit.formSubject()`): 2^`bits` hashes in the mean. Nothing of it is kept here;
 * the form brings it back, and its own seal says that it is ours, whose it is and until when it is good.
 */
export function makeChallenge(keys: Keyring, subject: string, bits: number, now = Date.now()): Challenge {
  const zeroBits = bits - Math.log2(PARTS)
  const open = [(now + LIVES_MS).toString(36), String(zeroBits), randomBytes(12).toString('base64url')].join(
    '.',
  )
  const key = keys.mac('proof', `${open} ${subject}`)
  return { text: `${open}.${key.toString('base64url')}`, key, zeroBits }
}

/**
 * The proof a form has brought, when it is one: for a challenge of ours, of this subject, not too old, with the work done.
 * The typed address is no part of it, so that the browser works while the person types; a proof is good for one try.
 */
export function readProof(
  keys: Keyring,
  subject: string,
  brought: { challenge: string; proof: string },
  now = Date.now(),
): Proof | undefined {
  const [expires = '', zeroBits = '', nonce = '', seal = '', ...more] = brought.challenge.split('.')
  const key = Buffer.from(seal, 'base64url')
  const open = [expires, zeroBits, nonce].join('.')
  const isOurs = keys
    .macs('proof', `${open} ${subject}`)
    .some((mac) => mac.length === key.length && timingSafeEqual(mac, key))
  if (!isOurs || more.length > 0) return undefined
  const expiresAt = new Date(Number.parseInt(expires, 36))
  if (expiresAt.getTime() <= now || !isDone(key, Number(zeroBits), brought.proof)) return undefined
  // By what the seal covers: the same challenge written otherwise is the same challenge.
  return { id: sha256(open), expiresAt }
}

function isDone(key: Buffer, zeroBits: number, proof: string): boolean {
  const answers = proof.split('.')
  return (
    answers.length === PARTS &&
    answers.every((answer, part) => begins(key, part, answer) < 2 ** (32 - zeroBits))
  )
}

// The first 32 bits of the hash of a part's answer.
function begins(key: Buffer, part: number, answer: string): number {
  const n = /^[0-9a-z]{1,7}$/.test(answer) ? Number.parseInt(answer, 36) : Number.POSITIVE_INFINITY
  if (n >= 2 ** 32) return Number.POSITIVE_INFINITY
  const tail = Buffer.alloc(8)
  tail.writeUInt32BE(part, 0)
  tail.writeUInt32BE(n, 4)
  return createHash('sha256').update(key).update(tail).digest().readUInt32BE(0)
}
