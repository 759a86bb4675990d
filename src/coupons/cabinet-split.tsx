/** C6: a coupon is split into equal parts or parts of one's own; a last page names them before anything happens. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { volume } from '../i18n/format.ts'
import { parseLitres } from '../values/litres.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Confirm,
  Empty,
  Fieldset,
  LinkButton,
  NumberField,
  Radios,
} from '../web/parts/index.ts'
import { statusOf, type Errors, type View } from '../web/view.ts'
import { backTo, withOne } from './act-page.tsx'
import type { CouponFacts } from './read-coupons.ts'
import {
  equalParts,
  MOST_PARTS,
  SMALLEST_PART_ML,
  splitCoupon,
  type SplitRefusal,
  whatIsWrong,
  whyNotReplace,
} from './split-coupon.ts'
import { refusalWords } from './states.tsx'

/** Rows for parts of one's own; a part that is left blank is none. */
const ROWS = 6

export async function showSplit(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withOne(visit, whyNotReplace, (coupon) => {
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t, lang } = view
    const typed = typedParts(visit)
    const custom = typed.how === 'custom'
    return visit.page(
      <CabinetPage
        view={view}
        title={t('split.h1', { number: String(coupon.number) })}
        lead={t('split.lead', { volume: volume(lang, coupon.remainingMl) })}
        errors={errors}
        width="form"
        back={{ href: backTo(visit) }}
      >
        {coupon.remainingMl < 2n * SMALLEST_PART_ML ? (
          <Empty
            icon="coupon"
            text={t('split.tooSmall', { min: volume(lang, SMALLEST_PART_ML) })}
            action={<LinkButton href={backTo(visit)}>{t('act.back')}</LinkButton>}
          />
        ) : (
          <form method="get" action={`${backTo(visit)}/split/check`} class="form">
            <Radios
              view={view}
              name="how"
              label={t('split.how')}
              value={custom ? 'custom' : 'equal'}
              options={[
                { value: 'equal', label: t('split.equal') },
                { value: 'custom', label: t('split.custom') },
              ]}
            />
            <NumberField
              view={view}
              name="count"
              label={t('split.parts')}
              hint={t('split.partsHint')}
              value={typed.count}
              chars={4}
              errors={errors}
            />
            <Fieldset legend={t('split.custom')} hint={t('split.customHint')}>
              {Array.from({ length: Math.max(ROWS, typed.parts.length) }, (_, i) => (
                <NumberField
                  view={view}
                  name={i === 0 ? 'part' : `part-${i + 1}`}
                  id={`part-${i + 1}`}
                  label={t('split.part', { n: i + 1 })}
                  value={typed.parts[i]}
                  chars={8}
                  unit={t('issue.unit')}
                  optional={i > 1}
                  errors={errors}
                />
              ))}
            </Fieldset>
            <Buttons>
              <Button>{t('act.continue')}</Button>
              <LinkButton href={backTo(visit)}>{t('act.cancel')}</LinkButton>
            </Buttons>
          </form>
        )}
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

/** The parts in full, before they exist. */
export async function showSplitCheck(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withOne(visit, whyNotReplace, (coupon) => {
    const read = readParts(visit, coupon)
    if (!read.ok) return showSplit(visit, read.errors)
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t, lang } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={t('split.check')}
        errors={errors}
        width="form"
        back={{ href: `${backTo(visit)}/split` }}
      >
        <Confirm
          view={view}
          body={
            <>
              {t('split.lead', { volume: volume(lang, coupon.remainingMl) })}{' '}
              {coupon.shelf === 'given' && t('split.given')}
            </>
          }
          facts={read.parts.map((ml, i) => ({
            label: t('split.partN', { n: i + 1 }),
            value: volume(lang, ml),
          }))}
          action={`${backTo(visit)}/split`}
          hidden={{ parts: read.parts.join(' ') }}
          submit={t('split.submit')}
          cancelHref={backTo(visit)}
        />
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

export async function submitSplit(visit: ClientVisit): Promise<Response> {
  return withOne(visit, whyNotReplace, async (coupon) => {
    const { app, form } = visit
    const parts = form
      .text('parts')
      .split(' ')
      .filter((part) => /^\d{1,12}$/.test(part))
      .map(BigInt)
    const split = await app.db.transaction((tx) =>
      splitCoupon(tx, app.vault, {
        clientId: coupon.clientId,
        couponId: coupon.id,
        parts,
        by: actorOf(visit),
      }),
    )
    if (!split.ok)
      return visit.seeOther(backTo(visit), {
        tone: 'warning',
        key: 'coupons.notDone',
        args: { number: String(coupon.number), reason: refusalOf(visit, split) },
      })
    return visit.seeOther('/app/coupons?tab=stock', {
      tone: 'good',
      key: 'split.done',
      args: { n: split.coupons.length },
    })
  })
}

type TypedParts = { how: string; count: string; parts: string[] }

function typedParts(visit: ClientVisit): TypedParts {
  const { searchParams } = visit.url
  const parts = [...searchParams].filter(([name]) => /^part(-\d+)?$/.test(name)).map(([, value]) => value)
  return {
    how: visit.query('how'),
    count: visit.query('count') || '2',
    parts: parts.slice(0, MOST_PARTS),
  }
}

function readParts(
  visit: ClientVisit,
  coupon: CouponFacts,
): { ok: true; parts: bigint[] } | { ok: false; errors: Errors } {
  const { t, lang } = visit
  const typed = typedParts(visit)
  if (typed.how !== 'custom') {
    const count = /^\d{1,3}$/.test(typed.count.trim()) ? Number(typed.count) : 0
    if (count < 2 || count > MOST_PARTS)
      return { ok: false, errors: { count: t('err.c.split.count', { max: MOST_PARTS }) } }
    const parts = equalParts(coupon.remainingMl, count)
    return whatIsWrong(parts, coupon.remainingMl)
      ? { ok: false, errors: { count: t('err.c.split.min', { min: volume(lang, SMALLEST_PART_ML) }) } }
      : { ok: true, parts }
  }
  const read = typed.parts.filter((part) => part.trim() !== '').map(parseLitres)
  if (read.some((part) => !part.ok)) return { ok: false, errors: { part: t('err.c.litres') } }
  const parts = read.map((part) => (part.ok ? part.ml : 0n))
  const wrong = whatIsWrong(parts, coupon.remainingMl)
  return wrong ? { ok: false, errors: { part: wrongWords(visit, wrong, parts) } } : { ok: true, parts }
}

function wrongWords(
  { t, lang }: Pick<View, 't' | 'lang'>,
  wrong: NonNullable<ReturnType<typeof whatIsWrong>>,
  parts: readonly bigint[],
): string {
  switch (wrong.reason) {
    case 'sum':
      return t('err.c.split.sum', {
        sum: volume(
          lang,
          parts.reduce((sum, ml) => sum + ml, 0n),
        ),
        total: volume(lang, wrong.remainingMl),
      })
    case 'too_small':
      return t('err.c.split.min', { min: volume(lang, SMALLEST_PART_ML) })
    case 'too_few':
    case 'too_many':
      return t('err.c.split.count', { max: MOST_PARTS })
  }
}

function refusalOf(visit: ClientVisit, refusal: SplitRefusal): string {
  const { reason } = refusal
  if (reason === 'sum') return visit.t('err.c.race', { volume: volume(visit.lang, refusal.remainingMl) })
  if (reason === 'too_small' || reason === 'too_few' || reason === 'too_many')
    return wrongWords(visit, { reason }, [])
  return refusalWords(visit.t, reason)
}
