/** C3: the code of one coupon, to be shown to a cashier: only after the showing was written down, for ten minutes. */
import { raw } from '../web/jsx-runtime.ts'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { qrSvg } from '../documents/qr.ts'
import { longDate, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { CabinetPage, Confirm, CopyField, Notice, SummaryList } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCoupon } from './asked-coupons.ts'
import { backTo } from './act-page.tsx'
import { codeOf, groupCode } from './code.ts'
import { lastDayOf, whyOver } from './lock-coupons.ts'
import { mayStillSee, noteCodeShown, SHOWN_MINUTES } from './show-code.ts'

export async function showQr(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupon = await askedCoupon(visit)
  if (!coupon) return missingPage(visit)
  if (whyOver(coupon)) return visit.seeOther(backTo(visit), { tone: 'info', key: 'err.double' })
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t, lang } = view
  const number = String(coupon.number)
  const shown =
    !visit.looking && (await mayStillSee(app.db.write, coupon.clientId, [coupon.id], session.accountId))
  const code = shown ? codeOf(app.vault, coupon) : ''
  const fuel = productName(t, coupon.product)
  const litres = volume(lang, coupon.remainingMl)
  return visit.page(
    <CabinetPage
      view={view}
      title={t('coupon.h1', { number })}
      errors={errors}
      width="form"
      back={{ href: backTo(visit) }}
    >
      {shown ? (
        <>
          <Notice tone="warning">{t('coupon.codeCare')}</Notice>
          <div class="qr-card">
            {raw(qrSvg(code, { label: t('a11y.qr', { number, volume: litres, fuel }) }))}
          </div>
          <CopyField
            view={view}
            id="code"
            label={t('coupon.code')}
            value={groupCode(code)}
            name={t('a11y.copyCode', { number })}
          />
          <SummaryList
            view={view}
            rows={[
              { label: t('issue.what'), value: `${fuel}, ${litres}` },
              { label: t('coupons.col.validTo'), value: longDate(lang, lastDayOf(coupon)) },
            ]}
          />
        </>
      ) : (
        <Confirm
          view={view}
          body={t('coupon.codeAsk', { n: SHOWN_MINUTES })}
          action={`/app/coupons/${number}/qr`}
          submit={t('send.showQr')}
          cancelHref={backTo(visit)}
        />
      )}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitQr(visit: ClientVisit): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupon = await askedCoupon(visit)
  if (!coupon) return missingPage(visit)
  await visit.app.db.transaction((tx) =>
    noteCodeShown(tx, { clientId: coupon.clientId, couponId: coupon.id, by: actorOf(visit) }),
  )
  return visit.seeOther(`${backTo(visit)}/qr`)
}
