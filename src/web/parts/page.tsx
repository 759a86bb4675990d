import { type PropsWithChildren, raw } from '../jsx-runtime.ts'
import { assetUrl } from '../assets.ts'
import type { Errors, View } from '../view.ts'
import { classes } from './classes.ts'
import { IdleWarning } from './idle-warning.tsx'
import { LookBar } from './look-bar.tsx'

/** What every page says about itself to the document around it. */
export type PageProps = {
  view: View
  /** The page's own name; the product's is added. */
  title: string
  errors?: Errors | undefined
  /** Reloads after so many seconds where scripts do not run, for pages that show work going on. */
  refresh?: number | undefined
}

/**
 * The whole document around a frame. The theme's class comes from the server, so that nothing flashes; without a
 * choice the colours follow the system by themselves.
 */
export function Page({
  view,
  title,
  errors,
  refresh,
  frame,
  manifest = 'app.webmanifest',
  children,
}: PropsWithChildren<
  PageProps & { frame: 'guest' | 'cabinet' | 'office' | 'driver' | 'pos' | 'bare'; manifest?: string }
>) {
  const { t, lang, theme } = view
  const named = t('title.pattern', { page: title })
  const broken = Object.keys(errors ?? {}).length > 0
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={lang} class={theme === 'auto' ? undefined : theme}>
        <head>
          <meta charset="utf-8" />
          <title>{broken ? t('title.error', { title: named }) : named}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
          <meta name="format-detection" content="telephone=no" />
          {refresh !== undefined && (
            <noscript>
              <meta http-equiv="refresh" content={String(refresh)} />
            </noscript>
          )}
          <link rel="stylesheet" href={assetUrl('app.css')} />
          {frame !== 'guest' && <link rel="stylesheet" href={assetUrl('inside.css')} />}
          <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
          <link rel="manifest" href={assetUrl(manifest)} />
          <script type="module" src={assetUrl('enhance.js')} />
        </head>
        <body class={classes(frame, view.looking && 'looked')}>
          <a class="skip" href="#main">
            {t('common.skip')}
          </a>
          <LookBar view={view} />
          {children}
          <p id="said" class="heard" role="status" />
          <IdleWarning view={view} />
        </body>
      </html>
    </>
  )
}
