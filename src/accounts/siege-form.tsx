/** What the sign-in form shows to an unknown browser under siege: the check that runs by itself, and the other ways in. */
import { assetUrl } from '../web/assets.ts'
import { Notice, Support } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { Challenge } from './proof-of-work.ts'

/** Stands above the form. */
export function SiegeNotice({ view }: { view: View }) {
  const { t } = view
  return (
    <Notice tone="info">
      <p>{t('siege.why')}</p>
      <noscript>
        <p>
          <strong>{t('siege.noScript')}</strong>
        </p>
      </noscript>
    </Notice>
  )
}

/** The line in the form that the script of the check lives on; without scripts it is empty. */
export function ProofLine({ view, challenge }: { view: View; challenge: Challenge }) {
  const { t } = view
  return (
    <>
      <p
        id="proof"
        class="hint"
        data-challenge-key={challenge.key.toString('base64')}
        data-zero-bits={challenge.zeroBits}
        data-progress={t('siege.progress', { n: '{n}', total: '{total}' })}
        data-done={t('siege.done')}
        data-waiting={t('siege.waiting')}
        data-failed={t('siege.failed')}
      />
      <script type="module" src={assetUrl('proof.js')} />
    </>
  )
}

/** Stands below the form, for those whose browser cannot do it. */
export function OtherWays({ view, minutes }: { view: View; minutes: number }) {
  const { t } = view
  return (
    <section>
      <h2>{t('siege.other')}</h2>
      <ul class="list">
        <li>{t('siege.known')}</li>
        <li>
          {t('siege.reset')} <a href="/password/forgot">{t('guest.forgot')}</a>
        </li>
        <li>{t('siege.later', { n: minutes })}</li>
        <li>
          <Support view={view} />
        </li>
      </ul>
    </section>
  )
}
