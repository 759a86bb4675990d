/** O1: what waits, a counter for each queue that has something in it; none means that nothing waits. Then the day so far. */
import { sql } from 'kysely'
import type { StaffVisit } from '../accounts/visit.ts'
import type { Queries } from '../db/database.ts'
import { relative } from '../i18n/format.ts'
import { dispensedTodayTile } from '../refuels/today-tile.tsx'
import { receivedTodayTile } from '../payments/today-tile.tsx'
import { ENDING, ENDING_DAYS } from '../invitations/find-invitations.ts'
import { Empty, FilterBar, LinkButton, OfficePage, SearchField, Tile, Tiles } from '../web/parts/index.ts'
import { SEARCH } from '../search/office.tsx'
import { mayAdd } from './office-list.tsx'
import { mayOpen, officeNav, type OfficePlace } from '../accounts/office-nav.ts'

/** Letters that failed longer ago were seen, or nobody missed them. */
const BOUNCED_DAYS = 14
/** A letter that has waited this long shows that mail does not leave. */
const DELAYED_MINUTES = 30

export async function showToday(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'today') })
  const { t } = view
  const opens = (place: OfficePlace) => mayOpen(visit.session.staff, place)
  const [waiting, dispensed, received] = await Promise.all([
    whatWaits(visit.app.db.read),
    opens('cards') && dispensedTodayTile(visit),
    opens('payments') && receivedTodayTile(visit),
  ])
  const counters = countersOf(visit, waiting)
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.today.h1')}
      actions={
        mayAdd(visit) && (
          <LinkButton href="/office/clients/new" icon="clients" tone="primary">
            {t('of.clients.add')}
          </LinkButton>
        )
      }
    >
      {opens('clients') && (
        <FilterBar
          view={view}
          action={SEARCH}
          resetHref="/office"
          search={<SearchField view={view} name="q" label={t('of.search.h1')} hint={t('of.search.hint')} />}
        />
      )}
      {counters.length === 0 ? (
        <Empty icon="done" title={t('of.today.nothing.h')} text={t('of.today.nothing.p')} />
      ) : (
        <Tiles>
          {counters.map(({ label, n, note, href, tone }) => (
            <Tile label={label} value={String(n)} note={note} href={href} tone={tone} />
          ))}
        </Tiles>
      )}
      {(dispensed || received) && (
        <>
          <h2>{t('of.today.sums')}</h2>
          <Tiles>
            {dispensed}
            {received}
          </Tiles>
        </>
      )}
    </OfficePage>,
  )
}

type Waiting = {
  requests: number
  oldestRequest: Date | null
  bounced: number
  delayed: number
  expired: number
  expiring: number
  alone: number
  suspended: number
  unmatched: number
  refunds: number
  returns: number
  shifts: number
  oldestReturn: Date | null
  credits: number
  fuelBack: number
  disputes: number
}

async function whatWaits(db: Queries): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select (select count(*)::int from shift where closed_as = 'withdrawn' and reconciled_at is null) as shifts,
      r.n as requests, r.oldest as "oldestRequest", l.bounced, l.delayed, i.expired, i.expiring,
      (select count(*)::int from client c where c.state = 'active'
        and not exists (select from membership m where m.client_id = c.id)) as alone,
      (select count(*)::int from client where state = 'suspended') as suspended,
      (select count(*)::int from bank_receipt where state = 'waiting') as unmatched,
      (select count(*)::int from payout where state = 'asked') as refunds,
      (select count(*)::int from credit_change where decided_at is null) as credits,
      (select count(*)::int from refund_request where decided_at is null) as "fuelBack",
      (select count(*)::int from dispute where decided_at is null) as disputes,
      back.n as returns, back.oldest as "oldestReturn"
    from (select count(*)::int as n, min(created_at) as oldest from registration where state = 'new') r,
      (select count(*)::int as n, min(asked_at) as oldest from coupon_return where decided_at is null) back,
      (select
          (select count(*)::int from letter where state = 'bounced' and created_at > now() - make_interval(days => ${BOUNCED_DAYS})) as bounced,
          (select count(*)::int from letter where state in ('queued', 'deferred')
            and created_at < now() - make_interval(mins => ${DELAYED_MINUTES})) as delayed) l,
      (select count(*) filter (where expires_at <= now())::int as expired, count(*) filter (where ${ENDING})::int as expiring
        from invitation i where client_id is not null and accepted_at is null and revoked_at is null) i`.execute(
    db,
  )
  return rows[0]!
}

type Counter = {
  place: OfficePlace
  n: number
  label: string
  note?: string | undefined
  href: string
  tone?: 'warning' | 'danger'
}

// A counter that leads to a part the person may not open is not theirs to mind.
function countersOf(visit: StaffVisit, waiting: Waiting): Counter[] {
  const { t, lang, session } = visit
  const oldest = waiting.oldestRequest && relative(lang, waiting.oldestRequest, new Date())
  const counters: Counter[] = [
    {
      place: 'requests',
      n: waiting.requests,
      label: t('of.today.t.requests'),
      note: oldest ? t('of.today.oldest', { when: oldest }) : undefined,
      href: '/office/requests',
      tone: 'warning',
    },
    {
      place: 'payments',
      n: waiting.unmatched,
      label: t('of.today.t.unmatched'),
      href: '/office/payments',
      tone: 'warning',
    },
    {
      place: 'payments',
      n: waiting.refunds,
      label: t('of.today.t.refunds'),
      href: '/office/payments?tab=refunds',
      tone: 'warning',
    },
    {
      place: 'returns',
      n: waiting.returns,
      label: t('of.today.t.returns'),
      note: waiting.oldestReturn
        ? t('of.today.oldest', { when: relative(lang, waiting.oldestReturn, new Date()) })
        : undefined,
      href: '/office/returns',
      tone: 'warning',
    },
    {
      place: 'disputes',
      n: waiting.disputes,
      label: t('of.today.t.disputes'),
      href: '/office/disputes',
      tone: 'warning',
    },
    {
      place: 'refunds',
      n: waiting.fuelBack,
      label: t('of.today.t.fuelBack'),
      href: '/office/refunds',
      tone: 'warning',
    },
    {
      place: 'stations',
      n: waiting.shifts,
      label: t('of.today.t.shifts'),
      href: '/office/shifts?tab=waiting',
      tone: 'warning',
    },
    {
      place: 'clients',
      n: waiting.credits,
      label: t('of.today.t.credits'),
      href: '/office/credits',
      tone: 'warning',
    },
    {
      place: 'mail',
      n: waiting.bounced,
      label: t('of.today.t.bounced'),
      note: t('of.today.lastDays', { n: BOUNCED_DAYS }),
      href: '/office/mail?state=bounced',
      tone: 'danger',
    },
    {
      place: 'mail',
      n: waiting.delayed,
      label: t('of.today.t.delayed'),
      note: t('of.today.delayedNote', { n: DELAYED_MINUTES }),
      href: '/office/mail?state=deferred',
      tone: 'danger',
    },
    {
      place: 'invitations',
      n: waiting.expiring,
      label: t('of.today.t.expiring'),
      note: t('of.today.nextDays', { n: ENDING_DAYS }),
      href: '/office/invitations?ends=soon',
      tone: 'warning',
    },
    {
      place: 'invitations',
      n: waiting.expired,
      label: t('of.today.t.expired'),
      note: t('of.today.expiredNote'),
      href: '/office/invitations?state=expired',
    },
    {
      place: 'clients',
      n: waiting.alone,
      label: t('of.today.t.alone'),
      note: t('of.today.aloneNote'),
      href: '/office/clients?state=waiting',
    },
    {
      place: 'clients',
      n: waiting.suspended,
      label: t('of.today.t.suspended'),
      href: '/office/clients?state=suspended',
    },
  ]
  return counters.filter(({ n, place }) => n > 0 && mayOpen(session.staff, place))
}
