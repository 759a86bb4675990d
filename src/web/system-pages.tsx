/** Pages that say that something is not as asked: one sentence, a way out, support. */
import type { Key } from '../i18n/index.ts'
import { lookThrough } from '../accounts/look.ts'
import { homeOf, type Visit } from '../accounts/visit.ts'
import { Buttons, GuestPage, LinkButton, Support } from './parts/index.ts'

/** The address leads nowhere. 404. */
export function missingPage(visit: Visit): Response {
  return systemPage(visit, 404, visit.t('ui.missing'), visit.t('err.404'))
}

/** Signed in, but the role does not reach this far; or a form that is not ours. 403. */
export function forbiddenPage(visit: Visit): Response {
  return systemPage(visit, 403, visit.t('ui.forbidden'), visit.t('err.403'))
}

/**
 * What a colleague cannot do or open while they look at a client's cabinet: send anything in it, and pages of their own.
 * 403. The bar above leads back to the office.
 */
export function lookingPage(visit: Visit): Response {
  const look = visit.session!.look!
  lookThrough(visit, look)
  return systemPage(visit, 403, visit.t('look.only'), visit.t('look.only.p', { company: look.client.name }))
}

/** A form that cannot be read: too large (413), of another type (415), broken (400), or out of date (422). */
export function formPage(visit: Visit, status: 400 | 413 | 415 | 422): Response {
  const key: Key = status === 413 ? 'ui.tooLarge' : status === 422 ? 'err.csrf' : 'ui.unreadable'
  return systemPage(visit, status, visit.t('ui.notAccepted'), visit.t(key))
}

/** Too much from one source address. 429, and when to come back. */
export function tooManyPage(visit: Visit, waitSeconds: number): Response {
  visit.header('retry-after', String(waitSeconds))
  return systemPage(
    visit,
    429,
    visit.t('ui.tooMany'),
    visit.t('err.rate', { n: Math.ceil(waitSeconds / 60) }),
  )
}

/** Busy right now; nothing happened. 503, ask again in a moment. */
export function busyPage(visit: Visit, waitSeconds: number): Response {
  visit.header('retry-after', String(waitSeconds))
  return systemPage(visit, 503, visit.t('ui.busy'), visit.t('ui.busyBody'))
}

/** Our mistake. 500, with the number support can find it by. */
export function wrongPage(visit: Visit, id: string): Response {
  return systemPage(visit, 500, visit.t('ui.broken'), visit.t('err.500', { id }))
}

function systemPage(visit: Visit, status: number, title: string, sentence: string): Response {
  const { session, t } = visit
  const view = visit.view()
  return visit.page(
    <GuestPage view={view} title={title}>
      <p>{sentence}</p>
      <Buttons>
        <LinkButton href={session ? homeOf(session) : '/login'} tone="primary">
          {session ? t('act.goHome') : t('login.submit')}
        </LinkButton>
      </Buttons>
      <p class="quiet">
        <Support view={view} />
      </p>
    </GuestPage>,
    status,
  )
}
