import { sql } from 'kysely'
import { parseEmailAddress, type EmailAddress } from '../values/email-address.ts'
import { invite, withdrawInvitation } from '../accounts/invite.ts'
import type { ClientRole } from '../accounts/roles.ts'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'

export type ContractEmailChange =
  /** `invited`: an open invitation moved from the wrong address to the right one. */
  { ok: true; invited: boolean } | { ok: false; reason: 'unknown' | 'same' }

/**
 * Corrects the address of a contract. An invitation that waits at the old one is withdrawn and sent to the new one with
 * the same role, so that whoever reads the mistyped mailbox cannot get in. People who are in already stay as they are.
 */
export async function changeContractEmail(
  app: App,
  tx: Tx,
  request: { clientId: string; contractId: string; address: EmailAddress; by: Actor },
): Promise<ContractEmailChange> {
  const { clientId, contractId, address, by } = request
  const { rows } = await sql<{ number: string; email: string }>`
    select number, email from contract where client_id = ${clientId} and id = ${contractId} for no key update`.execute(
    tx,
  )
  const contract = rows[0]
  if (!contract) return { ok: false, reason: 'unknown' }
  if (contract.email === address.shown) return { ok: false, reason: 'same' }

  await sql`
    update contract set email = ${address.shown} where client_id = ${clientId} and id = ${contractId}`.execute(
    tx,
  )
  await record(tx, 'contract.email_changed', {
    by,
    clientId,
    object: contract.number,
    before: { email: contract.email },
    after: { email: address.shown },
  })
  return { ok: true, invited: await moveInvitation(app, tx, { ...request, from: contract.email }) }
}

async function moveInvitation(
  app: App,
  tx: Tx,
  move: { clientId: string; contractId: string; from: string; address: EmailAddress; by: Actor },
): Promise<boolean> {
  const { clientId, contractId, address, by } = move
  const from = parseEmailAddress(move.from)
  if (!from.ok || from.key === address.key) return false
  const { rows } = await sql<{ id: string; name: string; role: ClientRole; lang: Lang }>`
    select id, name, role, lang from invitation
    where client_id = ${clientId} and contract_id = ${contractId} and email_key = ${from.key}
      and accepted_at is null and revoked_at is null for no key update`.execute(tx)
  const waiting = rows[0]
  if (!waiting) return false
  await withdrawInvitation(tx, { invitationId: waiting.id, by })
  const { name, role, lang } = waiting
  const invited = await invite(app, tx, { clientId, contractId, address, name, role, lang, by })
  return invited.ok
}
