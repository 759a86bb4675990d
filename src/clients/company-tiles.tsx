/** What the first page says about the company's access: its contract, its people, and what is wrong with either. */
import { sql } from 'kysely'
import { lockState } from '../accounts/lock.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { Notice, Tile } from '../web/parts/index.ts'

export async function companyTiles(visit: ClientVisit) {
  const { app, session, t } = visit
  const { id, role } = session.client
  const { rows } = await sql<{ contract: string | null; people: number; invited: number }>`
    select
      (select number from contract where client_id = ${id} and state = 'active' order by signed_on desc limit 1) as contract,
      (select count(*)::int from membership where client_id = ${id}) as people,
      (select count(*)::int from invitation where client_id = ${id} and accepted_at is null and revoked_at is null and expires_at > now()) as invited`.execute(
    app.db.read,
  )
  const { contract, people, invited } = rows[0]!
  return (
    <>
      <Tile label={t('home.contract')} value={contract ?? t('common.none')} href="/app/company" />
      <Tile
        label={t('home.people')}
        value={String(people)}
        note={role === 'owner' ? t('home.invited', { n: invited }) : undefined}
        href="/app/people"
      />
    </>
  )
}

export async function accountAlerts(visit: ClientVisit) {
  const { app, session, t } = visit
  const { state, role } = session.client
  const [locked, bounced] = await Promise.all([
    isLocked(visit),
    role === 'owner' ? countBounced(visit) : Promise.resolve(0),
  ])
  return (
    <>
      {state === 'suspended' && (
        <Notice tone="danger">{t('home.companySuspended', { phone: app.config.support.phone })}</Notice>
      )}
      {locked && (
        <Notice tone="warning">
          <a href="/app/security">{t('home.locked')}</a>
        </Notice>
      )}
      {bounced > 0 && (
        <Notice tone="warning">
          <a href="/app/people">{t('home.bounced', { n: bounced })}</a>
        </Notice>
      )}
    </>
  )
}

// The sign-in of a colleague who only looks is none of this page.
async function isLocked({ app, session, looking }: ClientVisit): Promise<boolean> {
  return !looking && (await lockState(app, app.db.read, session.accountId)).state !== 'open'
}

async function countBounced({ app, session }: ClientVisit): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from invitation i
    where client_id = ${session.client.id} and accepted_at is null and revoked_at is null
      and (select l.state from letter l where l.invitation_id = i.id order by l.created_at desc limit 1) = 'bounced'`.execute(
    app.db.read,
  )
  return rows[0]!.n
}
