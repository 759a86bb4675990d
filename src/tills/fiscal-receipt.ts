/** What a fiscal receipt says of itself: its number, and the sign and the address by which anybody may check it. */
export type FiscalReceipt = { number: string; sign?: string | undefined; url?: string | undefined }

/** Reads a receipt's number as a cashier types it: null when nothing is typed, undefined when it can be none. */
export function parseReceiptNumber(typed: string): string | null | undefined {
  const number = typed.replaceAll(/[\s\p{Cf}]+/gu, ' ').trim()
  if (number === '') return null
  return number.length <= 40 && number.isWellFormed() && !/\p{Cc}/u.test(number) ? number : undefined
}
