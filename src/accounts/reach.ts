/** How far a person's role goes among their company's cards (domain §4): a dispatcher may look after some groups alone. */
import { sql, type RawBuilder } from 'kysely'

/**
 * The groups whose cards somebody sees and acts on; null is every card of the company, also those in no group. Whoever looks
 * after groups that are all archived has none left, and not all.
 */
export type Reach = readonly string[] | null

/** The condition that a card's group is in reach. `group` is the column that names it. */
export function within(reach: Reach, group: RawBuilder<unknown> = sql`c.group_id`): RawBuilder<unknown> {
  return reach === null ? sql`true` : sql`${group} = any(${reach}::uuid[])`
}
