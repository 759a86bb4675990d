/** O5: a request for access that is refused, with a reason its author reads. */
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { Confirm, OfficePage, TextArea } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { declineRegistration } from './decide-registration.ts'
import { LONGEST, type Mistakes, readReason } from '../clients/form-fields.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { withRequest } from './office-request.tsx'
import { findRequest, type RequestFacts } from './find-registrations.ts'

export async function showDecline(visit: StaffVisit): Promise<Response> {
  return declineAgain(visit, {})
}

export async function declineAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withRequest(visit, (request) => {
    if (request.state !== 'new') return visit.seeOther(`/office/requests/${request.id}`)
    const view = visit.view({ nav: officeNav(visit, 'requests') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        title={t('of.req.decline')}
        h1={t('of.req.declineQ', { number: String(request.number) })}
        errors={errors}
        width="form"
        crumbs={crumbsTo(view, request)}
      >
        <Confirm
          view={view}
          body={t('of.req.declineBody', { language: t(`lang.${request.lang}`) })}
          facts={[
            { label: t('reg.company'), value: request.company },
            { label: t('reg.email'), value: request.email },
          ]}
          action={`/office/requests/${request.id}/decline`}
          submit={t('of.req.decline')}
          danger
          cancelHref={`/office/requests/${request.id}`}
        >
          <TextArea
            view={view}
            name="reason"
            label={t('of.req.reason')}
            value={visit.form.text('reason')}
            maxlength={LONGEST.reason}
            errors={errors}
          />
        </Confirm>
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

export async function submitDecline(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const request = await findRequest(app.db.read, visit.param('id'))
  if (!request) return missingPage(visit)
  const mistakes: Mistakes = {}
  const reason = readReason(t, mistakes, form.text('reason'))
  if (Object.keys(mistakes).length > 0) return declineAgain(visit, mistakes)
  const declined = await app.db.transaction((tx) =>
    declineRegistration(tx, { registrationId: request.id, reason, by: actorOf(visit) }),
  )
  if (!declined.ok)
    return visit.seeOther(`/office/requests/${request.id}`, { tone: 'info', key: 'err.double' })
  return visit.seeOther('/office/requests', {
    tone: 'good',
    key: 'of.req.declined',
    args: { number: String(declined.number), email: declined.email },
  })
}

function crumbsTo(view: View, request: RequestFacts) {
  const { t } = view
  return [
    { href: '/office/requests', label: t('of.req.h1') },
    { href: `/office/requests/${request.id}`, label: t('of.req.no', { number: String(request.number) }) },
  ]
}
