import { FieldError } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'

/**
 * A PIN of at most so many digits, typed unseen. The keys below it appear where scripts run; without them the device's own
 * keyboard does. What was typed is never shown again.
 */
export function PinField({
  view,
  name,
  label,
  digits,
  errors,
}: {
  view: View
  name: string
  label: string
  digits: number
  errors: Errors
}) {
  const error = errors[name]
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={name}>{label}</label>
      <FieldError view={view} id={name} error={error} />
      <input
        type="password"
        class="digits code"
        name={name}
        id={name}
        inputmode="numeric"
        autocomplete="off"
        maxlength={digits}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      />
      <div class="pos-pad" data-pad={name} hidden>
        {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((key) => (
          <button type="button" value={String(key)}>
            {key}
          </button>
        ))}
        <span />
        <button type="button" value="0">
          0
        </button>
        <button type="button" value="" aria-label={view.t('pos.erase')}>
          ⌫
        </button>
      </div>
    </div>
  )
}
