/** The way out: letters go to the mail relay of `SMTP_URL`, one recipient at a time, and its answer is told in three words. */
import { domainToASCII } from 'node:url'
import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Lang } from '../i18n/index.ts'

export type OutgoingLetter = {
  /** The id of the letter's row: the same on every try. */
  id: string
  lang: Lang
  to: string
  subject: string
  text: string
  html: string
}

/**
 * What the server made of a letter. `temporary`: the same letter may pass later. `permanent`: it never will.
 * `answer` is the server's own sentence, or what kept us from hearing one; at most 500 characters.
 */
export type Delivery = { outcome: 'accepted' | 'temporary' | 'permanent'; answer: string }

export type Transport = {
  /** Never throws and answers within four minutes. */
  send(letter: OutgoingLetter): Promise<Delivery>
  /** Ends idle connections at once and the others with it: what is on its way counts as `temporary`. */
  close(): void
}

/** Letters on their way at the same time, and so connections to the relay (accounts.md §6.4). */
export const PARALLEL = 5

// A server may take half a minute to look through a letter, and greylisting tarpits take their time with every reply.
const TIMEOUTS = {
  dnsTimeout: 10_000,
  connectionTimeout: 15_000,
  greetingTimeout: 30_000,
  socketTimeout: 60_000,
}
const DEADLINE = 4 * 60_000
const ANSWER_LENGTH = 500

/**
 * Opens the way out. Settings of the connection can follow in the address, such as `?requireTLS=true`. Without
 * `SMTP_URL` (local mode) every letter is accepted at once: it is read in the mailbox page. Throws one sentence when
 * `MAIL_FROM` is not an address.
 */
export function openTransport(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'support'>): Transport {
  const from = readSender(config.mailFrom)
  if (!config.smtpUrl) return keepInMailbox
  const relay = createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: PARALLEL,
    // A connection lost after the last dot may have carried the letter: more than one repeat here would be many letters.
    maxRequeues: 1,
    // Shorter than the patience of any relay or firewall between, so that a kept connection is one that works.
    idleTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...TIMEOUTS,
  })
  return {
    async send(letter) {
      const to = asciiAddress(letter.to)
      if (!to)
        return { outcome: 'permanent', answer: 'Not sent: this is not one address that mail servers carry.' }
      try {
        const info = await relay.sendMail({
          envelope: { from: from.address, to: [to] },
          from,
          to: { name: '', address: to },
          replyTo: { name: '', address: config.support.email },
          subject: oneLine(letter.subject),
          text: letter.text,
          html: letter.html,
          messageId: `<${letter.id}@${from.address.split('@')[1]}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'OOF, AutoReply',
            'X-Entity-Ref-ID': letter.id,
            'Content-Language': letter.lang,
          },
          signal: AbortSignal.timeout(DEADLINE),
        })
        return { outcome: 'accepted', answer: short(info.response) }
      } catch (error) {
        return readFailure(error)
      }
    },
    close: () => relay.transporter.close?.({ force: true }),
  }
}

const keepInMailbox: Transport = {
  send: () => Promise.resolve({ outcome: 'accepted', answer: 'Kept in the mailbox page (local mode).' }),
  close: () => {},
}

type Sender = { name: string; address: string }

/** Reads `MAIL_FROM`: `Petro Retail coupons <no-reply@example.kz>`, or a bare address. */
export function readSender(mailFrom: string): Sender {
  const [, name = '', typed = mailFrom.trim()] = /^(.*?)\s*<\s*([^<>]*?)\s*>\s*$/s.exec(mailFrom) ?? []
  const address = asciiAddress(typed)
  if (!address)
    throw new Error(
      `MAIL_FROM must be like «Petro Retail coupons <no-reply@example.kz>», not «${oneLine(mailFrom)}».`,
    )
  return { name: oneLine(name.replace(/^"(.*)"$/s, '$1')), address }
}

/**
 * An address as the protocol writes it, its domain in A-labels; undefined for anything that is not exactly one, so
 * that a comma, a bracket or a line break in a stored address never becomes a second recipient or a header.
 */
function asciiAddress(address: string): string | undefined {
  const [, local = '', domain = ''] =
    /^([\w!#$%&'*+/=?^`{|}~.-]{1,64})@([^\s@<>()[\],;:\\"]+)$/.exec(address) ?? []
  const ascii = domainToASCII(domain)
  return local && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(ascii) ? `${local}@${ascii}` : undefined
}

type Failure = { responseCode?: number; response?: string; code?: string; command?: string; message: string }

/** What a failed try means for the letter. */
export function readFailure(error: unknown): Delivery {
  const failure = error as Failure
  return {
    outcome: isFinal(failure) ? 'permanent' : 'temporary',
    answer: short(failure.response || [failure.message, failure.code].filter(Boolean).join(' ')),
  }
}

const ABOUT_THE_LETTER = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

// A 5xx to the greeting or to our name and password is about our settings, and 503, 530–538 say so at any point: the
// letter waits until the operator has mended them. Only a 5xx to the letter itself is the end of it.
function isFinal({ responseCode, code, command = '' }: Failure): boolean {
  if (responseCode === undefined) return code === 'EENVELOPE'
  if (responseCode < 500 || responseCode > 599 || [503, 530, 534, 535, 538].includes(responseCode))
    return false
  return ABOUT_THE_LETTER.has(command)
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

function short(text: string): string {
  const line = oneLine(text)
  return line.length > ANSWER_LENGTH ? `${line.slice(0, ANSWER_LENGTH - 1)}…` : line
}
