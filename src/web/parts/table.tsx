import type { Child } from '../jsx-runtime.ts'
import type { View } from '../view.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'

/**
 * One column. `number` sets figures flush right; `lead` is the row's name, the head of its card on a phone; `plain`
 * shows the cell on a card without the column's name; `long` may break anywhere: e-mails, addresses. `sort` makes the heading a link; `now` is the order in force.
 */
export type Column<Row> = {
  label: string
  cell: (row: Row) => Child
  number?: boolean | undefined
  lead?: boolean | undefined
  plain?: boolean | undefined
  long?: boolean | undefined
  hideLabel?: boolean | undefined
  sort?: { href: string; now?: 'ascending' | 'descending' | undefined } | undefined
}

/** Lets rows be ticked: each sends `name` with its value. The table then stands inside a `Form`. */
export type Selection<Row> = {
  name: string
  value: (row: Row) => string
  label: (row: Row) => string
  chosen?: ((row: Row) => boolean) | undefined
}

/**
 * A table that becomes a list of cards with the same fields where there is less than 640 px of room, or 800 px for
 * more than five columns. `caption` is heard, and seen with `showCaption`. `foot` is a last row of totals, one cell a
 * column.
 */
export function DataTable<Row>({
  view,
  caption,
  showCaption,
  columns,
  rows,
  select,
  foot,
}: {
  view: View
  caption: string
  showCaption?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  select?: Selection<Row> | undefined
  foot?: readonly Child[] | undefined
}) {
  return (
    <div class={classes('table', columns.length > 5 && 'many')}>
      <table>
        <caption class={showCaption ? undefined : 'heard'}>{caption}</caption>
        <thead>
          <tr>
            {select && (
              <th scope="col" class="tick">
                <label hidden data-select-all="">
                  <input type="checkbox" />
                  <span class="heard">{view.t('act.selectAll')}</span>
                </label>
              </th>
            )}
            {columns.map((column) => (
              <th scope="col" class={column.number ? 'number' : undefined} aria-sort={column.sort?.now}>
                <Heading view={view} column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {select && (
                <td class="tick">
                  <input
                    type="checkbox"
                    name={select.name}
                    value={select.value(row)}
                    checked={select.chosen?.(row) ?? false}
                    aria-label={select.label(row)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <Cell column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {select && <td class="tick" />}
              {columns.map((column, at) => (
                <td
                  class={classes(column.number && 'number', at === 0 && 'lead')}
                  data-label={at && foot[at] ? column.label : undefined}
                >
                  {foot[at]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function Heading<Row>({ view, column }: { view: View; column: Column<Row> }) {
  const { label, sort } = column
  if (!sort) return column.hideLabel ? <span class="heard">{label}</span> : label
  const icon = sort.now === 'ascending' ? 'sortUp' : sort.now === 'descending' ? 'sortDown' : 'sort'
  return (
    <a href={sort.href} aria-label={view.t('a11y.sort', { column: label })}>
      {label}
      <Icon name={icon} />
    </a>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = classes(
    column.number && 'number',
    column.lead && 'lead',
    column.plain && 'plain',
    column.long && 'long',
  )
  if (column.lead) {
    return (
      <th scope="row" class={look}>
        {column.cell(row)}
      </th>
    )
  }
  return (
    <td class={look} data-label={column.plain || column.hideLabel ? undefined : column.label}>
      {column.cell(row)}
    </td>
  )
}
