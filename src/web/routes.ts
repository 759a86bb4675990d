/** The one table: every address of the product and who may call it, zone by zone. From a line there to the SQL it is two hops. */
import type { Route } from '../accounts/guard.ts'
import { accountRoutes } from './routes/account.ts'
import { cabinetCardsRoutes } from './routes/cabinet-cards.ts'
import { cabinetCouponsRoutes } from './routes/cabinet-coupons.ts'
import { cabinetFleetRoutes } from './routes/cabinet-fleet.ts'
import { cabinetRoutes } from './routes/cabinet.ts'
import { cashierRoutes } from './routes/cashier.ts'
import { guestRoutes } from './routes/guests.ts'
import { officeClientsRoutes } from './routes/office-clients.ts'
import { officeMoneyRoutes } from './routes/office-money.ts'
import { officeTradeRoutes } from './routes/office-trade.ts'
import { officeRoutes } from './routes/office.ts'

export { calls } from './routes/calls.ts'

/** No address stands in two zones, so that only the order within a zone counts: `/coupons/buy` before `/coupons/:number`. */
export const routes: Route[] = [
  ...cashierRoutes,
  ...guestRoutes,
  ...accountRoutes,
  ...cabinetRoutes,
  ...cabinetCouponsRoutes,
  ...cabinetCardsRoutes,
  ...cabinetFleetRoutes,
  ...officeRoutes,
  ...officeClientsRoutes,
  ...officeTradeRoutes,
  ...officeMoneyRoutes,
]
