/** The cabinet's first page of a person without a company, the company's own page, and the way from one company to another. */
import { sql } from 'kysely'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { homeOf, type ClientVisit, type SignedIn } from '../accounts/visit.ts'
import { mayKeep } from '../coupons/rights.ts'
import { longDate } from '../i18n/format.ts'
import { CabinetPage, Empty, Panel, SummaryList, Support } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { companyHome } from './company-home.tsx'

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
        {mayKeep(visit) && session.client.state === 'active' && (
          <p>
            <a href="/app/limits">{t('limits.all')}</a>
          </p>
        )}
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
  return visit.seeOther(homeOf({ ...session, client: { id } }))
}
