/** C5, step 3: a last look and what goes with the coupons; then they are given, and their link is shown. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import type { Driver } from '../drivers/find-drivers.ts'
import { list, longDate, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { parsePlate, showPlate } from '../values/plate.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Form,
  LinkButton,
  Notice,
  StepCounter,
  SummaryList,
  TextArea,
  TextField,
} from '../web/parts/index.ts'
import { statusOf, type Errors, type View } from '../web/view.ts'
import { About, Unable } from './act-page.tsx'
import { withNumbers } from './asked-coupons.ts'
import { aboutDriver, askedDriver, showIssueTo } from './cabinet-give-to.tsx'
import { addressWith, ISSUE, WhatFields, withWhat } from './cabinet-give-what.tsx'
import { type Gift, giveCoupons, whyNotGive } from './give-coupons.ts'
import { choose, findStock, giveLitres, type LitreRefusal } from './give-litres.ts'
import type { What } from './gift.ts'
import { parsePin } from './pin.ts'
import { type CouponFacts, readCoupons } from './read-coupons.ts'
import { sendCoupons } from './send-coupons.ts'
import { readUntil, UntilField } from './until-field.tsx'

const LONGEST_NOTE = 200

/** Step 3: a last look, and what goes with it: plate, note, PIN. */
export async function showIssueCheck(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withWhat(visit, async (what) => {
    const { t } = visit
    const driver = await askedDriver(visit)
    if (!driver) return showIssueTo(visit, { driver: t('err.c.driver') })
    const plan = await planOf(visit, what)
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    return visit.page(
      <CabinetPage
        view={view}
        title={t('issue.check')}
        errors={errors}
        width="form"
        back={{ href: addressWith(`${ISSUE}/to`, what) }}
        above={<StepCounter view={view} n={3} total={3} />}
      >
        {plan.unable.length > 0 && (
          <Notice tone="warning">
            <Unable view={view} coupons={plan.unable} refuse={whyNotGive} />
          </Notice>
        )}
        {plan.refusal && <Notice tone="danger">{refusalSentence(view, what, plan.refusal)}</Notice>}
        <SummaryList
          view={view}
          rows={[
            {
              label: t('issue.driver'),
              value: (
                <>
                  {driver.name}
                  <div class="faint">{aboutDriver(driver)}</div>
                </>
              ),
              changeHref: addressWith(`${ISSUE}/to`, what),
            },
            {
              label: t('issue.what'),
              value: plan.words,
              ...(what.kind === 'litres' ? { changeHref: addressWith(ISSUE, what) } : {}),
            },
            ...(plan.validTo
              ? [{ label: t('coupons.col.validTo'), value: longDate(view.lang, plan.validTo) }]
              : []),
          ]}
        />
        {plan.coupons.length > 1 && <About view={view} coupons={plan.coupons} />}
        {plan.able ? (
          <Form view={view} action={`${ISSUE}/check`}>
            <WhatFields what={what} />
            <input type="hidden" name="driver" value={driver.id} />
            <TextField
              view={view}
              name="plate"
              label={t('issue.plate')}
              hint={
                driver.plate ? t('issue.plateOf', { plate: showPlate(driver.plate) }) : t('drivers.plateHint')
              }
              value={visit.form.text('plate')}
              chars={12}
              maxlength={20}
              optional
              errors={errors}
            />
            <UntilField view={view} form={visit.form} errors={errors} />
            <TextArea
              view={view}
              name="note"
              label={t('issue.note')}
              value={visit.form.text('note')}
              rows={2}
              maxlength={LONGEST_NOTE}
              optional
              errors={errors}
            />
            <TextField
              view={view}
              name="pin"
              label={t('issue.pin')}
              hint={t('issue.pinHint')}
              chars={4}
              maxlength={4}
              autocomplete="off"
              optional={!plan.pinRequired}
              errors={errors}
            />
            <Buttons>
              <Button>{t('issue.submit')}</Button>
              <LinkButton href="/app/coupons">{t('act.cancel')}</LinkButton>
            </Buttons>
          </Form>
        ) : (
          <Buttons>
            <LinkButton href={what.kind === 'litres' ? addressWith(ISSUE, what) : '/app/coupons'}>
              {t('act.back')}
            </LinkButton>
          </Buttons>
        )}
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

/** Gives, makes the driver's link, and shows it. */
export async function submitIssue(visit: ClientVisit): Promise<Response> {
  return withWhat(visit, async (what) => {
    const driver = await askedDriver(visit)
    if (!driver) return showIssueTo(visit, { driver: visit.t('err.c.driver') })
    const read = readGift(visit, driver, (await planOf(visit, what)).latest)
    if (!read.ok) return showIssueCheck(visit, read.errors)
    return what.kind === 'coupons'
      ? giveTicked(visit, what, driver, read.gift)
      : giveSoMuch(visit, what, driver, read.gift)
  })
}

async function giveTicked(
  visit: ClientVisit,
  what: What & { kind: 'coupons' },
  driver: Driver,
  gift: Gift,
): Promise<Response> {
  const { app, session, t } = visit
  const clientId = session.client.id
  const by = actorOf(visit)
  const coupons = await readCoupons(app.db.write, { clientId, numbers: what.numbers })
  const given = await app.db.transaction(async (tx) => {
    const answer = await giveCoupons(tx, app.vault, {
      clientId,
      couponIds: coupons.map(({ id }) => id),
      ...gift,
      by,
    })
    const ids = answer.ok ? answer.done.map(({ id }) => id) : []
    if (ids.length > 0)
      await sendCoupons(tx, app.vault, { clientId, couponIds: ids, lang: driver.lang, by, how: 'link' })
    return answer
  })
  if (!given.ok)
    return given.reason === 'past_day'
      ? showIssueCheck(visit, { until: t('err.c.datePast') })
      : showIssueTo(visit, { driver: t('err.c.driver') })
  if (given.refused.some(({ reason }) => reason === 'pin_needed'))
    return showIssueCheck(visit, { pin: t('err.c.pinNeeded') })
  if (given.done.length === 0) return showIssueCheck(visit, { form: t('coupons.noneAble') })
  return visit.seeOther(
    withNumbers('/app/coupons/send', given.done),
    given.refused.length > 0
      ? {
          tone: 'warning',
          key: 'coupons.partly',
          args: { n: given.done.length, total: given.done.length + given.refused.length },
        }
      : { tone: 'good', key: 'issue.doneMany', args: { n: given.done.length, driver: driver.name } },
  )
}

async function giveSoMuch(
  visit: ClientVisit,
  what: What & { kind: 'litres' },
  driver: Driver,
  gift: Gift,
): Promise<Response> {
  const { app, session, t } = visit
  const clientId = session.client.id
  const by = actorOf(visit)
  const given = await app.db.transaction(async (tx) => {
    const answer = await giveLitres(tx, app.vault, {
      clientId,
      lines: [{ product: what.product, ml: what.ml, ...gift }],
      by,
    })
    if (answer.ok)
      await sendCoupons(tx, app.vault, {
        clientId,
        couponIds: answer.given[0]!.couponIds,
        lang: driver.lang,
        by,
        how: 'link',
      })
    return answer
  })
  if (!given.ok) {
    if (given.reason === 'pin_needed') return showIssueCheck(visit, { pin: t('err.c.pinNeeded') })
    if (given.reason === 'past_day') return showIssueCheck(visit, { until: t('err.c.datePast') })
    if (given.reason === 'unknown_driver') return showIssueTo(visit, { driver: t('err.c.driver') })
    return showIssueCheck(visit, { form: refusalSentence(visit.view(), what, given) })
  }
  const numbers = given.given[0]!.numbers.map((number) => ({ number }))
  return visit.seeOther(withNumbers('/app/coupons/send', numbers), {
    tone: 'good',
    key: 'issue.doneMany',
    args: { n: numbers.length, driver: driver.name },
  })
}

type Plan = {
  able: boolean
  words: string
  coupons: readonly CouponFacts[]
  unable: readonly CouponFacts[]
  pinRequired: boolean
  /** when the first of them ends, and when the last does */
  validTo?: string
  latest?: string
  refusal?: LitreRefusal
}

async function planOf(visit: ClientVisit, what: What): Promise<Plan> {
  const { app, session, t, lang } = visit
  const clientId = session.client.id
  const { write } = app.db
  if (what.kind === 'coupons') {
    const all = await readCoupons(write, { clientId, numbers: what.numbers })
    const coupons = all.filter((coupon) => !whyNotGive(coupon))
    const ml = coupons.reduce((sum, { remainingMl }) => sum + remainingMl, 0n)
    const days = coupons.map(({ validTo }) => validTo).toSorted()
    return {
      able: coupons.length > 0,
      words:
        coupons.length === 1
          ? t('issue.oneCoupon', {
              number: String(coupons[0]!.number),
              fuel: productName(t, coupons[0]!.product),
              volume: volume(lang, ml),
            })
          : t('issue.coupons', { n: coupons.length, volume: volume(lang, ml) }),
      coupons,
      unable: all.filter((coupon) => whyNotGive(coupon)),
      pinRequired: coupons.some(({ contract }) => contract.pinRequired),
      ...firstAndLast(days),
    }
  }
  const stock = await findStock(write, clientId, what.product)
  const choice = choose(stock, what.ml)
  const fuel = productName(t, what.product)
  const nothing = { coupons: [], unable: [], pinRequired: false }
  if (!choice.ok)
    return {
      able: false,
      words: t('issue.litres', { fuel, volume: volume(lang, what.ml) }),
      ...nothing,
      refusal: choice,
    }
  const touched = await readCoupons(write, {
    clientId,
    numbers: [...choice.whole, ...(choice.split ? [choice.split.coupon] : [])].map(({ number }) => number),
  })
  const days = touched.map(({ validTo }) => validTo).toSorted()
  const whole = list(
    lang,
    choice.whole.map(({ number }) => String(number)),
  )
  return {
    able: true,
    words: [
      t('issue.litres', { fuel, volume: volume(lang, what.ml) }),
      ...(whole ? [t('issue.fromWhole', { numbers: whole })] : []),
      ...(choice.split
        ? [
            t('issue.fromSplit', {
              number: String(choice.split.coupon.number),
              part: volume(lang, choice.split.ml),
              rest: volume(lang, choice.split.coupon.ml - choice.split.ml),
            }),
          ]
        : []),
    ].join(' '),
    ...nothing,
    pinRequired: touched.some(({ contract }) => contract.pinRequired),
    ...firstAndLast(days),
  }
}

function firstAndLast(days: readonly string[]): Pick<Plan, 'validTo' | 'latest'> {
  const [first, last] = [days[0], days.at(-1)]
  return first && last ? { validTo: first, latest: last } : {}
}

function refusalSentence({ t, lang }: View, what: What, refusal: LitreRefusal): string {
  if ((refusal.reason === 'stock' || refusal.reason === 'too_small') && what.kind === 'litres')
    return refusal.reason === 'stock'
      ? t('err.c.stock', { volume: volume(lang, refusal.availableMl), fuel: productName(t, what.product) })
      : t('err.c.tooSmall')
  return t('coupons.noneAble')
}

function readGift(
  visit: ClientVisit,
  driver: Driver,
  latest: string | undefined,
): { ok: true; gift: Gift } | { ok: false; errors: Errors } {
  const { form, t } = visit
  const errors: Record<string, string> = {}
  const plate = parsePlate(form.text('plate'))
  if (!plate.ok) errors['plate'] = t('err.c.plate')
  const until = readUntil(visit, latest)
  if (!until.ok) errors['until'] = until.error
  const note = oneLine(form.text('note'))
  if (note.length > LONGEST_NOTE) errors['note'] = t('err.of.tooLong', { max: LONGEST_NOTE })
  const typedPin = form.text('pin').trim()
  const pin = parsePin(typedPin)
  if (typedPin !== '' && !pin.ok)
    errors['pin'] = t(pin.reason === 'trivial' ? 'err.c.pinTrivial' : 'err.c.pinFormat')
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    gift: {
      driverId: driver.id,
      plate: plate.ok ? plate.plate : '',
      note,
      ...(pin.ok ? { pin: pin.pin } : {}),
      ...(until.ok ? { until: until.until } : {}),
    },
  }
}
