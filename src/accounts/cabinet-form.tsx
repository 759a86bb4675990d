/** Pages of the cabinet that ask one thing of one entry: its form, and whether it should go into the archive. */
import type { Child } from '../web/jsx-runtime.ts'
import { Button, Buttons, CabinetPage, Confirm, Form, LinkButton } from '../web/parts/index.ts'
import { type Errors, statusOf } from '../web/view.ts'
import { cabinetNav, type CabinetPlace } from './cabinet-nav.ts'
import type { ClientVisit } from './visit.ts'

/** A form that is saved or left; 422 with what is wrong in it. */
export function cabinetForm(
  visit: ClientVisit,
  errors: Errors,
  { place, title, action, back }: { place: CabinetPlace; title: string; action: string; back: string },
  fields: Child,
): Response {
  const view = visit.view({ nav: cabinetNav(visit, place) })
  const { t } = view
  return visit.page(
    <CabinetPage view={view} title={title} errors={errors} width="form" back={{ href: back }}>
      <Form view={view} action={action} guard>
        {fields}
        <Buttons>
          <Button>{t('act.save')}</Button>
          <LinkButton href={back}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </CabinetPage>,
    statusOf(errors),
  )
}

/** Asks before an entry goes into the archive. `here` is its page, `before` what has to be known, `fields` what has to be said. */
export function askArchive(
  visit: ClientVisit,
  errors: Errors,
  ask: { place: CabinetPlace; question: string; body: string; here: string; before?: Child; fields?: Child },
): Response {
  const view = visit.view({ nav: cabinetNav(visit, ask.place) })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('drivers.archive')}
      h1={ask.question}
      errors={errors}
      width="form"
      back={{ href: ask.here }}
    >
      {ask.before}
      <Confirm
        view={view}
        body={ask.body}
        action={`${ask.here}/archive`}
        submit={t('drivers.archive')}
        cancelHref={ask.here}
      >
        {ask.fields}
      </Confirm>
    </CabinetPage>,
    statusOf(errors),
  )
}
