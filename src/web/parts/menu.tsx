import type { PropsWithChildren } from '../jsx-runtime.ts'
import { Icon } from './icon.tsx'

/**
 * Actions with one thing, folded behind three dots: links and small forms. `label` names the thing («Действия с
 * талоном 42»). Opens without scripts; with them Escape and a click elsewhere close it.
 */
export function RowMenu({ label, children }: PropsWithChildren<{ label: string }>) {
  return (
    <details class="menu row-menu" data-menu>
      <summary>
        <Icon name="more" />
        <span class="heard">{label}</span>
      </summary>
      <div class="menu-list">{children}</div>
    </details>
  )
}
