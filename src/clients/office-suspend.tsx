/** O2: a client that is not served for a while, and the way back. Both ask once more before they do it. */
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { Confirm, OfficePage, TextArea } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { LONGEST, type Mistakes, readReason } from './form-fields.ts'
import { crumbsTo } from './office-contracts.tsx'
import { officeNav } from '../accounts/office-nav.ts'
import { type ClientFacts, findClient, listPeople } from './queries.ts'
import { restoreClient, suspendClient, type ClientSuspension } from './suspend-client.ts'

export async function showSuspendClient(visit: StaffVisit): Promise<Response> {
  return suspendClientAgain(visit, {})
}

export async function suspendClientAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  if (client.state !== 'active') return visit.seeOther(`/office/clients/${client.id}`)
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const people = await listPeople(visit.app, client.id)
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.client.suspend')}
      errors={errors}
      width="form"
      crumbs={crumbsTo(visit, client)}
    >
      <Confirm
        view={view}
        body={
          <>
            {t('of.client.suspendQ', { company: client.name })}{' '}
            {t('of.client.suspendBody', { n: people.length })}
          </>
        }
        action={`/office/clients/${client.id}/suspend`}
        submit={t('of.client.suspend')}
        danger
        cancelHref={`/office/clients/${client.id}`}
      >
        <TextArea
          view={view}
          name="reason"
          label={t('of.reason')}
          hint={t('of.reasonHint')}
          value={visit.form.text('reason')}
          maxlength={LONGEST.reason}
          errors={errors}
        />
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitSuspendClient(visit: StaffVisit): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  const mistakes: Mistakes = {}
  const reason = readReason(visit.t, mistakes, visit.form.text('reason'))
  if (Object.keys(mistakes).length > 0) return suspendClientAgain(visit, mistakes)
  const suspended = await visit.app.db.transaction((tx) =>
    suspendClient(tx, { clientId: client.id, reason, by: actorOf(visit) }),
  )
  return told(visit, client, suspended, 'of.client.suspended')
}

export async function showRestoreClient(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  if (client.state !== 'suspended') return visit.seeOther(`/office/clients/${client.id}`)
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.client.restore')}
      h1={t('of.client.restoreQ', { company: client.name })}
      errors={errors}
      width="form"
      crumbs={crumbsTo(visit, client)}
    >
      <Confirm
        view={view}
        body={t('of.client.restoreBody')}
        action={`/office/clients/${client.id}/restore`}
        submit={t('of.client.restore')}
        cancelHref={`/office/clients/${client.id}`}
      />
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitRestoreClient(visit: StaffVisit): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  const restored = await visit.app.db.transaction((tx) =>
    restoreClient(tx, { clientId: client.id, by: actorOf(visit) }),
  )
  return told(visit, client, restored, 'of.client.restored')
}

// Somebody who was faster has done the same; the page says so rather than that it failed.
function told(
  visit: StaffVisit,
  client: ClientFacts,
  done: ClientSuspension,
  key: 'of.client.suspended' | 'of.client.restored',
): Response {
  const here = `/office/clients/${client.id}`
  if (!done.ok) return visit.seeOther(here, { tone: 'info', key: 'err.double' })
  return visit.seeOther(here, { tone: 'good', key, args: { company: done.name } })
}
