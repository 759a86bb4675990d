/** P5: what was done under a name, or what a pump was promised; and what may still be done about it. */
import { dateTime, litres, time, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import {
  Button,
  Buttons,
  Checkbox,
  Form,
  FuelTag,
  PrintButton,
  SummaryList,
  TextField,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { PosFrame, posPage, stationName } from './frame.tsx'
import type { CashierVisit } from './guard.ts'
import { NAME } from './names.ts'
import { findOperation, isWaiting, mayUndo, type Operation, UNDO_MINUTES } from './operations.ts'
import { partialWords } from './partial-words.ts'
import { Next, Verdict } from './verdict.tsx'

export async function showOperation(visit: CashierVisit, errors: Errors = {}): Promise<Response> {
  const operation = await findNamed(visit)
  if (!operation) return missingPage(visit)
  return isWaiting(operation) ? promisePage(visit, operation, errors) : donePage(visit, operation, errors)
}

/** The operation of this device that the address names. */
export async function findNamed({ app, till, param }: CashierVisit): Promise<Operation | undefined> {
  const name = param('name')
  return NAME.test(name) ? findOperation(app.db.write, till.id, name) : undefined
}

function typedAs({ method, form }: CashierVisit, field: 'litres' | 'receipt'): string | undefined {
  return method === 'POST' ? form.text(field) : undefined
}

function donePage(visit: CashierVisit, operation: Operation, errors: Errors): Response {
  const { till, duty } = visit
  const view = visit.view()
  const { t, lang } = view
  const { of, name } = operation
  const undone = operation.state === 'reversed'
  const fuel = productName(t, operation.product)
  const word = undone ? undoneWord(view, operation) : doneWord(view, operation)
  const minutesLeft = Math.ceil((operation.at.getTime() + UNDO_MINUTES * 60_000 - Date.now()) / 60_000)
  const left =
    operation.leftMl !== null &&
    t(of === 'card' ? 'pos.card.left' : 'pos.leftAfter', { volume: volume(lang, operation.leftMl) })
  return posPage(
    visit,
    <PosFrame view={view} title={word} place={{ till, duty }} errors={errors} heard>
      <Verdict tone={undone ? 'warning' : 'good'} word={word} />
      <div class="pos-two">
        <div class="pos-facts">
          <FuelTag product={operation.product}>{fuel}</FuelTag>
          {left && <p class="pos-litres">{left}</p>}
          <p>{t('pos.doneNo', { number: operation.number, datetime: dateTime(lang, operation.at) })}</p>
          <Slip view={view} operation={operation} station={stationName(view, till)} till={till.name} />
        </div>
        <div class="pos-acts">
          <Next view={view} />
          <Buttons>
            <PrintButton view={view} />
          </Buttons>
          {!undone && operation.receipt === null && (
            <Form view={view} action={`/pos/redeem/${name}/receipt`}>
              <ReceiptField view={view} typed={typedAs(visit, 'receipt')} errors={errors} />
              <Buttons>
                <Button tone="secondary">{t('pos.receipt.save')}</Button>
              </Buttons>
            </Form>
          )}
          {mayUndo(operation, duty) && (
            <Form view={view} action={`/pos/redeem/${name}/undo`}>
              <p class="quiet">{t('pos.undoTill', { n: minutesLeft })}</p>
              <Buttons>
                <Button tone="secondary" icon="undo">
                  {t('pos.undo')}
                </Button>
              </Buttons>
            </Form>
          )}
        </div>
      </div>
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function doneWord({ t, lang }: View, { of, product, ml }: Operation): string {
  return t(of === 'card' ? 'pos.card.done' : 'pos.done', {
    volume: volume(lang, ml),
    fuel: productName(t, product),
  })
}

function undoneWord({ t }: View, { of, verb }: Operation): string {
  if (verb === 'authorize') return t('pos.released')
  return t(of === 'card' ? 'pos.card.undone' : 'pos.undone')
}

// What stands on the paper a driver may take along.
function Slip({
  view,
  operation,
  station,
  till,
}: {
  view: View
  operation: Operation
  station: string
  till: string
}) {
  const { t, lang } = view
  const { lastFour } = operation
  return (
    <section class="pos-slip" aria-label={t('pos.slip')}>
      <SummaryList
        view={view}
        rows={[
          { label: t('pos.company'), value: operation.company },
          {
            label: t('pos.col.by'),
            value: t(operation.of === 'card' ? 'pos.card.one' : 'pos.coupon.one', { lastFour }),
          },
          {
            label: t('pos.fuel'),
            value: `${productName(t, operation.product)}, ${volume(lang, operation.ml)}`,
          },
          ...(operation.pump ? [{ label: t('pos.nozzle'), value: operation.pump }] : []),
          { label: t('pos.slip.place'), value: `${station}, ${till}` },
          { label: t('pos.cashier'), value: operation.cashier },
          ...(operation.receipt === null ? [] : [{ label: t('pos.receipt'), value: operation.receipt }]),
        ]}
      />
    </section>
  )
}

function promisePage(visit: CashierVisit, operation: Operation, errors: Errors): Response {
  const { till, duty } = visit
  const view = visit.view()
  const { t, lang } = view
  const { name, partial } = operation
  const lapsed = operation.state === 'hold_expired'
  const word = lapsed
    ? t('pos.promised.lapsed')
    : t('pos.authorized', {
        volume: volume(lang, operation.heldMl),
        fuel: productName(t, operation.product),
      })
  const why = lapsed ? t('pos.promised.lapsed.p') : partial ? partialWords(t, partial.reason) : undefined
  return posPage(
    visit,
    <PosFrame view={view} title={word} place={{ till, duty }} errors={errors} heard>
      <Verdict tone={lapsed || partial ? 'warning' : 'good'} word={word} sentence={why} />
      <div class="pos-two">
        <div class="pos-facts">
          <FuelTag product={operation.product}>{productName(t, operation.product)}</FuelTag>
          {!lapsed && operation.holdUntil && (
            <p>{t('pos.promised.till', { time: time(lang, operation.holdUntil) })}</p>
          )}
          <p>{t('pos.doneNo', { number: operation.number, datetime: dateTime(lang, operation.at) })}</p>
          <Slip view={view} operation={operation} station={stationName(view, till)} till={till.name} />
        </div>
        <div class="pos-acts">
          <CompleteForm
            view={view}
            operation={operation}
            errors={errors}
            typed={{ litres: typedAs(visit, 'litres'), receipt: typedAs(visit, 'receipt') }}
          />
          {!lapsed && (
            <Form view={view} action={`/pos/redeem/${name}/undo`}>
              <Buttons>
                <Button tone="secondary">{t('pos.notDispensed')}</Button>
              </Buttons>
            </Form>
          )}
        </div>
      </div>
    </PosFrame>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function CompleteForm({
  view,
  operation,
  errors,
  typed,
}: {
  view: View
  operation: Operation
  errors: Errors
  typed: { litres: string | undefined; receipt: string | undefined }
}) {
  const { t, lang } = view
  const { name, heldMl } = operation
  return (
    <Form view={view} action={`/pos/redeem/${name}/complete`} hidden={{ shown: heldMl.toString() }}>
      <TextField
        view={view}
        name="litres"
        label={t('pos.dispensed')}
        value={typed.litres ?? litres(lang, heldMl).replaceAll(/\s/g, '')}
        autocomplete="off"
        maxlength={12}
        inputmode="decimal"
        errors={errors}
      />
      <ReceiptField view={view} typed={typed.receipt} optional errors={errors} />
      {errors['more'] && <Checkbox view={view} name="more" label={t('pos.more')} errors={errors} />}
      <div
        class="pos-redeem"
        data-pattern={t('pos.complete', { volume: volume(lang, 0n) })}
        data-waiting={t('pos.offline.pending')}
        data-unknown={t('err.pos.unknown')}
        data-retry={t('pos.check')}
      >
        <Button icon="refuel">{t('pos.complete', { volume: volume(lang, heldMl) })}</Button>
      </div>
    </Form>
  )
}

function ReceiptField({
  view,
  typed = '',
  optional,
  errors,
}: {
  view: View
  typed?: string | undefined
  optional?: boolean
  errors: Errors
}) {
  const { t } = view
  return (
    <TextField
      view={view}
      name="receipt"
      label={t('pos.receipt')}
      hint={t('pos.receipt.hint')}
      value={typed}
      autocomplete="off"
      maxlength={60}
      optional={optional}
      errors={errors}
    />
  )
}
