/** The filter of refuels as an address says it; nonsense is no filter. */
import type { ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { readPeriod } from '../ledger/period.ts'
import { isProduct } from '../products/products.ts'
import { isId } from '../web/paging.ts'
import type { Errors } from '../web/view.ts'
import type { RefuelFilter } from './find-refuels.ts'

/** The filter, and what is wrong with the dates that were typed: then the period is this month. */
export function readFilter(visit: ClientVisit): { filter: RefuelFilter; errors: Errors } {
  const asked = { from: visit.query('from'), to: visit.query('to') }
  const { period, errors } = readPeriod(visit.t, asked, new Date())
  const product = visit.query('fuel')
  const station = visit.query('station')
  const paidWith = visit.query('paid')
  return {
    errors,
    filter: {
      clientId: visit.session.client.id,
      reach: visit.session.client.reach,
      period,
      product: isProduct(product) ? product : undefined,
      stationId: /^[1-9]\d{0,8}$/.test(station) ? Number(station) : undefined,
      paidWith: paidWith === 'card' || paidWith === 'coupon' ? paidWith : undefined,
      driverId: isId(visit.query('driver')) ? visit.query('driver') : undefined,
      vehicleId: isId(visit.query('vehicle')) ? visit.query('vehicle') : undefined,
      groupId: isId(visit.query('group')) ? visit.query('group') : undefined,
      cardNumber: /^\d{1,15}$/.test(visit.query('card')) ? visit.query('card') : undefined,
      typed: oneLine(visit.query('q')).slice(0, 100) || undefined,
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
