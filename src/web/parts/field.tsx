import type { Child, PropsWithChildren } from '../jsx-runtime.ts'
import type { Errors, View } from '../view.ts'
import { classes } from './classes.ts'

/** What every field takes. `errors` are those of the whole page; a field finds its own by its name. */
export type FieldProps = {
  view: View
  name: string
  label: string
  /** The element's id, by default the name; give another when a name occurs twice on a page. */
  id?: string | undefined
  hint?: Child
  errors?: Errors | undefined
  /** Says «(необязательно)» after the label; a field without it is to be filled in. */
  optional?: boolean | undefined
  /** The label is heard but not seen, for a search field with a button beside it. */
  hideLabel?: boolean | undefined
}

/** The attributes that tie a control to its label, hint and error. */
export function describe(field: FieldProps) {
  const id = field.id ?? field.name
  const error = field.errors?.[field.name]
  return {
    id,
    name: field.name,
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': classes(!!field.hint && `${id}-hint`, !!error && `${id}-error`),
  } as const
}

/** The label, hint and error around a control; the control itself is the child. */
export function Field({ children, ...field }: PropsWithChildren<FieldProps>) {
  const { view, label, optional } = field
  const id = field.id ?? field.name
  const error = field.errors?.[field.name]
  return (
    <div class={classes('field', !!error && 'wrong')}>
      <label for={id} class={field.hideLabel ? 'heard' : undefined}>
        {optional ? view.t('common.optional', { label }) : label}
      </label>
      {field.hint && (
        <p class="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      <FieldError view={view} id={id} error={error} />
      {children}
    </div>
  )
}

/** The sentence at the field. The word «Ошибка:» is heard, the colour and the bar are seen. */
export function FieldError({ view, id, error }: { view: View; id: string; error: string | undefined }) {
  if (!error) return null
  return (
    <p class="error" id={`${id}-error`}>
      <span class="heard">{view.t('errsum.prefix')} </span>
      {error}
    </p>
  )
}
