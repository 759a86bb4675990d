/** O3: one invitation of a client: what became of it so far, and what to do about it. */
import { sql } from 'kysely'
import { resendInvitation, withdrawInvitation } from '../accounts/invite.ts'
import { linkUrl } from '../accounts/link.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { record } from '../audit/record.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { InvitationTag } from '../clients/states.tsx'
import { dateTime, shortDateTime } from '../i18n/format.ts'
import type { Key } from '../i18n/index.ts'
import { letterName, LetterTag, mayResend, ServerAnswer } from '../letters/office.tsx'
import {
  Button,
  Confirm,
  CopyField,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SummaryList,
  Timeline,
  type TimelineEvent,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import {
  findInvitation,
  findLettersOf,
  findLiveLink,
  type InvitationFacts,
  type SentLetter,
} from './find-invitations.ts'
import { Company, mayInvite, pathOf } from './office-list.tsx'

const LIST = '/office/invitations'

export async function showInvitation(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const { read } = visit.app.db
  const invitation = await findInvitation(read, visit.param('id'))
  if (!invitation) return missingPage(visit)
  const letters = await findLettersOf(read, invitation.id)
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={invitation.email}
      lead={<InvitationTag t={t} state={invitation.state} />}
      crumbs={[{ href: LIST, label: t('of.inv.h1') }]}
      actions={<Acts visit={visit} view={view} invitation={invitation} />}
    >
      {invitation.state === 'bounced' && (
        <Notice tone="danger">
          {t('of.inv.bounced')}
          {invitation.serverAnswer && <ServerAnswer t={t} answer={invitation.serverAnswer} />}
        </Notice>
      )}
      <Panel>
        <SummaryList view={view} rows={factsOf(visit, invitation)} />
      </Panel>
      <Panel title={t('of.inv.story')}>
        <Timeline label={t('of.inv.story')} events={storyOf(visit, invitation, letters)} />
      </Panel>
    </OfficePage>,
    statusOf(errors),
  )
}

export async function submitResend(visit: StaffVisit): Promise<Response> {
  const { app } = visit
  const invitation = await findInvitation(app.db.write, visit.param('id'))
  if (!invitation) return missingPage(visit)
  const here = pathOf(invitation)
  const resent = await app.db.transaction((tx) =>
    resendInvitation(app, tx, { invitationId: invitation.id, by: actorOf(visit), renew: true }),
  )
  if (resent.ok)
    return visit.seeOther(here, { tone: 'good', key: 'of.inv.sent', args: { email: invitation.email } })
  const key: Key =
    resent.reason === 'accepted'
      ? 'of.inv.r.accepted'
      : resent.reason === 'withdrawn'
        ? 'of.inv.r.revoked'
        : 'of.inv.r.tooSoon'
  return visit.seeOther(here, { tone: 'warning', key })
}

export async function showWithdraw(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const invitation = await findInvitation(visit.app.db.read, visit.param('id'))
  if (!invitation) return missingPage(visit)
  if (!isOpen(invitation)) return visit.seeOther(pathOf(invitation), over(invitation))
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.inv.withdrawQ')}
      width="form"
      back={{ href: pathOf(invitation), label: invitation.email }}
    >
      <Confirm
        view={view}
        body={t('of.inv.withdrawBody')}
        facts={[
          { label: t('login.email'), value: invitation.email },
          { label: t('audit.f.company'), value: invitation.clientName },
          { label: t('people.role'), value: t(`role.${invitation.role}`) },
        ]}
        action={`${pathOf(invitation)}/withdraw`}
        submit={t('people.revoke')}
        danger
        cancelHref={pathOf(invitation)}
      />
    </OfficePage>,
    statusOf(errors),
  )
}

export async function submitWithdraw(visit: StaffVisit): Promise<Response> {
  const { app } = visit
  const invitation = await findInvitation(app.db.write, visit.param('id'))
  if (!invitation) return missingPage(visit)
  const done = await app.db.transaction((tx) =>
    withdrawInvitation(tx, { invitationId: invitation.id, by: actorOf(visit) }),
  )
  return done
    ? visit.seeOther(pathOf(invitation), {
        tone: 'good',
        key: 'of.inv.withdrawn',
        args: { email: invitation.email },
      })
    : visit.seeOther(pathOf(invitation), over(invitation))
}

/**
 * The link itself, for a client whose mail does not come. Whoever opens it can accept the invitation, so it is shown only
 * after the showing was written down, to the person who asked, for ten minutes.
 */
export async function showLink(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  const invitation = await findInvitation(app.db.read, visit.param('id'))
  if (!invitation) return missingPage(visit)
  const link = await findLiveLink(app.db.write, invitation.id)
  if (!link) return visit.seeOther(pathOf(invitation), over(invitation))
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const written = await wasWritten(visit, invitation, session.accountId)
  const url = written ? linkUrl(app.config, link, invitation.lang) : undefined
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.inv.link')}
      width="form"
      back={{ href: pathOf(invitation), label: invitation.email }}
    >
      {url ? (
        <>
          <Notice tone="warning">{t('of.inv.linkCare', { email: invitation.email })}</Notice>
          <CopyField view={view} id="link" label={t('of.inv.link')} value={url} />
          <p class="hint">{t('of.inv.until', { datetime: dateTime(view.lang, invitation.expiresAt) })}</p>
        </>
      ) : (
        <Confirm
          view={view}
          body={t('of.inv.linkBody')}
          facts={[
            { label: t('login.email'), value: invitation.email },
            { label: t('audit.f.company'), value: invitation.clientName },
          ]}
          action={`${pathOf(invitation)}/link`}
          submit={t('of.inv.linkShow')}
          cancelHref={pathOf(invitation)}
        />
      )}
    </OfficePage>,
    statusOf(errors),
  )
}

export async function submitLink(visit: StaffVisit): Promise<Response> {
  const { app } = visit
  const invitation = await findInvitation(app.db.write, visit.param('id'))
  if (!invitation) return missingPage(visit)
  if (!isOpen(invitation)) return visit.seeOther(pathOf(invitation), over(invitation))
  await app.db.transaction((tx) =>
    record(tx, 'invitation.link_shown', {
      by: actorOf(visit),
      clientId: invitation.clientId,
      object: invitation.email,
    }),
  )
  return visit.seeOther(`${pathOf(invitation)}/link`)
}

const SHOWN_MINUTES = 10

async function wasWritten(
  visit: StaffVisit,
  invitation: InvitationFacts,
  accountId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from audit_entry
    where actor_id = ${accountId} and action = 'invitation.link_shown' and client_id = ${invitation.clientId}
      and object = ${invitation.email} and at > now() - make_interval(mins => ${SHOWN_MINUTES}) limit 1`.execute(
    visit.app.db.write,
  )
  return rows.length > 0
}

// Errors come only with a form whose page was out of date.
function statusOf(errors: Errors): number {
  return Object.keys(errors).length > 0 ? 422 : 200
}

function isOpen({ acceptedAt, revokedAt }: InvitationFacts): boolean {
  return acceptedAt === null && revokedAt === null
}

function over(invitation: InvitationFacts) {
  const key: Key =
    invitation.acceptedAt !== null
      ? 'of.inv.r.accepted'
      : invitation.revokedAt !== null
        ? 'of.inv.r.revoked'
        : 'of.inv.r.expired'
  return { tone: 'info', key } as const
}

function Acts({ visit, view, invitation }: { visit: StaffVisit; view: View; invitation: InvitationFacts }) {
  const { t } = view
  if (!isOpen(invitation) || !mayResend(visit)) return null
  const alive = invitation.expiresAt.getTime() > Date.now()
  return (
    <>
      <Form view={view} action={`${pathOf(invitation)}/resend`} inline>
        <Button tone="secondary" icon="send">
          {t('act.resend')}
        </Button>
      </Form>
      {mayInvite(visit) && alive && (
        <LinkButton href={`${pathOf(invitation)}/link`} icon="link">
          {t('of.inv.linkCopy')}
        </LinkButton>
      )}
      {mayInvite(visit) && (
        <LinkButton href={`${pathOf(invitation)}/withdraw`} icon="undo">
          {t('people.revoke')}
        </LinkButton>
      )}
    </>
  )
}

function factsOf(visit: StaffVisit, invitation: InvitationFacts) {
  const { t, lang } = visit
  const { contract, contractEmail, name, inviter, batchId } = invitation
  return [
    { label: t('audit.f.company'), value: <Company visit={visit} row={invitation} /> },
    ...(contract ? [{ label: t('reg.contractNo'), value: contract }] : []),
    ...(contractEmail && contractEmail !== invitation.email
      ? [{ label: t('of.inv.email'), value: contractEmail }]
      : []),
    ...(name ? [{ label: t('of.inv.person'), value: name }] : []),
    { label: t('people.role'), value: t(`role.${invitation.role}`) },
    { label: t('of.inv.lang'), value: t(`lang.${invitation.lang}`) },
    { label: t('of.inv.count'), value: String(invitation.sentCount) },
    { label: t('of.inv.expires'), value: dateTime(lang, invitation.expiresAt) },
    ...(inviter ? [{ label: t('of.inv.inviter'), value: inviter }] : []),
    ...(batchId && mayInvite(visit)
      ? [{ label: t('of.inv.list'), value: <a href={`${LIST}/bulk/${batchId}`}>{t('act.more')}</a> }]
      : []),
  ]
}

function storyOf(visit: StaffVisit, invitation: InvitationFacts, letters: SentLetter[]): TimelineEvent[] {
  const { t, lang } = visit
  const event = (at: Date, title: string, more: Partial<TimelineEvent> = {}): [Date, TimelineEvent] => [
    at,
    { at: at.toISOString(), time: shortDateTime(lang, at), title, ...more },
  ]
  const { createdAt, openedAt, acceptedAt, revokedAt, expiresAt, inviter } = invitation
  const ended = isOpen(invitation) && expiresAt.getTime() <= Date.now()
  const events = [
    event(createdAt, inviter ? t('of.inv.e.createdBy', { name: inviter }) : t('of.inv.e.created')),
    ...letters.flatMap((letter) => letterEvents(visit, letter, event)),
    ...(openedAt
      ? [event(openedAt, t('of.inv.e.opened'), { tone: 'info', detail: t('of.inv.e.openedHint') })]
      : []),
    ...(acceptedAt ? [event(acceptedAt, t('of.inv.e.accepted'), { tone: 'good' })] : []),
    ...(revokedAt ? [event(revokedAt, t('of.inv.e.revoked'), { tone: 'warning' })] : []),
    ...(ended ? [event(expiresAt, t('of.inv.e.expired'), { tone: 'warning' })] : []),
  ]
  // The newest first; of two at one moment the one that followed from the other.
  return events
    .toReversed()
    .toSorted(([one], [two]) => two.getTime() - one.getTime())
    .map(([, said]) => said)
}

type MakeEvent = (at: Date, title: string, more?: Partial<TimelineEvent>) => [Date, TimelineEvent]

// One entry a letter: when it was written, and what became of it.
function letterEvents(visit: StaffVisit, letter: SentLetter, event: MakeEvent): [Date, TimelineEvent][] {
  const { t, lang } = visit
  const { state, serverAnswer, sentAt } = letter
  const tones = {
    queued: undefined,
    sent: 'info',
    deferred: 'warning',
    bounced: 'danger',
    void: undefined,
  } as const
  const detail = (
    <>
      <div>
        <LetterTag t={t} state={state} /> {sentAt && shortDateTime(lang, sentAt)}{' '}
        <a href={`/office/mail/${letter.id}`}>{t('of.inv.preview')}</a>
      </div>
      {serverAnswer && <ServerAnswer t={t} answer={serverAnswer} />}
    </>
  )
  return [
    event(letter.createdAt, t('of.inv.e.letter', { letter: letterName(t, letter.template) }), {
      tone: tones[state],
      detail,
    }),
  ]
}
