/** Stations as people look for one: where, until when, what fuel at what price, how to get there. */
import { money } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { FuelTag, Icon, StatusTag } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { StationRow } from './find-stations.ts'
import { StationTag } from './states.tsx'

/** The list itself. `only` shows the prices of one product alone, for a driver whose coupon is for it. */
export function StationList({
  view,
  rows,
  only,
}: {
  view: View
  rows: StationRow[]
  only?: string | undefined
}) {
  return (
    <ul class="stations">
      {rows.map((station) => (
        <li>
          <StationCard view={view} station={station} only={only} />
        </li>
      ))}
    </ul>
  )
}

function StationCard({
  view,
  station,
  only,
}: {
  view: View
  station: StationRow
  only?: string | undefined
}) {
  const { t, lang } = view
  const works = !station.closedUntil && station.sells.some(({ out }) => !out)
  const sells = station.sells.filter(({ product }) => only === undefined || product === only)
  return (
    <article class="panel station">
      <div class="panel-head">
        <h2>{lang === 'kk' && station.nameKk ? station.nameKk : station.name}</h2>
        {!works && <StationTag t={t} station={station} />}
      </div>
      <p>{[station.city || station.region, station.address].filter(Boolean).join(', ')}</p>
      <p class="faint">{station.hours || t('st.open24')}</p>
      <ul class="fuels">
        {sells.map(({ product, out, tiynPerLitre }) => (
          <li class={out ? 'out' : undefined}>
            <FuelTag product={product}>{productName(t, product)}</FuelTag>{' '}
            {out ? t('of.stations.out') : tiynPerLitre !== null && money(lang, tiynPerLitre)}
          </li>
        ))}
      </ul>
      <p class="tags">
        {station.takesCoupons && <StatusTag tone="neutral">{t('st.coupons')}</StatusTag>}
        {station.takesCards && <StatusTag tone="neutral">{t('st.cards')}</StatusTag>}
      </p>
      {station.latitude !== null && (
        <p>
          {/* A map that the person chooses; nothing of it is loaded here. */}
          <a
            href={`https://2gis.kz/routeSearch/rsType/car/to/${station.longitude},${station.latitude}`}
            rel="noopener noreferrer"
            target="_blank"
            aria-label={`${t('st.route')}: ${station.name}`}
          >
            <Icon name="station" /> {t('st.route')}
          </a>
        </p>
      )}
    </article>
  )
}
