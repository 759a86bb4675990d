import type { Child, PropsWithChildren } from '../jsx-runtime.ts'
import type { View } from '../view.ts'
import { Button, Buttons, LinkButton } from './button.tsx'
import { Form } from './form.tsx'
import { SummaryList, type SummaryRow } from './summary-list.tsx'

/**
 * Asks once more before something that matters: what happens, to what, and two ways out. The question itself is the
 * page's h1. Children are further fields, such as a reason or the password.
 */
export function Confirm({
  view,
  body,
  facts = [],
  action,
  hidden,
  submit,
  danger,
  cancelHref,
  children,
}: PropsWithChildren<{
  view: View
  body?: Child
  facts?: readonly SummaryRow[] | undefined
  action?: string | undefined
  hidden?: Readonly<Record<string, string>> | undefined
  submit: string
  danger?: boolean | undefined
  cancelHref: string
}>) {
  return (
    <div class="confirm">
      {body && <p class="lead">{body}</p>}
      {facts.length > 0 && <SummaryList view={view} rows={facts} />}
      <Form view={view} action={action} hidden={hidden}>
        {children}
        <Buttons>
          <Button tone={danger ? 'danger' : 'primary'}>{submit}</Button>
          <LinkButton href={cancelHref}>{view.t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </div>
  )
}
