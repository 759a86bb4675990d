import type { View } from '../view.ts'

/**
 * Warns two minutes before an idle session ends and offers to stay; the only dialog of the product. Opened by the
 * script, so it does nothing without one. The button posts to `/session/stay`.
 */
export function IdleWarning({ view }: { view: View }) {
  const { t } = view
  if (!view.person) return null
  return (
    <dialog id="idle" data-minutes={view.idleMinutes} data-csrf={view.csrf} aria-labelledby="idle-title">
      <h2 id="idle-title">{t('ui.idle.title')}</h2>
      <p>{t('ui.idle.body')}</p>
      <p class="countdown" role="timer" data-text={t('ui.idle.left', { time: '{time}' })} />
      <div class="buttons">
        <button type="button" class="button primary">
          {t('ui.idle.stay')}
        </button>
      </div>
    </dialog>
  )
}
