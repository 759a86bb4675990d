import { domainToASCII, domainToUnicode } from 'node:url'

export type EmailRefusal = 'empty' | 'format' | 'non_ascii_local' | 'too_long'
/** One address: as its owner writes it, and as it is compared and stored as unique. */
export type EmailAddress = { shown: string; key: string }
export type ParsedEmail = ({ ok: true } & EmailAddress) | { ok: false; reason: EmailRefusal }

/** Octets of a whole address and of the part before the @ (RFC 5321 §4.5.3.1, with the erratum on the path). */
const MAX_OCTETS = 254
const MAX_LOCAL_OCTETS = 64
/** Letters of one domain label and of a whole domain in its ASCII form (RFC 1035 §2.3.4). */
const MAX_LABEL = 63
/** A pasted «Имя <x@y>» may carry a long name; beyond this nobody pasted one address. */
const MAX_TYPED = 1_000

/**
 * Reads one address as a person typed or pasted it. `key` is what is stored as unique and compared: ASCII, domain
 * as A-label, letters A–Z lowered and nothing else folded (no dots, no plus). `shown` keeps the typed case of the
 * part before the @ and shows the domain in its own letters. Letters go to the stored address, never to one typed later.
 *
 * Promises: never throws, takes time linear in the input, and `parseEmailAddress(key)` gives the same `key`.
 *
 * Refuses: `empty` (nothing but spaces), `too_long` (RFC 5321, RFC 1035), `non_ascii_local` (кириллица@mail.ru: the
 * relay offers no SMTPUTF8), `format` (everything else). Rules and sources: accounts.md §3.5.
 */
export function parseEmailAddress(typed: string): ParsedEmail {
  const address = unwrap(trimInvisible(typed))
  if (address === '') return { ok: false, reason: 'empty' }
  if (address.length > MAX_TYPED) return { ok: false, reason: 'too_long' }

  const at = address.indexOf('@')
  if (at === -1 || at !== address.lastIndexOf('@')) return { ok: false, reason: 'format' }

  const local = dropInvisible(address.slice(0, at))
  if (/\P{ASCII}/u.test(local))
    return { ok: false, reason: hasOuterSpace(local) ? 'format' : 'non_ascii_local' }
  if (!isDotAtom(local)) return { ok: false, reason: 'format' }

  const domain = canonicalDomain(address.slice(at + 1))
  if (domain === undefined) return { ok: false, reason: 'format' }

  const key = `${lowerAscii(local)}@${domain}`
  const tooLong =
    local.length > MAX_LOCAL_OCTETS ||
    key.length > MAX_OCTETS ||
    domain.split('.').some((label) => label.length > MAX_LABEL)
  if (tooLong) return { ok: false, reason: 'too_long' }

  return { ok: true, shown: `${local}@${domainToUnicode(domain)}`, key }
}

/**
 * What stands at the edges of a pasted address and is not seen: Unicode spaces, zero-width characters, and the marks
 * that phones put around copied contacts to keep their direction.
 */
function isInvisible(code: number): boolean {
  return code <= 0x20 || code === 0x7f || code === 0xa0 || isZeroWidth(code) || isWideSpace(code)
}

function isWideSpace(code: number): boolean {
  return (
    code === 0x85 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

function isZeroWidth(code: number): boolean {
  return (
    code === 0xad ||
    code === 0x61c ||
    code === 0x180e ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff
  )
}

/** Walks from both ends: a pattern such as `\s+$` goes back over every run of spaces and is not linear. */
function trimInvisible(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isInvisible(text.charCodeAt(start))) start++
  while (end > start && isInvisible(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** Takes `x@y` out of `Имя <x@y>`, `<x@y>` and a copied link `mailto:x@y?subject=…`. */
function unwrap(text: string): string {
  let inner = text
  if (inner.endsWith('>')) {
    const open = inner.lastIndexOf('<')
    if (open !== -1) inner = trimInvisible(inner.slice(open + 1, -1))
  }
  if (lowerAscii(inner.slice(0, 7)) !== 'mailto:') return inner
  inner = inner.slice(7)
  const query = inner.indexOf('?')
  return trimInvisible(query === -1 ? inner : inner.slice(0, query))
}

/** Two addresses that look the same are the same: what has no width cannot tell local parts apart. */
function dropInvisible(local: string): string {
  let seen = ''
  for (let i = 0; i < local.length; i++) if (!isZeroWidth(local.charCodeAt(i))) seen += local[i]
  return seen
}

function hasOuterSpace(local: string): boolean {
  return trimInvisible(local) !== local
}

/** The unquoted form of RFC 5322: quoted local parts exist on paper only, and mail programs disagree about them. */
function isDotAtom(local: string): boolean {
  return local.split('.').every((atom) => /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/.test(atom))
}

/** ASCII only: Unicode lowering turns U+212A (Kelvin) into k and lets a stranger's address meet the owner's. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/**
 * The domain as A-labels (UTS-46), or undefined. `domainToASCII` reads a host of a URL, so it would cut at / ? #,
 * decode %-escapes and make an IPv4 address of «127.1»; those are refused before and after.
 */
function canonicalDomain(typed: string): string | undefined {
  if (/[\s\p{Cc}%/\\?#:@[\]<>^|]/u.test(typed)) return undefined
  const ascii = domainToASCII(typed)
  // A dot at the end names the same domain from the root, and is what a copied sentence leaves.
  const domain = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label)))
    return undefined
  if (!/^([a-z]{2,}|xn--[a-z0-9-]+)$/.test(labels.at(-1) ?? '')) return undefined
  // «xn--» that decodes to nothing, or to letters that spell another A-label, is nobody's domain.
  if (labels.some((label) => label.startsWith('xn--')) && !isRealALabel(domain)) return undefined
  return domain
}

function isRealALabel(domain: string): boolean {
  const unicode = domainToUnicode(domain)
  return domainToASCII(unicode) === domain && !unicode.split('.').some((label) => label.startsWith('xn--'))
}

/** Domains people in Kazakhstan have their mail at and that are long enough for one slip to be told from a choice. */
const COMMON = words(
  'gmail.com yandex.ru yandex.kz inbox.ru icloud.com outlook.com hotmail.com rambler.ru yahoo.com',
)

/** One slip away from a common domain, and yet a mail service of their own. */
const REAL = new Set([
  ...COMMON,
  ...words(
    'mail.ru mail.kz mail.com email.com ymail.com yandex.by yandex.com yandex.uz bk.ru vk.ru list.ru ya.ru',
  ),
])

const SLIPS = new Map(
  [
    ['mail.ru', 'mail.ry mail.ri mail.rj mail.rui mail.ruu mail.tu mail.eu mail.ru.ru mailru.ru'],
    ['mail.ru', 'mai.ru mal.ru mial.ru mali.ru maill.ru mmail.ru meil.ru emal.ru nail.ru maul.ru'],
    ['gmail.com', 'gmail.ru gmail.kz gmail.cm gmal.ru gmial.ru gmil.ru gmai.co gmeil.com gimail.com'],
    ['yandex.ru', 'yandeks.ru yndx.ru yandex.ry yandx.ry jandeks.ru'],
    ['bk.ru', 'bk.ry bk.tu bkk.ru'],
    ['list.ru', 'list.ry lisr.ru lits.ru lsit.ru'],
    ['inbox.ru', 'inbox.ry inboks.ru'],
    ['icloud.com', 'icloud.ru icloud.kz iclod.ru aicloud.com'],
  ].flatMap(([meant = '', slips = '']) => words(slips).map((slip) => [slip, meant] as const)),
)

function words(line: string): string[] {
  return line.split(' ')
}

/**
 * The address the person probably meant (`gmial.com` → `gmail.com`), or undefined. A question for the form to ask,
 * never a reason to refuse: every one of these domains may belong to somebody.
 */
export function suggestDomain(address: string): string | undefined {
  const parsed = parseEmailAddress(address)
  if (!parsed.ok) return undefined
  const domain = parsed.key.slice(parsed.key.indexOf('@') + 1)
  if (REAL.has(domain)) return undefined
  const meant = SLIPS.get(domain) ?? COMMON.find((common) => isOneSlipAway(domain, common))
  return meant && `${parsed.shown.slice(0, parsed.shown.indexOf('@'))}@${meant}`
}

/** One letter more, fewer, other, or two neighbours swapped. */
function isOneSlipAway(typed: string, meant: string): boolean {
  if (typed === meant || Math.abs(typed.length - meant.length) > 1) return false
  let same = 0
  while (same < typed.length && typed[same] === meant[same]) same++
  const left = typed.slice(same)
  const right = meant.slice(same)
  return (
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(1) === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  )
}
