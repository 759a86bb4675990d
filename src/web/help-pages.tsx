/** G11: help and the two legal pages, for everybody and for the printer. */
import type { Key } from '../i18n/index.ts'
import type { Visit } from '../accounts/visit.ts'
import { GuestPage, Support } from './parts/index.ts'

const TASKS: { title: Key; steps: Key[] }[] = [
  { title: 'help.invite.h', steps: ['help.invite.p'] },
  { title: 'help.password.h', steps: ['help.password.p'] },
  { title: 'help.locked.h', steps: ['help.locked.p'] },
  { title: 'help.mail.h', steps: ['help.mail.p'] },
  { title: 'help.people.h', steps: ['help.people.p'] },
]

export function showHelp(visit: Visit): Response {
  const { limits, passwordMinLength } = visit.app.config
  const numbers = { n: limits.invitationDays, min: passwordMinLength, max: limits.forgivenPasswords }
  return visit.pageForAll((view) => {
    const t = view.t as (key: Key, args?: Record<string, string | number>) => string
    return (
      <GuestPage view={view} title={t('guest.help')} width="text">
        <p class="lead">
          <Support view={view} />
        </p>
        {TASKS.map(({ title, steps }) => (
          <section>
            <h2>{t(title)}</h2>
            {steps.map((step) => (
              <p>{t(step, numbers)}</p>
            ))}
          </section>
        ))}
      </GuestPage>
    )
  })
}

export function showTerms(visit: Visit): Response {
  return legalPage(visit, 'common.terms', ['legal.terms.1', 'legal.terms.2', 'legal.terms.3'])
}

export function showPrivacy(visit: Visit): Response {
  return legalPage(visit, 'common.privacy', [
    'legal.privacy.1',
    'legal.privacy.2',
    'legal.privacy.3',
    'legal.privacy.4',
  ])
}

function legalPage(visit: Visit, title: Key, paragraphs: Key[]): Response {
  return visit.pageForAll((view) => {
    const t = view.t as (key: Key, args?: Record<string, string | number>) => string
    return (
      <GuestPage view={view} title={t(title)} width="text">
        {paragraphs.map((paragraph) => (
          <p>{t(paragraph)}</p>
        ))}
        <p class="quiet">
          <Support view={view} />
        </p>
      </GuestPage>
    )
  })
}
