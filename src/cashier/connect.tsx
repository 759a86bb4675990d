/** P1: the code from the back office makes this browser a till. */
import { actorOf, type Visit } from '../accounts/visit.ts'
import { Button, Buttons, Form, LinkButton, TextField } from '../web/parts/index.ts'
import { spend } from '../web/throttle.ts'
import type { Errors } from '../web/view.ts'
import { tooManyPage } from '../web/system-pages.tsx'
import { ENROLMENT_MINUTES, enrolDevice, parseEnrolment } from './enrol-device.ts'
import { PosFrame, posPage, stationName } from './frame.tsx'
import { findTill } from './till.ts'

/** So many codes may be tried from one address in ten minutes: of ten thousand million. */
const TRIES_PER_10_MIN = 10

export async function showConnect(visit: Visit, errors: Errors = {}): Promise<Response> {
  const secret = visit.cookies.get('till')
  const till = secret === undefined ? undefined : await findTill(visit.app.db, secret)
  const view = visit.view()
  const { t } = view
  if (till)
    return posPage(
      visit,
      <PosFrame view={view} title={t('pos.connect.h1')} place={{ till }}>
        <p>{t('pos.connect.already', { station: stationName(view, till), name: till.name })}</p>
        <Buttons>
          <LinkButton href="/pos" tone="primary">
            {t('pos.connect.go')}
          </LinkButton>
        </Buttons>
        <p class="quiet">{t('pos.connect.other')}</p>
      </PosFrame>,
    )
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.connect.h1')} errors={errors}>
      <Form view={view} action="/pos/connect">
        <div class="pos-code">
          <TextField
            view={view}
            name="code"
            label={t('pos.enrol')}
            hint={t('pos.connect.p', { n: ENROLMENT_MINUTES })}
            value={visit.form.text('code')}
            autocomplete="off"
            maxlength={20}
            inputmode="numeric"
            errors={errors}
          />
        </div>
        <Buttons>
          <Button>{t('pos.connect.submit')}</Button>
        </Buttons>
      </Form>
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitConnect(visit: Visit): Promise<Response> {
  const { app, t, visitor, cookies } = visit
  const code = parseEnrolment(visit.form.text('code'))
  if (!code) return showConnect(visit, { code: t('err.pos.enrol.format') })
  const budget = await spend(app.db.write, {
    scope: 'enrolment',
    key: app.config.keys.mac('throttle', visitor.bucket),
    allowed: TRIES_PER_10_MIN,
    seconds: 600,
  })
  if (!budget.ok) return tooManyPage(visit, budget.waitSeconds)

  const enrolled = await app.db.transaction((tx) => enrolDevice(tx, app.vault, { code, by: actorOf(visit) }))
  if (!enrolled.ok) return showConnect(visit, { code: t('err.pos.enrol') })
  cookies.set('till', enrolled.secret)
  return visit.seeOther('/pos/login', { tone: 'good', key: 'pos.connected' })
}

/** Sends a browser that is no till, or no more, to where it becomes one. */
export function leaveRevokedTill(visit: Visit): Response {
  if (visit.cookies.get('till') === undefined) return visit.seeOther('/pos/connect')
  visit.cookies.clear('till')
  return visit.seeOther('/pos/connect', { tone: 'warning', key: 'err.pos.device' })
}
