/** O2: one of a client's people, as support and the staff who run clients see and help them. Nobody sets a password for them. */
import { sql } from 'kysely'
import { lockState, unlock, type LockState } from '../accounts/lock.ts'
import { sendReset } from '../accounts/recover.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { dateTime, longDate } from '../i18n/format.ts'
import {
  Button,
  Buttons,
  Form,
  IconLink,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SummaryList,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { showPhone } from '../values/phone.ts'
import { LONGEST, type Mistakes, readReason } from './form-fields.ts'
import { crumbsTo } from './office-contracts.tsx'
import { mayAdd } from './office-list.tsx'
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import { type ClientFacts, findClient, findPerson, type PersonFacts } from './queries.ts'
import { PersonTag } from './states.tsx'

export async function showPerson(visit: StaffVisit): Promise<Response> {
  return personAgain(visit, {})
}

export async function personAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withPerson(visit, async (client, person) => {
    const view = visit.view({ nav: officeNav(visit, 'clients') })
    const { t } = view
    const [lock, others] = await Promise.all([
      lockState(visit.app, visit.app.db.read, person.accountId),
      otherCompanies(visit, person.accountId, client.id),
    ])
    return visit.page(
      <OfficePage
        view={view}
        title={person.name || person.email}
        errors={errors}
        width="text"
        crumbs={crumbsTo(visit, client)}
      >
        {person.state === 'suspended' && <Notice tone="danger">{t('of.person.suspendedNow')}</Notice>}
        <Facts view={view} person={person} others={others} />
        {helps(visit) && person.state !== 'suspended' && (
          <Help
            view={view}
            path={pathOf(client, person)}
            lock={lock}
            errors={errors}
            typed={visit.form.text('reason')}
          />
        )}
        {mayAdd(visit) && <Acts visit={visit} view={view} path={pathOf(client, person)} person={person} />}
        {client.state !== 'closed' && (
          <p>
            <IconLink href={`${pathOf(client, person)}/look`} icon="eye">
              {t('of.client.viewAs')}
            </IconLink>
          </p>
        )}
        {mayOpen(visit.session.staff, 'mail') && (
          <p>
            <IconLink href={`/office/mail?to=${encodeURIComponent(person.email)}`} icon="mail">
              {t('of.person.letters')}
            </IconLink>
          </p>
        )}
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

/** Sends the letter with which the person sets a new password; staff never see or set one. */
export async function submitPersonReset(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (client, person) => {
    const { app } = visit
    const sent = await app.db.transaction((tx) =>
      sendReset(app, tx, { accountId: person.accountId, by: actorOf(visit) }),
    )
    return visit.seeOther(
      pathOf(client, person),
      sent
        ? { tone: 'good', key: 'of.person.resetSent', args: { email: person.email } }
        : { tone: 'warning', key: 'of.person.resetWait' },
    )
  })
}

/** Opens a locked sign-in again and keeps the password, with a reason on record. */
export async function submitPersonUnlock(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (client, person) => {
    const { app, form, t } = visit
    const mistakes: Mistakes = {}
    const reason = readReason(t, mistakes, form.text('reason'))
    if (Object.keys(mistakes).length > 0) return personAgain(visit, mistakes)
    const { accountId } = person
    const unlocked = await app.db.transaction(async (tx) => {
      // Pressed twice, it is one letter and one line in the log.
      await sql`select from account where id = ${accountId} for no key update`.execute(tx)
      const lock = await lockState(app, tx, accountId)
      return lock.state !== 'open' && unlock(app, tx, { accountId, by: actorOf(visit), reason })
    })
    return visit.seeOther(
      pathOf(client, person),
      unlocked ? { tone: 'good', key: 'of.person.unlocked' } : { tone: 'info', key: 'of.person.open' },
    )
  })
}

/** Finds the client and the person of the address; 404 for anybody who is not among the client's people. */
export async function withPerson(
  visit: StaffVisit,
  then: (client: ClientFacts, person: PersonFacts) => Response | Promise<Response>,
): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  const person = client && (await findPerson(visit.app, client.id, visit.param('account')))
  return person ? then(client, person) : missingPage(visit)
}

export function pathOf(client: ClientFacts, person: PersonFacts): string {
  return `/office/clients/${client.id}/people/${person.accountId}`
}

function helps(visit: StaffVisit): boolean {
  return mayAdd(visit) || visit.session.staff === 'support'
}

type Company = { id: string; name: string }

async function otherCompanies(visit: StaffVisit, accountId: string, clientId: string): Promise<Company[]> {
  const { rows } = await sql<Company>`
    select c.id, c.name from membership m join client c on c.id = m.client_id
    where m.account_id = ${accountId} and c.id <> ${clientId} order by m.since limit 20`.execute(
    visit.app.db.read,
  )
  return rows
}

function Facts({ view, person, others }: { view: View; person: PersonFacts; others: Company[] }) {
  const { t, lang } = view
  return (
    <Panel>
      <SummaryList
        view={view}
        rows={[
          { label: t('people.col.state'), value: <PersonTag t={t} state={person.state} /> },
          { label: t('people.role'), value: t(`role.${person.role}`) },
          { label: t('login.email'), value: person.email },
          { label: t('set.phone'), value: person.phone ? showPhone(person.phone) : '' },
          { label: t('set.lang'), value: t(`lang.${person.lang}`) },
          { label: t('people.since'), value: longDate(lang, person.since) },
          {
            label: t('people.col.lastSignIn'),
            value: person.lastSignInAt ? dateTime(lang, person.lastSignInAt) : t('people.never'),
          },
          ...(others.length > 0
            ? [
                {
                  label: t('of.person.others'),
                  value: others.map(({ id, name }, at) => (
                    <>
                      {at > 0 && ', '}
                      <a href={`/office/clients/${id}`}>{name}</a>
                    </>
                  )),
                },
              ]
            : []),
          ...(person.staff ? [{ label: t('of.person.staff'), value: t(`role.of.${person.staff}`) }] : []),
        ]}
      />
    </Panel>
  )
}

function Help({
  view,
  path,
  lock,
  errors,
  typed,
}: {
  view: View
  path: string
  lock: LockState
  errors: Errors
  typed: string
}) {
  const { t, lang } = view
  return (
    <Panel title={t('of.person.help')}>
      {lock.state !== 'open' && (
        <>
          <Notice tone="warning">
            {t(lock.state === 'all' ? 'of.person.lockedAll' : 'of.person.lockedUnknown', {
              datetime: dateTime(lang, lock.since),
            })}
          </Notice>
          <Form view={view} action={`${path}/unlock`}>
            <TextArea
              view={view}
              name="reason"
              label={t('of.person.unlockReason')}
              hint={t('of.person.unlockHint')}
              value={typed}
              rows={2}
              maxlength={LONGEST.reason}
              errors={errors}
            />
            <Button tone="secondary">{t('of.person.unlock')}</Button>
          </Form>
        </>
      )}
      <Form view={view} action={`${path}/reset`}>
        <p>{t('of.person.resetP')}</p>
        <Button tone="secondary" icon="mail">
          {t('of.person.reset')}
        </Button>
      </Form>
    </Panel>
  )
}

function Acts({
  visit,
  view,
  path,
  person,
}: {
  visit: StaffVisit
  view: View
  path: string
  person: PersonFacts
}) {
  const { t } = view
  const self = person.accountId === visit.session.accountId
  // What happens to a colleague's account as a whole is the administrator's.
  const whole = !self && (!person.staff || visit.session.staff === 'admin')
  return (
    <Panel title={t('of.person.access')}>
      <Buttons>
        <LinkButton href={`${path}/role`}>{t('people.changeRole')}</LinkButton>
        {!self && <LinkButton href={`${path}/remove`}>{t('of.person.remove')}</LinkButton>}
        {whole && person.state === 'suspended' && (
          <LinkButton href={`${path}/restore`}>{t('of.person.restore')}</LinkButton>
        )}
        {whole && person.state !== 'suspended' && (
          <LinkButton href={`${path}/suspend`}>{t('of.person.suspend')}</LinkButton>
        )}
      </Buttons>
    </Panel>
  )
}
