/** O6: money back to the client's bank: one person asks, another confirms that the bank has paid. */
import { randomUUID } from 'node:crypto'
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { LONGEST, type Mistakes, readReason } from '../clients/form-fields.ts'
import { amount, dateTime, isoDay, longDate, money } from '../i18n/format.ts'
import { readAdvance } from '../ledger/advance.ts'
import { showIban } from '../values/iban.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  Confirm,
  DateField,
  FieldRow,
  Form,
  LinkButton,
  Notice,
  NumberField,
  OfficePage,
  Panel,
  SummaryList,
  type SummaryRow,
  TextArea,
  TextField,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { readBankDay, readIban, readLine, readSum } from './money-fields.ts'
import { HERE, mayPost } from './office-list.tsx'
import { crumbsTo } from './office-payment.tsx'
import { ourAccounts } from './our-accounts.ts'
import { askPayout, cancelPayout, confirmPayout, type PayoutEnded } from './payout.ts'
import { findPayment, findPayout, type PaymentFacts, type PayoutFacts } from './queries.ts'
import { PayoutTag } from './tags.tsx'

const LIST = `${HERE}?tab=refunds`
const LONGEST_NUMBER = 60

export async function showRefund(visit: StaffVisit): Promise<Response> {
  return refundAgain(visit, {})
}

export async function refundAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  const payment = await findPayment(visit.app.db.read, visit.param('id'))
  return payment ? refundPage(visit, payment, errors) : missingPage(visit)
}

export async function submitRefund(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const payment = await findPayment(app.db.read, visit.param('id'))
  if (!payment) return missingPage(visit)
  const mistakes: Mistakes = {}
  const tiyn = readSum(t, mistakes, form.text('amount'))
  const iban = readIban(t, mistakes, form.text('iban'))
  if ((await ourAccounts(app.db.read)).has(iban)) mistakes['iban'] = t('err.of.pay.iban.ours')
  const reason = readReason(t, mistakes, form.text('reason'))
  const requestKey = form.text('key')
  if (Object.keys(mistakes).length > 0 || !isId(requestKey)) return refundPage(visit, payment, mistakes)
  const request = { clientId: payment.clientId, paymentId: payment.id, tiyn, iban, reason, requestKey }
  const asked = await app.db.transaction((tx) => askPayout(tx, { ...request, by: actorOf(visit) }))
  if (!asked.ok)
    return refundPage(visit, payment, {
      amount: t('err.of.pay.refundOver', { amount: money(t.lang, asked.tiyn) }),
    })
  return visit.seeOther(`${HERE}/refunds/${asked.payoutId}`, {
    tone: asked.replayed ? 'info' : 'good',
    key: asked.replayed ? 'err.double' : 'of.pay.refundAsked',
  })
}

export async function showPayout(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const payout = await findPayout(visit.app.db.write, visit.param('payout'))
  return payout ? payoutPage(visit, payout, errors) : missingPage(visit)
}

/** For whoever has not asked: the bank's day and the number of its order. */
export async function showPaid(visit: StaffVisit): Promise<Response> {
  return paidAgain(visit, {})
}

export async function paidAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  const payout = await findPayout(visit.app.db.read, visit.param('payout'))
  if (!payout) return missingPage(visit)
  const here = `${HERE}/refunds/${payout.id}`
  if (payout.state !== 'asked') return visit.seeOther(here, { tone: 'info', key: 'err.double' })
  if (payout.askedById === visit.session.accountId)
    return visit.seeOther(here, { tone: 'warning', key: 'err.of.self' })
  return paidPage(visit, payout, errors)
}

export async function submitPaid(visit: StaffVisit): Promise<Response> {
  const { app, form, session, t } = visit
  const payoutId = visit.param('payout')
  if (!isId(payoutId)) return missingPage(visit)
  const mistakes: Mistakes = {}
  const paidOn = readBankDay(t, mistakes, 'paidOn', form.text('paidOn'))
  const documentNumber = readLine(t, mistakes, 'number', form.text('number'), LONGEST_NUMBER)
  if (documentNumber === '') mistakes['number'] = t('err.of.pay.number')
  if (Object.keys(mistakes).length > 0) return paidAgain(visit, mistakes)
  const by = { ...actorOf(visit), accountId: session.accountId }
  const paid = await app.db.transaction((tx) => confirmPayout(tx, { payoutId, paidOn, documentNumber, by }))
  return ended(visit, paid, 'of.pay.refundPaid')
}

export async function submitCancel(visit: StaffVisit): Promise<Response> {
  const payoutId = visit.param('payout')
  if (!isId(payoutId)) return missingPage(visit)
  const cancelled = await visit.app.db.transaction((tx) => cancelPayout(tx, { payoutId, by: actorOf(visit) }))
  return ended(visit, cancelled, 'of.pay.refundCancelled')
}

function ended(
  visit: StaffVisit,
  answer: PayoutEnded,
  key: 'of.pay.refundPaid' | 'of.pay.refundCancelled',
): Response | Promise<Response> {
  const here = `${HERE}/refunds/${visit.param('payout')}`
  if (answer.ok) return visit.seeOther(here, { tone: 'good', key })
  switch (answer.reason) {
    case 'unknown':
      return missingPage(visit)
    case 'ended':
      return visit.seeOther(here, { tone: 'info', key: 'err.double' })
    case 'self':
      return visit.seeOther(here, { tone: 'warning', key: 'err.of.self' })
  }
}

async function refundPage(visit: StaffVisit, payment: PaymentFacts, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const { form } = visit
  const advance = await readAdvance(visit.app.db.read, payment.clientId)
  const most = advance.tiyn < payment.tiyn ? advance.tiyn : payment.tiyn
  const again = Object.keys(errors).length > 0
  const field = { view, errors }
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.refund')}
      lead={t('of.pay.refundLead', { company: payment.client, amount: money(lang, advance.tiyn) })}
      errors={errors}
      width="form"
      crumbs={crumbsTo(view, payment)}
    >
      <Panel>
        <Form
          view={view}
          action={`${HERE}/${payment.id}/refund`}
          hidden={{ key: isId(form.text('key')) ? form.text('key') : randomUUID() }}
        >
          <NumberField
            {...field}
            name="amount"
            label={t('of.pay.sum')}
            unit="₸"
            value={again ? form.text('amount') : amount(lang, most)}
          />
          <TextField
            {...field}
            name="iban"
            label={t('of.pay.refundTo')}
            hint={t('of.pay.refundToHint')}
            value={again ? form.text('iban') : showIban(payment.payerIban)}
            autocomplete="off"
          />
          <TextArea
            {...field}
            name="reason"
            label={t('of.reason')}
            hint={t('of.reasonHint')}
            value={form.text('reason')}
            maxlength={LONGEST.reason}
          />
          <Buttons>
            <Button>{t('of.pay.refundAsk')}</Button>
            <LinkButton href={`${HERE}/${payment.id}`}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      </Panel>
    </OfficePage>,
    again ? 422 : 200,
  )
}

async function payoutPage(visit: StaffVisit, payout: PayoutFacts, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const works = mayPost(visit) && payout.state === 'asked'
  const own = payout.askedById === visit.session.accountId
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.refundOf', { date: longDate(lang, payout.askedAt) })}
      h1={t('of.pay.refundH1', { amount: money(lang, payout.tiyn) })}
      lead={<PayoutTag t={t} state={payout.state} />}
      errors={errors}
      crumbs={[
        { href: HERE, label: t('of.pay.h1') },
        { href: LIST, label: t('of.pay.tab.refunds') },
      ]}
    >
      {works && own && <Notice tone="info">{t('of.pay.refundOwn')}</Notice>}
      <Panel>
        <SummaryList view={view} rows={factsOf(visit, view, payout)} />
        {works && (
          <Form view={view} action={`${HERE}/refunds/${payout.id}/cancel`}>
            <Buttons>
              {!own && (
                <LinkButton href={`${HERE}/refunds/${payout.id}/paid`} icon="check" tone="primary">
                  {t('of.pay.refundPaidNow')}
                </LinkButton>
              )}
              <Button tone="secondary" icon="undo">
                {t('of.pay.refundCancel')}
              </Button>
            </Buttons>
          </Form>
        )}
      </Panel>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function factsOf(visit: StaffVisit, view: View, payout: PayoutFacts): SummaryRow[] {
  const { t, lang } = view
  const who = (name: string, at: Date) => [name, dateTime(lang, at)].filter(Boolean).join(', ')
  const opens = mayOpen(visit.session.staff, 'clients')
  return [
    {
      label: t('of.pay.client'),
      value: (
        <>
          {opens ? <a href={`/office/clients/${payout.clientId}`}>{payout.client}</a> : payout.client}{' '}
          <span class="faint digits">{payout.bin}</span>
        </>
      ),
    },
    { label: t('of.pay.refundTo'), value: <span class="digits">{showIban(payout.iban)}</span> },
    { label: t('of.reason'), value: payout.reason },
    ...(payout.paymentId
      ? [
          {
            label: t('of.pay.payment'),
            value: <a href={`${HERE}/${payout.paymentId}`}>{t('act.more')}</a>,
          },
        ]
      : []),
    { label: t('of.pay.askedBy'), value: who(payout.askedBy, payout.askedAt) },
    ...(payout.paidAt && payout.paidOn
      ? [
          { label: t('of.pay.paidOn'), value: longDate(lang, payout.paidOn) },
          { label: t('of.pay.number'), value: payout.number },
          { label: t('of.pay.confirmedBy'), value: who(payout.paidBy, payout.paidAt) },
        ]
      : []),
    ...(payout.cancelledAt
      ? [{ label: t('of.pay.cancelledBy'), value: who(payout.cancelledBy, payout.cancelledAt) }]
      : []),
  ]
}

function paidPage(visit: StaffVisit, payout: PayoutFacts, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const { form } = visit
  const here = `${HERE}/refunds/${payout.id}`
  const field = { view, errors }
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.refundConfirm')}
      errors={errors}
      width="form"
      crumbs={[
        { href: HERE, label: t('of.pay.h1') },
        { href: here, label: t('of.pay.refundH1', { amount: money(lang, payout.tiyn) }) },
      ]}
    >
      <Confirm
        view={view}
        body={t('of.pay.refundConfirmBody')}
        facts={[
          { label: t('of.pay.sum'), value: money(lang, payout.tiyn) },
          { label: t('of.pay.refundTo'), value: <span class="digits">{showIban(payout.iban)}</span> },
          { label: t('of.pay.client'), value: `${payout.client}, ${payout.bin}` },
        ]}
        action={`${here}/paid`}
        submit={t('of.pay.refundPaidNow')}
        cancelHref={here}
      >
        <FieldRow>
          <DateField
            {...field}
            name="paidOn"
            label={t('of.pay.paidOn')}
            value={form.text('paidOn') || isoDay(new Date())}
          />
          <TextField
            {...field}
            name="number"
            label={t('of.pay.number')}
            value={form.text('number')}
            maxlength={LONGEST_NUMBER}
          />
        </FieldRow>
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
