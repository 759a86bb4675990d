/** The retailer's legal details, as papers show them. Kept in the back office, because they change while papers do not. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'

export type Seller = {
  name: Record<Lang, string>
  address: Record<Lang, string>
  bin: string
  /** the bank account, 20 characters without blanks */
  iik: string
  /** further accounts of ours that clients pay to; invoices name the one above */
  otherIiks?: string[]
  bank: string
  bik: string
  /** the code of the beneficiary: 17 is a resident private company */
  kbe: string
  /** the code of the payment's purpose: 710 is goods */
  knp: string
  director: string
  accountant: string
}

export const NO_SELLER: Seller = {
  name: { ru: '', kk: '', en: '' },
  address: { ru: '', kk: '', en: '' },
  bin: '',
  iik: '',
  bank: '',
  bik: '',
  kbe: '17',
  knp: '710',
  director: '',
  accountant: '',
}

/** The details without which nobody can pay an invoice: those that are blank. */
export function missingInSeller(seller: Seller): (keyof Seller)[] {
  const needed = ['bin', 'iik', 'bank', 'bik', 'kbe', 'knp'] as const
  return [
    ...(seller.name.ru === '' ? ['name' as const] : []),
    ...needed.filter((field) => seller[field] === ''),
  ]
}

/** The details of now; blanks where nobody has entered any. */
export async function readSeller(db: Queries): Promise<Seller> {
  const { rows } = await sql<{ details: Partial<Seller> }>`
    select details from seller order by id desc limit 1`.execute(db)
  return { ...NO_SELLER, ...rows[0]?.details }
}
