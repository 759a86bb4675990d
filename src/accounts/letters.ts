/**
 * The words of the account letters: each template's parameters become one letter, in the reader's language. What they
 * say is fixed by the manual (the invitation, the recovery) and by accounts.md §3.4. No letter carries a password.
 */
import { collectedAlerts } from '../alerts/letters.ts'
import type { HandoutLetter } from '../coupons/handout-letter.ts'
import { couponsEnding, couponsForYou } from '../coupons/letters.ts'
import { dateTime, longDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { Block, Fact, LetterText } from '../mail/letter.ts'
import { couponsMade, invoiceToPay } from '../orders/letters.ts'
import type { Circumstance, LetterParams, Template } from './letter-params.ts'

/** A link as a letter shows it. */
export type LetterLink = { url: string; expiresAt: Date }

/** What a letter says beside its parameters. */
export type Around = {
  /** The letter's main link, or the one whose row's id is given; undefined when it leads nowhere any more. */
  link: (id?: string) => LetterLink | undefined
  site: URL
  supportPhone: string
  passwordMinLength: number
  /** The name of the account the letter is for; empty when there is none. */
  name: string
  /** The account is one of the retailer's own people. */
  staff: boolean
  now: Date
  /** The coupons behind a driver's link, in a letter that exists for them. */
  handout?: HandoutLetter | undefined
}

/** Writes one letter to the stored address `to`. Throws when the letter exists for its link and there is none. */
export function writeLetter<Name extends Template>(
  t: T,
  name: Name,
  params: LetterParams[Name],
  to: string,
  around: Around,
): LetterText {
  return WRITERS[name]({ t, to, ...around }, clean(params))
}

/** True for rows that `buildLetter` can write. */
export function isAccountLetter(template: string): template is Template {
  return Object.hasOwn(WRITERS, template)
}

type Desk = Around & { t: T; to: string }

const WRITERS: { [Name in Template]: (desk: Desk, params: LetterParams[Name]) => LetterText } = {
  // The manual's own letter, word for word; company, role and term are what it leaves unsaid.
  invitation: (desk, { company, contract, role }) => ({
    subject: desk.t('mail.invite.subject'),
    preheader: desk.t('mail.invite.pre'),
    greeting: desk.t('mail.helloAddress', { email: desk.to }),
    blocks: [
      paragraph(desk.t('mail.invite.p1', { url: desk.site.href })),
      button(desk.t('mail.invite.button'), mainLink(desk)),
      paragraph(
        contract
          ? desk.t('mail.invite.p2', { company, contract, role: desk.t(`role.${role}`) })
          : desk.t('mail.invite.p2NoContract', { company, role: desk.t(`role.${role}`) }),
      ),
      once(desk, mainLink(desk)),
      quiet(desk.t('mail.invite.ignore')),
    ],
  }),

  staff_invitation: (desk, { role }) => ({
    subject: desk.t('mail.staff.subject'),
    preheader: desk.t('mail.invite.pre'),
    greeting: desk.t('mail.helloAddress', { email: desk.to }),
    blocks: [
      paragraph(desk.t('mail.staff.p1', { url: desk.site.href })),
      button(desk.t('mail.invite.button'), mainLink(desk)),
      paragraph(desk.t('mail.staff.p2', { role: desk.t(`role.of.${role}`) })),
      once(desk, mainLink(desk)),
      quiet(desk.t('mail.invite.ignore')),
    ],
  }),

  invitation_join: (desk, { company, contract, role }) => ({
    subject: desk.t('mail.join.subject'),
    preheader: desk.t('mail.join.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.join.p1', { company })),
      facts([
        [desk.t('mail.fact.contract'), contract],
        [desk.t('mail.fact.yourRole'), desk.t(`role.${role}`)],
      ]),
      button(desk.t('mail.invite.button'), mainLink(desk)),
      once(desk, mainLink(desk)),
      quiet(desk.t('mail.join.ignore')),
    ],
  }),

  invitation_reminder: (desk, { company, expiresAt }) => {
    const date = longDate(desk.t.lang, new Date(expiresAt))
    return {
      subject: desk.t('mail.remind.subject', { n: daysUntil(new Date(expiresAt), desk.now) }),
      preheader: desk.t('mail.remind.pre', { date }),
      greeting: desk.t('mail.helloAddress', { email: desk.to }),
      blocks: [
        paragraph(desk.t('mail.remind.p1', { company })),
        button(desk.t('mail.remind.button'), mainLink(desk)),
        paragraph(desk.t('mail.remind.p2', { date })),
        quiet(desk.t('mail.invite.ignore')),
      ],
    }
  },

  confirmation: (desk, { number }) => ({
    subject: desk.t('mail.confirm.subject'),
    preheader: desk.t('mail.confirm.pre'),
    greeting: desk.t('mail.helloNoName'),
    blocks: [
      paragraph(desk.t('mail.confirm.p1', { number })),
      button(desk.t('mail.confirm.button'), mainLink(desk)),
      once(desk, mainLink(desk)),
      quiet(desk.t('mail.confirm.ignore')),
    ],
  }),

  already: (desk) => ({
    subject: desk.t('mail.already.subject'),
    preheader: desk.t('mail.already.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.already.p1', { email: desk.to })),
      pageButton(desk, desk.t('mail.login.button'), '/login'),
      { ...pageButton(desk, desk.t('guest.forgot'), '/password/forgot'), secondary: true },
      quiet(desk.t('mail.already.ignore')),
    ],
  }),

  reset: (desk) => ({
    subject: desk.t('mail.reset.subject'),
    preheader: desk.t('mail.reset.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.reset.p1', { email: desk.to })),
      paragraph(desk.t('mail.reset.p2', { n: desk.passwordMinLength })),
      button(desk.t('mail.reset.button'), mainLink(desk)),
      once(desk, mainLink(desk)),
      quiet(desk.t('mail.reset.ignore')),
    ],
  }),

  password_changed: (desk, circumstance) => ({
    subject: desk.t('mail.pwChanged.subject'),
    preheader: desk.t('mail.pwChanged.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.pwChanged.p1', { email: desk.to })),
      whereAndWhen(desk, circumstance),
      ...notMe(desk),
    ],
  }),

  // No link with a token: whoever locks an address must not make a letter that opens it.
  locked: (desk, circumstance) => ({
    subject: desk.t('mail.locked.subject'),
    preheader: desk.t('mail.locked.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.locked.p1', { email: desk.to })),
      paragraph(desk.t('mail.locked.p2')),
      pageButton(desk, desk.t('mail.locked.button'), '/password/forgot'),
      whereAndWhen(desk, circumstance),
      paragraph(desk.t('mail.locked.notYou', { phone: desk.supportPhone })),
    ],
  }),

  unlocked: (desk) => ({
    subject: desk.t('mail.unlocked.subject'),
    preheader: desk.t('mail.unlocked.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.unlocked.p1', { email: desk.to })),
      pageButton(desk, desk.t('mail.login.button'), '/login'),
      paragraph(desk.t('mail.unlocked.p2')),
      quiet(desk.t('mail.notAsked', { phone: desk.supportPhone })),
    ],
  }),

  welcome: (desk, { company, contract }) => ({
    subject: desk.t('mail.welcome.subject'),
    preheader: desk.t('mail.welcome.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.welcome.p1', { email: desk.to })),
      facts([
        [desk.t('mail.fact.company'), company],
        [desk.t('mail.fact.contract'), contract],
      ]),
      ...(company || desk.staff ? [] : [paragraph(desk.t('mail.welcome.waiting'))]),
      desk.staff
        ? pageButton(desk, desk.t('mail.welcome.staffButton'), '/office')
        : pageButton(desk, desk.t('mail.welcome.button'), '/app'),
    ],
  }),

  new_device: (desk, circumstance) => ({
    subject: desk.t('mail.newLogin.subject'),
    preheader: [circumstance.browser, circumstance.system].filter(Boolean).join(', '),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.newLogin.p1')),
      whereAndWhen(desk, circumstance),
      paragraph(desk.t('mail.newLogin.ok')),
      ...notMe(desk),
    ],
  }),

  email_new: (desk, { old, new: next }) => ({
    subject: desk.t('mail.emailNew.subject'),
    preheader: desk.t('mail.emailNew.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.emailNew.p1', { old, new: next })),
      button(desk.t('mail.emailNew.button'), mainLink(desk)),
      once(desk, mainLink(desk)),
      quiet(desk.t('mail.emailNew.ignore')),
    ],
  }),

  email_old: (desk, { old, new: next, cancelLink }) => {
    const cancel = desk.link(cancelLink)
    return {
      subject: desk.t('mail.emailOld.subject'),
      preheader: desk.t('mail.emailOld.pre'),
      greeting: greeting(desk),
      blocks: [
        paragraph(desk.t('mail.emailOld.p1', { old, new: next })),
        paragraph(desk.t('mail.emailOld.p2')),
        button(desk.t('mail.emailOld.approve'), mainLink(desk)),
        once(desk, mainLink(desk)),
        paragraph(desk.t('mail.emailOld.p3')),
        ...(cancel ? [{ ...button(desk.t('mail.emailOld.button'), cancel), secondary: true }] : []),
      ],
    }
  },

  email_changed: (desk, { old, new: next, cancelLink }) => {
    const undo = cancelLink === undefined ? undefined : desk.link(cancelLink)
    return {
      subject: desk.t('mail.emailChanged.subject'),
      preheader: desk.t('mail.emailChanged.pre'),
      greeting: greeting(desk),
      blocks: [
        paragraph(desk.t('mail.emailChanged.p1', { old, new: next })),
        ...(undo
          ? [
              paragraph(desk.t('mail.emailChanged.undo', { phone: desk.supportPhone })),
              button(desk.t('mail.emailChanged.button'), undo),
              once(desk, undo),
            ]
          : [paragraph(desk.t('mail.notYou', { phone: desk.supportPhone }))]),
      ],
    }
  },

  email_change_cancelled: (desk, { old, new: next }) => ({
    subject: desk.t('mail.emailCancelled.subject'),
    preheader: desk.t('mail.emailCancelled.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.emailCancelled.p1')),
      facts([
        [desk.t('mail.fact.oldEmail'), old],
        [desk.t('mail.fact.newEmail'), next],
      ]),
      paragraph(desk.t('mail.notYou', { phone: desk.supportPhone })),
    ],
  }),

  joined: (desk, { who, company, role }) => ({
    subject: desk.t('mail.joined.subject'),
    preheader: desk.t('mail.joined.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.joined.p1')),
      facts([
        [desk.t('mail.fact.person'), who],
        [desk.t('mail.fact.company'), company],
        [desk.t('mail.fact.role'), desk.t(`role.${role}`)],
      ]),
      pageButton(desk, desk.t('mail.joined.button'), '/app/people'),
      quiet(desk.t('mail.joined.p2')),
    ],
  }),

  registration_approved: (desk, { number, company }) => ({
    subject: desk.t('mail.reqOk.subject', { number }),
    preheader: desk.t('mail.reqOk.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.reqOk.p2', { company })),
      pageButton(desk, desk.t('mail.login.button'), '/login'),
    ],
  }),

  registration_declined: (desk, { number, reason }) => ({
    subject: desk.t('mail.reqNo.subject', { number }),
    preheader: desk.t('mail.reqNo.pre'),
    greeting: greeting(desk),
    blocks: [
      // The phrase ends the sentence itself.
      paragraph(desk.t('mail.reqNo.p1', { reason: reason.replace(/\.+$/, '') })),
      paragraph(desk.t('mail.reqNo.p2', { phone: desk.supportPhone })),
      pageButton(desk, desk.t('mail.reqNo.button'), '/register'),
    ],
  }),

  suspended: (desk, { company }) => ({
    subject: desk.t('mail.suspended.subject'),
    preheader: desk.t('mail.suspended.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.suspended.p1')),
      ...(company ? [facts([[desk.t('mail.fact.company'), company]])] : []),
      paragraph(desk.t('mail.suspended.p2', { phone: desk.supportPhone })),
    ],
  }),

  coupons_for_you: (desk) => {
    if (!desk.handout) throw new Error('the letter’s link leads nowhere')
    return couponsForYou(desk.t, desk.handout)
  },

  coupons_made: (desk, made) => couponsMade(desk.t, made, desk),

  invoice_to_pay: (desk, invoice) => invoiceToPay(desk.t, invoice, desk),

  alerts: (desk, collected) => collectedAlerts(desk.t, collected, desk),

  coupons_ending: (desk, { company, ends }) => couponsEnding(desk.t, { ...desk, company, ends }),

  closed: (desk) => ({
    subject: desk.t('mail.closed.subject'),
    preheader: desk.t('mail.closed.pre'),
    greeting: greeting(desk),
    blocks: [
      paragraph(desk.t('mail.closed.p1', { email: desk.to })),
      paragraph(desk.t('mail.closed.p2', { phone: desk.supportPhone })),
    ],
  }),
}

function greeting({ t, name }: Desk): string {
  return name ? t('mail.hello', { name }) : t('mail.helloNoName')
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}

function quiet(text: string): Block {
  return { kind: 'quiet', text }
}

function button(label: string, link: { url: string }): Block {
  return { kind: 'button', label, url: link.url }
}

/** A button to a page that asks who is there; it carries the letter's language and no right. */
function pageButton({ site, t }: Desk, label: string, path: string): Block {
  return { kind: 'button', label, url: new URL(`${path}?lang=${t.lang}`, site).href }
}

function mainLink({ link }: Desk): LetterLink {
  const main = link()
  if (!main) throw new Error('the letter’s link leads nowhere')
  return main
}

function once({ t }: Desk, { expiresAt }: LetterLink): Block {
  return quiet(t('mail.once', { datetime: dateTime(t.lang, expiresAt) }))
}

// A fact nobody knows is left out.
function facts(pairs: [label: string, value: string][]): Block {
  const known = pairs.filter(([, value]) => value !== '')
  return { kind: 'facts', facts: known.map(([label, value]): Fact => ({ label, value })) }
}

function whereAndWhen({ t }: Desk, { at, browser, system, ip }: Circumstance): Block {
  return facts([
    [t('mail.fact.when'), t('mail.when', { datetime: dateTime(t.lang, new Date(at)) })],
    [t('mail.fact.browser'), browser],
    [t('mail.fact.system'), system],
    [t('mail.fact.ip'), ip],
  ])
}

// The news is true and wanted even when its link is dead; then the telephone is the way.
function notMe({ t, link, supportPhone }: Desk): Block[] {
  const main = link()
  if (!main) return [paragraph(t('mail.notYou', { phone: supportPhone }))]
  return [
    paragraph(t('mail.notMe', { phone: supportPhone })),
    button(t('mail.pwChanged.button'), main),
    quiet(t('mail.once', { datetime: dateTime(t.lang, main.expiresAt) })),
  ]
}

function daysUntil(end: Date, now: Date): number {
  return Math.max(1, Math.round((end.getTime() - now.getTime()) / 86_400_000))
}

// Names and reasons are typed by people. A line break in one would add a line of its own to the plain text, and a mark
// of direction would turn the words after it around.
function clean<Value>(value: Value): Value {
  if (typeof value === 'string') return oneLine(value) as Value
  if (Array.isArray(value)) return value.map((item: unknown) => clean(item)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, clean(item as unknown)]),
  ) as Value
}

/** A typed text as one line, without control characters and marks of direction. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}
