import type { Lang } from '../i18n/index.ts'
import type { Product } from '../products/products.ts'

/** What is known of a driver. They have no account: a link is all they ever get. */
export type DriverFacts = {
  name: string
  /** E.164, or empty */
  phone: string
  email: string
  /** normalised (values/plate.ts), or empty */
  plate: string
  /** what they usually fill up with */
  product: Product | null
  /** the language of their page and letters */
  lang: Lang
  note: string
}
