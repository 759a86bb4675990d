import type { View } from '../view.ts'

/** Where the reader is in a task of several pages, in words. Stands above the heading. */
export function StepCounter({ view, n, total }: { view: View; n: number; total: number }) {
  return <p class="step">{view.t('common.stepOf', { n, total })}</p>
}
