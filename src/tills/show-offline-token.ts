import { sql } from 'kysely'
import type { App } from '../app.ts'
import { isoDay } from '../i18n/format.ts'
import type { Product } from '../products/products.ts'
import { signOfflineToken } from './offline-token.ts'

/** For so many days, today included, a till takes a token without asking: as long as the list of those that pay no more is. */
const DAYS = 3

/**
 * The token that lets tills serve a coupon without reaching us, for a page that shows its QR code; undefined for a coupon
 * they must ask about. What is shown is written down first: from then on its end is told to the tills.
 */
export async function showOfflineToken(
  app: App,
  coupon: { clientId: string; id: string },
): Promise<string | undefined> {
  const until = isoDay(new Date(Date.now() + (DAYS - 1) * 86_400_000))
  const { rows } = await sql<{
    number: bigint
    codeNo: number
    product: Product
    ml: bigint
    until: string
  }>`
    with shown as (
      select c.client_id, c.id, c.number, c.code_no, c.product, c.nominal_ml, least(c.valid_to, c.given_until, ${until}::date) as until
      from coupon c join contract k on k.client_id = c.client_id and k.id = c.contract_id join client cl on cl.id = c.client_id
      where c.client_id = ${coupon.clientId} and c.id = ${coupon.id} and c.nominal_ml <= k.offline_ml
        and c.state = 'issued' and c.hold_ml = 0 and c.pin_hash is null and not k.pin_required
        and c.valid_from <= local_day(now()) and least(c.valid_to, c.given_until) >= local_day(now())
        and k.state = 'active' and cl.state = 'active' and k.station_scope is null),
    written as (
      insert into offline_token as t (client_id, coupon_id, code_no, until) select client_id, id, code_no, until from shown
      on conflict (client_id, coupon_id, code_no) do update set until = excluded.until where t.until < excluded.until)
    select number, code_no as "codeNo", product, nominal_ml as ml, until from shown`.execute(app.db.write)
  return rows[0] && signOfflineToken(app.vault, rows[0])
}
