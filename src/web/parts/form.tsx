import type { PropsWithChildren } from '../jsx-runtime.ts'
import type { View } from '../view.ts'

/**
 * A form that posts. Carries the csrf token in the field `csrf` and `hidden` as further hidden fields.
 * Without `action` it posts to the page's own address. The server's sentences are shown, not the browser's,
 * so the browser does not validate. `guard` asks before leaving with changes that are not saved. `live` is the id of a
 * block inside that follows what is typed where scripts run: the form is sent with `act=price` and answers with the page.
 */
export function Form({
  view,
  action,
  id,
  files,
  guard,
  live,
  inline,
  hidden = {},
  children,
}: PropsWithChildren<{
  view: View
  action?: string | undefined
  id?: string | undefined
  files?: boolean | undefined
  guard?: boolean | undefined
  live?: string | undefined
  /** Stands in a line of other things, such as a row of a table. */
  inline?: boolean | undefined
  hidden?: Readonly<Record<string, string>> | undefined
}>) {
  const shape = inline ? 'inline' : 'form'
  // Who only looks at a cabinet cannot send its forms, and need not find that out by trying.
  const still = view.looking?.inside
  return (
    <form
      method="post"
      id={id}
      action={action}
      class={still ? undefined : shape}
      enctype={files ? 'multipart/form-data' : undefined}
      novalidate
      data-busy={view.t('a11y.busy')}
      data-guard={guard ? view.t('common.unsaved') : undefined}
      data-live={live}
    >
      <input type="hidden" name="csrf" value={view.csrf} />
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {still ? (
        <fieldset class={shape} disabled>
          {children}
        </fieldset>
      ) : (
        children
      )}
    </form>
  )
}

/** Fields that answer one question together, under a heading that screen readers repeat. */
export function Fieldset({
  legend,
  hint,
  children,
}: PropsWithChildren<{ legend: string; hint?: string | undefined }>) {
  return (
    <fieldset class="group">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </fieldset>
  )
}

/** Two or three short fields in a row; one below the other where there is no room. */
export function FieldRow({ children }: PropsWithChildren) {
  return <div class="field-row">{children}</div>
}
