import { raw } from '../web/jsx-runtime.ts'
import type { T } from '../i18n/index.ts'
import { type CouponSheet, receiptWords, type SheetCoupon, type SlipText, slipWords } from './coupon-sheet.ts'
import { qrSvg } from './qr.ts'

/**
 * Coupons as they will lie on the paper. The page that shows them prints them and nothing else: the style sheet hides
 * whatever stands beside (`styles/sheet.css`). Stands directly in the page's main part.
 */
export function CouponSheets({ t, sheet }: { t: T; sheet: CouponSheet }) {
  const { coupons, perPage, company, receipt } = sheet
  return (
    <div class="sheet" lang={t.lang}>
      <div class={`slips of-${perPage}`}>
        {coupons.map((coupon) => (
          <Slip t={t} coupon={coupon} company={company} />
        ))}
      </div>
      {receipt && <Receipt t={t} sheet={sheet} />}
    </div>
  )
}

function Slip({ t, coupon, company }: { t: T; coupon: SheetCoupon; company: string | undefined }) {
  const { what, code, facts, notes, qrLabel } = slipWords(t, coupon, company)
  return (
    <article class="slip">
      {raw(qrSvg(coupon.link, { label: qrLabel }))}
      <div class="slip-words">
        <p class="slip-brand">{t('brand')}</p>
        <p class="slip-what">{what}</p>
        <p class="slip-code">{code}</p>
        <Texts texts={facts} />
      </div>
      <div class="slip-notes">
        <Texts texts={notes} />
      </div>
    </article>
  )
}

function Texts({ texts }: { texts: readonly SlipText[] }) {
  return (
    <>
      {texts.map(({ text, lines }) => (
        <p class={`most-${lines}`}>{text}</p>
      ))}
    </>
  )
}

function Receipt({ t, sheet }: { t: T; sheet: CouponSheet }) {
  const { title, lead, heads, rows } = receiptWords(t, sheet)
  return (
    <section class="receipt">
      <h2>{title}</h2>
      <p>{lead}</p>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="receipt-issuer">
        {t('paper.receipt.issuer')} <span class="signature" />
      </p>
    </section>
  )
}
