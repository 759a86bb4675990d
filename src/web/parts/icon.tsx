import { assetUrl } from '../assets.ts'
import type { IconName } from './icons.ts'

/** A drawn icon, always beside a word: screen readers do not hear it. Sizes are 20, 24 and 48 px. */
export function Icon({ name, size = 20 }: { name: IconName; size?: 20 | 24 | 48 }) {
  return (
    <svg class="icon" width={size} height={size} aria-hidden="true" focusable="false">
      <use href={`${assetUrl('icons.svg')}#${name}`} />
    </svg>
  )
}
