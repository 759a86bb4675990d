import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { type MediaMoved, moveMedia } from './move-media.ts'

/** Plastic that was made has been handed to the client; it pays for nothing until it is activated. See `moveMedia`. */
export function deliverCards(
  tx: Tx,
  request: { mediumIds: readonly string[]; by: Actor },
): Promise<MediaMoved> {
  return moveMedia(tx, { ...request, step: 'delivered', event: 'delivered', action: 'card.delivered' })
}
