/** C8: coupons on paper. What is seen is what is printed, and the same as a PDF; only after the printing was written down. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { CouponSheets } from '../documents/coupon-sheet-html.tsx'
import { type CouponSheet, PER_PAGE, type PerPage, type SheetCoupon } from '../documents/coupon-sheet.ts'
import { isoDay } from '../i18n/format.ts'
import { isLang, type Lang, LANGS, type T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Checkboxes,
  Confirm,
  Empty,
  LinkButton,
  PrintButton,
  Notice,
  SelectField,
} from '../web/parts/index.ts'
import { busyPage, missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { Named, Unable } from './act-page.tsx'
import { askedCoupons, askedNumbers } from './asked-coupons.ts'
import { codeOf } from './code.ts'
import { findHandoutOfEach, handoutPath, handoutToken } from './handout.ts'
import { placeWords } from './place-words.ts'
import { printCoupons, whyNotPrint } from './print-coupons.ts'
import { lastDayOf } from './lock-coupons.ts'
import type { CouponFacts } from './read-coupons.ts'
import { mayStillSee, SHOWN_MINUTES } from './show-code.ts'

const LIST = '/app/coupons'
const HERE = `${LIST}/print`
/** Coupons on one sheet: 25 pages of paper. */
const MOST_PRINTED = 200

export async function showPrint(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withPrintable(visit, async (coupons, unable) => {
    const look = readLook(visit)
    const links = await linksFor(visit, coupons)
    const sheet = links && (await sheetOf(visit, coupons, links, look))
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t } = view
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return visit.page(
      <CabinetPage
        view={view}
        title={t('print.h1')}
        errors={errors}
        back={{ href: backFrom(coupons) }}
        width={sheet ? undefined : 'form'}
      >
        {unable.length > 0 && (
          <Notice tone="warning">
            <Unable view={view} coupons={unable} refuse={whyNotPrint} />
          </Notice>
        )}
        {sheet ? (
          <Settings view={view} coupons={coupons} look={look} />
        ) : (
          <Confirm
            view={view}
            body={t('print.ask', { n: coupons.length, minutes: SHOWN_MINUTES })}
            action={HERE}
            submit={t('print.show')}
            cancelHref={backFrom(coupons)}
          >
            <Named coupons={coupons} />
            <LookFields view={view} look={look} />
          </Confirm>
        )}
        {sheet && <CouponSheets t={visit.app.texts[look.lang]} sheet={sheet} />}
      </CabinetPage>,
      status,
    )
  })
}

export async function submitPrint(visit: ClientVisit): Promise<Response> {
  return withPrintable(visit, async (coupons) => {
    const { app, session } = visit
    const look = readLook(visit)
    await app.db.transaction((tx) =>
      printCoupons(tx, app.vault, {
        clientId: session.client.id,
        couponIds: coupons.map(({ id }) => id),
        lang: look.lang,
        by: actorOf(visit),
      }),
    )
    return visit.seeOther(addressOf(HERE, coupons, look))
  })
}

/** The sheet as a PDF: for whom the page shows it. */
export async function downloadPrint(visit: ClientVisit): Promise<Response> {
  return withPrintable(visit, async (coupons) => {
    const look = readLook(visit)
    const links = await linksFor(visit, coupons)
    if (!links) return visit.seeOther(addressOf(HERE, coupons, look))
    const sheet = await sheetOf(visit, coupons, links, look)
    const pdf = await visit.app.press.print('coupons', look.lang, sheet)
    if (pdf === 'overloaded') return busyPage(visit, 5)
    return visit.download(pdf, 'application/pdf', `coupons_${sheet.printedOn}.pdf`)
  })
}

/** How the sheet is to be: coupons a page, its language, the company's name on every slip, a list to be signed. */
type Look = { perPage: PerPage; lang: Lang; company: boolean; receipt: boolean }

// Nothing said yet: the company stands on the slips. Afterwards a box without a tick is an answer.
function readLook(visit: ClientVisit): Look {
  const { form, url } = visit
  const posted = visit.method === 'POST'
  const read = (name: string) => (posted ? form.text(name) : visit.query(name))
  const ticked = posted ? form.all('with') : url.searchParams.getAll('with')
  const per = read('per')
  const lang = read('in')
  return {
    perPage: PER_PAGE.find((one) => String(one) === per) ?? 8,
    lang: isLang(lang) ? lang : visit.lang,
    company: per === '' || ticked.includes('company'),
    receipt: ticked.includes('receipt'),
  }
}

const ticksOf = ({ company, receipt }: Look) => [
  ...(company ? ['company'] : []),
  ...(receipt ? ['receipt'] : []),
]

function addressOf(path: string, coupons: readonly CouponFacts[], look: Look): string {
  const pairs: [string, string][] = [
    ...coupons.map(({ number }): [string, string] => ['n', String(number)]),
    ['per', String(look.perPage)],
    ['in', look.lang],
    ...ticksOf(look).map((tick): [string, string] => ['with', tick]),
  ]
  return `${path}?${new URLSearchParams(pairs)}`
}

async function withPrintable(
  visit: ClientVisit,
  then: (able: CouponFacts[], unable: CouponFacts[]) => Promise<Response>,
): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const asked = askedNumbers(visit)
  if (asked.length > MOST_PRINTED) return notPrintable(visit, [], true)
  const coupons = await askedCoupons(visit, MOST_PRINTED)
  if (visit.param('number') && coupons.length === 0) return missingPage(visit)
  const able = coupons.filter((coupon) => !whyNotPrint(coupon))
  if (able.length === 0) return notPrintable(visit, coupons, false)
  return then(
    able,
    coupons.filter((coupon) => whyNotPrint(coupon)),
  )
}

function notPrintable(visit: ClientVisit, coupons: CouponFacts[], tooMany: boolean): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t } = view
  const back = backFrom(coupons)
  return visit.page(
    <CabinetPage view={view} title={t('print.h1')} width="form" back={{ href: back }}>
      {coupons.length > 0 && (
        <Notice tone="warning">
          <Unable view={view} coupons={coupons} refuse={whyNotPrint} />
        </Notice>
      )}
      <Empty
        icon="coupon"
        text={
          tooMany
            ? t('err.c.print.max', { max: MOST_PRINTED })
            : t(coupons.length > 0 ? 'coupons.noneAble' : 'err.c.print.none')
        }
        action={<LinkButton href={back}>{t('act.back')}</LinkButton>}
      />
    </CabinetPage>,
    tooMany ? 422 : 200,
  )
}

/** The links of all these coupons, if they are this person's to see now; undefined when they are not, or one has none. */
async function linksFor(
  { app, session, looking }: ClientVisit,
  coupons: readonly CouponFacts[],
): Promise<Map<string, string> | undefined> {
  const ids = coupons.map(({ id }) => id)
  const clientId = session.client.id
  if (looking || !(await mayStillSee(app.db.write, clientId, ids, session.accountId))) return undefined
  const handouts = await findHandoutOfEach(app.db.write, clientId, ids)
  if (handouts.size < ids.length) return undefined
  return new Map(
    [...handouts].map(([couponId, handoutId]) => [
      couponId,
      new URL(handoutPath(handoutToken(app.vault, handoutId), false), app.config.publicUrl).href,
    ]),
  )
}

async function sheetOf(
  { app, session }: ClientVisit,
  coupons: readonly CouponFacts[],
  links: ReadonlyMap<string, string>,
  look: Look,
): Promise<CouponSheet> {
  const t = app.texts[look.lang]
  const places = await placesOf(app, t, coupons)
  return {
    coupons: coupons.map((coupon): SheetCoupon => ({
      number: String(coupon.number),
      code: codeOf(app.vault, coupon),
      link: links.get(coupon.id)!,
      ml: coupon.remainingMl,
      fuel: productName(t, coupon.product),
      validTo: lastDayOf(coupon),
      place: places.get(coupon.contractId),
      plate: coupon.plate ? showPlate(coupon.plate) : undefined,
      driver: coupon.driver?.name,
    })),
    perPage: look.perPage,
    printedOn: isoDay(new Date()),
    company: look.company ? session.client.name : undefined,
    receipt: look.receipt,
  }
}

/** Where the coupons of each contract are accepted, for contracts that name stations. */
async function placesOf(
  { db }: ClientVisit['app'],
  t: T,
  coupons: readonly CouponFacts[],
): Promise<Map<string, string>> {
  const scopes = new Map(coupons.map(({ contractId, contract }) => [contractId, contract.stationScope]))
  const named = [...scopes].filter(([, scope]) => scope !== null)
  return new Map(
    await Promise.all(
      named.map(async ([id, scope]): Promise<[string, string]> => [id, await placeWords(db.read, t, scope)]),
    ),
  )
}

// What is left of the stock has the list to go back to, one coupon its own page.
function backFrom(coupons: readonly { number: bigint }[]): string {
  return coupons.length === 1 ? `${LIST}/${coupons[0]!.number}` : LIST
}

function Settings({ view, coupons, look }: { view: View; coupons: readonly CouponFacts[]; look: Look }) {
  const { t } = view
  return (
    <>
      <div class="filters">
        <form method="get" action={HERE} data-auto="">
          <Named coupons={coupons} />
          <LookFields view={view} look={look} />
          <Button tone="secondary">{t('act.apply')}</Button>
        </form>
      </div>
      <Buttons>
        <PrintButton view={view} tone="primary" />
        <LinkButton href={addressOf(`${HERE}.pdf`, coupons, look)} icon="download" download>
          {t('export.pdf')}
        </LinkButton>
      </Buttons>
      <p class="hint">{t('print.how')}</p>
      <p class="hint">
        {t('print.cut')}. {t('print.bw')}.
      </p>
    </>
  )
}

function LookFields({ view, look }: { view: View; look: Look }) {
  const { t } = view
  return (
    <>
      <SelectField
        view={view}
        name="per"
        label={t('print.size')}
        value={String(look.perPage)}
        options={PER_PAGE.map((n) => ({ value: String(n), label: t('print.perPage', { n }) }))}
      />
      <SelectField
        view={view}
        name="in"
        label={t('print.lang')}
        value={look.lang}
        options={LANGS.map((lang) => ({ value: lang, label: t(`lang.${lang}`) }))}
      />
      <Checkboxes
        view={view}
        name="with"
        label={t('print.with')}
        row
        values={ticksOf(look)}
        options={[
          { value: 'company', label: t('print.company') },
          { value: 'receipt', label: t('print.receipt') },
        ]}
      />
    </>
  )
}
