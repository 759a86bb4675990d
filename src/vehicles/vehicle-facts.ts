import type { Product } from '../products/products.ts'

/** What a client says of a vehicle. */
export type VehicleFacts = {
  /** normalised (values/plate.ts) */
  plate: string
  /** make and model, as people call it */
  name: string
  /** in ml; nought when nobody has said */
  tankMl: bigint
  /** what it burns; null is any */
  products: readonly Product[] | null
  odometerKm: number | null
  note: string
}
