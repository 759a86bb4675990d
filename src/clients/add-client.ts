import { sql } from 'kysely'
import type { EmailAddress } from '../values/email-address.ts'
import { invite } from '../accounts/invite.ts'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import { brokenConstraint, type Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'

/** A company and its contract, read and checked: the BIN's control digit fits, the date is ISO. */
export type ClientFacts = {
  bin: string
  name: string
  contractNumber: string
  signedOn: string
  email: string
}

export type NewClient = Omit<ClientFacts, 'email'> & {
  /** The address given when the contract was signed: its owner is invited to it. */
  address: EmailAddress
  /** How the invitation's reader is called; may be empty. */
  person: string
  lang: Lang
  by: Actor
}

export type ClientRefusal = 'bin_taken' | 'number_taken'
export type AddedClient =
  | { ok: true; clientId: string; contractId: string; invitationId: string; expiresAt: Date }
  /** `person_suspended`: staff have closed the account of this address. Nothing is added. */
  | { ok: false; reason: ClientRefusal | 'person_suspended' }

/**
 * Adds a client with its contract and invites the owner, all or nothing. A BIN and a contract's number exist once: of
 * two who add the same at once, one is refused. Used by the page and by the operator's command.
 */
export async function addClient(app: App, tx: Tx, request: NewClient): Promise<AddedClient> {
  const { address, lang, by } = request
  await sql`savepoint client`.execute(tx)
  const opened = await openClient(tx, { ...request, email: address.shown }, by)
  if (!opened.ok) return opened
  const { clientId, contractId } = opened
  const invited = await invite(app, tx, {
    clientId,
    contractId,
    address,
    name: request.person,
    role: 'owner',
    lang,
    by,
  })
  if (invited.ok) return { ...invited, clientId, contractId }
  // A new, active client has no people and no invitations, so only the person can be the obstacle.
  await sql`rollback to savepoint client`.execute(tx)
  return { ok: false, reason: 'person_suspended' }
}

/** Adds a client and its first contract without inviting anybody; on a refusal nothing of it stays. */
export async function openClient(
  tx: Tx,
  facts: ClientFacts,
  by: Actor,
): Promise<{ ok: true; clientId: string; contractId: string } | { ok: false; reason: ClientRefusal }> {
  await sql`savepoint opening`.execute(tx)
  try {
    const { rows } = await sql<{ id: string }>`
      insert into client (bin, name) values (${facts.bin}, ${facts.name}) returning id`.execute(tx)
    const clientId = rows[0]!.id
    const contractId = await insertContract(tx, clientId, facts)
    await record(tx, 'client.added', {
      by,
      clientId,
      object: facts.name,
      after: { bin: facts.bin, name: facts.name },
    })
    await recordContract(tx, clientId, facts, by)
    return { ok: true, clientId, contractId }
  } catch (error) {
    const constraint = brokenConstraint(error)
    const reason = constraint && REFUSALS[constraint]
    if (!reason) throw error
    await sql`rollback to savepoint opening`.execute(tx)
    return { ok: false, reason }
  }
}

const REFUSALS: Record<string, ClientRefusal> = {
  client_bin_once: 'bin_taken',
  contract_number_once: 'number_taken',
}

type ContractFacts = Pick<ClientFacts, 'signedOn' | 'email'> & { contractNumber: string }

/** Adds a contract's row. Throws on `contract_number_once`. */
export async function insertContract(tx: Tx, clientId: string, facts: ContractFacts): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into contract (client_id, number, signed_on, email)
    values (${clientId}, ${facts.contractNumber}, ${facts.signedOn}, ${facts.email}) returning id`.execute(tx)
  return rows[0]!.id
}

/** The line in the log of actions that every new contract leaves. */
export async function recordContract(
  tx: Tx,
  clientId: string,
  facts: ContractFacts,
  by: Actor,
): Promise<void> {
  const { contractNumber: number, signedOn, email } = facts
  await record(tx, 'contract.added', { by, clientId, object: number, after: { number, signedOn, email } })
}
