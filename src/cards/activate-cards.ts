import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { type MediaMoved, moveMedia } from './move-media.ts'

/** Plastic the client has in hand begins to pay. The retailer for any client, a client (`clientId`) for its own. */
export function activateCards(
  tx: Tx,
  request: { mediumIds: readonly string[]; by: Actor; clientId?: string | undefined },
): Promise<MediaMoved> {
  return moveMedia(tx, { ...request, step: 'active', event: 'activated', action: 'card.activated' })
}
