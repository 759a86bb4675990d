/** O5: one request for access, beside our client with its BIN; approved into it or into a new one. */
import { isClientRole, OFFERED_ROLES } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { dateTime, isoDay, longDate } from '../i18n/format.ts'
import {
  Button,
  Buttons,
  DateField,
  FieldRow,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SelectField,
  SummaryList,
  TextField,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { approveRegistration, type Approval } from './decide-registration.ts'
import { type Mistakes, readCompany, readNumber, readSignedOn, typedIn } from '../clients/form-fields.ts'
import { mayAdd } from '../clients/office-list.tsx'
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import { Compared } from './office-request-match.tsx'
import { RequestLinks, RequestTag } from './office-requests.tsx'
import { showPhone } from '../values/phone.ts'
import {
  findMatch,
  findNumber,
  findRequest,
  type Match,
  otherRequests,
  type RequestFacts,
  type RequestLine,
} from './find-registrations.ts'

const FIELDS = ['role', 'company', 'number', 'signedOn'] as const
type Typed = Partial<Record<(typeof FIELDS)[number], string>>

export async function showRegistration(visit: StaffVisit): Promise<Response> {
  return withRequest(visit, (request) => requestPage(visit, request, {}, {}))
}

export async function registrationAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withRequest(visit, (request) => requestPage(visit, request, typedIn(visit.form, FIELDS), errors))
}

/** Lets the person in: into the client with the request's BIN, or into a new one with the typed contract. */
export async function submitApproval(visit: StaffVisit): Promise<Response> {
  return withRequest(visit, async (request) => {
    const { app, form, t } = visit
    const mistakes: Mistakes = {}
    const role = form.text('role')
    if (!isClientRole(role)) mistakes['role'] = t('err.of.role')
    const contract = request.known
      ? undefined
      : {
          company: readCompany(t, mistakes, form.text('company')),
          number: readNumber(t, mistakes, form.text('number')),
          signedOn: readSignedOn(t, mistakes, form.text('signedOn')),
        }
    if (Object.keys(mistakes).length > 0 || !isClientRole(role)) return registrationAgain(visit, mistakes)
    const approved = await app.db.transaction((tx) =>
      approveRegistration(tx, { registrationId: request.id, role, contract, by: actorOf(visit) }),
    )
    if (!approved.ok) return refused(visit, approved.reason, contract?.number ?? '')
    return visit.seeOther('/office/requests', {
      tone: 'good',
      key: 'of.req.approved',
      args: { number: String(approved.number), email: approved.email },
    })
  })
}

async function refused(
  visit: StaffVisit,
  reason: (Approval & { ok: false })['reason'],
  contract: string,
): Promise<Response> {
  const { t } = visit
  switch (reason) {
    case 'unknown':
      return missingPage(visit)
    case 'decided':
      return visit.seeOther(`/office/requests/${visit.param('id')}`, { tone: 'info', key: 'err.double' })
    case 'no_contract':
      // The client was closed or renamed since the page was shown: ask for the contract.
      return registrationAgain(visit, { form: t('of.req.noMatch') })
    case 'number_taken':
      return registrationAgain(visit, { number: t('err.of.contract.taken', { contract }) })
    case 'client_inactive':
      return registrationAgain(visit, { form: t('err.of.client.inactive') })
    case 'person_inactive':
      return registrationAgain(visit, { form: t('err.of.person.suspended') })
  }
}

/** The request of the address, or 404. */
export async function withRequest(
  visit: StaffVisit,
  then: (request: RequestFacts) => Response | Promise<Response>,
): Promise<Response> {
  const request = await findRequest(visit.app.db.read, visit.param('id'))
  return request ? then(request) : missingPage(visit)
}

async function requestPage(
  visit: StaffVisit,
  request: RequestFacts,
  typed: Typed,
  errors: Errors,
): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'requests') })
  const { t } = view
  const { read } = visit.app.db
  const [match, number, others] = await Promise.all([
    findMatch(read, request.bin),
    request.contractNumber ? findNumber(read, request.contractNumber) : undefined,
    otherRequests(read, request),
  ])
  const decides = mayAdd(visit) && request.state === 'new'
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.req.no', { number: String(request.number) })}
      lead={
        <>
          {request.company} <RequestTag t={t} state={request.state} />
        </>
      }
      errors={errors}
      crumbs={[{ href: '/office/requests', label: t('of.req.h1') }]}
    >
      {request.state !== 'new' && <Decided view={view} request={request} />}
      <Compared
        view={view}
        request={request}
        match={match}
        number={number}
        opens={mayOpen(visit.session.staff, 'clients')}
      />
      <Contact view={view} request={request} />
      {others.length > 0 && <Others view={view} others={others} />}
      {decides && <Decide view={view} request={request} match={match} typed={typed} errors={errors} />}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function Decided({ view, request }: { view: View; request: RequestFacts }) {
  const { t, lang } = view
  const args = {
    name: request.decidedBy ?? '',
    date: request.decidedAt ? longDate(lang, request.decidedAt) : '',
  }
  return (
    <Notice tone="info">
      <p>{t(request.state === 'approved' ? 'of.req.wasApproved' : 'of.req.wasDeclined', args)}</p>
      {request.reason && <p>{t('of.client.reason', { reason: request.reason })}</p>}
      {request.clientId && <a href={`/office/clients/${request.clientId}`}>{t('of.req.openClient')}</a>}
    </Notice>
  )
}

function Contact({ view, request }: { view: View; request: RequestFacts }) {
  const { t, lang } = view
  return (
    <Panel title={t('of.req.contact')}>
      <SummaryList
        view={view}
        rows={[
          { label: t('reg.phone'), value: showPhone(request.phone) },
          { label: t('reg.email'), value: request.email },
          { label: t('of.inv.lang'), value: t(`lang.${request.lang}`) },
          { label: t('of.req.asked'), value: dateTime(lang, request.createdAt) },
          { label: t('of.req.confirmed'), value: dateTime(lang, request.confirmedAt) },
        ]}
      />
    </Panel>
  )
}

function Others({ view, others }: { view: View; others: RequestLine[] }) {
  return (
    <Panel title={view.t('of.req.others')}>
      <RequestLinks t={view.t} requests={others} />
    </Panel>
  )
}

function Decide({
  view,
  request,
  match,
  typed,
  errors,
}: {
  view: View
  request: RequestFacts
  match: Match | undefined
  typed: Typed
  errors: Errors
}) {
  const { t } = view
  const field = { view, errors }
  // A company that has an owner does not get a second one by the way.
  const role = typed.role ?? (match && match.owners.length > 0 ? 'viewer' : 'owner')
  return (
    <Panel title={t('of.req.decision')}>
      {match && match.owners.length > 0 && <Notice tone="warning">{t('of.req.hasOwner')}</Notice>}
      <Form view={view} action={`/office/requests/${request.id}/approve`}>
        {!match && (
          <>
            <p class="hint">{t('of.req.newClient')}</p>
            <TextField
              {...field}
              name="company"
              label={t('reg.company')}
              value={typed.company ?? request.company}
            />
            <FieldRow>
              <TextField
                {...field}
                name="number"
                label={t('reg.contractNo')}
                value={typed.number ?? request.contractNumber}
              />
              <DateField
                {...field}
                name="signedOn"
                label={t('of.contract.signedOn')}
                value={typed.signedOn ?? isoDay(new Date())}
              />
            </FieldRow>
          </>
        )}
        <SelectField
          {...field}
          name="role"
          label={t('of.req.role')}
          value={role}
          options={OFFERED_ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        />
        <Buttons>
          <Button icon="check">{t('of.req.approveNow')}</Button>
          <LinkButton href={`/office/requests/${request.id}/decline`}>{t('of.req.decline')}</LinkButton>
        </Buttons>
      </Form>
    </Panel>
  )
}
