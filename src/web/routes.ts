/** The one table: every address of the product and who may call it. From here to the SQL it is two hops. */
import type { Route } from '../accounts/guard.ts'

export const routes: Route[] = []
