/** Arithmetic of wallets, the same as the database's (card_value). */
import type { LockedCard } from './lock-cards.ts'

/**
 * What litres of a litre wallet are worth, in tiyn: their share of what was paid for all of them, half up; the last drop
 * takes what is left.
 */
export function valueOf(ml: bigint, wallet: { walletMl: bigint; walletTiyn: bigint }): bigint {
  if (ml === wallet.walletMl) return wallet.walletTiyn
  return (2n * ml * wallet.walletTiyn + wallet.walletMl) / (2n * wallet.walletMl)
}

/** What may leave a wallet now: all of it but what running pumps were promised. */
export function freeOf(card: LockedCard): { tiyn: bigint; ml: bigint } {
  return { tiyn: card.walletTiyn - card.holdTiyn, ml: card.walletMl - card.holdMl }
}
