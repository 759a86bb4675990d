/** O5: what a request says, line by line beside the client and the contracts on our record. */
import type { Child } from '../web/jsx-runtime.ts'
import { longDate } from '../i18n/format.ts'
import { DataTable, Notice, Panel } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { Match, NumberOwner, RequestFacts } from './find-registrations.ts'
import { ClientTag } from '../clients/states.tsx'

type Line = { label: string; theirs: Child; ours: Child }

/** What was asked, line by line beside what we have on record. */
export function Compared({
  view,
  request,
  match,
  number,
  opens,
}: {
  view: View
  request: RequestFacts
  match: Match | undefined
  /** The client that has a contract with the request's number. */
  number: NumberOwner | undefined
  opens: boolean
}) {
  const { t } = view
  const lines: Line[] = [
    { label: t('term.bin'), theirs: request.bin, ours: match && request.bin },
    {
      label: t('reg.company'),
      theirs: request.company,
      ours: match && <OurName view={view} match={match} opens={opens} />,
    },
    {
      label: t('of.new.contract'),
      theirs: request.hasContract
        ? t('of.contract.no', { contract: request.contractNumber })
        : t('reg.q.contractNo'),
      ours: match && <OurContracts view={view} match={match} />,
    },
    {
      label: t('of.req.person'),
      theirs: <Asker request={request} />,
      ours: match && <OurOwners view={view} match={match} />,
    },
  ]
  return (
    <Panel title={t('of.req.compare')}>
      <Found view={view} request={request} match={match} />
      {number && number.id !== match?.id && <Elsewhere view={view} request={request} owner={number} />}
      <DataTable<Line>
        view={view}
        caption={t('of.req.compare')}
        rows={lines}
        columns={[
          { label: t('of.req.field'), lead: true, cell: (line) => line.label },
          { label: t('of.req.theirs'), long: true, cell: (line) => line.theirs },
          { label: t('of.req.ours'), long: true, cell: (line) => line.ours ?? t('common.none') },
        ]}
      />
    </Panel>
  )
}

function Asker({ request }: { request: RequestFacts }) {
  return (
    <div>
      <div>{[request.person, request.position].filter(Boolean).join(', ')}</div>
      <div>{request.email}</div>
    </div>
  )
}

function OurName({ view, match, opens }: { view: View; match: Match; opens: boolean }) {
  return (
    <div>
      {opens ? <a href={`/office/clients/${match.id}`}>{match.name}</a> : match.name}{' '}
      {match.state !== 'active' && <ClientTag t={view.t} state={match.state} />}
    </div>
  )
}

function OurContracts({ view, match }: { view: View; match: Match }) {
  const { t, lang } = view
  return (
    <div>
      {match.contracts.map(({ number, signedOn, email }) => (
        <div>
          {t('of.client.contract', { contract: number, date: longDate(lang, signedOn) })}, {email}
        </div>
      ))}
    </div>
  )
}

function OurOwners({ view, match }: { view: View; match: Match }) {
  if (match.owners.length === 0) return view.t('of.req.noOwner')
  return (
    <div>
      {match.owners.map((owner) => (
        <div>
          {view.t('role.owner')}: {[owner.name, owner.email].filter(Boolean).join(', ')}
        </div>
      ))}
    </div>
  )
}

function Elsewhere({ view, request, owner }: { view: View; request: RequestFacts; owner: NumberOwner }) {
  const args = { contract: request.contractNumber, company: owner.name, bin: owner.bin }
  return <Notice tone="warning">{view.t('of.req.numberElsewhere', args)}</Notice>
}

function Found({ view, request, match }: { view: View; request: RequestFacts; match: Match | undefined }) {
  const { t } = view
  if (!match) return <Notice tone="warning">{t('of.req.noMatch')}</Notice>
  const same = match.contracts.find((contract) => contract.number === request.contractNumber)
  if (same) return <Notice tone="good">{t('of.req.match', { contract: same.number })}</Notice>
  return <Notice tone="warning">{t('of.req.binOnly')}</Notice>
}
