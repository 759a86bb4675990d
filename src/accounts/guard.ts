/** Who may call a route. Every route of the product names one of these; web/routes.ts is their one table. */
import type { BodyRules } from '../web/form-body.ts'
import { isProofFresh } from './change-password.ts'
import { lookThrough } from './look.ts'
import type { ClientRole, StaffRole } from './roles.ts'
import type { ClientVisit, Errors, SignedIn, StaffVisit, Visit } from './visit.ts'

/** What a guard says to a visit it does not let through. */
export type Turned =
  | 'sign_in'
  | 'forbidden'
  | 'prove'
  | 'not_found'
  | 'looking'
  | 'look_over'
  | 'no_till'
  | 'no_shift'

/**
 * What stands behind a guard for a colleague who looks at a client's cabinet (look.ts). `open`: what always does. `read`: the
 * client's page as the client's role sees it, from which nothing can be sent. `closed`: nothing until they leave.
 */
export type WhileLooking = 'open' | 'read' | 'closed'

export type Guard<V extends Visit> = {
  /** For the table, the tests and the reader: `anyone`, `client: owner, manager`, `staff: admin` … */
  who: string
  looking: WhileLooking
  admit(visit: Visit): V | Turned | Promise<V | Turned>
}

export type Answer = Response | Promise<Response>

export type Route = {
  method: 'GET' | 'POST'
  path: string
  who: string
  looking: WhileLooking
  rules: BodyRules
  /** Runs the guard, then the handler; answers with the guard's word when it did not let the visit in. */
  run(visit: Visit): Promise<Response | Turned>
  /** Shows the form again when the post came from a page that is out of date. Nothing typed is lost. */
  again(visit: Visit, errors: Errors): Promise<Response | Turned> | undefined
}

/** Everybody, signed in or not. */
export const anyone: Guard<Visit> = { who: 'anyone', looking: 'open', admit: (visit) => visit }

/** Everybody, but only in the local mode: elsewhere the address does not exist. */
export const localOnly: Guard<Visit> = {
  who: 'anyone, local mode',
  looking: 'open',
  admit: (visit) => (visit.app.config.mode === 'local' ? visit : 'not_found'),
}

/** Any signed-in person, about what is theirs. */
export const person: Guard<SignedIn> = {
  who: 'person',
  looking: 'closed',
  admit: (visit) => (visit.session ? (visit as SignedIn) : 'sign_in'),
}

/** A client's person looking at their company; with roles, only those. */
export function client(...roles: ClientRole[]): Guard<ClientVisit> {
  return {
    who: roles.length > 0 ? `client: ${roles.join(', ')}` : 'client',
    looking: 'read',
    admit(visit) {
      if (!visit.session) return 'sign_in'
      const role = visit.session.client?.role
      return role && (roles.length === 0 || roles.includes(role)) ? (visit as ClientVisit) : 'forbidden'
    },
  }
}

/** The retailer's staff; with roles, only those. An administrator may do what any of them may. */
export function staff(...roles: StaffRole[]): Guard<StaffVisit> {
  return {
    who: roles.length > 0 ? `staff: ${roles.join(', ')}` : 'staff',
    looking: 'open',
    admit(visit) {
      if (!visit.session) return 'sign_in'
      const role = visit.session.staff
      return role && (roles.length === 0 || role === 'admin' || roles.includes(role))
        ? (visit as StaffVisit)
        : 'forbidden'
    },
  }
}

/**
 * The same people, but only with a password given in the last minutes; else they are asked for it first. Who only looks is
 * not asked: they do nothing that needs a proof.
 */
export function proven<V extends SignedIn>(guard: Guard<V>): Guard<V> {
  return {
    ...guard,
    who: `${guard.who}, proven`,
    async admit(visit) {
      const admitted = await guard.admit(visit)
      if (typeof admitted === 'string' || visit.looking) return admitted
      return isProofFresh(visit.app, admitted.session) ? admitted : 'prove'
    },
  }
}

/** The same people; but while they look at a client's cabinet, this stands behind the guard. */
export function whileLooking<V extends Visit>(looking: WhileLooking, guard: Guard<V>): Guard<V> {
  return { ...guard, looking }
}

export function get<V extends Visit>(path: string, guard: Guard<V>, handle: (visit: V) => Answer): Route {
  return route('GET', path, guard, {}, handle)
}

/** A form's action. `again` shows the form once more, with the typed values, when its page was out of date. */
export function post<V extends Visit>(
  path: string,
  guard: Guard<V>,
  handle: (visit: V) => Answer,
  options: BodyRules & { again?: (visit: V, errors: Errors) => Answer } = {},
): Route {
  const { again, ...rules } = options
  return route('POST', path, guard, rules, handle, again)
}

function route<V extends Visit>(
  method: Route['method'],
  path: string,
  guard: Guard<V>,
  rules: BodyRules,
  handle: (visit: V) => Answer,
  again?: (visit: V, errors: Errors) => Answer,
): Route {
  const admitted = async (visit: Visit, then: (visit: V) => Answer) => {
    const answer = lookOrTurn(visit, method, guard.looking) ?? (await guard.admit(visit))
    return typeof answer === 'string' ? answer : then(answer)
  }
  return {
    method,
    path,
    who: guard.who,
    looking: guard.looking,
    rules,
    run: (visit) => admitted(visit, handle),
    again: (visit, errors) => (again ? admitted(visit, (let_in) => again(let_in, errors)) : undefined),
  }
}

// A colleague who looks at a client's cabinet comes through the same doors, before any of them asks who they are.
function lookOrTurn(visit: Visit, method: Route['method'], looking: WhileLooking): Turned | undefined {
  const open = visit.session?.look
  if (!open || looking === 'open') return undefined
  if (open.over) return looking === 'read' ? 'look_over' : undefined
  if (looking === 'closed' || method === 'POST') return 'looking'
  lookThrough(visit, open)
  return undefined
}
