/** O5: companies that ask for access themselves. The oldest first; each beside the contract it belongs to. */
import type { StaffVisit } from '../accounts/visit.ts'
import { relative, shortDate, shortDateTime } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { addressOf, isId } from '../web/paging.ts'
import { type Column, DataTable, Empty, OfficePage, Pager, StatusTag, Tabs } from '../web/parts/index.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { countWaiting, listRequests, type RequestLine, type RequestState } from './find-registrations.ts'

const PAGE = 25
const HERE = '/office/requests'

export async function listRegistrations(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'requests') })
  const { t } = view
  const { read } = visit.app.db
  const which = visit.query('show') === 'decided' ? 'decided' : 'waiting'
  const after = visit.query('after')
  const [found, n] = await Promise.all([
    listRequests(read, which, isId(after) ? { after } : {}, PAGE),
    countWaiting(read),
  ])
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const show = which === 'decided' ? which : undefined
  return visit.page(
    <OfficePage view={view} title={t('of.req.h1')}>
      <Tabs
        label={t('of.req.h1')}
        tabs={[
          { href: HERE, label: t('of.req.waiting'), current: which === 'waiting', count: n },
          { href: `${HERE}?show=decided`, label: t('of.req.decided'), current: which === 'decided' },
        ]}
      />
      {rows.length === 0 ? (
        <Empty icon="request" text={which === 'waiting' ? t('of.req.none') : t('of.req.noneDecided')} />
      ) : (
        <DataTable<RequestLine>
          view={view}
          caption={which === 'waiting' ? t('of.req.waiting') : t('of.req.decided')}
          rows={rows}
          columns={columnsOf(t, which)}
        />
      )}
      <Pager
        view={view}
        prevHref={isId(after) ? addressOf(HERE, { show }) : undefined}
        nextHref={last && addressOf(HERE, { show, after: last.id })}
      />
    </OfficePage>,
  )
}

function columnsOf(t: T, which: 'waiting' | 'decided'): Column<RequestLine>[] {
  return [
    {
      label: t('reg.company'),
      lead: true,
      cell: (row) => (
        <a href={`${HERE}/${row.id}`}>
          {t('of.req.line', { number: String(row.number), company: row.company })}
        </a>
      ),
    },
    { label: t('term.bin'), cell: (row) => <span class="digits">{row.bin}</span> },
    { label: t('of.req.person'), cell: (row) => row.person },
    which === 'waiting'
      ? { label: t('of.req.asked'), cell: (row) => relative(t.lang, row.createdAt, new Date()) }
      : {
          label: t('of.req.answered'),
          cell: (row) => (row.decidedAt ? shortDateTime(t.lang, row.decidedAt) : ''),
        },
    which === 'waiting'
      ? {
          label: t('of.new.contract'),
          cell: (row) => (
            <StatusTag tone={row.known ? 'good' : 'neutral'}>
              {t(row.known ? 'of.req.known' : 'of.req.unknown')}
            </StatusTag>
          ),
        }
      : { label: t('people.col.state'), cell: (row) => <RequestTag t={t} state={row.state} /> },
  ]
}

/** How a request stands. */
export function RequestTag({ t, state }: { t: T; state: RequestState }) {
  const tones = { new: 'info', approved: 'good', declined: 'neutral' } as const
  return <StatusTag tone={tones[state]}>{t(`status.req.${state}`)}</StatusTag>
}

/** Requests of one company, one below the other. */
export function RequestLinks({ t, requests }: { t: T; requests: RequestLine[] }) {
  return (
    <ul>
      {requests.map((request) => (
        <li>
          <a href={`${HERE}/${request.id}`}>
            {t('of.req.other', {
              number: String(request.number),
              date: shortDate(t.lang, request.createdAt),
            })}
          </a>{' '}
          <RequestTag t={t} state={request.state} />
        </li>
      ))}
    </ul>
  )
}
