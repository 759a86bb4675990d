/** The words of the letter that collects what somebody was told. */
import { shortDateTime } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { LetterText } from '../mail/letter.ts'
import { alertDetail, alertTitle, type Facts } from './alert-words.ts'
import type { AlertKind } from './kinds.ts'

export type CollectedAlerts = {
  company: string
  /** How many there are; `items` are the newest of them. */
  n: number
  items: { kind: AlertKind; at: string; facts: Facts }[]
}

/** Mail programs cut what is longer. */
const LONGEST_SUBJECT = 60

/** To one person of a company: one thing is the subject itself, several are counted. */
export function collectedAlerts(
  t: T,
  { company, n, items }: CollectedAlerts,
  { name, site }: { name: string; site: URL },
): LetterText {
  const [first] = items
  const title = first ? alertTitle(t, first.kind, first.facts) : ''
  return {
    subject: n === 1 && title.length < LONGEST_SUBJECT ? title : t('mail.alerts.subject', { n }),
    preheader: n === 1 && first ? alertDetail(t, first.kind, first.facts) : title,
    greeting: name ? t('mail.hello', { name }) : t('mail.helloNoName'),
    blocks: [
      { kind: 'paragraph', text: t('mail.alerts.p1', { company }) },
      {
        kind: 'facts',
        facts: items.map(({ kind, at, facts }) => ({
          label: [shortDateTime(t.lang, new Date(at)), alertDetail(t, kind, facts)]
            .filter(Boolean)
            .join(' · '),
          value: alertTitle(t, kind, facts),
        })),
      },
      ...(n > items.length
        ? [{ kind: 'paragraph' as const, text: t('mail.alerts.more', { n: n - items.length }) }]
        : []),
      {
        kind: 'button',
        label: t('mail.alerts.button'),
        url: new URL(`/app/notifications?lang=${t.lang}`, site).href,
      },
      { kind: 'quiet', text: t('mail.alerts.quiet') },
    ],
  }
}
