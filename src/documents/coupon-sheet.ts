/** Coupons on paper: what a slip says, the same on the page that prints itself and in its PDF twin. */
import { type Day, longDate, shortDate, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'

const NO_BREAK = '\u00a0'

/** A coupon as it is printed. */
export type SheetCoupon = {
  number: string
  /** Sixteen digits without blanks. */
  code: string
  /** What the QR code says: the driver's address. */
  link: string
  /** What is left of it. */
  ml: bigint
  /** The fuel's name in the sheet's language. */
  fuel: string
  validTo: Day
  /** Where it is accepted; without it, at all stations. */
  place?: string | undefined
  plate?: string | undefined
  driver?: string | undefined
}

/** How many coupons stand on a page of A4. */
export const PER_PAGE = [8, 2, 1] as const

export type PerPage = (typeof PER_PAGE)[number]

export type CouponSheet = {
  coupons: readonly SheetCoupon[]
  perPage: PerPage
  printedOn: Day
  /** The company on every slip and on the receipt list; without it slips do not name whose they are. */
  company?: string | undefined
  /** Adds the list that drivers sign when they are given their coupons. */
  receipt: boolean
}

export type SlipLook = {
  widthMm: number
  heightMm: number
  qrMm: number
  /** What the sizes of the letters and the distances are multiplied with. */
  scale: number
  /** The words stand below the picture, not beside it. */
  stacked: boolean
}

/**
 * How slips look by how many stand on a page: tried against the page that they must fill and the column that a code must
 * fit into (pages.md C8). A module of a version 4 code is 0.93 mm at the least; cameras need 0.4.
 */
export const SLIPS: Record<PerPage, SlipLook> = {
  8: { widthMm: 97, heightMm: 70, qrMm: 38, scale: 1, stacked: false },
  2: { widthMm: 194, heightMm: 140, qrMm: 76, scale: 2, stacked: false },
  1: { widthMm: 194, heightMm: 280, qrMm: 120, scale: 2, stacked: true },
}

/** A text and the most lines it is given: names may be long, the slip is not. */
export type SlipText = { text: string; lines: number }

/** What stands on a slip, in its order. */
export type SlipWords = {
  what: string
  /** In groups of four. */
  code: string
  /** Until when, where, for which plate, for whom. */
  facts: SlipText[]
  /** The small print under the QR code. */
  notes: SlipText[]
  qrLabel: string
}

/** The words of a slip in the language of `t`; `company` is left out where slips are not to name whose they are. */
export function slipWords(t: T, coupon: SheetCoupon, company?: string): SlipWords {
  const { number, code, ml, fuel, validTo, place, plate, driver } = coupon
  const litres = volume(t.lang, ml)
  return {
    what: t('paper.slip.what', { volume: litres, fuel }),
    code: code.replaceAll(/(.{4})(?=.)/g, '$1 '),
    facts: [
      t('coupon.valid', { date: shortDate(t.lang, validTo) }),
      t('coupon.where', { place: place ?? t('coupon.whereAll') }),
      ...(plate ? [t('paper.slip.plate', { plate: plate.replaceAll(' ', NO_BREAK) })] : []),
      ...(driver ? [t('paper.slip.driver', { driver })] : []),
    ].map((text) => ({ text, lines: 2 })),
    notes: [
      { text: t('coupon.h1', { number }), lines: 1 },
      ...(company ? [{ text: company, lines: 2 }] : []),
      { text: t('print.once'), lines: 3 },
    ],
    qrLabel: t('a11y.qr', { number, volume: litres, fuel }),
  }
}

/** The list that drivers sign: its title, the heads of its columns, a row a coupon, the last cell left blank. */
export function receiptWords(
  t: T,
  { coupons, company, printedOn }: CouponSheet,
): { title: string; lead: string; heads: string[]; rows: string[][] } {
  const date = longDate(t.lang, printedOn)
  return {
    title: t('paper.receipt.h1'),
    lead: company === undefined ? date : `${company}, ${date}`,
    heads: [
      t('paper.receipt.n'),
      t('paper.receipt.coupon'),
      t('paper.receipt.what'),
      t('paper.receipt.validTo'),
      t('paper.receipt.driver'),
      t('paper.receipt.plate'),
      t('paper.receipt.signature'),
    ],
    rows: coupons.map((coupon, i) => [
      String(i + 1),
      coupon.number,
      t('paper.slip.what', { volume: volume(t.lang, coupon.ml), fuel: coupon.fuel }),
      shortDate(t.lang, coupon.validTo),
      coupon.driver ?? '',
      coupon.plate ?? '',
      '',
    ]),
  }
}
