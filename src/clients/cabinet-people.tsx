/** C21: who signs in to a company's cabinet, and who is invited to. Owners act, the others read. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { resendInvitation, withdrawInvitation, type Resent } from '../accounts/invite.ts'
import { actorOf, type ClientVisit, type Told } from '../accounts/visit.ts'
import type { Queries } from '../db/database.ts'
import { relative, shortDate } from '../i18n/format.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  type Column,
  DataTable,
  Empty,
  Form,
  LinkButton,
  Notice,
  Panel,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { sql } from 'kysely'
import { type InvitationLine, listInvitations, listPeople, type PersonFacts } from './queries.ts'
import { InvitationTag, PersonTag } from './states.tsx'
import { suspendedPage } from './suspended.tsx'

/** More than any company has open at a time. */
const INVITATIONS = 200

export async function showPeople(visit: ClientVisit): Promise<Response> {
  return peopleAgain(visit, {})
}

export async function peopleAgain(visit: ClientVisit, errors: Errors): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'people')
  const view = visit.view({ nav: cabinetNav(visit, 'people') })
  const { t } = view
  const owner = client.role === 'owner'
  const [people, invitations] = await Promise.all([
    listPeople(app, client.id),
    listInvitations(app.db.read, client.id, { open: true, most: INVITATIONS }),
  ])
  return visit.page(
    <CabinetPage
      view={view}
      title={t('people.h1')}
      lead={t('people.lead')}
      errors={errors}
      actions={
        owner && (
          <LinkButton href="/app/people/invite" icon="invitation" tone="primary">
            {t('people.invite')}
          </LinkButton>
        )
      }
    >
      {!owner && <Notice tone="info">{t('people.readOnly')}</Notice>}
      <PeopleTable view={view} people={people} self={session.accountId} />
      {owner && people.length === 1 && invitations.length === 0 && <Alone view={view} />}
      {invitations.length > 0 && <InvitationTable view={view} invitations={invitations} acts={owner} />}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Sends an open invitation of the company once more, with a new term. */
export async function submitResend(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'people')
  const invitation = await findOpen(app.db.write, session.client.id, visit.param('id'))
  if (!invitation) return missingPage(visit)
  const sent = await app.db.transaction((tx) =>
    resendInvitation(app, tx, { invitationId: invitation.id, by: actorOf(visit), renew: true }),
  )
  return visit.seeOther('/app/people', resentNotice(sent, invitation.email))
}

function resentNotice(sent: Resent, email: string): Told {
  if (sent.ok) return { tone: 'good', key: 'people.invited', args: { email } }
  switch (sent.reason) {
    case 'too_soon':
    case 'too_many':
      return { tone: 'warning', key: 'err.inv.tooSoon' }
    case 'accepted':
    case 'withdrawn':
    case 'unknown':
      return { tone: 'info', key: 'err.double' }
  }
}

/** Withdraws an open invitation of the company: its link is dead from the next moment on. */
export async function submitWithdraw(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'people')
  const invitation = await findOpen(app.db.write, session.client.id, visit.param('id'))
  if (!invitation) return missingPage(visit)
  const withdrawn = await app.db.transaction((tx) =>
    withdrawInvitation(tx, { invitationId: invitation.id, by: actorOf(visit) }),
  )
  return visit.seeOther(
    '/app/people',
    withdrawn
      ? { tone: 'good', key: 'people.revoked', args: { email: invitation.email } }
      : { tone: 'info', key: 'err.double' },
  )
}

// An invitation of another company does not exist for this one.
async function findOpen(
  db: Queries,
  clientId: string,
  id: string,
): Promise<{ id: string; email: string } | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from invitation where id = ${id} and client_id = ${clientId}`.execute(db)
  return rows[0]
}

function PeopleTable({ view, people, self }: { view: View; people: PersonFacts[]; self: string }) {
  const { t, lang } = view
  const named = (row: PersonFacts) =>
    row.accountId === self ? t('people.you', { name: row.name || row.email }) : row.name || row.email
  return (
    <DataTable<PersonFacts>
      view={view}
      caption={t('people.h1')}
      rows={people}
      columns={[
        {
          label: t('people.col.person'),
          lead: true,
          cell: (row) => (
            <>
              <a href={`/app/people/${row.accountId}`}>{named(row)}</a>
              {row.name && <div class="faint">{row.email}</div>}
            </>
          ),
        },
        { label: t('people.role'), cell: (row) => t(`role.${row.role}`) },
        {
          label: t('people.col.lastSignIn'),
          cell: (row) =>
            row.lastSignInAt ? relative(lang, row.lastSignInAt, new Date()) : t('people.never'),
        },
        { label: t('people.col.state'), cell: (row) => <PersonTag t={t} state={row.state} /> },
      ]}
    />
  )
}

function Alone({ view }: { view: View }) {
  const { t } = view
  return (
    <Empty
      icon="people"
      title={t('people.alone.h')}
      text={t('people.alone.p')}
      action={<LinkButton href="/app/people/invite?role=accountant">{t('people.alone.act')}</LinkButton>}
    />
  )
}

function InvitationTable({
  view,
  invitations,
  acts,
}: {
  view: View
  invitations: InvitationLine[]
  acts: boolean
}) {
  const { t, lang } = view
  const columns: Column<InvitationLine>[] = [
    {
      label: t('login.email'),
      lead: true,
      long: true,
      cell: (row) => (
        <>
          {row.email}
          {row.name && <div class="faint">{row.name}</div>}
        </>
      ),
    },
    { label: t('people.role'), cell: (row) => t(`role.${row.role}`) },
    { label: t('people.col.sent'), cell: (row) => relative(lang, row.sentAt, new Date()) },
    { label: t('people.col.expires'), cell: (row) => shortDate(lang, row.expiresAt) },
    { label: t('people.col.state'), cell: (row) => <InvitationTag t={t} state={row.state} /> },
  ]
  const acting: Column<InvitationLine> = {
    label: t('people.col.acts'),
    hideLabel: true,
    plain: true,
    cell: (row) => <InvitationActs view={view} row={row} />,
  }
  return (
    <Panel title={t('people.invitations')}>
      <DataTable<InvitationLine>
        view={view}
        caption={t('people.invitations')}
        rows={invitations}
        columns={acts ? [...columns, acting] : columns}
      />
    </Panel>
  )
}

function InvitationActs({ view, row }: { view: View; row: InvitationLine }) {
  const { t } = view
  return (
    <Buttons>
      <Form view={view} action={`/app/people/invitations/${row.id}/resend`} inline>
        <Button tone="secondary" small label={`${t('act.resend')}: ${row.email}`}>
          {t('act.resend')}
        </Button>
      </Form>
      <Form view={view} action={`/app/people/invitations/${row.id}/withdraw`} inline>
        <Button tone="secondary" small label={`${t('people.revokeShort')}: ${row.email}`}>
          {t('people.revokeShort')}
        </Button>
      </Form>
    </Buttons>
  )
}
