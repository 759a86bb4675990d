/** O2: inviting one more person into a client's cabinet, by the staff who run clients. */
import { clientRoleOptions, InviteFields } from '../accounts/invite-fields.tsx'
import { invite, type Invited } from '../accounts/invite.ts'
import { isClientRole } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import type { T } from '../i18n/index.ts'
import { Button, Buttons, Form, LinkButton, OfficePage, SelectField } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { type Mistakes, readEmail, readLang, readPerson, sureOf, typedIn } from './form-fields.ts'
import { crumbsTo } from './office-contracts.tsx'
import { officeNav } from '../accounts/office-nav.ts'
import { type ClientFacts, type ContractFacts, findClient, listContracts } from './queries.ts'

const FIELDS = ['email', 'person', 'role', 'contract', 'lang'] as const
type Typed = Partial<Record<(typeof FIELDS)[number], string>>

export async function showInvitePerson(visit: StaffVisit): Promise<Response> {
  return withClient(visit, (client, contracts) =>
    invitePage(visit, client, contracts, { lang: 'ru', role: 'owner', ...proposed(contracts) }, {}),
  )
}

export async function invitePersonAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withClient(visit, (client, contracts) =>
    invitePage(visit, client, contracts, typedIn(visit.form, FIELDS), errors),
  )
}

export async function submitInvitePerson(visit: StaffVisit): Promise<Response> {
  return withClient(visit, async (client, contracts) => {
    const { app, form, t } = visit
    const mistakes: Mistakes = {}
    const address = readEmail(t, mistakes, form)
    const name = readPerson(t, mistakes, form.text('person'))
    const role = form.text('role')
    const contract = contracts.find((one) => one.id === form.text('contract'))
    if (!isClientRole(role)) mistakes['role'] = t('err.of.role')
    if (Object.keys(mistakes).length > 0 || !isClientRole(role)) return invitePersonAgain(visit, mistakes)

    const request = { clientId: client.id, contractId: contract?.id, address, name, role }
    const invited = await app.db.transaction((tx) =>
      invite(app, tx, { ...request, lang: readLang(form.text('lang')), by: actorOf(visit) }),
    )
    if (!invited.ok)
      return invitePersonAgain(visit, inviteRefusal(t, invited.reason, address.shown, client.state))
    return visit.seeOther(`/office/clients/${client.id}?tab=invitations`, {
      tone: 'good',
      key: 'of.inv.sent',
      args: { email: address.shown },
    })
  })
}

/** Why an invitation was not sent, at the field that it is about. */
export function inviteRefusal(
  t: T,
  reason: (Invited & { ok: false })['reason'],
  email: string,
  clientState: 'active' | 'suspended' | 'closed',
): Errors {
  switch (reason) {
    case 'already_member':
      return { email: t('err.inv.member', { email }) }
    case 'too_soon':
      return { email: t('err.inv.tooSoon') }
    case 'inactive':
      return clientState === 'active' ? { email: t('err.inv.cannot') } : { form: t('err.of.client.inactive') }
    case 'unknown_client':
      return { form: t('err.of.client.inactive') }
  }
}

async function withClient(
  visit: StaffVisit,
  then: (client: ClientFacts, contracts: ContractFacts[]) => Response | Promise<Response>,
): Promise<Response> {
  const { read } = visit.app.db
  const client = await findClient(read, visit.param('id'))
  return client ? then(client, await listContracts(read, client.id)) : missingPage(visit)
}

// The address of the newest contract is the one most invitations go to.
function proposed(contracts: ContractFacts[]): Typed {
  const newest = contracts[0]
  return newest ? { email: newest.email, contract: newest.id } : {}
}

function invitePage(
  visit: StaffVisit,
  client: ClientFacts,
  contracts: ContractFacts[],
  typed: Typed,
  errors: Errors,
): Response {
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const wrong = Object.keys(errors).length > 0
  return visit.page(
    <OfficePage
      view={view}
      title={t('people.invite')}
      lead={t('of.inv.valid', { n: visit.app.config.limits.invitationDays })}
      errors={errors}
      width="form"
      crumbs={crumbsTo(visit, client)}
    >
      <Form
        view={view}
        action={`/office/clients/${client.id}/invite`}
        hidden={wrong ? sureOf(visit.form) : {}}
      >
        <InviteFields
          view={view}
          errors={errors}
          typed={typed}
          labels={{ email: t('login.email'), person: t('of.new.person') }}
          roles={clientRoleOptions(t)}
        >
          <SelectField
            view={view}
            errors={errors}
            name="contract"
            label={t('of.new.contract')}
            value={typed.contract}
            options={contracts.map(({ id, number }) => ({
              value: id,
              label: t('of.contract.no', { contract: number }),
            }))}
          />
        </InviteFields>
        <Buttons>
          <Button icon="send">{t('of.inv.send')}</Button>
          <LinkButton href={`/office/clients/${client.id}`}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    wrong ? 422 : 200,
  )
}
