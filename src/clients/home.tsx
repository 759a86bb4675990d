/** C1 and the company page: what a client's person sees first. Tiles join as their parts of the product exist. */
import { sql } from 'kysely'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { lockState, type LockState } from '../accounts/lock.ts'
import { homeOf, type ClientVisit, type SignedIn } from '../accounts/visit.ts'
import { longDate } from '../i18n/format.ts'
import {
  Buttons,
  CabinetPage,
  Empty,
  LinkButton,
  Notice,
  Panel,
  SummaryList,
  Support,
  Tile,
  Tiles,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'

/** The cabinet's first page: what needs attention, then what there is. Without a company it says what it waits for. */
export async function showHome(visit: SignedIn): Promise<Response> {
  if (visit.session.client) return companyHome(visit as ClientVisit)
  if (visit.session.staff) return visit.seeOther('/office')
  const { app, session, t } = visit
  const { rows } = await sql<{ number: bigint; company: string }>`
    select number, company from registration where account_id = ${session.accountId} order by created_at desc limit 1`.execute(
    app.db.read,
  )
  const request = rows[0]
  const view = visit.view({ nav: cabinetNav(visit, 'home') })
  return visit.page(
    <CabinetPage view={view} title={t('home.h1')}>
      <Empty
        icon="request"
        {...(request ? { title: t('home.request', { number: String(request.number) }) } : {})}
        text={t('home.noContract')}
        action={
          <p class="quiet">
            <Support view={view} />
          </p>
        }
      />
    </CabinetPage>,
  )
}

export async function showCompany(visit: ClientVisit): Promise<Response> {
  const { app, session, t, lang } = visit
  const { rows } = await sql<{ bin: string; number: string | null; signed_on: string | null }>`
    select c.bin, k.number, k.signed_on from client c left join contract k on k.client_id = c.id and k.state <> 'closed'
    where c.id = ${session.client.id} order by k.signed_on`.execute(app.db.read)
  const contracts = rows.filter((row) => row.number !== null)
  return visit.page(
    <CabinetPage
      view={visit.view({ nav: cabinetNav(visit, 'company') })}
      title={t('company.h1')}
      width="text"
    >
      <Panel>
        <SummaryList
          view={visit.view()}
          rows={[
            { label: t('reg.company'), value: session.client.name },
            { label: t('reg.bin'), value: rows[0]?.bin },
          ]}
        />
      </Panel>
      <Panel title={t('company.contracts')}>
        <ul class="list">
          {contracts.map((row) => (
            <li>{t('company.contract', { contract: row.number!, date: longDate(lang, row.signed_on!) })}</li>
          ))}
        </ul>
      </Panel>
      <p class="quiet">{t('set.company.hint')}</p>
    </CabinetPage>,
  )
}

/** Opens another of the person's companies in this session. */
export async function submitCompany(visit: SignedIn): Promise<Response> {
  const { app, session, form } = visit
  const id = form.text('company')
  if (!session.companies.some((company) => company.id === id)) return missingPage(visit)
  await sql`update session set client_id = ${id} where id = ${session.id}`.execute(app.db.write)
  return visit.seeOther(homeOf({ ...session, client: { id, name: '', state: 'active', role: 'viewer' } }))
}

async function companyHome(visit: ClientVisit): Promise<Response> {
  const { app, session, t } = visit
  const { client } = session
  const facts = await homeFacts(visit)
  const owner = client.role === 'owner'
  return visit.page(
    <CabinetPage view={visit.view({ nav: cabinetNav(visit, 'home') })} title={t('home.h1')}>
      {client.state === 'suspended' && (
        <Notice tone="danger">{t('home.companySuspended', { phone: app.config.support.phone })}</Notice>
      )}
      {facts.lock.state !== 'open' && (
        <Notice tone="warning">
          <a href="/app/security">{t('home.locked')}</a>
        </Notice>
      )}
      {owner && facts.bounced > 0 && (
        <Notice tone="warning">
          <a href="/app/people">{t('home.bounced', { n: facts.bounced })}</a>
        </Notice>
      )}
      <Tiles>
        <Tile label={t('home.contract')} value={facts.contract ?? t('common.none')} href="/app/company" />
        <Tile
          label={t('home.people')}
          value={String(facts.people)}
          note={owner ? t('home.invited', { n: facts.invited }) : undefined}
          href="/app/people"
        />
      </Tiles>
      <Panel>
        <Empty
          icon="coupon"
          title={t('home.empty.h')}
          text={t('home.soon')}
          action={
            owner ? (
              <Buttons>
                <LinkButton href="/app/people/invite" icon="invitation">
                  {t('people.invite')}
                </LinkButton>
              </Buttons>
            ) : undefined
          }
        />
      </Panel>
    </CabinetPage>,
  )
}

type HomeFacts = { contract: string | null; people: number; invited: number; bounced: number }

async function homeFacts(visit: ClientVisit): Promise<HomeFacts & { lock: LockState }> {
  const id = visit.session.client.id
  const { rows } = await sql<HomeFacts>`
    select
      (select number from contract where client_id = ${id} and state = 'active' order by signed_on desc limit 1) as contract,
      (select count(*)::int from membership where client_id = ${id}) as people,
      (select count(*)::int from invitation where client_id = ${id} and accepted_at is null and revoked_at is null and expires_at > now()) as invited,
      (select count(*)::int from invitation i where client_id = ${id} and accepted_at is null and revoked_at is null
        and (select l.state from letter l where l.invitation_id = i.id order by l.created_at desc limit 1) = 'bounced') as bounced`.execute(
    visit.app.db.read,
  )
  // The sign-in of a colleague who only looks is none of this page.
  const lock: LockState = visit.looking
    ? { state: 'open' }
    : await lockState(visit.app, visit.app.db.read, visit.session.accountId)
  return { ...rows[0]!, lock }
}
