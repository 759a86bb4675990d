import { shortDate } from '../i18n/format.ts'
import type { Lang, T } from '../i18n/index.ts'
import { StatusTag } from '../web/parts/index.ts'

/** Whether a station works, in a word. */
export function StationTag({
  t,
  station,
}: {
  t: T & { lang: Lang }
  station: { closedUntil: Date | null; takesCoupons: boolean; sells: { out: boolean }[] }
}) {
  if (station.closedUntil)
    return (
      <StatusTag tone="danger">
        {t('of.stations.closedTo', { date: shortDate(t.lang, station.closedUntil) })}
      </StatusTag>
    )
  if (station.sells.every(({ out }) => out))
    return <StatusTag tone="warning">{t('of.stations.noFuel')}</StatusTag>
  return <StatusTag tone="good">{t('of.stations.works')}</StatusTag>
}
