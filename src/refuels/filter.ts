/** The filter of refuels as an address says it; nonsense is no filter. */
import type { Reach } from '../accounts/reach.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import type { T } from '../i18n/index.ts'
import { readPeriod } from '../ledger/period.ts'
import { isProduct } from '../products/products.ts'
import { isId } from '../web/paging.ts'
import type { Errors } from '../web/view.ts'
import type { RefuelFilter } from './find-refuels.ts'

/** The filter, and what is wrong with the dates that were typed: then the period is this month. */
export function readFilter(
  { t, session, query }: ClientVisit,
  asked: (name: string) => string = query,
): { filter: RefuelFilter; errors: Errors } {
  return filterFrom(t, session.client, asked)
}

/** The same for somebody who is not here: `client` is whose refuels, and how far the reader's reach goes. */
export function filterFrom(
  t: T,
  client: { id: string; reach: Reach },
  asked: (name: string) => string,
): { filter: RefuelFilter; errors: Errors } {
  const { period, errors } = readPeriod(t, { from: asked('from'), to: asked('to') }, new Date())
  const product = asked('fuel')
  const station = asked('station')
  const paidWith = asked('paid')
  return {
    errors,
    filter: {
      clientId: client.id,
      reach: client.reach,
      period,
      product: isProduct(product) ? product : undefined,
      stationId: /^[1-9]\d{0,8}$/.test(station) ? Number(station) : undefined,
      paidWith: paidWith === 'card' || paidWith === 'coupon' ? paidWith : undefined,
      driverId: isId(asked('driver')) ? asked('driver') : undefined,
      vehicleId: isId(asked('vehicle')) ? asked('vehicle') : undefined,
      groupId: isId(asked('group')) ? asked('group') : undefined,
      cardNumber: /^\d{1,15}$/.test(asked('card')) ? asked('card') : undefined,
      typed: oneLine(asked('q')).slice(0, 100) || undefined,
    },
  }
}

/** The address of the same list. */
export function queryOf(filter: RefuelFilter): Record<string, string | undefined> {
  return {
    ...filter.period,
    q: filter.typed,
    fuel: filter.product,
    station: filter.stationId?.toString(),
    paid: filter.paidWith,
    driver: filter.driverId,
    vehicle: filter.vehicleId,
    group: filter.groupId,
    card: filter.cardNumber,
  }
}
