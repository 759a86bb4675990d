import type { Child } from '../jsx-runtime.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'

/** What stands where a list would: one sentence, and one thing to do about it. */
export function Empty({
  icon,
  title,
  text,
  action,
}: {
  icon: IconName
  title?: string | undefined
  text: string
  action?: Child
}) {
  return (
    <div class="empty">
      <Icon name={icon} size={48} />
      {title && <h2>{title}</h2>}
      <p>{text}</p>
      {action}
    </div>
  )
}
