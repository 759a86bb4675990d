/** C11: a block that begins and ends by itself: a driver's holiday, a repair, the weekend. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { isoDay, shortDateTime, time } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { localMoment, parseClock } from '../values/local-time.ts'
import { Checkbox, DateField, TextField } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { askedCard } from './asked-cards.ts'
import { askCardAct, backToCard } from './card-act.tsx'
import type { Card } from './find-cards.ts'
import { scheduleBlock } from './schedule-block.ts'
import { cardWords } from './states.tsx'

export async function showScheduleBlock(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t } = visit
  const view = visit.view()
  return askCardAct(
    visit,
    ([card]) => {
      const typed = typedOf(visit, card!)
      const clock = (name: 'fromTime' | 'untilTime', label: string) => (
        <TextField
          view={view}
          name={name}
          label={label}
          hint={t('card.schedule.timeHint')}
          value={typed[name]}
          chars={8}
          maxlength={5}
          autocomplete="off"
          optional
          errors={errors}
        />
      )
      return {
        path: 'schedule',
        question: () => t('card.schedule.h1', { card: cardWords(card!) }),
        body: t('card.schedule.p'),
        submit: t('card.schedule.submit'),
        facts: (shown) =>
          shown.blockFrom ? [{ label: t('card.schedule.now'), value: scheduleWords(t, shown) }] : [],
        fields: (
          <>
            <DateField
              view={view}
              name="from"
              label={t('card.schedule.from')}
              value={typed.from}
              errors={errors}
            />
            {clock('fromTime', t('card.schedule.fromTime'))}
            <DateField
              view={view}
              name="until"
              label={t('card.schedule.until')}
              value={typed.until}
              errors={errors}
            />
            {clock('untilTime', t('card.schedule.untilTime'))}
            {card!.blockFrom && <Checkbox view={view} name="off" label={t('card.schedule.off')} />}
          </>
        ),
      }
    },
    errors,
  )
}

export async function submitScheduleBlock(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const off = form.text('off') === 'on'
  const read = off ? { ok: true as const, time: null } : readTimes(visit)
  if (!read.ok) return showScheduleBlock(visit, read.errors)
  const scheduled = await app.db.transaction((tx) =>
    scheduleBlock(tx, {
      ...{ clientId: session.client.id, cardIds: [card.id] },
      ...{ time: read.time, by: actorOf(visit) },
    }),
  )
  if (!scheduled.ok) return showScheduleBlock(visit, { until: t(`err.schedule.${scheduled.reason}`) })
  return visit.seeOther(
    backToCard(visit),
    scheduled.done.length > 0
      ? {
          tone: 'good',
          key: off ? 'card.schedule.offDone' : 'card.schedule.done',
          args: { card: cardWords(card) },
        }
      : { tone: 'info', key: 'err.double' },
  )
}

/** «26.11.2026, 08:00 – 30.11.2026, 00:00»: when a card is blocked by dates. */
export function scheduleWords(
  t: T,
  { blockFrom, blockUntil }: Pick<Card, 'blockFrom' | 'blockUntil'>,
): string {
  if (!blockFrom || !blockUntil) return ''
  return t('card.schedule.span', {
    from: shortDateTime(t.lang, blockFrom),
    until: shortDateTime(t.lang, blockUntil),
  })
}

type Times = Record<'from' | 'fromTime' | 'until' | 'untilTime', string>

function typedOf({ method, form, lang }: ClientVisit, { blockFrom, blockUntil }: Card): Times {
  if (method === 'POST')
    return {
      from: form.text('from'),
      fromTime: form.text('fromTime'),
      until: form.text('until'),
      untilTime: form.text('untilTime'),
    }
  return {
    from: blockFrom ? isoDay(blockFrom) : '',
    fromTime: blockFrom ? time(lang, blockFrom) : '',
    until: blockUntil ? isoDay(blockUntil) : '',
    untilTime: blockUntil ? time(lang, blockUntil) : '',
  }
}

function readTimes({
  form,
  t,
}: ClientVisit): { ok: true; time: { from: Date; until: Date } } | { ok: false; errors: Errors } {
  const errors: Record<string, string> = {}
  const read = (day: 'from' | 'until') => {
    const minute = parseClock(form.text(`${day}Time`))
    if (minute === undefined) errors[`${day}Time`] = t('err.schedule.time')
    const moment = localMoment(form.text(day), minute ?? 0)
    if (!moment) errors[day] = t('err.schedule.date')
    return moment
  }
  const [from, until] = [read('from'), read('until')]
  return from && until && Object.keys(errors).length === 0
    ? { ok: true, time: { from, until } }
    : { ok: false, errors }
}
