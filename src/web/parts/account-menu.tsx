import type { View } from '../view.ts'
import { Icon } from './icon.tsx'

/** Who is signed in, the pages about them (the same for clients and staff), and the way out: a POST to `/logout`. */
export function AccountMenu({ view }: { view: View }) {
  const { t, person, looking } = view
  if (!person) return null
  return (
    <details class="menu account" data-menu>
      <summary>
        <Icon name="profile" size={24} />
        <span class="heard">{t('a11y.nav.account')} </span>
        <span class="who">{person.name}</span>
        <Icon name="chevron" />
      </summary>
      <div class="menu-list">
        <p class="whoami">
          <b>{person.name}</b>
          <span>{person.email}</span>
          <span>{person.role}</span>
        </p>
        {/* One's own pages are closed while one looks at a client's cabinet. */}
        {!looking && (
          <>
            <a href="/app/settings/profile">
              <Icon name="profile" />
              {t('nav.profile')}
            </a>
            <a href="/app/security">
              <Icon name="security" />
              {t('nav.security')}
            </a>
          </>
        )}
        <form method="post" action="/logout">
          <input type="hidden" name="csrf" value={view.csrf} />
          <button>
            <Icon name="logout" />
            {t('nav.logout')}
          </button>
        </form>
      </div>
    </details>
  )
}

/** The company the page is about; a menu that changes it (POST `/app/company`, field `company`) when there are several. */
export function CompanySwitch({ view }: { view: View }) {
  const { t, person } = view
  const current = person?.companies.find((company) => company.current)
  if (!person || !current) return null
  if (person.companies.length === 1) return <p class="company">{current.name}</p>
  return (
    <details class="menu company" data-menu>
      <summary>
        <span class="heard">{t('ui.company.change')} </span>
        <span>{current.name}</span>
        <Icon name="chevron" />
      </summary>
      <form class="menu-list" method="post" action="/app/company">
        <input type="hidden" name="csrf" value={view.csrf} />
        {person.companies.map((company) => (
          <button name="company" value={company.id} aria-current={company.current ? 'true' : undefined}>
            {company.name}
            {company.current && <Icon name="check" />}
          </button>
        ))}
      </form>
    </details>
  )
}
