/** C5 afterwards: the day until which a driver has a coupon is moved; what they hold stays what it is. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { longDate } from '../i18n/format.ts'
import { CabinetPage, Confirm } from '../web/parts/index.ts'
import { statusOf, type Errors } from '../web/view.ts'
import { backTo, withOne } from './act-page.tsx'
import { changeUntil, whyNotChangeUntil } from './change-until.ts'
import { refusalWords } from './states.tsx'
import { readUntil, UntilField } from './until-field.tsx'

export async function showUntil(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withOne(visit, whyNotChangeUntil, (coupon) => {
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t, lang } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={t('until.h1', { number: String(coupon.number) })}
        errors={errors}
        width="form"
        back={{ href: backTo(visit) }}
      >
        <Confirm
          view={view}
          body={t('until.p')}
          facts={[
            { label: t('coupons.col.driver'), value: coupon.driver?.name ?? t('common.none') },
            { label: t('coupons.col.validTo'), value: longDate(lang, coupon.validTo) },
          ]}
          action={`${backTo(visit)}/until`}
          submit={t('act.save')}
          cancelHref={backTo(visit)}
        >
          <UntilField view={view} form={visit.form} value={coupon.givenUntil ?? ''} errors={errors} />
        </Confirm>
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

export async function submitUntil(visit: ClientVisit): Promise<Response> {
  return withOne(visit, whyNotChangeUntil, async (coupon) => {
    const { app, t } = visit
    const read = readUntil(visit, coupon.validTo)
    if (!read.ok) return showUntil(visit, { until: read.error })
    const { clientId, id: couponId } = coupon
    const until = read.until ?? null
    const changed = await app.db.transaction((tx) =>
      changeUntil(tx, { clientId, couponId, until, by: actorOf(visit) }),
    )
    if (!changed.ok)
      return changed.reason === 'past_day'
        ? showUntil(visit, { until: t('err.c.datePast') })
        : showUntil(visit, { form: refusalWords(t, changed.reason) })
    return visit.seeOther(backTo(visit), { tone: 'good', key: 'until.done' })
  })
}
