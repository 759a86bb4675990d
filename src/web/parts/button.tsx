import type { Child, PropsWithChildren } from '../jsx-runtime.ts'
import type { View } from '../view.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'

/** One `primary` a page; `danger` for what cannot be undone; `link` looks like a link. */
export type ButtonTone = 'primary' | 'secondary' | 'danger' | 'link'

type Look = { tone?: ButtonTone; icon?: IconName | undefined; small?: boolean | undefined }

/**
 * A button of a form. `name` and `value` tell the server which of several was pressed; `action` sends the form
 * elsewhere; `form` is the id of a form that stands in another place of the page; `wait` is the number of
 * seconds until it may be pressed, counted down where scripts run with `waitText`, in which `{time}` stands
 * for minutes and seconds.
 */
export function Button({
  tone = 'primary',
  icon,
  small,
  type = 'submit',
  name,
  value,
  action,
  form,
  label,
  wait,
  waitText,
  children,
}: PropsWithChildren<
  Look & {
    type?: 'submit' | 'button'
    name?: string | undefined
    value?: string | undefined
    action?: string | undefined
    form?: string | undefined
    /** The whole name for a screen reader, when the words on the button say too little on their own. */
    label?: string | undefined
    wait?: number | undefined
    waitText?: string | undefined
  }
>) {
  return (
    <button
      class={classes('button', tone, small && 'small')}
      type={type}
      name={name}
      value={value}
      formaction={action}
      form={form}
      aria-label={label}
      data-wait={wait || undefined}
      data-wait-text={wait ? waitText : undefined}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}

/** Appears where scripts run; without them the browser's own menu prints. */
export function PrintButton({ view, tone = 'secondary' }: { view: View; tone?: ButtonTone }) {
  return (
    <button type="button" class={classes('button', tone)} data-print="" hidden>
      <span>{view.t('act.print')}</span>
    </button>
  )
}

/** A link that looks like a button: it only leads somewhere, it changes nothing. */
export function LinkButton({
  tone = 'secondary',
  icon,
  small,
  href,
  label,
  download,
  children,
}: PropsWithChildren<Look & { href: string; label?: string | undefined; download?: boolean | undefined }>) {
  return (
    <a
      class={classes('button', tone, small && 'small')}
      href={href}
      aria-label={label}
      download={download || undefined}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  )
}

/** Buttons side by side; one below the other, as wide as the page, on phones. */
export function Buttons({ children }: { children: Child }) {
  return <div class="buttons">{children}</div>
}

/** A link with an icon before it, for lists of actions and downloads. */
export function IconLink({ href, icon, children }: PropsWithChildren<{ href: string; icon: IconName }>) {
  return (
    <a class="icon-link" href={href}>
      <Icon name={icon} />
      <span>{children}</span>
    </a>
  )
}
