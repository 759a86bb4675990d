import { BlockList, isIP, isIPv4, SocketAddress } from 'node:net'

/** The reverse proxies whose word about the caller's address is believed. */
export type TrustedProxies = { trusts(address: string): boolean }

/**
 * Reads `TRUSTED_PROXIES`: addresses and networks separated by commas or spaces, such as `10.0.0.0/8, ::1`.
 * An empty text trusts nobody. Throws an Error that names the part it cannot read.
 */
export function parseTrustedProxies(text: string): TrustedProxies {
  // One list for each family: a single BlockList lets an IPv6 network such as ::/64 cover every IPv4 address.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const network = parseNetwork(part)
    if (!network) throw new Error(`«${part}» is neither an address nor a network such as 10.0.0.0/8`)
    lists[network.family].addSubnet(network.address, network.prefix, network.family)
  }
  return {
    trusts(typed) {
      const address = plainAddress(typed)
      if (address === undefined) return false
      const family = familyOf(address)
      return lists[family].check(address, family)
    },
  }
}

function parseNetwork(
  part: string,
): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [typed = '', bits, ...rest] = part.split('/')
  const address = plainAddress(typed)
  if (address === undefined || rest.length > 0) return undefined

  const family = familyOf(address)
  const width = family === 'ipv4' ? 32 : 128
  if (bits === undefined) return { address, prefix: width, family }
  if (!/^\d{1,3}$/.test(bits)) return undefined
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8 in IPv6 words.
  const prefix = Number(bits) - (family === 'ipv4' && isIP(typed) === 6 ? 96 : 0)
  return prefix >= 0 && prefix <= width ? { address, prefix, family } : undefined
}

/**
 * The address of the caller, in one spelling. `remote` is the other end of the connection, `forwardedFor` the header
 * `X-Forwarded-For`. The header is believed only as far as trusted proxies wrote it: from the right, past each trusted
 * proxy, up to the first address that is not one. A part that is no address ends the walk at the proxy that sent it.
 * Never throws; a `remote` that is no address (a Unix socket) is returned as it is.
 */
export function clientAddress(
  remote: string,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let believed = plainAddress(remote) ?? remote
  const hops = forwardedFor?.split(',') ?? []
  while (hops.length > 0 && trusted.trusts(believed)) {
    const hop = plainAddress(withoutPort(hops.pop() ?? ''))
    if (hop === undefined) break
    believed = hop
  }
  return believed
}

/**
 * What limits count by (accounts.md §3.3): an IPv4 address itself, and of an IPv6 address its /64, because one
 * household or server owns that many. Text that is no address is its own bucket.
 */
export function addressBucket(ip: string): string {
  const address = plainAddress(ip)
  if (address === undefined) return ip
  if (isIPv4(address)) return address

  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  const groups =
    tail === undefined ? front : [...front, ...Array(8 - front.length - back.length).fill('0'), ...back]
  return `${plainAddress(`${groups.slice(0, 4).join(':')}::`)}/64`
}

/** Some proxies write the port too: `1.2.3.4:5678`, `[2001:db8::1]:443`. */
function withoutPort(part: string): string {
  const text = part.trim()
  return /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text
}

/**
 * One spelling of an address: lower case, shortest form, no zone, and IPv4 for what is IPv4 inside IPv6
 * (`::ffff:1.2.3.4`), which is how a dual-stack socket names IPv4 callers. Undefined when it is no address.
 */
function plainAddress(typed: string): string | undefined {
  const family = isIP(typed)
  if (family === 4) return typed
  if (family === 0) return undefined
  const { address } = new SocketAddress({ address: typed, family: 'ipv6' })
  const mapped = address.startsWith('::ffff:') ? address.slice(7) : ''
  return isIPv4(mapped) ? mapped : address
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}
