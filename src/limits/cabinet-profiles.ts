/** What the cabinet does with profiles of limits: new ones, other names, the archive. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { isId } from '../web/paging.ts'
import { missingPage } from '../web/system-pages.tsx'
import { profilePage } from './cabinet-limits.tsx'
import { showOverview } from './cabinet-overview.tsx'
import { addProfile, archiveProfile, LONGEST_NAME, renameProfile } from './profiles.ts'

export async function submitProfile(visit: ClientVisit): Promise<Response> {
  const { app, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const name = typedName(visit)
  if (name === undefined) return showOverview(visit, { name: t('err.limits.name', { max: LONGEST_NAME }) })
  const added = await app.db.transaction((tx) =>
    addProfile(tx, { clientId: session.client.id, name, by: actorOf(visit) }),
  )
  if (!added.ok) return showOverview(visit, { name: t('err.limits.known') })
  return visit.seeOther(`/app/limits/profile/${added.id}`, {
    tone: 'good',
    key: 'limits.profile.added',
    args: { name },
  })
}

export async function submitName(visit: ClientVisit): Promise<Response> {
  const { app, session, t } = visit
  const id = visit.param('id')
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  if (!isId(id)) return missingPage(visit)
  const name = typedName(visit)
  if (name === undefined) return profilePage(visit, { name: t('err.limits.name', { max: LONGEST_NAME }) })
  const renamed = await app.db.transaction((tx) =>
    renameProfile(tx, { clientId: session.client.id, id, name, by: actorOf(visit) }),
  )
  if (renamed.ok)
    return visit.seeOther(`/app/limits/profile/${id}`, {
      tone: 'good',
      key: 'limits.profile.renamed',
      args: { name },
    })
  switch (renamed.reason) {
    case 'known':
      return profilePage(visit, { name: t('err.limits.known') })
    case 'unknown':
      return missingPage(visit)
  }
}

export async function submitArchive(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const id = visit.param('id')
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  if (!isId(id)) return missingPage(visit)
  const { archived } = await app.db.transaction((tx) =>
    archiveProfile(tx, { clientId: session.client.id, id, by: actorOf(visit) }),
  )
  return archived
    ? visit.seeOther('/app/limits', { tone: 'good', key: 'limits.profile.archived' })
    : missingPage(visit)
}

function typedName({ form }: ClientVisit): string | undefined {
  const name = oneLine(form.text('name'))
  return name === '' || name.length > LONGEST_NAME ? undefined : name
}
