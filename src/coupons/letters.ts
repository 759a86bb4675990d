/** The words of the letters about coupons: to a driver who gets some, and to the company whose coupons end soon. */
import { longDate, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { Block, LetterText } from '../mail/letter.ts'
import { productName } from '../products/product-name.ts'
import type { HandoutLetter } from './handout-letter.ts'

/** Coupons that end on one day: how many, and their litres together (ml as text, as JSON holds it). */
export type Ending = { day: string; n: number; ml: string }

/** To the driver. Whoever has the letter has the coupons; one coupon's code stands in it, several are behind the link. */
export function couponsForYou(t: T, { driver, company, coupons, url, stations }: HandoutLetter): LetterText {
  const { lang } = t
  const place = stations ? stations.join(', ') : t('coupon.whereAll')
  const [only] = coupons.length === 1 ? coupons : []
  const words = only && {
    fuel: productName(t, only.product),
    volume: volume(lang, only.ml),
    date: longDate(lang, only.validTo),
  }
  return {
    subject: words ? t('mail.coupon.subject', words) : t('mail.coupons.subject', { n: coupons.length }),
    preheader: words ? t('mail.coupon.pre', words) : t('mail.coupons.pre'),
    greeting: driver ? t('mail.hello', { name: driver }) : t('mail.helloNoName'),
    blocks: [
      ...(words && only
        ? [
            paragraph(t('mail.coupon.p1', { company, ...words })),
            paragraph(t('mail.coupon.p2', { code: only.code, date: words.date, place })),
          ]
        : [
            paragraph(t('mail.coupons.p1', { company, n: coupons.length })),
            {
              kind: 'facts' as const,
              facts: coupons.map((coupon) => ({
                label: `${productName(t, coupon.product)}, ${volume(lang, coupon.ml)}`,
                value: t('coupon.valid', { date: longDate(lang, coupon.validTo) }),
              })),
            },
            paragraph(t('coupon.where', { place })),
          ]),
      {
        kind: 'button',
        label: words ? t('mail.coupon.button') : t('mail.coupons.button'),
        url,
      },
      { kind: 'quiet', text: t('mail.coupon.safe') },
    ],
  }
}

/** To a company's owners and managers. What ends first is the subject; the button leads to the list of all that ends. */
export function couponsEnding(
  t: T,
  { name, company, ends, site }: { name: string; company: string; ends: readonly Ending[]; site: URL },
): LetterText {
  const { lang } = t
  const [first] = ends
  const ml = ends.reduce((sum, end) => sum + BigInt(end.ml), 0n)
  return {
    subject: t('mail.exp.subject', { n: first!.n, date: longDate(lang, first!.day) }),
    preheader: t('mail.exp.pre', { volume: volume(lang, ml) }),
    greeting: name ? t('mail.hello', { name }) : t('mail.helloNoName'),
    blocks: [
      paragraph(
        ends.length === 1
          ? t('mail.exp.p1', { date: longDate(lang, first!.day) })
          : t('mail.exp.several', { company }),
      ),
      {
        kind: 'facts',
        facts: ends.map((end) => ({
          label: longDate(lang, end.day),
          value: t('mail.exp.fact', { n: end.n, volume: volume(lang, BigInt(end.ml)) }),
        })),
      },
      {
        kind: 'button',
        label: t('mail.exp.button'),
        url: new URL(`/app/coupons?ends=30&lang=${lang}`, site).href,
      },
    ],
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}
