import type { Child, PropsWithChildren } from '../jsx-runtime.ts'
import { classes } from './classes.ts'

/**
 * One number that matters, large, with its name above and a sentence below. `href` makes the name a link and
 * the whole tile its target; `tone` marks a number that wants a look.
 */
export function Tile({
  label,
  value,
  note,
  href,
  tone,
  children,
}: PropsWithChildren<{
  label: string
  value: Child
  note?: Child
  href?: string | undefined
  tone?: 'warning' | 'danger' | undefined
}>) {
  return (
    <section class={classes('tile', tone, href !== undefined && 'leads')}>
      <h2>{href ? <a href={href}>{label}</a> : label}</h2>
      <p class="figure">{value}</p>
      {note && <p class="note">{note}</p>}
      {children}
    </section>
  )
}

/** Tiles side by side, as many in a row as there is room for. */
export function Tiles({ children }: PropsWithChildren) {
  return <div class="tiles">{children}</div>
}

/** A heading with things of one kind below it, on paper. */
export function Panel({
  title,
  actions,
  children,
}: PropsWithChildren<{ title?: string | undefined; actions?: Child }>) {
  return (
    <section class="panel">
      {title && (
        <div class="panel-head">
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}
