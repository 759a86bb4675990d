import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'

/** From this day on, Almaty: so many hundredths of a per cent. */
export type VatRate = { from: string; bp: number }

/** All there ever were, the newest first: a handful. */
export async function readVatRates(db: Queries): Promise<VatRate[]> {
  const { rows } = await sql<VatRate>`
    select starts_on as "from", bp from vat_rate order by starts_on desc`.execute(db)
  return rows
}

/** The rate of a moment's day, like vat_bp_on of the database; nought before the first. */
export function vatRateOn(rates: readonly VatRate[], at: Date): number {
  const day = isoDay(at)
  return rates.find(({ from }) => from <= day)?.bp ?? 0
}
