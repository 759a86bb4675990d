import { posix } from 'node:path'
import { ask } from './parts/client.ts'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Figure, Report } from './parts/figures.ts'
import { startProduct } from './parts/product.ts'

export const about = 'the first view of the sign-in page: bytes over the wire'

/** As browsers ask over https; over plain http they leave out br, but nobody runs the product that way. */
const ACCEPT = 'gzip, deflate, br, zstd'

/** Everything a browser fetches before the page is whole: the page, what it names, and what that names in turn. */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  const fetched: { path: string; body: number; head: number }[] = []
  const wanted = ['/login']
  for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) {
    const packed = await ask(product.port, path, { 'accept-encoding': ACCEPT })
    if (packed.status !== 200) throw new Error(`${path} answered ${packed.status}`)
    fetched.push({ path, body: packed.body.length, head: packed.head.length })
    const text = (await ask(product.port, path)).body.toString()
    for (const found of named(path, text)) {
      if (!wanted.includes(found) && fetched.every((one) => one.path !== found)) wanted.push(found)
    }
  }
  const bytes = (one: { body: number; head: number }) => one.body + one.head
  const sum = (pick: (one: { body: number; head: number }) => number) =>
    fetched.reduce((total, one) => total + pick(one), 0) / 1000
  const kb = { unit: 'kB', digits: 2 }
  return {
    figures: [
      ...fetched.map((one): Figure => ({ what: `  ${one.path}`, values: [one.body / 1000], ...kb })),
      { what: 'bodies together', values: [sum(({ body }) => body)], ...kb, aim: { atMost: 14 } },
      { what: 'with the head of each answer', values: [sum(bytes)], ...kb, aim: { atMost: 14 } },
    ],
    notes: [
      'kB of a thousand bytes. Over HTTP/2 or 3, as behind a proxy, heads are packed and count for less.',
    ],
  }
}

// Icons of the manifest are fetched only when the page is installed, so the manifest names nothing here.
function named(path: string, text: string): string[] {
  const patterns: Record<string, RegExp[]> = {
    '': [
      /<link\b[^>]*\brel="(?:stylesheet|icon|manifest|preload|modulepreload)"[^>]*\bhref="([^"]+)"/g,
      /\bsrc="([^"]+)"/g,
      /<use\b[^>]*\bhref="([^"#]+)/g,
    ],
    '.css': [/\burl\("?([^")]+)"?\)/g, /@import\s+"([^"]+)"/g],
    '.js': [/\b(?:from|import)\s*"([^"]+)"/g],
  }
  return (patterns[posix.extname(path)] ?? [])
    .flatMap((pattern) => [...text.matchAll(pattern)].map(([, address]) => address ?? ''))
    .filter((address) => !address.startsWith('data:') && !/^\w+:/.test(address))
    .map((address) => new URL(address, `http://host${path}`).pathname)
}
