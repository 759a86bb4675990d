import type { Lang } from '../../i18n/index.ts'
import type { View } from '../view.ts'

const languages: readonly { lang: Lang; short: string }[] = [
  { lang: 'kk', short: 'Қаз' },
  { lang: 'ru', short: 'Рус' },
  { lang: 'en', short: 'Eng' },
]

/** The three languages, each named in itself, as links to this same page with `?lang=`. */
export function LanguageSwitch({ view }: { view: View }) {
  const { t } = view
  const names: Record<Lang, string> = { kk: t('lang.kk'), ru: t('lang.ru'), en: t('lang.en') }
  return (
    <nav class="languages" aria-label={t('lang.label')}>
      {languages.map(({ lang, short }) => (
        <a
          href={inLanguage(view.path, lang)}
          lang={lang}
          hreflang={lang}
          title={names[lang]}
          aria-current={lang === view.lang ? 'true' : undefined}
        >
          {short}
        </a>
      ))}
    </nav>
  )
}

/** The address of the same page in another language; the rest of the query stays. */
export function inLanguage(path: string, lang: Lang): string {
  const [pathname = '/', query = ''] = path.split('?', 2)
  const fields = new URLSearchParams(query)
  fields.set('lang', lang)
  return `${pathname}?${fields}`
}
