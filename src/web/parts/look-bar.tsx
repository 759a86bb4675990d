import type { View } from '../view.ts'
import { Button, LinkButton } from './button.tsx'
import { Icon } from './icon.tsx'

/**
 * Stands on top of every page while a colleague of the retailer looks at a client's cabinet: whose it is, and the way
 * back (POST `/office/look/end`). In the office it says that the look is still open.
 */
export function LookBar({ view }: { view: View }) {
  const { t, looking } = view
  if (!looking) return null
  const { company, as, until, inside } = looking
  return (
    <aside class="look-bar" aria-label={t('look.bar')}>
      <Icon name="eye" size={24} />
      <p>
        <b>{inside ? t('of.client.viewAsBar', { company }) : t('look.open', { company })}</b>{' '}
        <span>{t('look.as', { role: as, time: until })}</span>
      </p>
      <form class="buttons" method="post" action="/office/look/end">
        <input type="hidden" name="csrf" value={view.csrf} />
        {!inside && (
          <LinkButton href="/app" small>
            {t('look.goOn')}
          </LinkButton>
        )}
        <Button tone="secondary" small>
          {t(inside ? 'look.back' : 'look.end')}
        </Button>
      </form>
    </aside>
  )
}
