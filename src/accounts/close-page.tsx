/** Closing one's own account: said plainly, asked once more, with the password given a moment ago. */
import { Confirm } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { closeAccount, type ClosingRefusal } from './close-account.ts'
import { OwnPage } from './security.tsx'
import { actorOf, type SignedIn } from './visit.ts'

export function showClose(visit: SignedIn, errors: Errors = {}): Response {
  const view = visit.view()
  const { t } = view
  return visit.page(
    <OwnPage visit={visit} title={t('sec.close.h1')} errors={errors}>
      <Confirm
        view={view}
        body={t('sec.close.body')}
        facts={[{ label: t('sec.email'), value: visit.session.email }]}
        action="/app/security/close"
        submit={t('sec.close.submit')}
        danger
        cancelHref="/app/security"
      />
    </OwnPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitClose(visit: SignedIn): Promise<Response> {
  const { app, session, t } = visit
  const closed = await app.db.transaction((tx) =>
    closeAccount(tx, { accountId: session.accountId, by: actorOf(visit) }),
  )
  if (!closed.ok) {
    const sentences: Record<ClosingRefusal, string> = {
      last_owner: t('err.people.lastOwner'),
      last_admin: t('sec.close.lastAdmin'),
      unknown: t('err.double'),
    }
    return showClose(visit, { form: sentences[closed.reason] })
  }
  visit.cookies.clear('session')
  return visit.seeOther('/login', { tone: 'good', key: 'sec.close.done' })
}
