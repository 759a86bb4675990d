/** Arithmetic of money and volume, the same as the database's (cost_of, vat_inside): integers, rounded half up once. */

/** What a volume costs in tiyn: `ml × price / 1000` (domain §6). */
export function costOf(ml: bigint, tiynPerLitre: bigint): bigint {
  return (ml * tiynPerLitre + 500n) / 1000n
}

/** The tax inside a gross sum, in tiyn; `bp` is the rate in hundredths of a per cent (domain §5). */
export function vatInside(tiyn: bigint, bp: number): bigint {
  const rate = BigInt(bp)
  return (2n * tiyn * rate + 10_000n + rate) / (2n * (10_000n + rate))
}

/** A price a litre after a contract's discount, in tiyn; `discountBp` is hundredths of a per cent. */
export function withDiscount(tiynPerLitre: bigint, discountBp: number): bigint {
  return (tiynPerLitre * BigInt(10_000 - discountBp) + 5_000n) / 10_000n
}
