/** The words of the letters about orders: coupons that are there, and an invoice to pay. */
import { longDate, money, shortDate, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { Fact, LetterText } from '../mail/letter.ts'

/** Sums and volumes are text, as JSON holds them: tiyn and ml. */
export type MadeCoupons = {
  company: string
  number: string
  orderedBy: string
  from: 'payment' | 'balance'
  n: number
  ml: string
  tiyn: string
}

export type InvoiceToPay = {
  company: string
  number: string
  tiyn: string
  /** The last day, ISO. */
  payUntil: string
  /** It was sent before, and its last day is near. */
  again: boolean
}

type Reader = { name: string; site: URL }

/** To who ordered and to the company's owners: the order is paid and its coupons can be used. */
export function couponsMade(t: T, made: MadeCoupons, { name, site }: Reader): LetterText {
  const { lang } = t
  const { number } = made
  return {
    subject: t('mail.made.subject', { number }),
    preheader: t('mail.made.pre', { n: made.n, amount: money(lang, BigInt(made.tiyn)) }),
    greeting: hello(t, name),
    blocks: [
      {
        kind: 'paragraph',
        text: made.from === 'payment' ? t('mail.paid.p1', { number }) : t('mail.made.balance', { number }),
      },
      {
        kind: 'facts',
        facts: known([
          { label: t('mail.fact.company'), value: made.company },
          { label: t('order.by'), value: made.orderedBy },
          {
            label: t('order.made'),
            value: t('mail.made.coupons', { n: made.n, volume: volume(lang, BigInt(made.ml)) }),
          },
          { label: t('order.col.sum'), value: money(lang, BigInt(made.tiyn)) },
        ]),
      },
      { kind: 'button', label: t('mail.paid.button'), url: pageUrl(t, site, '/app/coupons') },
    ],
  }
}

/** To who ordered and to who pays: whom the money goes to stands on the invoice, behind the button. */
export function invoiceToPay(t: T, invoice: InvoiceToPay, { name, site }: Reader): LetterText {
  const { lang } = t
  const { number, company, payUntil } = invoice
  const amount = money(lang, BigInt(invoice.tiyn))
  return {
    subject: invoice.again
      ? t('mail.invoice.againSubject', { number, date: shortDate(lang, payUntil) })
      : t('mail.invoice.subject', { number, amount }),
    preheader: t('mail.invoice.p1', { date: shortDate(lang, payUntil) }),
    greeting: hello(t, name),
    blocks: [
      { kind: 'paragraph', text: t('mail.invoice.p1', { date: shortDate(lang, payUntil) }) },
      {
        kind: 'facts',
        facts: known([
          { label: t('mail.fact.company'), value: company },
          { label: t('order.col.number'), value: number },
          { label: t('order.col.sum'), value: amount },
          { label: t('order.payBy'), value: longDate(lang, payUntil) },
        ]),
      },
      { kind: 'button', label: t('mail.invoice.button'), url: pageUrl(t, site, `/app/invoices/${number}`) },
      { kind: 'quiet', text: t('mail.invoice.late') },
    ],
  }
}

function hello(t: T, name: string): string {
  return name ? t('mail.hello', { name }) : t('mail.helloNoName')
}

// The page asks who is there; the address carries the letter's language and no right.
function pageUrl(t: T, site: URL, path: string): string {
  return new URL(`${path}?lang=${t.lang}`, site).href
}

function known(facts: Fact[]): Fact[] {
  return facts.filter(({ value }) => value !== '')
}
