/** Who may call the cashier's pages: the browser the office has made a till, whoever is signed in there or not. */
import type { Guard, Turned } from '../accounts/guard.ts'
import type { Visit } from '../accounts/visit.ts'
import { findDuty, findTill, type Duty, type Till } from './till.ts'

export type TillVisit = Visit & { till: Till }
export type CashierVisit = TillVisit & { duty: Duty }

/** An enrolled device. It is looked up with every request, so a revoked one is out at its next. */
export const till: Guard<TillVisit> = { who: 'till', looking: 'open', admit: admitTill }

/** An enrolled device at which a cashier has opened a shift that still runs. */
export const cashier: Guard<CashierVisit> = {
  who: 'cashier',
  looking: 'open',
  async admit(visit) {
    const admitted = await admitTill(visit)
    if (typeof admitted === 'string') return admitted
    const duty = await findDuty(visit.app.db.write, admitted.till.id)
    return duty && duty.shiftNo === admitted.till.shiftNo ? { ...admitted, duty } : 'no_shift'
  },
}

async function admitTill(visit: Visit): Promise<TillVisit | Turned> {
  const secret = visit.cookies.get('till')
  const till = secret === undefined ? undefined : await findTill(visit.app.db, secret)
  return till ? { ...visit, till } : 'no_till'
}
