/** «Реестр заправок»: what a company has refuelled, as a paper. Figures come in as they are shown. */
import type { Day } from '../i18n/format.ts'
import type { Party } from './parties.ts'

export type RegisterRow = {
  at: Date
  station: string
  paidWith: string
  driver: string
  plate: string
  fuel: string
  ml: bigint
  /** Null for readers who see no money. */
  tiyn: bigint | null
}

export type RegisterPaper = {
  /** Both days belong to the period. */
  from: Day
  to: Day
  buyer: Party
  /** What was filtered, in words; empty for all. */
  filter: readonly string[]
  /** Of the sums: with coupons that were sold with their issue, in whose month sale and tax stand. Nought shows no line. */
  soldTiyn: bigint
  rows: readonly RegisterRow[]
}
