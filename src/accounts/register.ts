import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import { brokenConstraint, type Queries, type Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { createAccount } from './create-account.ts'
import type { EmailAddress } from '../values/email-address.ts'
import { queueLetter } from './letter-params.ts'
import { findLink, openLink, takeLink, type DeadLink } from './link.ts'
import type { Visitor } from './session.ts'

/** A company's own request for access, as typed and checked. */
export type RegistrationForm = {
  address: EmailAddress
  lang: Lang
  hasContract: boolean
  contractNumber: string
  bin: string
  company: string
  person: string
  position: string
  phone: string
}

/**
 * Keeps a request and answers with its number. The same is done for every address; what letter it deserves the worker
 * decides afterwards, so the page can tell nothing.
 */
export async function requestRegistration(
  tx: Tx,
  form: RegistrationForm,
  by: Actor,
): Promise<{ id: string; number: bigint }> {
  const { rows } = await sql<{ id: string; number: bigint }>`
    insert into registration (email, email_key, lang, has_contract, contract_number, bin, company, person, position, phone)
    values (${form.address.shown}, ${form.address.key}, ${form.lang}, ${form.hasContract}, ${form.contractNumber}, ${form.bin},
      ${form.company}, ${form.person}, ${form.position}, ${form.phone})
    returning id, number`.execute(tx)
  await record(tx, 'registration.requested', {
    by,
    object: form.address.shown,
    after: { number: String(rows[0]!.number), company: form.company, bin: form.bin },
  })
  return rows[0]!
}

/**
 * Sends the letter that proves the address of a request. A newer request of the same address takes the place of an open
 * one, so that only the newest can be confirmed.
 */
export async function sendConfirmation(app: App, tx: Tx, registrationId: string): Promise<void> {
  const { rows } = await sql<{ email: string; email_key: string; lang: Lang; number: bigint }>`
    update registration set state = 'unconfirmed' where id = ${registrationId} and state in ('received', 'unconfirmed')
    returning email, email_key, lang, number`.execute(tx)
  const registration = rows[0]
  if (!registration) return
  await sql`
    update registration set state = 'void'
    where email_key = ${registration.email_key} and state = 'unconfirmed' and id <> ${registrationId}`.execute(
    tx,
  )
  const linkId = await openLink(tx, app.config.keys, {
    purpose: 'confirmation',
    subjectId: registrationId,
    emailKey: registration.email_key,
    minutes: app.config.limits.confirmationHours * 60,
  })
  await queueLetter(tx, {
    template: 'confirmation',
    lang: registration.lang,
    to: registration.email,
    params: { number: String(registration.number) },
    linkId,
  })
}

export type ConfirmationFacts = { email: string; number: bigint; person: string; company: string; lang: Lang }

/** Looks at a request through the link of its letter; changes nothing. */
export async function findConfirmation(
  db: Queries,
  token: string,
): Promise<{ ok: true; registration: ConfirmationFacts } | { ok: false; dead: DeadLink }> {
  const found = await findLink(db, 'confirmation', token)
  if (!found.ok) return found
  const { rows } = await sql<ConfirmationFacts>`
    select email, number, person, company, lang from registration where id = ${found.link.subjectId}`.execute(
    db,
  )
  return { ok: true, registration: rows[0]! }
}

/**
 * Confirms the address and sets the first password: the person has an account and is signed in, and sees no data until
 * the retailer links a contract. The request goes to the staff's queue.
 */
export async function confirmRegistration(
  app: App,
  request: { token: string; passwordHash: string; deviceCookie: string | undefined; visitor: Visitor },
): Promise<
  | { ok: true; token: string; deviceCookie: string; lang: Lang }
  | { ok: false; reason: 'dead' | 'has_account' }
> {
  try {
    return await app.db.transaction(async (tx) => {
      const link = await takeLink(tx, 'confirmation', request.token)
      if (!link) return { ok: false, reason: 'dead' }
      const { rows } = await sql<{
        email: string
        email_key: string
        person: string
        phone: string
        lang: Lang
        number: bigint
      }>`
        select email, email_key, person, phone, lang, number from registration where id = ${link.subjectId} for no key update`.execute(
        tx,
      )
      const registration = rows[0]!
      const opened = await createAccount(app, tx, {
        email: registration.email,
        emailKey: registration.email_key,
        name: registration.person,
        phone: registration.phone,
        lang: registration.lang,
        passwordHash: request.passwordHash,
        deviceCookie: request.deviceCookie,
        visitor: request.visitor,
        place: async (accountId) => {
          await sql`
            update registration set state = 'new', confirmed_at = now(), account_id = ${accountId} where id = ${link.subjectId}`.execute(
            tx,
          )
        },
      })
      await record(tx, 'registration.confirmed', {
        by: { accountId: opened.accountId, name: registration.email, ...request.visitor },
        accountId: opened.accountId,
        object: registration.email,
        after: { number: String(registration.number) },
      })
      await queueLetter(tx, {
        template: 'welcome',
        lang: registration.lang,
        to: registration.email,
        params: { company: '', contract: '' },
        accountId: opened.accountId,
      })
      return { ok: true, token: opened.token, deviceCookie: opened.deviceCookie, lang: registration.lang }
    })
  } catch (error) {
    if (brokenConstraint(error) === 'account_email_once') return { ok: false, reason: 'has_account' }
    throw error
  }
}
