/** O6: one receipt of the bank that is several clients' money: each client's BIN and sum, together all that came. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { money } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { parseBin } from '../values/bin.ts'
import { parseTiyn } from '../values/tiyn.ts'
import {
  BinField,
  Button,
  Buttons,
  FieldRow,
  Fieldset,
  Form,
  LinkButton,
  NumberField,
  OfficePage,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { HERE } from './office-list.tsx'
import { decidedBefore } from './office-receipt.tsx'
import { findReceipt } from './queries.ts'
import { type Share, type Split, splitReceipt } from './split-receipt.ts'

/** So many clients on one form. A payer of more sends a list, and the rest can be split again. */
const MOST = 8
const ROWS = Array.from({ length: MOST }, (_, at) => at + 1)

export async function showSplit(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const receipt = await findReceipt(visit.app.db.write, visit.param('id'))
  if (!receipt) return missingPage(visit)
  if (receipt.state !== 'waiting') return decidedBefore(visit)
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const here = `${HERE}/${receipt.id}`
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.pay.split')}
      width="form"
      crumbs={[
        { href: HERE, label: t('of.pay.h1') },
        { href: here, label: receipt.payerName || t('of.pay.noName') },
      ]}
    >
      <p>{t('of.pay.split.p', { amount: money(lang, receipt.leftTiyn) })}</p>
      <Form view={view} action={`${here}/split`}>
        {ROWS.map((n) => (
          <Fieldset legend={t('of.pay.split.share', { n })}>
            <FieldRow>
              <BinField
                view={view}
                name={`bin${n}`}
                label={t('of.pay.bin')}
                value={visit.form.text(`bin${n}`)}
                errors={errors}
                optional={n > 2}
              />
              <NumberField
                view={view}
                name={`sum${n}`}
                label={t('of.pay.part')}
                unit="₸"
                value={visit.form.text(`sum${n}`)}
                errors={errors}
                optional={n > 2}
              />
            </FieldRow>
          </Fieldset>
        ))}
        <Buttons>
          <Button icon="check">{t('of.pay.split.submit')}</Button>
          <LinkButton href={here}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitSplit(visit: StaffVisit): Promise<Response> {
  const { app, t } = visit
  const receipt = await findReceipt(app.db.write, visit.param('id'))
  if (!receipt) return missingPage(visit)
  const { rows, errors } = readShares(visit)
  if (Object.keys(errors).length > 0) return showSplit(visit, errors)
  const shares = rows.map(({ share }) => share)
  const done = await app.db.transaction((tx) =>
    splitReceipt(tx, app.vault, { receiptId: receipt.id, shares, by: actorOf(visit) }),
  )
  if (done.ok)
    return visit.seeOther(`${HERE}/${receipt.id}`, {
      tone: 'good',
      key: 'of.pay.split.done',
      args: { n: done.paymentIds.length },
    })
  if (done.reason === 'unknown' || done.reason === 'decided') return decidedBefore(visit)
  return showSplit(
    visit,
    mistakesOf(
      t,
      done,
      rows.map(({ n }) => n),
    ),
  )
}

type Row = { n: number; share: Share }

function readShares({ form, t }: StaffVisit): { rows: Row[]; errors: Errors } {
  const errors: Record<string, string> = {}
  const rows: Row[] = []
  for (const n of ROWS) {
    const [typedBin, typedSum] = [form.text(`bin${n}`).trim(), form.text(`sum${n}`).trim()]
    if (typedBin === '' && typedSum === '' && n > 2) continue
    const bin = parseBin(typedBin)
    const sum = parseTiyn(typedSum)
    if (!bin.ok) errors[`bin${n}`] = t(bin.reason === 'empty' ? 'err.reg.bin.empty' : 'err.reg.bin.check')
    if (!sum.ok || sum.tiyn <= 0n)
      errors[`sum${n}`] = t(
        !sum.ok && sum.reason === 'empty' ? 'err.of.pay.amountEmpty' : 'err.of.pay.amount',
      )
    if (bin.ok && sum.ok) rows.push({ n, share: { bin: bin.bin, tiyn: sum.tiyn } })
  }
  return { rows, errors }
}

type Refusal = Exclude<Split, { ok: true } | { reason: 'unknown' | 'decided' }>

function mistakesOf(t: T, refusal: Refusal, rows: readonly number[]): Errors {
  switch (refusal.reason) {
    case 'few':
      return { bin2: t('err.of.pay.split.few') }
    case 'sum':
      return {
        [`sum${rows.at(-1) ?? 1}`]: t('err.of.pay.split.sum', { amount: money(t.lang, refusal.tiyn) }),
      }
    case 'unknown_client':
      return { [`bin${rows[refusal.at]}`]: t('err.of.pay.split.unknown') }
    case 'twice':
      return { [`bin${rows[refusal.at]}`]: t('err.of.pay.split.twice') }
    case 'empty':
      return { [`sum${rows[refusal.at]}`]: t('err.of.pay.amount') }
  }
}
