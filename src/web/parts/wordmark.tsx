import type { View } from '../view.ts'

/** The brand as text with the product's name under it; leads to the start of the zone. */
export function Wordmark({ view, href, zone }: { view: View; href: string; zone?: string | undefined }) {
  return (
    <a class="wordmark" href={href}>
      <b>{view.brand}</b> <span>{zone ?? view.t('product')}</span>
    </a>
  )
}
