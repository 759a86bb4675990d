/** P3: the field for the code, always there; the camera as a help; what was done last. */
import { shortDateTime, time, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { parseCode } from '../coupons/code.ts'
import { assetUrl } from '../web/assets.ts'
import type { PlainKey } from '../i18n/index.ts'
import {
  Button,
  Buttons,
  Form,
  FuelTag,
  Icon,
  StatusTag,
  type TagTone,
  TextField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { PosFrame, posPage } from './frame.tsx'
import type { CashierVisit } from './guard.ts'
import { findOperations, type Operation } from './operations.ts'
import { readScanned } from './scanned.ts'

export async function showScan(visit: CashierVisit, errors: Errors = {}): Promise<Response> {
  const { app, till, duty } = visit
  const last = await findOperations(app.db.write, { terminalId: till.id, shiftNo: duty.shiftNo }, 3)
  const view = visit.view()
  const { t } = view
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.h1')} place={{ till, duty }} errors={errors}>
      <div class="pos-two">
        <div>
          <Form view={view} action="/pos/coupon">
            <div class="pos-code">
              <TextField
                view={view}
                name="code"
                label={t('pos.shown')}
                hint={t('pos.codeHint')}
                value={visit.form.text('code')}
                autocomplete="off"
                inputmode="numeric"
                maxlength={300}
                errors={errors}
              />
            </div>
            <Buttons>
              <Button>{t('pos.checkShown')}</Button>
            </Buttons>
          </Form>
          <Camera view={view} />
        </div>
        <section class="pos-last">
          <h2>{t('pos.last')}</h2>
          {last.length === 0 ? (
            <p class="quiet">{t('pos.last.none')}</p>
          ) : (
            <ul>
              {last.map((operation) => (
                <li>
                  <OperationLine view={view} operation={operation} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** What is wrong with what was typed or scanned, before anybody is asked; undefined when it may be a coupon or a card. */
export function mistakeInCode({ t }: CashierVisit, typed: string): string | undefined {
  const read = readScanned(typed)
  switch (read.kind) {
    case 'link':
    case 'card':
      return undefined
    case 'empty':
      return t('err.pos.shown.empty')
    case 'foreign':
      return t('err.pos.qr.foreign')
    case 'digits':
      if (read.digits.length !== 16) return t('err.pos.shown.length', { n: read.digits.length })
      return parseCode(read.digits) ? undefined : t('err.pos.code.check')
  }
}

// The camera's sentences stand here for the script, and the button appears where it runs.
function Camera({ view }: { view: View }) {
  const { t } = view
  return (
    <div
      id="camera"
      class="pos-camera"
      data-script={assetUrl('scan.js')}
      data-denied={t('err.pos.cam.denied')}
      data-none={t('err.pos.cam.none')}
      data-taken={t('err.pos.cam.busy')}
      hidden
    >
      <button type="button" class="button secondary" data-camera="open">
        <Icon name="scan" />
        <span>{t('pos.scan')}</span>
      </button>
      <div class="pos-view" hidden>
        <video playsinline muted aria-label={t('pos.scanHint')} />
        <p class="hint">{t('pos.scanHint')}</p>
        <div class="buttons">
          <button type="button" class="button secondary" data-camera="torch" aria-pressed="false" hidden>
            <span>{t('pos.torch')}</span>
          </button>
          <button type="button" class="button secondary" data-camera="other" hidden>
            <span>{t('pos.switchCam')}</span>
          </button>
          <button type="button" class="button secondary" data-camera="close">
            <span>{t('pos.type')}</span>
          </button>
        </div>
      </div>
      <p class="error" role="alert" hidden />
    </div>
  )
}

/** An operation on one line, which leads to its page. */
export function OperationLine({ view, operation }: { view: View; operation: Operation }) {
  const { t, lang } = view
  return (
    <a href={`/pos/redeem/${operation.name}`}>
      <time datetime={operation.at.toISOString()} title={shortDateTime(lang, operation.at)}>
        {time(lang, operation.at)}
      </time>
      <FuelTag product={operation.product}>{productName(t, operation.product)}</FuelTag>
      <b>{volume(lang, operation.ml)}</b>
      <StateTag view={view} operation={operation} />
    </a>
  )
}

const STATES: Record<Operation['state'], { tone: TagTone; label: PlainKey }> = {
  authorized: { tone: 'info', label: 'pos.state.promised' },
  hold_expired: { tone: 'warning', label: 'pos.state.lapsed' },
  completed: { tone: 'good', label: 'pos.state.done' },
  late_posted: { tone: 'good', label: 'pos.state.late' },
  reversed: { tone: 'neutral', label: 'pos.state.undone' },
}

export function StateTag({ view, operation }: { view: View; operation: Operation }) {
  const { tone, label } = STATES[operation.state]
  return <StatusTag tone={tone}>{view.t(label)}</StatusTag>
}
