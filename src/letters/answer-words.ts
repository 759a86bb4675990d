import type { PlainKey, T } from '../i18n/index.ts'

/**
 * What a mail server's answer means for whoever waits for the letter, in words; undefined when its codes tell nothing.
 * Enhanced status codes are RFC 3463's, bare ones RFC 5321's; without a code it was the connection that failed.
 */
export function answerInWords(t: T, answer: string): string | undefined {
  const code = /(?:^|[\s-])([245]\.\d{1,3}\.\d{1,3})\b/.exec(answer)?.[1]
  const key =
    aboutUs(answer) ?? (code && ENHANCED.find(([pattern]) => pattern.test(code))?.[1]) ?? byBareCode(answer)
  return key && t(key)
}

const ENHANCED: readonly (readonly [RegExp, PlainKey])[] = [
  [/^5\.1\.(1|3|6|10)$/, 'of.mail.a.noMailbox'],
  [/^5\.1\.2$|^[45]\.4\.4$/, 'of.mail.a.noDomain'],
  [/^[45]\.2\.1$/, 'of.mail.a.closed'],
  [/^[45]\.2\.2$/, 'of.mail.a.full'],
  [/^[45]\.(2\.3|3\.4)$/, 'of.mail.a.large'],
  [/^4\.(2\.0|7\.\d+|3\.\d+)$/, 'of.mail.a.later'],
  [/^5\.7\.\d+$/, 'of.mail.a.refused'],
  [/^4\./, 'of.mail.a.later'],
]

const BARE: Readonly<Record<string, PlainKey>> = {
  421: 'of.mail.a.later',
  450: 'of.mail.a.later',
  451: 'of.mail.a.later',
  452: 'of.mail.a.later',
  550: 'of.mail.a.noMailbox',
  551: 'of.mail.a.noMailbox',
  552: 'of.mail.a.full',
  553: 'of.mail.a.noMailbox',
  554: 'of.mail.a.refused',
}

// These are about our name and password at the relay, whatever else is added to them.
function aboutUs(answer: string): PlainKey | undefined {
  return /^53[0458][\s-]/.test(answer) ? 'of.mail.a.settings' : undefined
}

function byBareCode(answer: string): PlainKey | undefined {
  const code = /^(\d{3})[\s-]/.exec(answer)?.[1]
  if (code) return Object.hasOwn(BARE, code) ? BARE[code] : undefined
  return /\b(ECONNECTION|ETIMEDOUT|ESOCKET|ECONNREFUSED|EDNS|ENOTFOUND|EAI_AGAIN|timeout)\b/i.test(answer)
    ? 'of.mail.a.connection'
    : undefined
}
