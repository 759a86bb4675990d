/** What a company does next, on its first page: buy, give, pay in, and where to begin when nothing was bought yet. */
import { sql } from 'kysely'
import type { ClientVisit } from '../accounts/visit.ts'
import { Buttons, Empty, LinkButton, Panel } from '../web/parts/index.ts'
import { mayBuy, mayGive } from '../coupons/rights.ts'

export async function tradeActions(visit: ClientVisit) {
  const { t } = visit
  const [buys, gives] = [mayBuy(visit), mayGive(visit)]
  if (!buys && !gives) return undefined
  return (
    <Buttons>
      {buys && (
        <LinkButton href="/app/coupons/buy" icon="coupon" tone="primary">
          {t('home.buy')}
        </LinkButton>
      )}
      {gives && (
        <LinkButton href="/app/coupons/issue" icon="send" tone={buys ? 'secondary' : 'primary'}>
          {t('home.issue')}
        </LinkButton>
      )}
      {buys && (
        <LinkButton href="/app/balance/top-up" icon="balance">
          {t('home.topup')}
        </LinkButton>
      )}
    </Buttons>
  )
}

/** Until the first order. */
export async function startPanel(visit: ClientVisit) {
  const { app, session, t } = visit
  // The newest, not any: whoever has none must not be looked for among everybody's.
  const { rows } = await sql<{ bought: boolean }>`
    select (
      select true from purchase_order where client_id = ${session.client.id} order by ordered_at desc limit 1) is not null as bought`.execute(
    app.db.read,
  )
  if (rows[0]!.bought) return undefined
  return (
    <Panel>
      <Empty
        icon="coupon"
        title={t('home.empty.h')}
        text={t('home.soon')}
        action={
          session.client.role === 'owner' && (
            <LinkButton href="/app/people/invite" icon="invitation">
              {t('people.invite')}
            </LinkButton>
          )
        }
      />
    </Panel>
  )
}
