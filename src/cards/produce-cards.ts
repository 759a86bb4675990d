import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { type MediaMoved, moveMedia } from './move-media.ts'

/** Plastic that was ordered has been made. By the media's ids, of any clients; see `moveMedia`. */
export function produceCards(
  tx: Tx,
  request: { mediumIds: readonly string[]; by: Actor },
): Promise<MediaMoved> {
  return moveMedia(tx, { ...request, step: 'produced', event: 'produced', action: 'card.produced' })
}
