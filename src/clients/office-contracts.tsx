/** O2: one more contract of a client, and the address of one that was written down wrong. */
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { isoDay } from '../i18n/format.ts'
import { Button, Buttons, EmailField, Form, LinkButton, OfficePage } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { addContract } from './add-contract.ts'
import { changeContractEmail } from './change-contract-email.ts'
import { type Mistakes, readEmail, readNumber, readSignedOn, sureOf, typedIn } from './form-fields.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { ContractFields } from './office-new.tsx'
import { type ClientFacts, type ContractFacts, findClient, listContracts } from './queries.ts'

const FIELDS = ['number', 'signedOn', 'email'] as const

export async function showNewContract(visit: StaffVisit): Promise<Response> {
  return withClient(visit, (client) => newContractPage(visit, client, { signedOn: isoDay(new Date()) }, {}))
}

export async function newContractAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withClient(visit, (client) => newContractPage(visit, client, typedIn(visit.form, FIELDS), errors))
}

export async function submitNewContract(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const client = await findClient(app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  const mistakes: Mistakes = {}
  const contractNumber = readNumber(t, mistakes, form.text('number'))
  const signedOn = readSignedOn(t, mistakes, form.text('signedOn'))
  const address = readEmail(t, mistakes, form)
  if (Object.keys(mistakes).length > 0) return newContractAgain(visit, mistakes)

  const request = { clientId: client.id, contractNumber, signedOn, address, by: actorOf(visit) }
  const added = await app.db.transaction((tx) => addContract(tx, request))
  if (!added.ok && added.reason === 'unknown_client') return missingPage(visit)
  if (!added.ok)
    return newContractAgain(visit, { number: t('err.of.contract.taken', { contract: contractNumber }) })
  return visit.seeOther(`/office/clients/${client.id}?tab=contracts`, {
    tone: 'good',
    key: 'of.contract.added',
    args: { contract: contractNumber },
  })
}

export async function showContractEmail(visit: StaffVisit): Promise<Response> {
  return withContract(visit, (client, contract) => emailPage(visit, client, contract, contract.email, {}))
}

export async function contractEmailAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withContract(visit, (client, contract) =>
    emailPage(visit, client, contract, visit.form.text('email'), errors),
  )
}

export async function submitContractEmail(visit: StaffVisit): Promise<Response> {
  return withContract(visit, async (client, contract) => {
    const { app, form, t } = visit
    const mistakes: Mistakes = {}
    const address = readEmail(t, mistakes, form)
    if (Object.keys(mistakes).length > 0)
      return emailPage(visit, client, contract, form.text('email'), mistakes)
    const request = { clientId: client.id, contractId: contract.id, address, by: actorOf(visit) }
    const changed = await app.db.transaction((tx) => changeContractEmail(app, tx, request))
    if (!changed.ok && changed.reason === 'unknown') return missingPage(visit)
    const back = `/office/clients/${client.id}?tab=contracts`
    if (!changed.ok) return visit.seeOther(back)
    return visit.seeOther(back, {
      tone: 'good',
      key: changed.invited ? 'of.contract.emailMoved' : 'of.contract.emailChanged',
      args: { email: address.shown },
    })
  })
}

async function withClient(visit: StaffVisit, then: (client: ClientFacts) => Response): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  return client ? then(client) : missingPage(visit)
}

async function withContract(
  visit: StaffVisit,
  then: (client: ClientFacts, contract: ContractFacts) => Response | Promise<Response>,
): Promise<Response> {
  const { read } = visit.app.db
  const client = await findClient(read, visit.param('id'))
  const contracts = client ? await listContracts(read, client.id) : []
  const contract = contracts.find((one) => one.id === visit.param('contract'))
  return client && contract ? then(client, contract) : missingPage(visit)
}

type Typed = Partial<Record<(typeof FIELDS)[number], string>>

function newContractPage(visit: StaffVisit, client: ClientFacts, typed: Typed, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const wrong = Object.keys(errors).length > 0
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.contract.add')}
      errors={errors}
      width="form"
      crumbs={crumbsTo(visit, client)}
    >
      <Form
        view={view}
        action={`/office/clients/${client.id}/contracts/new`}
        hidden={wrong ? sureOf(visit.form) : {}}
      >
        <ContractFields view={view} typed={typed} errors={errors} />
        <Buttons>
          <Button>{t('act.add')}</Button>
          <LinkButton href={`/office/clients/${client.id}?tab=contracts`}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

function emailPage(
  visit: StaffVisit,
  client: ClientFacts,
  contract: ContractFacts,
  typed: string,
  errors: Errors,
): Response {
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const wrong = Object.keys(errors).length > 0
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.contract.email', { contract: contract.number })}
      lead={t('of.contract.emailLead')}
      errors={errors}
      width="form"
      crumbs={crumbsTo(visit, client)}
    >
      <Form
        view={view}
        action={`/office/clients/${client.id}/contracts/${contract.id}/email`}
        hidden={wrong ? sureOf(visit.form) : {}}
      >
        <EmailField
          view={view}
          name="email"
          label={t('of.inv.email')}
          hint={t('of.contract.emailHint')}
          value={typed}
          errors={errors}
          autocomplete="off"
        />
        <Buttons>
          <Button>{t('act.save')}</Button>
          <LinkButton href={`/office/clients/${client.id}?tab=contracts`}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

/** Where pages about one client hang. */
export function crumbsTo(visit: StaffVisit, client: { id: string; name: string }) {
  return [
    { href: '/office/clients', label: visit.t('of.clients.h1') },
    { href: `/office/clients/${client.id}`, label: client.name },
  ]
}
