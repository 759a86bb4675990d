/** P2: a cashier opens their shift with a PIN. */
import { actorOf } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { stationId as numberOf } from '../stations/find-stations.ts'
import { Button, Buttons, Empty, FieldError, Form, Notice, TextField } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { findCashiers } from './cashiers.ts'
import { PosFrame, posPage } from './frame.tsx'
import type { TillVisit } from './guard.ts'
import { openDuty } from './open-duty.ts'
import { PinField } from './pin-field.tsx'
import { findDuty } from './till.ts'

type InTheWay = { cashier: string; place: string }[]

export async function showLogin(visit: TillVisit, errors: Errors = {}, open?: InTheWay): Promise<Response> {
  const { app, till, form } = visit
  const duty = await findDuty(app.db.write, till.id)
  if (duty && duty.shiftNo === till.shiftNo && visit.method === 'GET' && visit.query('other') === '')
    return visit.seeOther('/pos')
  const cashiers = await findCashiers(app.db.write, till.stationId)
  const view = visit.view()
  const { t } = view
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.login.h1')} place={{ till }} errors={errors}>
      {cashiers.length === 0 ? (
        <Empty icon="people" text={t('pos.noCashiers')} />
      ) : (
        <Form view={view} action="/pos/login" hidden={open ? { asked: 'yes' } : {}}>
          {open?.map(({ cashier, place }) => (
            <Notice tone="warning" live>
              {t('pos.elsewhere', { name: cashier, place })}
            </Notice>
          ))}
          <div class="pos-two">
            <fieldset class={errors['cashier'] ? 'pos-people wrong' : 'pos-people'}>
              <legend>{t('pos.cashier')}</legend>
              <FieldError view={view} id="cashier" error={errors['cashier']} />
              {cashiers.map(({ id, name }, at) => (
                <label>
                  <input
                    type="radio"
                    name="cashier"
                    id={at === 0 ? 'cashier' : undefined}
                    value={String(id)}
                    checked={form.text('cashier') === String(id) || cashiers.length === 1}
                  />
                  <span>{name}</span>
                </label>
              ))}
            </fieldset>
            <div class="pos-pin">
              <PinField view={view} name="pin" label={t('pos.pin')} digits={6} errors={errors} />
              {open && (
                <TextField
                  view={view}
                  name="reason"
                  label={t('pos.takeOver.reason')}
                  value={form.text('reason')}
                  maxlength={200}
                  errors={errors}
                />
              )}
              <Buttons>
                <Button>{t(open ? 'pos.takeOver' : 'pos.openShift')}</Button>
              </Buttons>
            </div>
          </div>
        </Form>
      )}
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : open ? 409 : 200,
  )
}

export async function submitLogin(visit: TillVisit): Promise<Response> {
  const { app, till, form, t } = visit
  const cashierId = numberOf(form.text('cashier'))
  if (cashierId === undefined) return showLogin(visit, { cashier: t('err.pos.cashier') })
  const asked = form.text('asked') !== ''
  const opened = await openDuty(app, {
    till,
    cashierId,
    pin: form.text('pin').normalize('NFKC').trim(),
    reason: oneLine(form.text('reason')).slice(0, 200),
    by: actorOf(visit),
  })
  if (opened.ok) return visit.seeOther('/pos')
  switch (opened.reason) {
    case 'unknown_cashier':
      return showLogin(visit, { cashier: t('err.pos.cashier') })
    case 'wrong_pin':
      return showLogin(visit, { pin: t('err.pos.pin') })
    case 'wait':
      return showLogin(visit, { pin: t('err.pos.pinWait', { n: Math.ceil(opened.waitSeconds / 60) }) })
    case 'open_elsewhere':
      return showLogin(visit, asked ? { reason: t('err.pos.reason') } : {}, opened.open)
  }
}
