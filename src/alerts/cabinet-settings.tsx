/** C24: what a person hears of and how, and from when on the company does. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { mayKeep } from '../coupons/rights.ts'
import { weekdayName, clock } from '../limits/limit-words.ts'
import { readClock, readValue, showValue } from '../limits/read-typed.ts'
import type { FormBody } from '../web/form-body.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Checkboxes,
  DataTable,
  FieldRow,
  Fieldset,
  Form,
  NumberField,
  Panel,
  TextField,
} from '../web/parts/index.ts'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { kindLabel } from './alert-words.ts'
import { readerOf } from './cabinet-notifications.tsx'
import { chooseChannels, setThresholds } from './change-settings.ts'
import { type Channels, readChannels, readThresholds, type Thresholds } from './find-alerts.ts'
import { type AlertKind, kindsFor } from './kinds.ts'

const HERE = '/app/settings/notifications'
const DAYS = [1, 2, 3, 4, 5, 6, 7]
const FIELDS = ['limit', 'tank', 'rapid', 'low', 'big', 'from', 'until'] as const
type Typed = Record<(typeof FIELDS)[number], string> & { days: string[] }

export async function showNotificationSettings(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'notifications')
  const [channels, thresholds] = await Promise.all([
    readChannels(app.db.write, readerOf(visit)),
    readThresholds(app.db.write, session.client.id),
  ])
  const view = visit.view({ nav: cabinetNav(visit, 'notifications') })
  const { t } = view
  const again = Object.keys(errors).length > 0
  return visit.page(
    <CabinetPage
      view={view}
      title={t('notif.set.h1')}
      errors={errors}
      back={{ href: '/app/notifications', label: t('notif.h1') }}
    >
      <Panel title={t('notif.set.mine')}>
        <p class="quiet">{t('notif.set.mine.p')}</p>
        <Form view={view} action={HERE}>
          <DataTable<AlertKind>
            view={view}
            caption={t('notif.set.mine')}
            rows={kindsFor(session.client.role)}
            columns={[
              { label: t('notif.set.event'), lead: true, cell: (kind) => kindLabel(t, kind, thresholds) },
              ...(['here', 'mail'] as const).map((channel) => ({
                label: t(channel === 'here' ? 'notif.set.inApp' : 'notif.set.email'),
                cell: (kind: AlertKind) => (
                  <input
                    type="checkbox"
                    name={channel}
                    value={kind}
                    checked={
                      channel === 'here' ? !channels.quiet.includes(kind) : channels.byMail.includes(kind)
                    }
                    aria-label={`${kindLabel(t, kind, thresholds)}: ${t(channel === 'here' ? 'notif.set.inApp' : 'notif.set.email')}`}
                  />
                ),
              })),
            ]}
          />
          <p class="hint">{t('notif.set.required')}</p>
          <Buttons>
            <Button>{t('act.save')}</Button>
          </Buttons>
        </Form>
      </Panel>
      {mayKeep(visit) && (
        <Panel title={t('notif.set.company')}>
          <p class="quiet">{t('notif.set.company.p')}</p>
          <ThresholdForm
            view={view}
            typed={again ? typedIn(visit.form) : shown(view, thresholds)}
            errors={errors}
          />
        </Panel>
      )}
    </CabinetPage>,
    statusOf(errors),
  )
}

function ThresholdForm({ view, typed, errors }: { view: View; typed: Typed; errors: Errors }) {
  const { t, lang } = view
  return (
    <Form view={view} action={`${HERE}/thresholds`}>
      <FieldRow>
        <NumberField
          view={view}
          name="limit"
          label={t('notif.set.limit')}
          value={typed.limit}
          chars={8}
          errors={errors}
        />
        <NumberField view={view} name="low" label={t('notif.set.low')} value={typed.low} errors={errors} />
      </FieldRow>
      <FieldRow>
        <NumberField
          view={view}
          name="tank"
          label={t('notif.set.tank')}
          hint={t('notif.set.tank.hint')}
          value={typed.tank}
          chars={8}
          errors={errors}
        />
        <NumberField
          view={view}
          name="big"
          label={t('notif.set.big')}
          hint={t('notif.set.big.hint')}
          value={typed.big}
          chars={8}
          errors={errors}
        />
      </FieldRow>
      <NumberField
        view={view}
        name="rapid"
        label={t('notif.set.rapid')}
        value={typed.rapid}
        chars={8}
        errors={errors}
      />
      <Fieldset legend={t('notif.set.hours')} hint={t('notif.set.hours.hint')}>
        <FieldRow>
          <TextField
            view={view}
            name="from"
            label={t('notif.set.from')}
            value={typed.from}
            chars={8}
            errors={errors}
          />
          <TextField
            view={view}
            name="until"
            label={t('notif.set.until')}
            value={typed.until}
            chars={8}
            errors={errors}
          />
        </FieldRow>
        <Checkboxes
          view={view}
          name="day"
          label={t('notif.set.days')}
          values={typed.days}
          options={DAYS.map((day) => ({ value: String(day), label: weekdayName(lang, day, 'short') }))}
          row
          errors={errors}
        />
      </Fieldset>
      <Buttons>
        <Button>{t('act.save')}</Button>
      </Buttons>
    </Form>
  )
}

/** Keeps the ticks of what the person's role hears of; the others stay as they were. */
export async function submitChannels(visit: ClientVisit): Promise<Response> {
  const { app, form, session } = visit
  const offered = kindsFor(session.client.role)
  const ticked = (name: string) => offered.filter((kind) => form.all(name).includes(kind))
  await app.db.transaction(async (tx) => {
    const reader = readerOf(visit)
    const was = await readChannels(tx, reader)
    const others = (kinds: AlertKind[]) => kinds.filter((kind) => !offered.includes(kind))
    const here = ticked('here')
    const channels: Channels = {
      quiet: [...others(was.quiet), ...offered.filter((kind) => !here.includes(kind))],
      byMail: [...others(was.byMail), ...ticked('mail')],
    }
    await chooseChannels(tx, reader, channels)
  })
  return visit.seeOther(HERE, { tone: 'good', key: 'common.saved' })
}

export async function submitThresholds(visit: ClientVisit): Promise<Response> {
  const errors: Record<string, string> = {}
  const thresholds = readTyped(visit, errors)
  if (Object.keys(errors).length > 0) return showNotificationSettings(visit, errors)
  await visit.app.db.transaction((tx) =>
    setThresholds(tx, { clientId: visit.session.client.id, by: actorOf(visit), thresholds }),
  )
  return visit.seeOther(HERE, { tone: 'good', key: 'common.saved' })
}

function readTyped({ t, form }: ClientVisit, errors: Record<string, string>): Thresholds {
  const number = (name: string, min: number, max: number): number => {
    const typed = form.text(name).replace(/[\s%]/g, '')
    const value = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN
    if (value >= min && value <= max) return value
    errors[name] = t('err.notif.percent', { min, max })
    return min
  }
  const limitPercent = number('limit', 50, 100)
  const low = readValue(t, errors, 'low', 'tiyn', form.text('low'))
  if (low === undefined || low > MOST_TIYN) errors.low = t('err.notif.money')
  const tankPercent = number('tank', 0, 50)
  const big = readValue(t, errors, 'big', 'ml', form.text('big'))
  if (big !== undefined && (big <= 0n || big > MOST_ML)) errors.big = t('err.card.limitNum')
  const rapidMinutes = number('rapid', 5, 720)
  const [from, until] = [readClock(form.text('from')), readClock(form.text('until'))]
  const neither = from === undefined && until === undefined
  const hours = typeof from === 'number' && typeof until === 'number' && from < until
  if (!neither && !hours) errors.from = t('err.notif.hours')
  const days = DAYS.filter((day) => form.all('day').includes(String(day)))
  if (days.length === 0) errors.day = t('err.notif.days')
  return {
    ...{ limitPercent, tankPercent, rapidMinutes, lowTiyn: low ?? 0n, bigMl: big ?? null },
    weekdays: days.length === DAYS.length ? null : days,
    fromMinute: hours ? from : null,
    untilMinute: hours ? until : null,
  }
}

/** A thousand million tenge, and the tank of a road train: more is a slip of the finger. */
const MOST_TIYN = 100_000_000_000n
const MOST_ML = 10_000_000n

function shown({ lang }: View, thresholds: Thresholds): Typed {
  const { limitPercent, tankPercent, rapidMinutes, lowTiyn, bigMl, weekdays, fromMinute, untilMinute } =
    thresholds
  return {
    limit: String(limitPercent),
    tank: String(tankPercent),
    rapid: String(rapidMinutes),
    low: showValue(lang, 'tiyn', lowTiyn),
    big: bigMl === null ? '' : showValue(lang, 'ml', bigMl),
    from: fromMinute === null ? '' : clock(fromMinute),
    until: untilMinute === null ? '' : clock(untilMinute),
    days: (weekdays ?? DAYS).map(String),
  }
}

function typedIn(form: FormBody): Typed {
  const texts = Object.fromEntries(FIELDS.map((name) => [name, form.text(name)])) as Record<
    (typeof FIELDS)[number],
    string
  >
  return { ...texts, days: form.all('day') }
}
