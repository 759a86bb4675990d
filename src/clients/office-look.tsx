/** O2: a client's cabinet through the client's eyes, to help. A reason is asked, and the client reads it. */
import { endLook } from '../accounts/look.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { Confirm, OfficePage, TextArea } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { beginLook } from './begin-look.ts'
import { LONGEST, type Mistakes, readReason } from './form-fields.ts'
import { crumbsTo } from './office-contracts.tsx'
import { pathOf, withPerson } from './office-person.tsx'
import { type ClientFacts, findClient, type PersonFacts } from './queries.ts'

export function showLook(visit: StaffVisit): Promise<Response> {
  return lookAgain(visit, {})
}

export async function lookAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  return client ? lookPage(visit, client, undefined, errors) : missingPage(visit)
}

export async function submitLook(visit: StaffVisit): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  return client ? begin(visit, client, undefined) : missingPage(visit)
}

export function showLookAs(visit: StaffVisit): Promise<Response> {
  return lookAsAgain(visit, {})
}

export function lookAsAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withPerson(visit, (client, person) => lookPage(visit, client, person, errors))
}

export function submitLookAs(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, (client, person) => begin(visit, client, person))
}

/** Leaves the cabinet for the client's page in the office. Pressed twice, or too late, it leads to the office all the same. */
export async function submitLookEnd(visit: StaffVisit): Promise<Response> {
  const clientId = await endLook(visit.app.db.write, visit.session.id)
  return visit.seeOther(clientId ? `/office/clients/${clientId}` : '/office', {
    tone: 'good',
    key: 'look.ended',
  })
}

function lookPage(
  visit: StaffVisit,
  client: ClientFacts,
  person: PersonFacts | undefined,
  errors: Errors,
): Response {
  const here = person ? pathOf(client, person) : `/office/clients/${client.id}`
  if (client.state === 'closed') return visit.seeOther(here)
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const facts = { company: client.name, n: visit.app.config.limits.lookMinutes }
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.client.viewAs')}
      errors={errors}
      width="form"
      crumbs={crumbsTo(visit, client)}
    >
      <Confirm
        view={view}
        body={
          person ? t('look.bodyAs', { ...facts, name: person.name || person.email }) : t('look.body', facts)
        }
        action={`${here}/look`}
        submit={t('look.submit')}
        cancelHref={here}
      >
        <TextArea
          view={view}
          name="reason"
          label={t('of.reason')}
          hint={t('look.reasonHint')}
          value={visit.form.text('reason')}
          rows={2}
          maxlength={LONGEST.reason}
          errors={errors}
        />
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

async function begin(
  visit: StaffVisit,
  client: ClientFacts,
  person: PersonFacts | undefined,
): Promise<Response> {
  const { app, session, form, t } = visit
  const mistakes: Mistakes = {}
  const reason = readReason(t, mistakes, form.text('reason'))
  if (Object.keys(mistakes).length > 0) return lookPage(visit, client, person, mistakes)
  const begun = await app.db.transaction((tx) =>
    beginLook(tx, {
      session,
      clientId: client.id,
      ...(person ? { accountId: person.accountId } : {}),
      minutes: app.config.limits.lookMinutes,
      reason,
      by: actorOf(visit),
    }),
  )
  // Closed, or the person removed, since the page was read.
  return begun.ok ? visit.seeOther('/app') : missingPage(visit)
}
