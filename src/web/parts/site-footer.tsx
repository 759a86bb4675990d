import type { View } from '../view.ts'

/** Whom to call or write to, as links. */
export function Support({ view }: { view: View }) {
  const { t, support } = view
  return (
    <>
      {t('ui.support')} <a href={`tel:${support.phone.replace(/[^+\d]/g, '')}`}>{support.phone}</a>{' '}
      <a href={`mailto:${support.email}`}>{support.email}</a>
    </>
  )
}

/** Support, papers and appearance, in the same place on every page. */
export function SiteFooter({ view }: { view: View }) {
  const { t } = view
  return (
    <footer class="site-footer">
      <p class="contact">
        <Support view={view} />
      </p>
      <ul>
        <li>
          <a href="/help">{t('guest.help')}</a>
        </li>
        <li>
          <a href="/legal/terms">{t('common.terms')}</a>
        </li>
        <li>
          <a href="/legal/privacy">{t('common.privacy')}</a>
        </li>
      </ul>
      <p class="rights">{t('common.rights', { year: String(view.year) })}</p>
      <ThemeChooser view={view} />
    </footer>
  )
}

/** Light, dark or as the system: three buttons that post to `/theme` and come back to this page. */
export function ThemeChooser({ view }: { view: View }) {
  const { t, theme } = view
  const choices = [
    ['auto', t('theme.auto')],
    ['light', t('theme.light')],
    ['dark', t('theme.dark')],
  ] as const
  return (
    <form class="theme" method="post" action="/theme" aria-label={t('theme.label')}>
      <input type="hidden" name="csrf" value={view.csrf} />
      <input type="hidden" name="next" value={view.path} />
      {choices.map(([value, label]) => (
        <button name="theme" value={value} aria-pressed={theme === value ? 'true' : 'false'}>
          {label}
        </button>
      ))}
    </form>
  )
}
