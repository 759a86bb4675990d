import type { View } from '../view.ts'
import { fuelClass } from './tag.tsx'

/** One column of a chart: a month, and how much of each series fell into it, in the series' order. */
export type ChartColumn = {
  label: string
  fullLabel: string
  values: readonly number[]
  texts: readonly string[]
  total: string
}

/** One colour of a chart: a fuel by its code, its name and its sum over all columns in words. */
export type ChartSeries = { product: string; name: string; total: string }

/**
 * Columns by month, stacked by fuel, with the same numbers in a table below. Columns are as high as their share of
 * the highest; colour, pattern and the legend's order say the same thing.
 */
export function BarChart({
  view,
  caption,
  periodLabel,
  series,
  columns,
}: {
  view: View
  caption: string
  periodLabel: string
  series: readonly ChartSeries[]
  columns: readonly ChartColumn[]
}) {
  const sums = columns.map((column) => column.values.reduce((sum, value) => sum + value, 0))
  const highest = Math.max(...sums, 0)
  return (
    <figure class="chart">
      <figcaption class="heard">{caption}</figcaption>
      <ul class="legend">
        {series.map((one) => (
          <li>
            <svg class={`swatch ${fuelClass(one.product)}`} width="14" height="14" aria-hidden="true">
              <rect width="100%" height="100%" rx="3" />
              <rect
                class="pattern"
                width="100%"
                height="100%"
                rx="3"
                fill={`url(#p-${fuelClass(one.product)})`}
              />
            </svg>
            {one.name} <b>{one.total}</b>
          </li>
        ))}
      </ul>
      <div class="columns" role="img" aria-label={view.t('a11y.chart')}>
        {columns.map((column) => (
          <div class="column">
            {/* A month of nothing says so by having no column. */}
            <span class="total">{column.values.some((value) => value > 0) ? column.total : '\u00A0'}</span>
            <svg width="100%" height="100%" aria-hidden="true">
              {stack(column.values, highest).map((part, at) => {
                const fuel = fuelClass(series[at]?.product ?? '')
                return (
                  <g class={fuel}>
                    <rect x="0" width="100%" y={part.y} height={part.height} />
                    <rect
                      class="pattern"
                      x="0"
                      width="100%"
                      y={part.y}
                      height={part.height}
                      fill={`url(#p-${fuel})`}
                    />
                  </g>
                )
              })}
            </svg>
            <span class="label">{column.label}</span>
          </div>
        ))}
      </div>
      <Patterns />
      <details class="as-table">
        <summary>{view.t('home.chart.table')}</summary>
        <div class="scroll" tabindex={0} role="region" aria-label={caption}>
          <table>
            <thead>
              <tr>
                <th scope="col">{periodLabel}</th>
                {series.map((one) => (
                  <th scope="col" class="number">
                    {one.name}
                  </th>
                ))}
                <th scope="col" class="number">
                  {view.t('common.total')}
                </th>
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <tr>
                  <th scope="row">{column.fullLabel}</th>
                  {column.texts.map((text) => (
                    <td class="number">{text}</td>
                  ))}
                  <td class="number">{column.total}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

// Per cent of an svg without a viewBox: the columns stretch with the page while patterns keep their shape.
function stack(values: readonly number[], highest: number) {
  let top = 100
  return values.map((value) => {
    const height = highest > 0 ? (value / highest) * 100 : 0
    top -= height
    return { y: `${top.toFixed(2)}%`, height: `${height.toFixed(2)}%` }
  })
}

function Patterns() {
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <pattern id="p-ai95" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7 7-1M-1 1 1-1M5 7l2-2" />
      </pattern>
      <pattern id="p-ai98" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle cx="3" cy="3" r="1" />
      </pattern>
      <pattern id="p-dt" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 3h6" />
      </pattern>
      <pattern id="p-dtz" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M3 0v6M0 3h6" />
      </pattern>
      <pattern id="p-lpg" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1-1 7 7M5-1l2 2M-1 5l2 2" />
      </pattern>
    </svg>
  )
}
