/** C25: the name others see and the language of pages and letters. */
import { sql } from 'kysely'
import { record } from '../audit/record.ts'
import { isLang } from '../i18n/index.ts'
import { Button, Buttons, Form, Panel, SelectField, TextField } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { langOptions } from './invite-fields.tsx'
import { OwnPage } from './security.tsx'
import { actorOf, type SignedIn } from './visit.ts'

export function showProfile(visit: SignedIn): Response {
  return profilePage(visit, { name: visit.session.name, lang: visit.session.lang, errors: {} })
}

export function profileAgain(visit: SignedIn, errors: Errors): Response {
  return profilePage(visit, { name: visit.form.text('name'), lang: visit.form.text('lang'), errors }, 422)
}

export async function submitProfile(visit: SignedIn): Promise<Response> {
  const { app, session, form, t } = visit
  const name = form.text('name').trim()
  const lang = form.text('lang')
  if (name.length > 200)
    return profilePage(visit, { name, lang, errors: { name: t('err.text.long', { max: 200 }) } }, 422)
  const kept = isLang(lang) ? lang : session.lang
  await app.db.transaction(async (tx) => {
    await sql`update account set name = ${name}, lang = ${kept} where id = ${session.accountId}`.execute(tx)
    await record(tx, 'profile.changed', {
      by: actorOf(visit),
      accountId: session.accountId,
      object: session.email,
      before: { name: session.name, lang: session.lang },
      after: { name, lang: kept },
    })
  })
  visit.cookies.set('lang', kept)
  return visit.seeOther('/app/settings/profile', { tone: 'good', key: 'common.saved' })
}

function profilePage(
  visit: SignedIn,
  typed: { name: string; lang: string; errors: Errors },
  status = 200,
): Response {
  const view = visit.view()
  const { t } = view
  return visit.page(
    <OwnPage visit={visit} title={t('set.profile.h1')} errors={typed.errors}>
      <Panel>
        <Form view={view} action="/app/settings/profile">
          <TextField
            view={view}
            name="name"
            label={t('set.name')}
            value={typed.name}
            errors={typed.errors}
            optional
            autocomplete="name"
          />
          <SelectField
            view={view}
            name="lang"
            label={t('set.lang')}
            value={typed.lang}
            options={langOptions(t)}
          />
          <Buttons>
            <Button>{t('act.save')}</Button>
          </Buttons>
        </Form>
      </Panel>
    </OwnPage>,
    status,
  )
}
