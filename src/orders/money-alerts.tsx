import { sql } from 'kysely'
import { readThresholds } from '../alerts/find-alerts.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { money, shortDate } from '../i18n/format.ts'
import { readAdvance } from '../ledger/advance.ts'
import { Notice } from '../web/parts/index.ts'

/** An invoice is brought to mind when so many days are left. */
const DUE_DAYS = 2
/** The rest is in the list of orders. */
const MOST = 3

type Waiting = {
  number: string
  state: 'invoiced' | 'part_paid'
  overdue: boolean
  leftTiyn: bigint
  payUntil: string
}

/** What wants attention about the company's money: invoices that are part-paid, due or past due, and a low balance. */
export async function moneyAlerts(visit: ClientVisit) {
  const { role, id } = visit.session.client
  if (role !== 'owner' && role !== 'manager' && role !== 'accountant') return undefined
  const [waiting, lowTiyn] = await Promise.all([readWaiting(visit, id), belowMark(visit, id)])
  const { t, lang } = visit
  return (
    <>
      {waiting.map((order) => (
        <Notice tone={order.overdue ? 'danger' : 'warning'}>
          <a href={`/app/invoices/${order.number}`}>{inWords(visit, order)}</a>
        </Notice>
      ))}
      {lowTiyn !== undefined && (
        <Notice tone="warning">
          <a href="/app/balance/top-up">{t('home.alert.lowBalance', { amount: money(lang, lowTiyn) })}</a>
        </Notice>
      )}
    </>
  )
}

function inWords({ t, lang }: ClientVisit, { number, state, overdue, leftTiyn, payUntil }: Waiting): string {
  if (overdue) return t('home.alert.overdue', { number })
  const facts = { number, amount: money(lang, leftTiyn), date: shortDate(lang, payUntil) }
  return state === 'part_paid' ? t('home.alert.partPaid', facts) : t('home.alert.due', facts)
}

async function readWaiting({ app }: ClientVisit, clientId: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select o.number, o.state, o.pay_until < local_day(now()) as overdue, o.pay_until as "payUntil",
      greatest(o.tiyn - coalesce((
        select sum(f.tiyn) from payment_for f join payment p on p.client_id = f.client_id and p.id = f.payment_id
        where f.client_id = o.client_id and f.order_id = o.id and p.reversed_at is null), 0), 0)::bigint as "leftTiyn"
    from purchase_order o
    where o.client_id = ${clientId} and (o.state = 'part_paid'
      or (o.state = 'invoiced' and o.pay_until <= local_day(now()) + ${DUE_DAYS}::int))
    order by o.pay_until, o.number limit ${MOST}`.execute(app.db.read)
  return rows
}

// The company's mark, when less is left. Whoever pays by invoices has nothing on the account most of the time, and needs
// nothing there.
async function belowMark({ app }: ClientVisit, clientId: string): Promise<bigint | undefined> {
  const [{ availableTiyn }, { lowTiyn }, { rows }] = await Promise.all([
    readAdvance(app.db.read, clientId),
    readThresholds(app.db.read, clientId),
    sql<{ pay_until: string | null }>`
      select pay_until from purchase_order where client_id = ${clientId} order by ordered_at desc, id desc limit 1`.execute(
      app.db.read,
    ),
  ])
  return availableTiyn < lowTiyn && rows[0]?.pay_until === null ? lowTiyn : undefined
}
