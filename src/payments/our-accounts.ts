import type { Queries } from '../db/database.ts'
import { readSeller } from '../products/seller.ts'
import { readAccount } from './statement-document.ts'

/** The retailer's accounts, as statements are read with them; none while nobody has entered the legal details. */
export async function ourAccounts(db: Queries): Promise<Set<string>> {
  const { iik, otherIiks = [] } = await readSeller(db)
  return new Set([iik, ...otherIiks].map(readAccount).filter((account) => account !== ''))
}
