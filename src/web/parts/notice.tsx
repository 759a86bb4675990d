import type { PropsWithChildren } from '../jsx-runtime.ts'
import type { Notice as NoticeData } from '../view.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'

const marks: Record<NoticeData['tone'], IconName> = {
  info: 'info',
  good: 'done',
  warning: 'alert',
  danger: 'error',
}

/**
 * A sentence that stands out: what has happened, what needs attention. `live` lets screen readers say it when the
 * page opens; a notice that always stands there stays quiet.
 */
export function Notice({
  tone,
  live,
  children,
}: PropsWithChildren<{ tone: NoticeData['tone']; live?: boolean | undefined }>) {
  return (
    <div class={`notice ${tone}`} role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}>
      <Icon name={marks[tone]} size={24} />
      <div>{children}</div>
    </div>
  )
}
