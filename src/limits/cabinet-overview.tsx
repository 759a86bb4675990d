/** All limits of a company: whose they are, profiles to copy from, and the way to those of cards. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { Button, Buttons, CabinetPage, DataTable, Form, Panel, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { pathOf } from './cabinet-limits.tsx'
import { SCOPE_WORDS } from './limit-words.ts'
import { listSubjects, type Subject } from './read-limits.ts'
import { LONGEST_NAME } from './profiles.ts'

export async function showOverview(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const subjects = await listSubjects(app.db.read, session.client.id)
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('limits.all')}
      lead={t('limits.all.p')}
      errors={errors}
      width="text"
      back={{ href: '/app/cards', label: t('cards.h1') }}
    >
      <OfCards view={view} />
      <DataTable<Subject & { rules: number }>
        view={view}
        caption={t('limits.all')}
        rows={subjects}
        columns={[
          {
            label: t('limits.col.whose'),
            lead: true,
            cell: (subject) => <a href={pathOf(subject)}>{subject.name}</a>,
          },
          { label: t('limits.col.kind'), cell: ({ scope }) => t(SCOPE_WORDS[scope]) },
          {
            label: t('limits.col.rules'),
            number: true,
            cell: ({ rules }) => (rules === 0 ? t('limits.none') : String(rules)),
          },
        ]}
      />
      <Panel title={t('limits.profile.new')}>
        <Form view={view} action="/app/limits/profiles">
          <TextField
            view={view}
            name="name"
            label={t('limits.profile.name')}
            value={visit.form.text('name')}
            maxlength={LONGEST_NAME}
            errors={errors}
          />
          <Buttons>
            <Button tone="secondary">{t('act.add')}</Button>
          </Buttons>
        </Form>
      </Panel>
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function OfCards({ view }: { view: View }) {
  const { t } = view
  return (
    <Panel title={t('limits.ofCards')}>
      <form method="get" action="/app/cards/limits" class="form" novalidate>
        <TextField
          view={view}
          name="ids"
          label={t('limits.numbers')}
          hint={t('limits.numbersHint')}
          inputmode="numeric"
        />
        <Buttons>
          <Button tone="secondary">{t('act.continue')}</Button>
        </Buttons>
      </form>
    </Panel>
  )
}
