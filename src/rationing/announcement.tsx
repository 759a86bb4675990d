/** What everybody reads of a cap: how much, of what, until when, where and why. */
import type { ClientVisit } from '../accounts/visit.ts'
import { dateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Child } from '../web/jsx-runtime.ts'
import { Notice } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { findAnnounced, type Rationing } from './find-rationing.ts'

/** So many stations are named, then only counted. */
const MOST_NAMED = 5

export type Announced = Pick<
  Rationing,
  'product' | 'maxPerDayMl' | 'reasons' | 'startsAt' | 'endsAt' | 'stations'
>

export function Announcement({ view, caps }: { view: View; caps: readonly Announced[] }) {
  return caps.map((cap) => (
    <Notice tone="warning">
      <b>{capWords(view, cap)}</b>
      <div>{whenWords(view, cap)}</div>
      {cap.stations && <div>{stationWords(view, cap.stations)}</div>}
      <div>{view.t('ration.reason', { reason: cap.reasons[view.lang] || cap.reasons.ru })}</div>
    </Notice>
  ))
}

/** The same on a company's first page. */
export async function rationingAlerts(visit: ClientVisit): Promise<Child | undefined> {
  const caps = await findAnnounced(visit.app.db.read)
  return caps.length > 0 ? <Announcement view={visit.view()} caps={caps} /> : undefined
}

function capWords({ t, lang }: View, { product, maxPerDayMl }: Announced): string {
  const fuel = product ? productName(t, product) : t('ration.allFuels')
  return t('ration.cap', { volume: volume(lang, maxPerDayMl), fuel })
}

/** From when until when, as a sentence. */
export function whenWords({ t, lang }: View, { startsAt, endsAt }: Announced): string {
  const until = dateTime(lang, endsAt)
  return startsAt > new Date()
    ? t('ration.ahead', { from: dateTime(lang, startsAt), until })
    : t('ration.until', { until })
}

/** Where it holds, when it is not everywhere. */
export function stationWords({ t, lang }: View, stations: NonNullable<Rationing['stations']>): string {
  const names = stations
    .slice(0, MOST_NAMED)
    .map(({ number, name, nameKk }) => `№ ${number} ${lang === 'kk' && nameKk ? nameKk : name}`)
    .join(', ')
  const more = stations.length - MOST_NAMED
  return more > 0
    ? t('ration.stationsMore', { stations: names, n: more })
    : t('ration.stations', { stations: names })
}
