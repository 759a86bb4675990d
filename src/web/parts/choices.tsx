import type { Child } from '../jsx-runtime.ts'
import { classes } from './classes.ts'
import { FieldError, type FieldProps } from './field.tsx'
import type { Option } from './inputs.tsx'

type ChoiceProps = FieldProps & {
  options: readonly Option[]
  cards?: boolean | undefined
  /** Side by side where there is room: for short answers. */
  row?: boolean | undefined
}

function Choices({
  type,
  chosen,
  options,
  cards,
  row,
  ...field
}: ChoiceProps & { type: 'radio' | 'checkbox'; chosen: (value: string) => boolean }) {
  const { view, name, label, hint } = field
  const id = field.id ?? name
  const error = field.errors?.[name]
  return (
    <fieldset
      class={classes('field', 'choices', cards && 'cards', row && 'row', !!error && 'wrong')}
      aria-describedby={classes(!!hint && `${id}-hint`, !!error && `${id}-error`)}
      role={type === 'radio' ? 'radiogroup' : undefined}
    >
      <legend class={field.hideLabel ? 'heard' : undefined}>
        {field.optional ? view.t('common.optional', { label }) : label}
      </legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError view={view} id={id} error={error} />
      {options.map((option, at) => (
        <Choice
          type={type}
          name={name}
          id={at === 0 ? id : `${id}-${at}`}
          option={option}
          checked={chosen(option.value)}
        />
      ))}
    </fieldset>
  )
}

function Choice({
  type,
  name,
  id,
  option,
  checked,
}: {
  type: 'radio' | 'checkbox'
  name: string
  id: string
  option: { value: string; label: Child; hint?: Child; disabled?: boolean | undefined }
  checked: boolean
}) {
  return (
    <div class="choice">
      <input
        type={type}
        name={name}
        id={id}
        value={option.value}
        checked={checked}
        disabled={option.disabled}
        aria-describedby={option.hint ? `${id}-about` : undefined}
      />
      <label for={id}>{option.label}</label>
      {option.hint && (
        <p class="hint" id={`${id}-about`}>
          {option.hint}
        </p>
      )}
    </div>
  )
}

/** One of a few, all in sight. */
export function Radios({ value, ...props }: ChoiceProps & { value?: string | undefined }) {
  return <Choices {...props} type="radio" chosen={(one) => one === value} />
}

/** One of a few, each with a sentence that says what it means: the option's hint. */
export function RadioCards(props: ChoiceProps & { value?: string | undefined }) {
  return <Radios {...props} cards />
}

/** Any of a few; the same name comes once for each that is ticked. */
export function Checkboxes({
  values = [],
  ...props
}: ChoiceProps & { values?: readonly string[] | undefined }) {
  return <Choices {...props} type="checkbox" chosen={(one) => values.includes(one)} />
}

/** One thing to tick; sends `on` unless a value is given. */
export function Checkbox({
  value = 'on',
  checked = false,
  label,
  hint,
  ...field
}: Omit<FieldProps, 'label'> & {
  /** May hold links, unlike other labels. */
  label: Child
  value?: string | undefined
  checked?: boolean | undefined
}) {
  const id = field.id ?? field.name
  const error = field.errors?.[field.name]
  return (
    <div class={classes('field', !!error && 'wrong')}>
      <FieldError view={field.view} id={id} error={error} />
      <Choice type="checkbox" name={field.name} id={id} option={{ value, label, hint }} checked={checked} />
    </div>
  )
}
