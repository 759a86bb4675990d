import type { Visit } from '../accounts/visit.ts'

/** Leads an address of the former site to ours; its token moves from the query into the path. Tokens of then are dead links now. */
export function oldAddress(path: string, tokenName?: string): (visit: Visit) => Response {
  return (visit) => {
    const token = tokenName ? visit.query(tokenName) : ''
    return visit.seeOther(tokenName ? `${path}/${encodeURIComponent(token || 'none')}` : path)
  }
}
