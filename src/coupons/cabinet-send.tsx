/** C7: the driver's link: to WhatsApp, by letter, copied, as a QR code. It is shown to who sends it, after that is on record. */
import { raw } from '../web/jsx-runtime.ts'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { emailError } from '../accounts/field-errors.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { qrPng, qrSvg } from '../documents/qr.ts'
import { longDate, relative, volume } from '../i18n/format.ts'
import { isLang, type Lang, LANGS } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { showPhone } from '../values/phone.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  CopyField,
  EmailField,
  Empty,
  Form,
  IconLink,
  LinkButton,
  Notice,
  Panel,
  SelectField,
  SummaryList,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { About, backTo, Named, Unable } from './act-page.tsx'
import { askedCoupons, withNumbers } from './asked-coupons.ts'
import { codeOf, groupCode } from './code.ts'
import { findHandout, handoutPath, handoutToken, type HandoutFacts } from './handout.ts'
import { lastDayOf } from './lock-coupons.ts'
import type { CouponFacts } from './read-coupons.ts'
import { replaceLink, sendCoupons, type Sent, whyNotSend } from './send-coupons.ts'
import { mayStillSee, SHOWN_MINUTES } from './show-code.ts'
import { refusalWords } from './states.tsx'

const HERE = '/app/coupons/send'

export async function showSend(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withSendable(visit, async (coupons) => {
    const { app, session } = visit
    const shown = await linkFor(visit, coupons)
    const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
    const { t } = view
    const only = coupons.length === 1 ? coupons[0] : undefined
    return visit.page(
      <CabinetPage
        view={view}
        title={only ? t('send.h1') : t('send.many', { n: coupons.length })}
        errors={errors}
        width="form"
        back={{ href: backTo(visit) }}
      >
        <SummaryList view={view} rows={summaryOf(view, coupons)} />
        {!only && <About view={view} coupons={coupons} />}
        {shown.url === undefined ? (
          <Panel>
            <p>{t('send.hidden', { n: SHOWN_MINUTES })}</p>
            <Form view={view} action={HERE} hidden={{ how: 'link' }}>
              <Named coupons={coupons} />
              <Buttons>
                <Button icon="link">{t('send.showLink')}</Button>
              </Buttons>
            </Form>
          </Panel>
        ) : (
          <Link view={view} app={app} coupons={coupons} url={shown.url} lang={shown.lang} />
        )}
        <Panel title={t('send.email')}>
          <Form view={view} action={HERE} hidden={{ how: 'email', lang: shown.lang }}>
            <Named coupons={coupons} />
            <EmailField
              view={view}
              name="email"
              label={t('send.driverEmail')}
              value={visit.form.text('email') || coupons[0]!.driver?.email}
              autocomplete="off"
              errors={errors}
            />
            <Buttons>
              <Button tone="secondary" icon="mail">
                {t('send.sendLetter')}
              </Button>
            </Buttons>
          </Form>
        </Panel>
        <Panel title={t('send.lang')}>
          <Form view={view} action={HERE} hidden={{ how: 'link' }}>
            <Named coupons={coupons} />
            <SelectField
              view={view}
              name="lang"
              label={t('send.lang')}
              hideLabel
              value={shown.lang}
              options={LANGS.map((lang) => ({ value: lang, label: t(`lang.${lang}`) }))}
            />
            <Buttons>
              <Button tone="secondary">{t('act.save')}</Button>
            </Buttons>
          </Form>
          {shown.handout && <Opened view={view} handout={shown.handout} />}
        </Panel>
        {only && session.client && (
          <Panel title={t('send.newLink')}>
            <p>{t('send.newLinkHint')}</p>
            <Form view={view} action={`/app/coupons/${only.number}/link`} hidden={{ lang: shown.lang }}>
              <Buttons>
                <Button tone="secondary" icon="refresh">
                  {t('send.newLink')}
                </Button>
              </Buttons>
            </Form>
          </Panel>
        )}
      </CabinetPage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

/** Makes or finds the link and shows it, or sends it by letter; both are written down. */
export async function submitSend(visit: ClientVisit): Promise<Response> {
  return withSendable(visit, async (coupons) => {
    const { app, form, session, t } = visit
    const lang = langOf(visit, coupons)
    const here = withNumbers(HERE, coupons)
    const request = {
      clientId: session.client.id,
      couponIds: coupons.map(({ id }) => id),
      lang,
      by: actorOf(visit),
    }
    if (form.text('how') !== 'email') {
      const sent = await app.db.transaction((tx) => sendCoupons(tx, app.vault, { ...request, how: 'link' }))
      return sent.ok ? visit.seeOther(here) : showSend(visit, { form: refusalOf(visit, sent) })
    }
    const email = parseEmailAddress(form.text('email'))
    if (!email.ok) return showSend(visit, { email: emailError(t, email.reason) })
    const sent = await app.db.transaction((tx) =>
      sendCoupons(tx, app.vault, { ...request, how: 'email', email: email.shown }),
    )
    return sent.ok
      ? visit.seeOther(here, { tone: 'good', key: 'send.letterSent', args: { email: email.shown } })
      : showSend(visit, { form: refusalOf(visit, sent) })
  })
}

/** Another link and another code for one coupon: what was sent or printed before is worth nothing. */
export async function submitNewLink(visit: ClientVisit): Promise<Response> {
  return withSendable(visit, async (coupons) => {
    const { app, session } = visit
    const [coupon] = coupons
    const replaced = await app.db.transaction((tx) =>
      replaceLink(tx, app.vault, {
        clientId: session.client.id,
        couponId: coupon!.id,
        lang: langOf(visit, coupons),
        by: actorOf(visit),
      }),
    )
    return replaced.ok
      ? visit.seeOther(withNumbers(HERE, coupons), { tone: 'good', key: 'send.linkReplaced' })
      : showSend(visit, { form: refusalOf(visit, replaced) })
  })
}

/** The QR code of the link as a picture, for whom the link is shown to. */
export async function downloadLinkPng(visit: ClientVisit): Promise<Response> {
  return withSendable(visit, async (coupons) => {
    const { url } = await linkFor(visit, coupons)
    if (url === undefined) return visit.seeOther(withNumbers(HERE, coupons))
    return visit.download(qrPng(url), 'image/png', `coupon-${coupons[0]!.number}.png`)
  })
}

type ShownLink = { url: string | undefined; lang: Lang; handout: HandoutFacts | undefined }

// The link itself only for who has just sent it; that there is one, how it was opened and in which language, for all.
async function linkFor(visit: ClientVisit, coupons: readonly CouponFacts[]): Promise<ShownLink> {
  const { app, session } = visit
  const ids = coupons.map(({ id }) => id)
  const clientId = session.client.id
  const handout = await findHandout(app.db.write, clientId, ids)
  const lang = handout?.lang ?? coupons[0]!.driver?.lang ?? visit.lang
  const mine =
    handout && !visit.looking && (await mayStillSee(app.db.write, clientId, ids, session.accountId))
  if (!mine) return { url: undefined, lang, handout }
  const path = handoutPath(handoutToken(app.vault, handout.id), ids.length > 1)
  return { url: new URL(path, app.config.publicUrl).href, lang, handout }
}

async function withSendable(
  visit: ClientVisit,
  then: (coupons: CouponFacts[]) => Promise<Response>,
): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'coupons')
  const coupons = await askedCoupons(visit)
  if (coupons.length === 0) return missingPage(visit)
  const sendable = coupons.filter((coupon) => !whyNotSend(coupon))
  const drivers = new Set(sendable.map(({ driverId }) => driverId))
  if (sendable.length === coupons.length && drivers.size === 1) return then(sendable)
  if (coupons.length === 1 && whyNotSend(coupons[0]!) === 'in_stock')
    return visit.seeOther(`/app/coupons/issue/to?n=${coupons[0]!.number}`)
  return notSendable(visit, coupons, sendable)
}

// One link is for one driver: where there are several, each is a page of its own.
function notSendable(visit: ClientVisit, coupons: CouponFacts[], sendable: CouponFacts[]): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t } = view
  const unable = coupons.filter((coupon) => whyNotSend(coupon))
  const drivers = Map.groupBy(sendable, ({ driver }) => driver?.name ?? t('coupon.noDriver'))
  return visit.page(
    <CabinetPage view={view} title={t('send.h1')} width="form" back={{ href: backTo(visit) }}>
      {unable.length > 0 && (
        <Notice tone="warning">
          <Unable view={view} coupons={unable} refuse={whyNotSend} />
        </Notice>
      )}
      {sendable.length === 0 ? (
        <Empty
          icon="coupon"
          text={t('coupons.noneAble')}
          action={<LinkButton href={backTo(visit)}>{t('act.back')}</LinkButton>}
        />
      ) : (
        <ul class="list">
          {[...drivers].map(([name, group]) => (
            <li>
              <IconLink href={withNumbers(HERE, group)} icon="send">
                {t('send.toDriver', { driver: name, n: group.length })}
              </IconLink>
            </li>
          ))}
        </ul>
      )}
    </CabinetPage>,
  )
}

function langOf({ form, lang }: ClientVisit, coupons: readonly CouponFacts[]): Lang {
  const typed = form.text('lang')
  return isLang(typed) ? typed : (coupons[0]!.driver?.lang ?? lang)
}

function refusalOf({ t }: ClientVisit, sent: Sent & { ok: false }): string {
  return sent.reason === 'several_drivers' ? t('send.several') : refusalWords(t, sent.reason)
}

function summaryOf({ t, lang }: View, coupons: readonly CouponFacts[]) {
  const { driver, product, remainingMl } = coupons[0]!
  return [
    {
      label: t('coupons.col.driver'),
      value: driver ? [driver.name, driver.phone && showPhone(driver.phone)].filter(Boolean).join(', ') : '',
    },
    ...(coupons.length === 1
      ? [
          {
            label: t('issue.what'),
            value: `${productName(t, product)}, ${volume(lang, remainingMl)}`,
          },
          { label: t('coupons.col.validTo'), value: longDate(lang, lastDayOf(coupons[0]!)) },
        ]
      : []),
  ]
}

function Link({
  view,
  app,
  coupons,
  url,
  lang,
}: {
  view: View
  app: ClientVisit['app']
  coupons: readonly CouponFacts[]
  url: string
  lang: Lang
}) {
  const { t } = view
  const png = withNumbers(`${HERE}.png`, coupons)
  return (
    <Panel>
      <Notice tone="warning">{t('send.warn')}</Notice>
      <Buttons>
        <LinkButton href={whatsApp(app, coupons, url, lang)} icon="send" tone="primary">
          {t('send.whatsapp')}
        </LinkButton>
      </Buttons>
      <CopyField view={view} id="link" label={t('send.link')} value={url} />
      <div class="qr-card">{raw(qrSvg(url, { label: t('send.qrLabel') }))}</div>
      <p>
        <IconLink href={png} icon="download">
          {t('send.savePng')}
        </IconLink>
      </p>
    </Panel>
  )
}

/** The message for the driver, in their language, ready to be sent; to their own number where it is known. */
function whatsApp(
  { texts, vault }: ClientVisit['app'],
  coupons: readonly CouponFacts[],
  url: string,
  lang: Lang,
): string {
  const t = texts[lang]
  const [only] = coupons.length === 1 ? coupons : []
  const text = only
    ? t('wa.coupon', {
        fuel: productName(t, only.product),
        volume: volume(lang, only.remainingMl),
        date: longDate(lang, lastDayOf(only)),
        code: groupCode(codeOf(vault, only)),
        url,
      })
    : t('wa.coupons', { n: coupons.length, url })
  const phone = coupons[0]!.driver?.phone.replaceAll(/\D/g, '') ?? ''
  return `https://wa.me/${phone}?text=${encodeURIComponent(text)}`
}

function Opened({ view, handout }: { view: View; handout: HandoutFacts }) {
  const { t, lang } = view
  return (
    <p class="hint">
      {handout.lastOpenedAt
        ? t('send.opened', { n: handout.opens, when: relative(lang, handout.lastOpenedAt, new Date()) })
        : t('send.notOpened')}
    </p>
  )
}
