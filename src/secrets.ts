/** Keys derived from SECRET_KEY, and the few things made with them: hashes of what must not be readable, tokens, proofs. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto'

/**
 * What a key is for. A value made for one purpose never fits another.
 * `link` makes the tokens of letters, `guard` names typed addresses, `form` proves that a form came from our page, `proof`
 * seals the challenges of sign-ins under siege, `vault` seals the keys that must outlive a change of the secret.
 */
export type KeyPurpose = 'link' | 'guard' | 'form' | 'proof' | 'throttle' | 'vault'

export type Keyring = {
  /** HMAC-SHA-256 with the newest secret: 32 bytes. */
  mac(purpose: KeyPurpose, text: string): Buffer
  /** The same with every secret, newest first: for values that outlive a change of the secret. */
  macs(purpose: KeyPurpose, text: string): Buffer[]
  /** Encrypts with the newest secret (AES-256-GCM): nonce, tag, text. */
  seal(purpose: KeyPurpose, secret: Buffer): Buffer
  /** Opens what any of the secrets sealed; `stale` when it was not the newest. Undefined when none fits. */
  open(purpose: KeyPurpose, sealed: Buffer): { secret: Buffer; stale: boolean } | undefined
}

/** A ring of secrets in base64, the newest first; older ones only recognise what they made. */
export function keyring(secrets: string[]): Keyring {
  const rings = secrets.map((secret) => {
    const derived = new Map<KeyPurpose, KeyObject>()
    return (purpose: KeyPurpose) => {
      let key = derived.get(purpose)
      if (!key) {
        key = createSecretKey(
          Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', `mycoupon/${purpose}`, 32)),
        )
        derived.set(purpose, key)
      }
      return key
    }
  })
  const macs = (purpose: KeyPurpose, text: string) =>
    rings.map((key) => createHmac('sha256', key(purpose)).update(text).digest())
  return {
    macs,
    mac: (purpose, text) => createHmac('sha256', rings[0]!(purpose)).update(text).digest(),
    seal(purpose, secret) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', rings[0]!(purpose), nonce)
      const text = Buffer.concat([cipher.update(secret), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open(purpose, sealed) {
      for (const [i, key] of rings.entries()) {
        const secret = unseal(key(purpose), sealed)
        if (secret) return { secret, stale: i > 0 }
      }
      return undefined
    },
  }
}

function unseal(key: KeyObject, sealed: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
  } catch {
    return undefined
  }
}

/** SHA-256: enough for random tokens, which nobody can guess from their hash. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** 256 random bits, for cookies. */
export function randomToken(): string {
  return draw(32).toString('base64url')
}

/** Random bytes that are mixed with something; at most 8192. */
export function randomPad(bytes: number): Buffer {
  return draw(bytes)
}

const lot = Buffer.alloc(8192)
let left = 0

// A system call for each would cost more than all else about a token. What is drawn is erased, so that nothing is given
// out twice and nothing of it stays behind.
function draw(bytes: number): Buffer {
  if (left < bytes) {
    randomFillSync(lot)
    left = lot.length
  }
  const place = lot.subarray(left - bytes, left)
  left -= bytes
  const drawn = Buffer.from(place)
  place.fill(0)
  return drawn
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** Lower-case base32 without padding: nothing at the end that a mail program could lose. 20 bytes make 32 characters. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      text += BASE32[(held >>> (bits - 5)) & 31]
      bits -= 5
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + BASE32[(held << (5 - bits)) & 31] : text
}
