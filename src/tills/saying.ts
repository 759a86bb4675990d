import { list, shortDate, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import type { Declined, Facts } from './answer.ts'

/** What is said to the cashier and to the driver. */
export type Words = { cashier: string; driver: string }

/** What the phrases of a refusal may name, as its language writes it. */
export class Saying {
  readonly t: T
  readonly phone: string
  private readonly answer: Omit<Declined, 'posTxnId'>
  constructor(t: T, answer: Omit<Declined, 'posTxnId'>, phone: string) {
    this.t = t
    this.answer = answer
    this.phone = phone
  }
  get facts(): Facts {
    return this.answer.facts
  }
  get state(): string {
    return this.answer.state === 'late_posted' ? 'completed' : (this.answer.state ?? 'other')
  }
  get fuel(): string {
    return this.fuelOf(this.answer.product)
  }
  fuelOf(product: Product | null | undefined): string {
    return product ? productName(this.t, product) : ''
  }
  get left(): string {
    return volume(this.t.lang, this.answer.remainingMl ?? 0n)
  }
  get allowed(): string {
    return volume(this.t.lang, BigInt(this.facts.allowedMl ?? 0))
  }
  get allowedFuels(): string {
    return list(
      this.t.lang,
      (this.facts.products ?? []).map((product) => this.fuelOf(product)),
    )
  }
  get date(): string {
    return this.facts.on ? shortDate(this.t.lang, this.facts.on) : ''
  }
  get place(): string {
    return list(this.t.lang, this.facts.stations ?? [])
  }
}
