/** O2: a contract's rules for its coupons: what they are, the form, and the page that shows old and new before anything changes. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { findStations } from '../stations/find-stations.ts'
import {
  AuditDiff,
  Button,
  Buttons,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SummaryList,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { changePolicy } from './change-policy.ts'
import { differences, type Policy, type PolicyField, policyMark, readPolicy } from './contract-policy.ts'
import { crumbsTo } from './office-contracts.tsx'
import { mayAdd } from './office-list.tsx'
import { PolicyFields, readPolicyForm, type Typed, typedPolicy } from './policy-form.tsx'
import { holdsForNewOrders, policyLabel, policyValue, type StationNames } from './policy-words.ts'
import { type ClientFacts, type ContractFacts, findClient, listContracts } from './queries.ts'

type Subject = { client: ClientFacts; contract: ContractFacts; now: Policy; stations: StationNames }

export async function showPolicy(visit: StaffVisit): Promise<Response> {
  return withPolicy(visit, ({ client, contract, now, stations }) => {
    const view = visit.view({ nav: officeNav(visit, 'clients') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        title={t('policy.h1', { contract: contract.number })}
        width="text"
        crumbs={crumbsTo(visit, client)}
        actions={
          mayAdd(visit) && (
            <LinkButton href={`${pathOf(client, contract)}/edit`} icon="edit">
              {t('act.change')}
            </LinkButton>
          )
        }
      >
        <Panel>
          <SummaryList
            view={view}
            rows={(Object.keys(now) as PolicyField[])
              .filter((field) => field !== 'graceDays' || now.expiry === 'grace_prolong')
              .map((field) => ({
                label: policyLabel(t, field),
                value: policyValue(t, now, field, stations),
              }))}
          />
        </Panel>
      </OfficePage>,
    )
  })
}

export async function showPolicyForm(visit: StaffVisit): Promise<Response> {
  return withPolicy(visit, (subject) => {
    const typed = visit.url.searchParams
    return formPage(visit, subject, typed.size > 0 ? typed : typedPolicy(visit, subject.now), {})
  })
}

/** GET, because it changes nothing. What is wrong shows the form again. */
export async function showPolicyCheck(visit: StaffVisit): Promise<Response> {
  return withPolicy(visit, (subject) => {
    const typed = visit.url.searchParams
    const read = readPolicyForm(visit.t, typed)
    return 'errors' in read
      ? formPage(visit, subject, typed, read.errors)
      : checkPage(visit, subject, typed, read.policy, {})
  })
}

export async function submitPolicy(visit: StaffVisit): Promise<Response> {
  return policyAgain(visit, {}, async (subject, typed, policy) => {
    const { client, contract } = subject
    const changed = await visit.app.db.transaction((tx) =>
      changePolicy(tx, {
        clientId: client.id,
        contractId: contract.id,
        policy,
        seen: visit.form.text('seen'),
        by: actorOf(visit),
      }),
    )
    if (changed.ok)
      return visit.seeOther(pathOf(client, contract), {
        tone: 'good',
        key: 'policy.changed',
        args: { contract: changed.number },
      })
    switch (changed.reason) {
      case 'unknown':
        return missingPage(visit)
      case 'same':
        return visit.seeOther(pathOf(client, contract), { tone: 'info', key: 'policy.same' })
      case 'station':
        return formPage(visit, subject, typed, { station: visit.t('err.of.price.stations') })
      case 'changed':
        return policyAgain(visit, { form: visit.t('err.of.policy.changed') })
    }
  })
}

/** The check page of what was posted; with `then` that is done instead, when it can be read. */
export async function policyAgain(
  visit: StaffVisit,
  errors: Errors,
  then?: (subject: Subject, typed: Typed, policy: Policy) => Promise<Response>,
): Promise<Response> {
  return withPolicy(visit, (subject) => {
    const typed = new URLSearchParams(visit.form.text('policy'))
    const read = readPolicyForm(visit.t, typed)
    if ('errors' in read) return formPage(visit, subject, typed, read.errors)
    return then ? then(subject, typed, read.policy) : checkPage(visit, subject, typed, read.policy, errors)
  })
}

const pathOf = (client: { id: string }, contract: { id: string }) =>
  `/office/clients/${client.id}/contracts/${contract.id}/policy`

// What the database says is decided by is read where it is written.
async function withPolicy(
  visit: StaffVisit,
  then: (subject: Subject) => Response | Promise<Response>,
): Promise<Response> {
  const { write } = visit.app.db
  const client = await findClient(write, visit.param('id'))
  const contracts = client ? await listContracts(write, client.id) : []
  const contract = contracts.find((one) => one.id === visit.param('contract'))
  if (!client || !contract) return missingPage(visit)
  const now = await readPolicy(write, { clientId: client.id, contractId: contract.id })
  const stations = (await findStations(write)).map(({ id, number, name, nameKk, city }) => {
    const shown = (visit.lang === 'kk' && nameKk) || name
    return [id, [`№ ${number}`, shown, city].filter(Boolean).join(', ')] as const
  })
  return now ? then({ client, contract, now, stations: new Map(stations) }) : missingPage(visit)
}

function formPage(visit: StaffVisit, subject: Subject, typed: Typed, errors: Errors): Response {
  const { client, contract, stations } = subject
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('policy.edit', { contract: contract.number })}
      errors={errors}
      width="form"
      crumbs={crumbsTo(visit, client)}
    >
      <form method="get" action={`${pathOf(client, contract)}/check`} class="form" novalidate>
        <PolicyFields view={view} typed={typed} errors={errors} stations={stations} />
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href={pathOf(client, contract)}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function checkPage(
  visit: StaffVisit,
  { client, contract, now, stations }: Subject,
  typed: Typed,
  policy: Policy,
  errors: Errors,
): Response {
  const fields = differences(now, policy)
  if (fields.length === 0)
    return visit.seeOther(pathOf(client, contract), { tone: 'info', key: 'policy.same' })
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('policy.check', { contract: contract.number })}
      errors={errors}
      width="text"
      back={{ href: `${pathOf(client, contract)}/edit?${typed}` }}
    >
      <Changes
        view={view}
        title={t('policy.holdsNow')}
        changes={fields.filter((field) => !holdsForNewOrders(field))}
        {...{ now, policy, stations }}
      />
      <Changes
        view={view}
        title={t('policy.holdsNext')}
        changes={fields.filter(holdsForNewOrders)}
        {...{ now, policy, stations }}
      />
      {fields.includes('expiry') && policy.expiry === 'forfeit' && (
        <Notice tone="warning">{t('policy.forfeitWarning')}</Notice>
      )}
      {fields.includes('turnover') && (
        <Notice tone="warning">
          {t(policy.turnover === 'hand_over' ? 'policy.handOverMeans' : 'policy.dispensingMeans')}
        </Notice>
      )}
      <Form
        view={view}
        action={pathOf(client, contract)}
        hidden={{ policy: String(typed), seen: policyMark(now) }}
      >
        <Buttons>
          <Button>{t('act.save')}</Button>
          <LinkButton href={`${pathOf(client, contract)}/edit?${typed}`}>{t('act.change')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function Changes({
  view,
  title,
  changes,
  now,
  policy,
  stations,
}: {
  view: View
  title: string
  changes: PolicyField[]
  now: Policy
  policy: Policy
  stations: StationNames
}) {
  const { t } = view
  if (changes.length === 0) return null
  return (
    <Panel title={title}>
      <AuditDiff
        view={view}
        changes={changes.map((field) => ({
          field: policyLabel(t, field),
          before: policyValue(t, now, field, stations),
          after: policyValue(t, policy, field, stations),
        }))}
      />
    </Panel>
  )
}
