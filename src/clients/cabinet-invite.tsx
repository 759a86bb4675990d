/** C21: an owner invites a colleague: whom, with which role, in which language. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { clientRoleOptions, InviteFields } from '../accounts/invite-fields.tsx'
import { invite } from '../accounts/invite.ts'
import { isClientRole, mayGive } from '../accounts/roles.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { Button, Buttons, CabinetPage, Form, LinkButton } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { type Mistakes, readEmail, readLang, readPerson, sureOf, typedIn } from './form-fields.ts'
import { inviteRefusal } from './office-invite.tsx'
import { suspendedPage } from './suspended.tsx'

const FIELDS = ['email', 'person', 'role', 'lang'] as const
type Typed = Partial<Record<(typeof FIELDS)[number], string>>

export function showInviteColleague(visit: ClientVisit): Response {
  return invitePage(visit, { lang: visit.lang, role: visit.query('role') }, {})
}

export function inviteColleagueAgain(visit: ClientVisit, errors: Errors): Response {
  return invitePage(visit, typedIn(visit.form, FIELDS), errors)
}

export async function submitInviteColleague(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  const { client } = session
  const mistakes: Mistakes = {}
  const address = readEmail(t, mistakes, form)
  const name = readPerson(t, mistakes, form.text('person'))
  const role = form.text('role')
  if (!isClientRole(role)) mistakes['role'] = t('err.of.role')
  else if (!mayGive(client.role, role)) mistakes['role'] = t('err.inv.ownRole')
  if (Object.keys(mistakes).length > 0 || !isClientRole(role)) return inviteColleagueAgain(visit, mistakes)

  const invited = await app.db.transaction((tx) =>
    invite(app, tx, {
      clientId: client.id,
      contractId: undefined,
      address,
      name,
      role,
      lang: readLang(form.text('lang')),
      by: actorOf(visit),
    }),
  )
  if (!invited.ok)
    return inviteColleagueAgain(visit, inviteRefusal(t, invited.reason, address.shown, client.state))
  return visit.seeOther('/app/people', {
    tone: 'good',
    key: 'people.invited',
    args: { email: address.shown },
  })
}

function invitePage(visit: ClientVisit, typed: Typed, errors: Errors): Response {
  const { client } = visit.session
  if (client.state !== 'active') return suspendedPage(visit, 'people')
  const view = visit.view({ nav: cabinetNav(visit, 'people') })
  const { t } = view
  const wrong = Object.keys(errors).length > 0
  return visit.page(
    <CabinetPage
      view={view}
      title={t('people.invite')}
      lead={t('people.inviteLead', { n: visit.app.config.limits.invitationDays })}
      errors={errors}
      width="form"
      back={{ href: '/app/people' }}
    >
      <Form view={view} action="/app/people/invite" hidden={wrong ? sureOf(visit.form) : {}}>
        <InviteFields
          view={view}
          errors={errors}
          typed={typed}
          labels={{ email: t('login.email'), person: t('set.name') }}
          roles={clientRoleOptions(t).filter(({ value }) => mayGive(client.role, value))}
        />
        <Buttons>
          <Button icon="send">{t('of.inv.send')}</Button>
          <LinkButton href="/app/people">{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </CabinetPage>,
    wrong ? 422 : 200,
  )
}
