// The work of src/accounts/proof-of-work.ts, from the browser's side. Our own SHA-256 of exactly one block: it makes
// 7 times as many hashes a second as the best library in JavaScript, and what a person waits for is all this is about.

/** So many small tasks one after the other take a steady time, where one large task is a matter of luck. */
export const PARTS = 16

/**
 * For each part the first number whose hash (SHA-256 of key, part, number) begins with so many zero bits. `key` is 32 bytes;
 * `onPart` hears how many parts are done. The answer is what the form sends.
 */
export function solve(key: Uint8Array, zeroBits: number, onPart: (done: number) => void): string {
  const answers: string[] = []
  for (let part = 0; part < PARTS; part++) {
    const firstWord = hasher(key, part)
    let n = 0
    while (firstWord(n) >>> (32 - zeroBits) !== 0) n++
    answers.push(n.toString(36))
    onPart(part + 1)
  }
  return answers.join('.')
}

/** SHA-256 of key, part and number, as far as its first 32 bits. */
export function hasher(key: Uint8Array, part: number): (n: number) => number {
  const block = new Int32Array(64)
  const bytes = new DataView(key.buffer, key.byteOffset, 32)
  for (let at = 0; at < 8; at++) block[at] = bytes.getInt32(at * 4)
  block[8] = part
  // The end of the message: a one, and its length of 40 bytes.
  block[10] = 0x80000000
  block[15] = 320
  return (n) => {
    block[9] = n
    return compress(block)
  }
}

// FIPS 180-4, §6.2.2, with what need not be known left out.
function compress(w: Int32Array): number {
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15]!
    const y = w[t - 2]!
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = w[t - 16]! + low + w[t - 7]! + high
  }
  let [a, b, c, d, e, f, g, h] = START
  for (let t = 0; t < 64; t++) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const first = (h + high + ((e & f) ^ (~e & g)) + ROUNDS[t]! + w[t]!) | 0
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  return (a + START[0]) | 0
}

// The first 32 bits of the fractions of roots of primes: square roots of the first 8, cube roots of the first 64.
const PRIMES = primes(64)
const [S0, S1, S2, S3, S4, S5, S6, S7] = PRIMES.map((prime) => fraction(Math.sqrt(prime)))
const START = [S0!, S1!, S2!, S3!, S4!, S5!, S6!, S7!] as const
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))

function fraction(root: number): number {
  return ((root % 1) * 2 ** 32) | 0
}

function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}
