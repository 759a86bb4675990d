import type { ClientVisit } from '../accounts/visit.ts'
import { type Advance, readAdvance } from '../ledger/advance.ts'
import { type NetworkPrice, readNetworkPrices } from '../products/prices.ts'
import type { Product } from '../products/products.ts'
import { missingInSeller, readSeller } from '../products/seller.ts'
import { chooseTerms, type ContractTerms, listActiveTerms } from './contract-terms.ts'

/** What a client may buy with, under what and at which prices: the same facts for the buying and the check page. */
export type Shop = {
  terms: readonly ContractTerms[]
  /** The contract that is bought under; undefined when the named one does not exist or none is active. */
  chosen: ContractTerms | undefined
  prices: ReadonlyMap<Product, NetworkPrice>
  advance: Advance
  /** The retailer's bank details are there, so an invoice can say whom to pay. */
  invoices: boolean
}

export async function openShop(visit: ClientVisit, contractId: string): Promise<Shop> {
  const { read } = visit.app.db
  const { client } = visit.session
  const [terms, prices, advance, seller] = await Promise.all([
    listActiveTerms(read, client.id),
    readNetworkPrices(read),
    readAdvance(read, client.id),
    readSeller(read),
  ])
  return {
    terms,
    chosen: chooseTerms(terms, contractId),
    prices: new Map(prices.map((price) => [price.product, price])),
    advance,
    invoices: missingInSeller(seller).length === 0,
  }
}
