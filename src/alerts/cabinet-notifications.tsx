/** C24: what has happened with the company's cards, coupons and account, by day; all of it marked as read in one step. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { isoDay, longDate, time } from '../i18n/format.ts'
import { addressOf } from '../web/paging.ts'
import {
  Button,
  CabinetPage,
  Empty,
  Form,
  LinkButton,
  Pager,
  Panel,
  StatusTag,
  Timeline,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { ALERT_TONES, alertDetail, alertTitle } from './alert-words.ts'
import { alertHref } from './alert-href.ts'
import { markRead } from './change-settings.ts'
import { type Alert, findAlerts, type Reader } from './find-alerts.ts'

const HERE = '/app/notifications'
const PAGE = 50

export async function showNotifications(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'notifications')
  const before = readNo(visit.query('before'))
  const found = await findAlerts(app.db.read, readerOf(visit), before, PAGE)
  const alerts = found.slice(0, PAGE)
  const [newest, oldest] = [alerts[0], alerts.at(-1)]
  const view = visit.view({ nav: cabinetNav(visit, 'notifications') })
  const { t, lang } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('notif.h1')}
      lead={t('notif.lead')}
      actions={
        <>
          {newest && before === undefined && alerts.some(({ unread }) => unread) && (
            <Form view={view} action={`${HERE}/read`} hidden={{ to: String(newest.no) }} inline>
              <Button tone="secondary">{t('notif.readAll')}</Button>
            </Form>
          )}
          {!visit.looking && (
            <LinkButton href="/app/settings/notifications" icon="filter">
              {t('notif.set.link')}
            </LinkButton>
          )}
        </>
      }
    >
      {alerts.length === 0 ? (
        <Empty icon="bell" title={t('notif.empty')} text={t('notif.none')} />
      ) : (
        [...Map.groupBy(alerts, ({ at }) => isoDay(at))].map(([day, those]) => (
          <Panel title={longDate(lang, day)}>
            <Timeline
              label={longDate(lang, day)}
              events={those.map((alert) => ({
                at: alert.at.toISOString(),
                time: time(lang, alert.at),
                tone: ALERT_TONES[alert.kind],
                title: <Title visit={visit} view={view} alert={alert} />,
                detail: alertDetail(t, alert.kind, alert.facts),
              }))}
            />
          </Panel>
        ))
      )}
      <Pager
        view={view}
        {...(before === undefined ? {} : { prevHref: HERE })}
        {...(found.length > PAGE && oldest
          ? { nextHref: addressOf(HERE, { before: String(oldest.no) }) }
          : {})}
      />
    </CabinetPage>,
  )
}

function Title({ visit, view: { t }, alert }: { visit: ClientVisit; view: View; alert: Alert }) {
  const href = alertHref(visit.session.client.role, alert)
  const title = alertTitle(t, alert.kind, alert.facts)
  return (
    <>
      {href ? <a href={href}>{title}</a> : title}{' '}
      {alert.unread && <StatusTag tone="info">{t('notif.new')}</StatusTag>}
    </>
  )
}

/** Marks as read what the page has shown and all before it; what has come since stays new. */
export async function submitRead(visit: ClientVisit): Promise<Response> {
  const upTo = readNo(visit.form.text('to'))
  if (upTo !== undefined) await visit.app.db.transaction((tx) => markRead(tx, readerOf(visit), upTo))
  return visit.seeOther(HERE, { tone: 'good', key: 'notif.read.done' })
}

export function readerOf({ session }: ClientVisit): Reader {
  return { clientId: session.client.id, accountId: session.accountId, role: session.client.role }
}

// Nonsense is the beginning.
function readNo(text: string): bigint | undefined {
  return /^\d{1,18}$/.test(text) ? BigInt(text) : undefined
}
