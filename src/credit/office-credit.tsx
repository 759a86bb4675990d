/** O2: what a contract may owe for refuels on credit: how it stands, a change that waits for a second person, and those before it. */
import type { Child } from '../web/jsx-runtime.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { crumbsTo } from '../clients/office-contracts.tsx'
import { type ClientFacts, findClient } from '../clients/queries.ts'
import { money, shortDateTime } from '../i18n/format.ts'
import type { PlainKey } from '../i18n/index.ts'
import { parseTiyn } from '../values/tiyn.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  Confirm,
  DataTable,
  FieldRow,
  Form,
  LinkButton,
  NumberField,
  OfficePage,
  Panel,
  StatusTag,
  SummaryList,
  type TagTone,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { creditRows, termsWords } from './credit-words.tsx'
import { type Credit, type CreditChange, findCredit, listCreditChanges } from './find-credit.ts'
import {
  approveCreditLimit,
  type CreditDecided,
  declineCreditLimit,
  MOST_CREDIT_DAYS,
  setCreditLimit,
  withdrawCreditLimit,
} from './set-credit-limit.ts'

const LONGEST_REASON = 300

/** Who agrees to what a manager asks for, beside the administrator; never the one who asked. */
export const CREDIT_DECIDERS = ['manager', 'accountant'] as const

type Subject = { client: ClientFacts; credit: Credit; changes: CreditChange[] }

export async function showCredit(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withCredit(visit, (subject) => creditPage(visit, subject, errors))
}

export async function submitCredit(visit: StaffVisit): Promise<Response> {
  return withCredit(visit, async (subject) => {
    const { app, form, t, lang } = visit
    const { client, credit } = subject
    const errors: Record<string, string> = {}
    const limit = parseTiyn(form.text('limit'))
    if (!limit.ok)
      errors['limit'] = t(limit.reason === 'empty' ? 'err.of.pay.amountEmpty' : 'err.of.pay.amount')
    const days = Number(/^\d{1,3}$/.exec(form.text('days').trim())?.[0] ?? 0)
    if (days < 1 || days > MOST_CREDIT_DAYS)
      errors['days'] = t('err.of.credit.days', { max: MOST_CREDIT_DAYS })
    const reason = readReason(visit, errors)
    if (!limit.ok || Object.keys(errors).length > 0) return creditPage(visit, subject, errors)

    const asked = await app.db.transaction((tx) =>
      setCreditLimit(tx, {
        ...{ clientId: client.id, contractId: credit.contractId, limitTiyn: limit.tiyn, days, reason },
        by: actorOf(visit),
      }),
    )
    if (asked.ok) return visit.seeOther(pathOf(subject), { tone: 'good', key: 'of.credit.asked' })
    switch (asked.reason) {
      case 'unknown':
        return missingPage(visit)
      case 'same':
        return creditPage(visit, subject, { limit: t('err.of.credit.same') })
      case 'owes_more':
        return creditPage(visit, subject, {
          limit: t('err.of.credit.owes', { amount: money(lang, asked.tiyn) }),
        })
      case 'closed':
        return creditPage(visit, subject, { form: t('err.of.credit.closed') })
      case 'waiting':
        return visit.seeOther(pathOf(subject), { tone: 'info', key: 'err.of.credit.waiting' })
    }
  })
}

export async function showApproveCredit(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withWaiting(visit, (subject, change) => {
    const { t, lang } = visit
    return confirmPage(visit, subject, change, errors, {
      title: t('of.credit.approve'),
      body: t('of.credit.approve.p', { company: subject.client.name }),
      path: 'approve',
      submit: t('of.credit.approveSum', { amount: money(lang, change.limitTiyn) }),
    })
  })
}

export async function submitApproveCredit(visit: StaffVisit): Promise<Response> {
  return withWaiting(visit, async (subject, change) => {
    const decided = await visit.app.db.transaction((tx) =>
      approveCreditLimit(tx, { clientId: subject.client.id, changeId: change.id, by: decider(visit) }),
    )
    return told(visit, subject, decided, 'of.credit.approved')
  })
}

export async function showDeclineCredit(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withWaiting(visit, (subject, change) => {
    const { t, form } = visit
    return confirmPage(visit, subject, change, errors, {
      title: t('of.req.decline'),
      body: t('of.credit.decline.p'),
      path: 'decline',
      submit: t('of.req.decline'),
      danger: true,
      fields: (view) => <Reason view={view} value={form.text('reason')} errors={errors} />,
    })
  })
}

export async function submitDeclineCredit(visit: StaffVisit): Promise<Response> {
  return withWaiting(visit, async (subject, change) => {
    const errors: Record<string, string> = {}
    const answer = readReason(visit, errors)
    if (Object.keys(errors).length > 0) return showDeclineCredit(visit, errors)
    const decided = await visit.app.db.transaction((tx) =>
      declineCreditLimit(tx, {
        ...{ clientId: subject.client.id, changeId: change.id, by: decider(visit) },
        answer,
      }),
    )
    return told(visit, subject, decided, 'of.credit.declined')
  })
}

export async function submitWithdrawCredit(visit: StaffVisit): Promise<Response> {
  return withWaiting(visit, async (subject, change) => {
    const decided = await visit.app.db.transaction((tx) =>
      withdrawCreditLimit(tx, { clientId: subject.client.id, changeId: change.id, by: decider(visit) }),
    )
    return told(visit, subject, decided, 'of.credit.withdrawn')
  })
}

function readReason({ form, t }: StaffVisit, errors: Record<string, string>): string {
  const reason = oneLine(form.text('reason'))
  if (reason === '') errors['reason'] = t('err.of.credit.reason')
  else if (reason.length > LONGEST_REASON) errors['reason'] = t('err.of.tooLong', { max: LONGEST_REASON })
  return reason
}

function decider(visit: StaffVisit) {
  return { ...actorOf(visit), accountId: visit.session.accountId }
}

function told(
  visit: StaffVisit,
  subject: Subject,
  decided: CreditDecided,
  key: 'of.credit.approved' | 'of.credit.declined' | 'of.credit.withdrawn',
): Response {
  if (decided.ok) return visit.seeOther(pathOf(subject), { tone: 'good', key })
  const { t, lang } = visit
  switch (decided.reason) {
    case 'own':
      return creditPage(visit, subject, { form: t('err.of.self') })
    case 'owes_more':
      return creditPage(visit, subject, {
        form: t('err.of.credit.owes', { amount: money(lang, decided.tiyn) }),
      })
    case 'unknown':
    case 'decided':
      return visit.seeOther(pathOf(subject), { tone: 'info', key: 'err.double' })
  }
}

const pathOf = ({ client, credit }: Subject) =>
  `/office/clients/${client.id}/contracts/${credit.contractId}/credit`

// What is decided by is read where it is written.
async function withCredit(
  visit: StaffVisit,
  then: (subject: Subject) => Response | Promise<Response>,
): Promise<Response> {
  const { write } = visit.app.db
  const contractId = visit.param('contract')
  const client = await findClient(write, visit.param('id'))
  const credit = client && isId(contractId) ? await findCredit(write, client.id, contractId) : undefined
  if (!client || !credit) return missingPage(visit)
  return then({ client, credit, changes: await listCreditChanges(write, client.id, contractId) })
}

async function withWaiting(
  visit: StaffVisit,
  then: (subject: Subject, change: CreditChange) => Response | Promise<Response>,
): Promise<Response> {
  return withCredit(visit, (subject) => {
    const change = subject.changes.find(({ id }) => id === visit.param('change'))
    if (!change) return missingPage(visit)
    return change.decision === null
      ? then(subject, change)
      : visit.seeOther(pathOf(subject), { tone: 'info', key: 'err.double' })
  })
}

function creditPage(visit: StaffVisit, subject: Subject, errors: Errors): Response {
  const { client, credit, changes } = subject
  const { session } = visit
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const waiting = changes.find(({ decision }) => decision === null)
  const asks = session.staff === 'admin' || session.staff === 'manager'
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.credit.h1', { contract: credit.number })}
      errors={errors}
      width="text"
      crumbs={crumbsTo(visit, client)}
    >
      <Panel>
        <SummaryList view={view} rows={creditRows(view, credit)} />
      </Panel>
      {waiting && <Waiting visit={visit} view={view} subject={subject} change={waiting} />}
      {!waiting && asks && client.state !== 'closed' && (
        <Panel title={t('of.credit.change')}>
          <p>{t('of.credit.change.p')}</p>
          <AskForm visit={visit} view={view} subject={subject} errors={errors} />
        </Panel>
      )}
      {changes.length > 0 && <Changes view={view} changes={changes} />}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function AskForm({
  visit: { form },
  view,
  subject,
  errors,
}: {
  visit: StaffVisit
  view: View
  subject: Subject
  errors: Errors
}) {
  const { t } = view
  const { limitTiyn, days } = subject.credit
  const wrong = Object.keys(errors).length > 0
  return (
    <Form view={view} action={pathOf(subject)}>
      <FieldRow>
        <NumberField
          view={view}
          name="limit"
          label={t('of.credit.limit')}
          value={wrong ? form.text('limit') : String(limitTiyn / 100n)}
          errors={errors}
        />
        <NumberField
          view={view}
          name="days"
          label={t('of.credit.days')}
          value={wrong ? form.text('days') : String(days)}
          chars={4}
          errors={errors}
        />
      </FieldRow>
      <Reason view={view} value={form.text('reason')} errors={errors} />
      <Buttons>
        <Button>{t('of.credit.ask')}</Button>
      </Buttons>
    </Form>
  )
}

function Waiting({
  visit: { session },
  view,
  subject,
  change,
}: {
  visit: StaffVisit
  view: View
  subject: Subject
  change: CreditChange
}) {
  const { t } = view
  const own = change.askedById === session.accountId
  const decides = session.staff === 'admin' || CREDIT_DECIDERS.some((role) => role === session.staff)
  const path = `${pathOf(subject)}/${change.id}`
  return (
    <Panel title={t('of.credit.waiting')}>
      <SummaryList view={view} rows={changeRows(view, change)} />
      {own && <p>{t('err.of.self')}</p>}
      {decides && (
        <Buttons>
          {!own && (
            <LinkButton href={`${path}/approve`} tone="primary">
              {t('of.credit.approve')}
            </LinkButton>
          )}
          {!own && <LinkButton href={`${path}/decline`}>{t('of.req.decline')}</LinkButton>}
          {own && (
            <Form view={view} action={`${path}/withdraw`} inline>
              <Button tone="secondary">{t('return.withdraw')}</Button>
            </Form>
          )}
        </Buttons>
      )}
    </Panel>
  )
}

function changeRows(view: View, change: CreditChange) {
  const { t, lang } = view
  return [
    {
      label: t('of.credit.was'),
      value: termsWords(view, { limitTiyn: change.wasLimitTiyn, days: change.wasDays }),
    },
    { label: t('of.credit.becomes'), value: termsWords(view, change) },
    { label: t('of.credit.reason'), value: change.reason },
    { label: t('of.returns.asked'), value: `${change.askedBy}, ${shortDateTime(lang, change.askedAt)}` },
  ]
}

function Changes({ view, changes }: { view: View; changes: readonly CreditChange[] }) {
  const { t, lang } = view
  return (
    <DataTable<CreditChange>
      view={view}
      caption={t('of.credit.history')}
      rows={changes}
      columns={[
        { label: t('of.credit.becomes'), lead: true, cell: (change) => termsWords(view, change) },
        {
          label: t('of.credit.was'),
          cell: (change) => termsWords(view, { limitTiyn: change.wasLimitTiyn, days: change.wasDays }),
        },
        {
          label: t('of.returns.asked'),
          long: true,
          cell: (change) => (
            <>
              {change.askedBy}, {shortDateTime(lang, change.askedAt)}
              <div class="faint">{change.reason}</div>
            </>
          ),
        },
        {
          label: t('of.returns.decidedBy'),
          long: true,
          cell: (change) =>
            change.decidedAt ? (
              <>
                {change.decidedBy}, {shortDateTime(lang, change.decidedAt)}
                {change.answer && <div class="faint">{change.answer}</div>}
              </>
            ) : (
              t('common.none')
            ),
        },
        {
          label: t('coupons.col.status'),
          cell: ({ decision }) =>
            decision ? (
              <StatusTag tone={DECISIONS[decision].tone}>{t(DECISIONS[decision].key)}</StatusTag>
            ) : (
              <StatusTag tone="warning">{t('of.returns.d.waiting')}</StatusTag>
            ),
        },
      ]}
    />
  )
}

const DECISIONS: Record<'approved' | 'declined' | 'withdrawn', { key: PlainKey; tone: TagTone }> = {
  approved: { key: 'of.returns.d.approved', tone: 'good' },
  declined: { key: 'of.returns.d.declined', tone: 'danger' },
  withdrawn: { key: 'of.returns.d.withdrawn', tone: 'neutral' },
}

function Reason({ view, value, errors }: { view: View; value: string; errors: Errors }) {
  return (
    <TextArea
      view={view}
      name="reason"
      label={view.t('of.credit.reason')}
      value={value}
      rows={2}
      maxlength={LONGEST_REASON}
      errors={errors}
    />
  )
}

function confirmPage(
  visit: StaffVisit,
  subject: Subject,
  change: CreditChange,
  errors: Errors,
  question: {
    title: string
    body: string
    path: 'approve' | 'decline'
    submit: string
    danger?: boolean
    fields?: (view: View) => Child
  },
): Response {
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={question.title}
      errors={errors}
      width="form"
      back={{ href: pathOf(subject) }}
    >
      <Confirm
        view={view}
        body={question.body}
        facts={[
          { label: t('of.clients.company'), value: subject.client.name },
          { label: t('reg.contractNo'), value: subject.credit.number },
          ...changeRows(view, change),
        ]}
        action={`${pathOf(subject)}/${change.id}/${question.path}`}
        submit={question.submit}
        danger={question.danger}
        cancelHref={pathOf(subject)}
      >
        {question.fields?.(view)}
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
