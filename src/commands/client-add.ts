import { parseEmailAddress } from '../values/email-address.ts'
import { addClient } from '../clients/add-client.ts'
import { parseBin } from '../values/bin.ts'
import type { Lang } from '../i18n/index.ts'
import { say } from './settings.ts'
import { withApp } from './with-app.ts'

const REFUSALS: Record<string, string> = {
  bin_taken: 'A client with this BIN exists already: add the contract in the office.',
  number_taken: 'This contract number exists already: check it.',
  person_suspended: 'The account of this address is suspended: restore it first or use another address.',
}

type ClientAdd = {
  bin: string
  name: string
  contract: string
  email: string
  date: string
  person: string
  lang: Lang
  json?: boolean
}

export async function clientAdd(options: ClientAdd): Promise<void> {
  const bin = parseBin(options.bin)
  if (!bin.ok)
    throw new Error(
      `«${options.bin}» is not a BIN: ${bin.reason === 'length' ? 'it has 12 digits' : 'its check digit does not fit'}.`,
    )
  const address = parseEmailAddress(options.email)
  if (!address.ok)
    throw new Error(`«${options.email}» is not an e-mail address: write it like name@example.kz.`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(options.date) || Number.isNaN(Date.parse(options.date)))
    throw new Error(`«${options.date}» is not a day: write it like 2026-11-22.`)
  if (options.name.trim() === '' || options.contract.trim() === '')
    throw new Error('--name and --contract must not be empty.')
  const added = await withApp((app) =>
    app.db.transaction((tx) =>
      addClient(app, tx, {
        bin: bin.bin,
        name: options.name.trim(),
        contractNumber: options.contract.trim(),
        signedOn: options.date,
        address,
        person: options.person,
        lang: options.lang,
        by: { name: 'mycoupon client add' },
      }),
    ),
  )
  if (!added.ok) throw new Error(REFUSALS[added.reason] ?? added.reason)
  say(
    options,
    `Added ${options.name}, contract ${options.contract}; ${address.shown} is invited until ${added.expiresAt.toISOString()}.`,
    {
      client: added.clientId,
      contract: added.contractId,
      invitation: added.invitationId,
      expiresAt: added.expiresAt,
    },
  )
}
