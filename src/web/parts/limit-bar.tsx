import type { View } from '../view.ts'

/**
 * How much of a limit is gone. `label` names it, `text` says it in words («41 из 60 л»); `used` and `limit` are in one
 * unit of any kind and only set the bar's length. Amber from four fifths, red when nothing is left; not where it is there
 * to be used up (`calm`).
 */
export function LimitBar({
  view,
  label,
  text,
  used,
  limit,
  calm = false,
  labelHidden = false,
}: {
  view: View
  label: string
  text: string
  used: bigint | number
  limit: bigint | number
  calm?: boolean
  /** It stands at the head of the column. */
  labelHidden?: boolean
}) {
  const share = Number(limit) > 0 ? Math.min(Number(used) / Number(limit), 1) : 0
  const percent = Math.floor(share * 100)
  const tone = calm ? 'good' : share >= 1 ? 'danger' : share >= 0.8 ? 'warning' : 'good'
  const said = new Intl.NumberFormat(view.lang, { style: 'percent' }).format(percent / 100)
  return (
    <div class="limit">
      <p>
        <span class={labelHidden ? 'heard' : undefined}>{label}</span> <span class="amount">{text}</span>
      </p>
      <progress
        class={tone}
        value={percent}
        max={100}
        aria-label={`${label}: ${view.t('a11y.progress', { percent: said })}`}
      >
        {said}
      </progress>
    </div>
  )
}
