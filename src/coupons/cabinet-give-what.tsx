/** C5, step 1: what is to be given, when no coupons are ticked; and how the next steps carry it. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Empty,
  IconLink,
  LinkButton,
  NumberField,
  Radios,
  StepCounter,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { statusOf, type Errors } from '../web/view.ts'
import { isId } from '../web/paging.ts'
import { isCouponNumber } from './asked-coupons.ts'
import { fieldsOf, type ReadWhat, readWhat, type TypedWhat, type What } from './gift.ts'
import { mayKeep } from './rights.ts'
import { readStock } from './stock.ts'

export const ISSUE = '/app/coupons/issue'

/** Step 1, for litres; ticked coupons skip it. */
export async function showIssue(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const number = visit.param('number')
  if (number) return isCouponNumber(number) ? visit.seeOther(`${ISSUE}/to?n=${number}`) : missingPage(visit)
  const stock = await readStock(app.db.read, session.client.id)
  const typed = typedWhat(visit)
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t, lang } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('issue.h1')}
      errors={errors}
      width="form"
      back={{ href: '/app/coupons' }}
      above={<StepCounter view={view} n={1} total={3} />}
    >
      {stock.length === 0 ? (
        <Empty
          icon="coupon"
          text={t('issue.noStock')}
          action={mayKeep(visit) && <LinkButton href="/app/coupons/buy">{t('home.buy')}</LinkButton>}
        />
      ) : (
        <>
          <form method="get" action={`${ISSUE}/to`} class="form">
            {/* Who began with a driver finds them chosen in the next step. */}
            {isId(visit.query('driver')) && (
              <input type="hidden" name="driver" value={visit.query('driver')} />
            )}
            <Radios
              view={view}
              name="fuel"
              label={t('coupons.col.fuel')}
              value={typed.fuel || (stock.length === 1 ? stock[0]!.product : '')}
              options={stock.map(({ product, ml }) => ({
                value: product,
                label: productName(t, product),
                hint: t('issue.inStock', { volume: volume(lang, ml) }),
              }))}
              errors={errors}
            />
            <NumberField
              view={view}
              name="litres"
              label={t('issue.volume')}
              hint={t('issue.volumeHint')}
              unit={t('issue.unit')}
              value={typed.litres}
              errors={errors}
            />
            <Buttons>
              <Button>{t('act.continue')}</Button>
            </Buttons>
          </form>
          <p>
            <IconLink href={`${ISSUE}/table`} icon="people">
              {t('issue.table')}
            </IconLink>
          </p>
          <p>
            <IconLink href="/app/coupons?tab=stock" icon="coupon">
              {t('issue.tick')}
            </IconLink>
          </p>
        </>
      )}
    </CabinetPage>,
    statusOf(errors),
  )
}

/** Goes on with what the address or the form says is to be given; asks for it when it says nothing that can be. */
export async function withWhat(
  visit: ClientVisit,
  then: (what: What) => Promise<Response>,
): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const typed = typedWhat(visit)
  const read: ReadWhat = readWhat(typed)
  if (read.ok) return then(read.what)
  if (visit.method === 'GET' && typed.fuel === '' && typed.litres === '') return visit.seeOther(ISSUE)
  const { t } = visit
  return showIssue(
    visit,
    Object.fromEntries(
      read.wrong.map((field) => [field, field === 'fuel' ? t('err.c.fuel') : t('err.c.litres')]),
    ),
  )
}

function typedWhat(visit: ClientVisit): TypedWhat {
  const { form, url } = visit
  return visit.method === 'POST'
    ? { n: form.all('n'), fuel: form.text('fuel'), litres: form.text('litres') }
    : {
        n: url.searchParams.getAll('n'),
        fuel: visit.query('fuel'),
        litres: visit.query('litres'),
      }
}

/** What is to be given, for a form that goes on with it. */
export function WhatFields({ what }: { what: What }) {
  return (
    <>
      {fieldsOf(what).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** The address of a step with what is to be given. */
export function addressWith(path: string, what: What, ...more: [string, string][]): string {
  return `${path}?${new URLSearchParams([...fieldsOf(what), ...more])}`
}
