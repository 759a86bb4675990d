import type { View } from '../view.ts'
import { Button } from './button.tsx'
import { Form } from './form.tsx'
import { Icon } from './icon.tsx'
import { StatusTag } from './tag.tsx'

/**
 * One place where the account is signed in. `end` posts to its address to end it; the session in use has none.
 * `at` is RFC 3339, `time` the same in words.
 */
export function SessionRow({
  view,
  device,
  place,
  at,
  time,
  current,
  end,
}: {
  view: View
  device: string
  place?: string | undefined
  at: string
  time: string
  current?: boolean | undefined
  end?: { action: string; hidden?: Readonly<Record<string, string>> | undefined } | undefined
}) {
  const { t } = view
  return (
    <div class="session">
      <Icon name="phone" size={24} />
      <div>
        <p>
          <b>{device}</b> {current && <StatusTag tone="good">{t('sec.session.this')}</StatusTag>}
        </p>
        <p class="faint">
          {place && `${place}, `}
          <time datetime={at}>{time}</time>
        </p>
      </div>
      {end && (
        <Form view={view} action={end.action} hidden={end.hidden} inline>
          <Button tone="secondary" small label={`${t('sec.session.end')}: ${device}, ${time}`}>
            {t('sec.session.end')}
          </Button>
        </Form>
      )}
    </div>
  )
}
