/** O7: the queue of coupons that clients want to give back, and of batches that are to be void; a second person decides. */
import type { Child } from '../web/jsx-runtime.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { money, relative, shortDateTime, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  type Column,
  Confirm,
  DataTable,
  Empty,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Pager,
  Panel,
  StatusTag,
  SummaryList,
  Tabs,
  type TagTone,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { approveReturn, declineReturn, type ReturnDecided, withdrawReturn } from './decide-return.ts'
import {
  findReturns,
  readReturn,
  readReturnItems,
  type ReturnDecision,
  type ReturnFacts,
  type ReturnItem,
} from './find-returns.ts'

const HERE = '/office/returns'
const PAGE = 50
const LONGEST_ANSWER = 300

export async function showReturns(visit: StaffVisit): Promise<Response> {
  const waiting = visit.query('tab') !== 'decided'
  const place = placeOf(visit)
  const found = await findReturns(visit.app.db.read, { waiting }, place, PAGE)
  const { rows, ...neighbours } = pageOf(found, place, PAGE, (next) =>
    addressOf(HERE, { tab: waiting ? undefined : 'decided', ...next }),
  )
  const view = visit.view({ nav: officeNav(visit, 'returns') })
  const { t } = view
  return visit.page(
    <OfficePage view={view} title={t('of.returns.h1')}>
      <Tabs
        label={t('of.returns.tabs')}
        tabs={[
          { href: HERE, label: t('of.return.queue'), current: waiting },
          { href: `${HERE}?tab=decided`, label: t('of.returns.decided'), current: !waiting },
        ]}
      />
      {rows.length === 0 ? (
        <Empty icon="done" text={t(waiting ? 'of.returns.none' : 'of.returns.noneDecided')} />
      ) : (
        <DataTable<ReturnFacts>
          view={view}
          caption={t('of.returns.h1')}
          rows={rows}
          columns={columnsOf(view, waiting)}
        />
      )}
      <Pager view={view} {...neighbours} />
    </OfficePage>,
  )
}

export async function showReturnRequest(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withReturn(visit, async (asked) => {
    const items = await readReturnItems(visit.app.db.read, asked)
    const view = visit.view({ nav: officeNav(visit, 'returns') })
    const { t, lang } = view
    const own = asked.askedById === visit.session.accountId
    return visit.page(
      <OfficePage
        view={view}
        errors={errors}
        title={kindName(t, asked)}
        h1={`${kindName(t, asked)}: ${t('unit.coupon', { n: asked.coupons })}`}
        lead={<DecisionTag t={t} decision={asked.decision} />}
        crumbs={[{ href: HERE, label: t('of.returns.h1') }]}
      >
        {!asked.decision && own && decides(visit) && <Notice tone="info">{t('err.of.self')}</Notice>}
        <Panel>
          <SummaryList
            view={view}
            rows={[
              {
                label: t('of.clients.company'),
                value: <a href={`/office/clients/${asked.clientId}`}>{asked.company}</a>,
              },
              { label: t('of.returns.sum'), value: money(lang, asked.tiyn) },
              { label: t('coupons.col.left'), value: volume(lang, asked.ml) },
              { label: t('of.returns.asked'), value: askedWords(view, asked) },
              ...(asked.reason ? [{ label: t('of.returns.reason'), value: asked.reason }] : []),
              ...(asked.decidedAt
                ? [
                    {
                      label: t('of.returns.decidedBy'),
                      value: `${asked.decidedBy}, ${shortDateTime(lang, asked.decidedAt)}`,
                    },
                  ]
                : []),
              ...(asked.answer ? [{ label: t('of.returns.answer'), value: asked.answer }] : []),
            ]}
          />
          {!asked.decision && decides(visit) && (
            <Buttons>
              {!own && (
                <LinkButton href={`${HERE}/${asked.id}/approve`} tone="primary">
                  {t('of.returns.approve')}
                </LinkButton>
              )}
              <LinkButton href={`${HERE}/${asked.id}/decline`}>{t('of.req.decline')}</LinkButton>
              {own && (
                <Form view={view} action={`${HERE}/${asked.id}/withdraw`} inline>
                  <Button tone="secondary">{t('return.withdraw')}</Button>
                </Form>
              )}
            </Buttons>
          )}
        </Panel>
        <DataTable<ReturnItem>
          view={view}
          caption={t('office.nav.coupons')}
          rows={items}
          columns={[
            {
              label: t('coupons.col.no'),
              lead: true,
              cell: (row) => (
                <a href={`/office/coupons/${String(row.number)}`} class="digits">
                  {String(row.number)}
                </a>
              ),
            },
            { label: t('coupons.col.fuel'), cell: (row) => productName(t, row.product) },
            { label: t('coupons.col.left'), number: true, cell: (row) => volume(lang, row.ml) },
            { label: t('of.returns.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
          ]}
        />
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

export async function showApproveReturn(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOpenReturn(visit, errors, (asked) => {
    const { t, lang } = visit
    return confirmPage(visit, asked, errors, {
      title: t('of.returns.approve'),
      body: t(asked.kind === 'void' ? 'of.returns.voidP' : 'of.returns.approveP', {
        amount: money(lang, asked.tiyn),
        company: asked.company,
      }),
      path: 'approve',
      submit: t('of.returns.approveSum', { amount: money(lang, asked.tiyn) }),
    })
  })
}

export async function submitApproveReturn(visit: StaffVisit): Promise<Response> {
  return withReturn(visit, async (asked) => {
    const decided = await visit.app.db.transaction((tx) =>
      approveReturn(tx, { clientId: asked.clientId, returnId: asked.id, by: actorOf(visit) }),
    )
    if (!decided.ok && decided.reason === 'own')
      return showReturnRequest(visit, { form: visit.t('err.of.self') })
    return told(visit, asked, decided, 'of.returns.approved')
  })
}

export async function showDeclineReturn(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOpenReturn(visit, errors, (asked) => {
    const { t, form } = visit
    return confirmPage(visit, asked, errors, {
      title: t('of.req.decline'),
      body: t('of.returns.declineP'),
      path: 'decline',
      submit: t('of.req.decline'),
      danger: true,
      fields: (view) => (
        <TextArea
          view={view}
          name="reason"
          label={t('of.returns.declineReason')}
          value={form.text('reason')}
          rows={3}
          maxlength={LONGEST_ANSWER}
          errors={errors}
        />
      ),
    })
  })
}

export async function submitDeclineReturn(visit: StaffVisit): Promise<Response> {
  return withReturn(visit, async (asked) => {
    const { form, t } = visit
    const answer = oneLine(form.text('reason'))
    if (answer === '') return showDeclineReturn(visit, { reason: t('err.of.returnReason') })
    if (answer.length > LONGEST_ANSWER)
      return showDeclineReturn(visit, { reason: t('err.of.tooLong', { max: LONGEST_ANSWER }) })
    const decided = await visit.app.db.transaction((tx) =>
      declineReturn(tx, { clientId: asked.clientId, returnId: asked.id, by: actorOf(visit), answer }),
    )
    return told(visit, asked, decided, 'of.returns.declined')
  })
}

/** Who asked may take it back before somebody decides. */
export async function submitWithdrawRequest(visit: StaffVisit): Promise<Response> {
  return withReturn(visit, async (asked) => {
    const own = asked.askedById === visit.session.accountId
    const decided = own
      ? await visit.app.db.transaction((tx) =>
          withdrawReturn(tx, {
            clientId: asked.clientId,
            returnId: asked.id,
            kind: asked.kind,
            by: actorOf(visit),
          }),
        )
      : undefined
    return told(visit, asked, decided ?? { ok: false, reason: 'decided' }, 'of.returns.withdrawn')
  })
}

function told(
  visit: StaffVisit,
  asked: ReturnFacts,
  decided: ReturnDecided,
  key: 'of.returns.approved' | 'of.returns.declined' | 'of.returns.withdrawn',
): Response {
  return visit.seeOther(
    `${HERE}/${asked.id}`,
    decided.ok ? { tone: 'good', key } : { tone: 'info', key: 'err.double' },
  )
}

function decides(visit: StaffVisit): boolean {
  return ['admin', 'manager', 'accountant'].includes(visit.session.staff)
}

async function withReturn(
  visit: StaffVisit,
  then: (asked: ReturnFacts) => Response | Promise<Response>,
): Promise<Response> {
  const id = visit.param('id')
  const asked = isId(id) ? await readReturn(visit.app.db.write, id) : undefined
  return asked ? then(asked) : missingPage(visit)
}

async function withOpenReturn(
  visit: StaffVisit,
  errors: Errors,
  then: (asked: ReturnFacts) => Response,
): Promise<Response> {
  return withReturn(visit, (asked) =>
    asked.decision && Object.keys(errors).length === 0
      ? visit.seeOther(`${HERE}/${asked.id}`, { tone: 'info', key: 'err.double' })
      : then(asked),
  )
}

function confirmPage(
  visit: StaffVisit,
  asked: ReturnFacts,
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
  const view = visit.view({ nav: officeNav(visit, 'returns') })
  const { t, lang } = view
  return visit.page(
    <OfficePage
      view={view}
      title={question.title}
      errors={errors}
      width="form"
      back={{ href: `${HERE}/${asked.id}` }}
    >
      <Confirm
        view={view}
        body={question.body}
        facts={[
          { label: t('of.clients.company'), value: asked.company },
          { label: t('office.nav.coupons'), value: String(asked.coupons) },
          { label: t('coupons.col.left'), value: volume(lang, asked.ml) },
          { label: t('of.returns.sum'), value: money(lang, asked.tiyn) },
        ]}
        action={`${HERE}/${asked.id}/${question.path}`}
        submit={question.submit}
        danger={question.danger}
        cancelHref={`${HERE}/${asked.id}`}
      >
        {question.fields?.(view)}
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

const DECISIONS: Record<ReturnDecision, { key: PlainKey; tone: TagTone }> = {
  approved: { key: 'of.returns.d.approved', tone: 'good' },
  declined: { key: 'of.returns.d.declined', tone: 'danger' },
  withdrawn: { key: 'of.returns.d.withdrawn', tone: 'neutral' },
}

function DecisionTag({ t, decision }: { t: T; decision: ReturnDecision | null }) {
  if (!decision) return <StatusTag tone="warning">{t('of.returns.d.waiting')}</StatusTag>
  return <StatusTag tone={DECISIONS[decision].tone}>{t(DECISIONS[decision].key)}</StatusTag>
}

function kindName(t: T, { kind }: ReturnFacts): string {
  return t(kind === 'void' ? 'of.returns.kindVoid' : 'of.returns.kindReturn')
}

function askedWords({ lang }: View, asked: ReturnFacts): string {
  return [asked.askedBy, shortDateTime(lang, asked.askedAt)].filter(Boolean).join(', ')
}

function columnsOf({ t, lang }: View, waiting: boolean): Column<ReturnFacts>[] {
  return [
    {
      label: t('of.clients.company'),
      lead: true,
      cell: (row) => <a href={`${HERE}/${row.id}`}>{row.company}</a>,
    },
    { label: t('of.returns.kind'), cell: (row) => kindName(t, row) },
    { label: t('office.nav.coupons'), number: true, cell: (row) => row.coupons },
    { label: t('of.returns.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
    {
      label: t('of.returns.asked'),
      cell: (row) => (
        <>
          {row.askedBy}
          <div class="faint">{relative(lang, row.askedAt, new Date())}</div>
        </>
      ),
    },
    ...(waiting
      ? []
      : [
          {
            label: t('coupons.col.status'),
            cell: (row: ReturnFacts) => <DecisionTag t={t} decision={row.decision} />,
          },
        ]),
  ]
}
