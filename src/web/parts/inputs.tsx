import type { PasswordName } from '../form-body.ts'
import { describe, Field, type FieldProps } from './field.tsx'

type TextProps = FieldProps & {
  value?: string | undefined
  autocomplete?: string | undefined
  maxlength?: number | undefined
  readonly?: boolean | undefined
  /** How wide the answer is, in characters; without it the field takes the whole column. */
  chars?: 4 | 8 | 12 | 20 | undefined
  /** What stands after the number: л, ₸, %. */
  unit?: string | undefined
}

type Kind = {
  type?: 'email' | 'tel' | 'date' | 'search'
  inputmode?: 'numeric' | 'decimal'
  autocapitalize?: 'none'
  spellcheck?: boolean
  autocomplete?: string
  enterkeyhint?: 'search'
  class?: string
  'data-submit-at'?: number | undefined
}

function Input({ kind = {}, ...field }: TextProps & { kind?: Kind }) {
  const { class: look, ...attributes } = kind
  const input = (
    <input
      type="text"
      {...attributes}
      {...describe(field)}
      class={[look, field.chars && `chars-${field.chars}`].filter(Boolean).join(' ') || undefined}
      value={field.value}
      autocomplete={field.autocomplete ?? attributes.autocomplete}
      maxlength={field.maxlength}
      readonly={field.readonly}
    />
  )
  return (
    <Field {...field}>
      {field.unit ? (
        <span class="with-unit">
          {input}
          <span aria-hidden="true">{field.unit}</span>
        </span>
      ) : (
        input
      )}
    </Field>
  )
}

/** One line of text. `inputmode` asks a phone for another keyboard: for codes and numbers with signs between. */
export function TextField({
  inputmode,
  ...props
}: TextProps & { inputmode?: Kind['inputmode'] | undefined }) {
  return <Input {...props} {...(inputmode ? { kind: { inputmode } } : {})} />
}

const typedExactly = { autocapitalize: 'none', spellcheck: false } as const

/** An e-mail address. */
export function EmailField(props: TextProps) {
  return <Input {...props} kind={{ type: 'email', autocomplete: 'email', ...typedExactly }} />
}

/** A phone number, as people write it. */
export function PhoneField(props: TextProps) {
  return <Input {...props} kind={{ type: 'tel', autocomplete: 'tel' }} chars={props.chars ?? 20} />
}

/** A БИН or ИИН: twelve digits. */
export function BinField(props: TextProps) {
  return <Input {...props} kind={{ inputmode: 'numeric', class: 'digits' }} chars={12} />
}

/**
 * A one-time code: six digits in one field, which the browser fills in from a message. `submitAt` is the number of
 * digits after which the form sends itself where scripts run.
 */
export function CodeField({ submitAt, ...field }: TextProps & { submitAt?: number | undefined }) {
  const kind = {
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    class: 'digits code',
    'data-submit-at': submitAt,
    ...typedExactly,
  } as const
  return <Input {...field} kind={kind} chars={8} />
}

/** A whole or decimal number with its unit; the value is text, so that what was typed comes back as typed. */
export function NumberField(props: TextProps) {
  return (
    <Input
      {...props}
      kind={{ inputmode: 'decimal', class: 'digits', autocomplete: 'off' }}
      chars={props.chars ?? 12}
    />
  )
}

/** A day, by the browser's own picker; the value is ISO. */
export function DateField(props: TextProps) {
  return <Input {...props} kind={{ type: 'date', class: 'digits' }} chars={props.chars ?? 12} />
}

/** A search field inside a form that gets. */
export function SearchField(props: TextProps) {
  return <Input {...props} kind={{ type: 'search', autocomplete: 'off', enterkeyhint: 'search' }} />
}

/**
 * A password with a button that shows it; the button appears only where scripts run. `show` and `hideLabel`
 * name the button in full, so that two of them on a page are told apart. `strength` adds a line that judges
 * the length while it is typed.
 */
export function PasswordField({
  show,
  hide,
  autocomplete,
  strength,
  ...field
}: Omit<FieldProps, 'name'> & {
  name: PasswordName
  show: string
  hide: string
  autocomplete: 'current-password' | 'new-password'
  strength?: boolean | undefined
}) {
  const { t } = field.view
  const attributes = describe(field)
  return (
    <Field {...field}>
      <span class="with-button">
        <input type="password" autocomplete={autocomplete} {...typedExactly} {...attributes} />
        <button
          type="button"
          class="peek"
          hidden
          aria-controls={attributes.id}
          aria-label={show}
          data-peek={t('act.hide')}
          data-peek-label={hide}
        >
          {t('act.show')}
        </button>
      </span>
      {strength && (
        <p
          class="strength"
          hidden
          aria-live="polite"
          data-strength={attributes.id}
          data-weak={t('pw.weak')}
          data-strong={t('pw.strong')}
        />
      )}
    </Field>
  )
}

/** Several lines of text. */
export function TextArea({
  value,
  rows = 4,
  maxlength,
  ...field
}: FieldProps & {
  value?: string | undefined
  rows?: number | undefined
  maxlength?: number | undefined
}) {
  return (
    <Field {...field}>
      <textarea {...describe(field)} rows={rows} maxlength={maxlength}>
        {value}
      </textarea>
    </Field>
  )
}

/** A file to send. `accept` lists endings or types; the form needs `files`. */
export function FileField({ accept, ...field }: FieldProps & { accept?: string | undefined }) {
  return (
    <Field {...field}>
      <input type="file" {...describe(field)} accept={accept} />
    </Field>
  )
}

/** One thing to choose, with its value. */
export type Option = {
  value: string
  label: string
  hint?: string | undefined
  disabled?: boolean | undefined
}

/** One of several by the browser's own list. `empty` is the first line, chosen when nothing is. */
export function SelectField({
  value,
  options,
  empty,
  ...field
}: FieldProps & {
  value?: string | undefined
  options: readonly Option[]
  empty?: string | undefined
}) {
  return (
    <Field {...field}>
      <select {...describe(field)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
