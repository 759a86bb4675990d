/** C5, many at once: one table of drivers and litres, typed or pasted from a spreadsheet; a last page; then links. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { findDrivers } from '../drivers/find-drivers.ts'
import { longDate, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, type Product } from '../products/products.ts'
import { parseDay } from '../values/day.ts'
import { showPhone } from '../values/phone.ts'
import { showPlate } from '../values/plate.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Confirm,
  DataTable,
  Empty,
  Form,
  IconLink,
  LinkButton,
  NumberField,
  Panel,
  SelectField,
  TextArea,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { askedCoupons, withNumbers } from './asked-coupons.ts'
import { findStock, giveLitres, type LitreRefusal } from './give-litres.ts'
import {
  type DriverLine,
  linesInAddress,
  MOST_LINES,
  readPasted,
  readTyped,
  resolveLines,
} from './give-lines.ts'
import { sendCoupons } from './send-coupons.ts'
import { readStock } from './stock.ts'
import { readUntil, UntilField } from './until-field.tsx'

const HERE = '/app/coupons/issue/table'
/** Drivers with a field of their own; the others are pasted. */
const FIELDS = 50

export async function showTable(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session, form } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const { read } = app.db
  const [stock, drivers] = await Promise.all([
    readStock(read, session.client.id),
    findDrivers(read, { clientId: session.client.id, typed: '', archived: false }, {}, FIELDS),
  ])
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t, lang } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('issue.table')}
      lead={t('issue.tableLead')}
      errors={errors}
      width="form"
      back={{ href: '/app/coupons/issue' }}
    >
      {stock.length === 0 ? (
        <Empty icon="coupon" text={t('issue.noStock')} />
      ) : (
        <Form view={view} action={HERE}>
          <SelectField
            view={view}
            name="fuel"
            label={t('coupons.col.fuel')}
            value={form.text('fuel')}
            empty={t('buy.choose')}
            options={stock.map(({ product, ml }) => ({
              value: product,
              label: `${productName(t, product)}: ${t('issue.inStock', { volume: volume(lang, ml) })}`,
            }))}
            errors={errors}
          />
          {drivers.slice(0, FIELDS).map((driver) => (
            <NumberField
              view={view}
              name={`l-${driver.id}`}
              label={driver.name}
              hint={[driver.phone && showPhone(driver.phone), driver.plate && showPlate(driver.plate)]
                .filter(Boolean)
                .join(', ')}
              value={form.text(`l-${driver.id}`)}
              unit={t('issue.unit')}
              chars={8}
              errors={errors}
            />
          ))}
          <UntilField view={view} form={form} errors={errors} />
          <TextArea
            view={view}
            name="pasted"
            label={t('issue.paste')}
            hint={t('issue.pasteHint')}
            value={form.text('pasted')}
            rows={6}
            optional
            errors={errors}
          />
          <Buttons>
            <Button>{t('act.continue')}</Button>
            <LinkButton href="/app/coupons">{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      )}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Reads the table; what it says stands in the address of the last page. */
export async function submitTable(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const fuel = form.text('fuel')
  const typed = readTyped(t, form)
  const pasted = await readPasted(app.db.read, t, session.client.id, form.text('pasted'))
  const until = readUntil(visit, await latestDay(visit, fuel))
  const errors = {
    ...(isProduct(fuel) ? {} : { fuel: t('err.c.fuel') }),
    ...(until.ok ? {} : { until: until.error }),
    ...typed.errors,
    ...pasted.errors,
  }
  if (Object.keys(errors).length > 0) return showTable(visit, errors)
  const lines = [...typed.lines, ...pasted.lines]
  if (lines.length === 0) return showTable(visit, { pasted: t('err.c.noLines') })
  if (lines.length > MOST_LINES)
    return showTable(visit, { pasted: t('err.c.manyLines', { max: MOST_LINES }) })
  return visit.seeOther(
    `${HERE}/check?${new URLSearchParams([
      ['fuel', fuel],
      ...(until.ok && until.until ? [['until', until.until] satisfies [string, string]] : []),
      ...lines.map((line): [string, string] => ['l', linesInAddress(line)]),
    ])}`,
  )
}

export async function showTableCheck(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const read = await askedLines(visit)
  if (!read) return visit.seeOther(HERE)
  const { product, lines, until } = read
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t, lang } = view
  const total = lines.reduce((sum, { ml }) => sum + ml, 0n)
  const stock = (await readStock(app.db.read, session.client.id)).find((one) => one.product === product)
  return visit.page(
    <CabinetPage view={view} title={t('issue.check')} errors={errors} width="form" back={{ href: HERE }}>
      <LineTable view={view} lines={lines} total={total} />
      <Confirm
        view={view}
        facts={[
          { label: t('coupons.col.fuel'), value: productName(t, product) },
          { label: t('issue.total'), value: volume(lang, total) },
          { label: t('home.stock'), value: volume(lang, stock?.ml ?? 0n) },
          ...(until ? [{ label: t('coupons.col.givenUntil'), value: longDate(lang, until) }] : []),
        ]}
        action={`${HERE}/check`}
        hidden={{ fuel: product, ...(until ? { until } : {}) }}
        submit={t('issue.submitMany', { n: lines.length })}
        cancelHref={HERE}
      >
        {lines.map((line) => (
          <input type="hidden" name="l" value={linesInAddress(line)} />
        ))}
      </Confirm>
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Gives all lines or none, and makes each driver's link. */
export async function submitTableCheck(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const read = await askedLines(visit)
  if (!read) return visit.seeOther(HERE)
  const { product, lines, until } = read
  const clientId = session.client.id
  const by = actorOf(visit)
  const answer = await app.db.transaction(async (tx) => {
    const given = await giveLitres(tx, app.vault, {
      clientId,
      lines: lines.map(({ driver, ml }) => ({
        product,
        ml,
        driverId: driver.id,
        plate: '',
        note: '',
        until,
      })),
      by,
    })
    if (!given.ok) return given
    for (const [i, { couponIds }] of given.given.entries())
      await sendCoupons(tx, app.vault, {
        clientId,
        couponIds,
        lang: lines[i]!.driver.lang,
        by,
        how: 'link',
      })
    return given
  })
  if (!answer.ok) {
    const line = lines[answer.line]
    return showTableCheck(visit, { form: refusalOf(visit, product, answer, line?.driver.name ?? '') })
  }
  const numbers = answer.given.flatMap((one) => one.numbers.map((number) => ({ number })))
  return visit.seeOther(withNumbers('/app/coupons/issue/given', numbers), {
    tone: 'good',
    key: 'issue.doneTable',
    args: { n: answer.given.length },
  })
}

/** What each driver got, with the link to send it. */
export async function showGiven(visit: ClientVisit): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupons = (await askedCoupons(visit)).filter(({ driver }) => driver)
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t, lang } = view
  const drivers = [...Map.groupBy(coupons, ({ driver }) => driver!.id).values()]
  return visit.page(
    <CabinetPage view={view} title={t('issue.given')} width="form" back={{ href: '/app/coupons?tab=given' }}>
      {drivers.length === 0 ? (
        <Empty icon="coupon" text={t('coupons.noneTicked')} />
      ) : (
        drivers.map((group) => (
          <Panel title={group[0]!.driver!.name}>
            <p>
              {t('issue.coupons', {
                n: group.length,
                volume: volume(
                  lang,
                  group.reduce((sum, { remainingMl }) => sum + remainingMl, 0n),
                ),
              })}
            </p>
            <p>
              <IconLink href={withNumbers('/app/coupons/send', group)} icon="send">
                {t('coupon.act.send')}
              </IconLink>{' '}
              <IconLink href={withNumbers('/app/coupons/print', group)} icon="print">
                {t('coupon.act.print')}
              </IconLink>
            </p>
          </Panel>
        ))
      )}
    </CabinetPage>,
  )
}

async function askedLines(
  visit: ClientVisit,
): Promise<{ product: Product; lines: DriverLine[]; until: string | undefined } | undefined> {
  const post = visit.method === 'POST'
  const fuel = post ? visit.form.text('fuel') : visit.query('fuel')
  const texts = post ? visit.form.all('l') : visit.url.searchParams.getAll('l')
  if (!isProduct(fuel)) return undefined
  const lines = await resolveLines(visit.app.db.write, visit.session.client.id, texts)
  const until = parseDay(post ? visit.form.text('until') : visit.query('until'))
  return lines.length > 0 ? { product: fuel, lines, until } : undefined
}

// The last day that any coupon of the stock has: a gift does not outlive them all.
async function latestDay({ app, session }: ClientVisit, fuel: string): Promise<string | undefined> {
  if (!isProduct(fuel)) return undefined
  return (await findStock(app.db.read, session.client.id, fuel)).at(-1)?.validTo
}

function refusalOf(
  { t, lang }: ClientVisit,
  product: Product,
  refusal: LitreRefusal,
  driver: string,
): string {
  switch (refusal.reason) {
    case 'stock':
      return t('err.c.stock', { volume: volume(lang, refusal.availableMl), fuel: productName(t, product) })
    case 'too_small':
      return t('err.c.tooSmall')
    case 'past_day':
      return t('err.c.datePast')
    case 'pin_needed':
      return t('err.c.pinTable')
    case 'unknown_driver':
      return t('err.c.driverGone', { driver })
  }
}

function LineTable({ view, lines, total }: { view: View; lines: readonly DriverLine[]; total: bigint }) {
  const { t, lang } = view
  return (
    <DataTable<DriverLine>
      view={view}
      caption={t('issue.table')}
      rows={lines}
      columns={[
        { label: t('coupons.col.driver'), lead: true, cell: ({ driver }) => driver.name },
        { label: t('issue.volume'), number: true, cell: ({ ml }) => volume(lang, ml) },
      ]}
      foot={[t('issue.total'), volume(lang, total)]}
    />
  )
}
