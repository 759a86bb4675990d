import { parseEmailAddress } from '../values/email-address.ts'
import { invite } from '../accounts/invite.ts'
import type { StaffRole } from '../accounts/roles.ts'
import type { Lang } from '../i18n/index.ts'
import { say } from './settings.ts'
import { withApp } from './with-app.ts'

const REFUSALS: Record<string, string> = {
  already_member: 'works here already: change the role in the office under Staff.',
  too_soon: 'was invited less than a minute ago: wait a minute.',
  inactive: 'belongs to a suspended account: restore it first.',
}

export async function staffInvite(options: {
  email: string
  role: StaffRole
  name: string
  lang: Lang
  json?: boolean
}): Promise<void> {
  const address = parseEmailAddress(options.email)
  if (!address.ok)
    throw new Error(`«${options.email}» is not an e-mail address: write it like name@example.kz.`)
  const invited = await withApp((app) =>
    app.db.transaction((tx) =>
      invite(app, tx, {
        address,
        name: options.name,
        role: options.role,
        lang: options.lang,
        by: { name: 'mycoupon staff invite' },
      }),
    ),
  )
  if (!invited.ok) throw new Error(`${address.shown} ${REFUSALS[invited.reason] ?? invited.reason}`)
  say(
    options,
    `Invited ${address.shown} as ${options.role}; the link works until ${invited.expiresAt.toISOString()}.`,
    {
      invitation: invited.invitationId,
      email: address.shown,
      role: options.role,
      expiresAt: invited.expiresAt,
    },
  )
}
