/** S1: where to refuel, for everybody. */
import type { Visit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { dateTime } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import { Announcement } from '../rationing/announcement.tsx'
import { findAnnounced } from '../rationing/find-rationing.ts'
import { addressOf } from '../web/paging.ts'
import {
  Checkbox,
  type Chip,
  Empty,
  FilterBar,
  GuestPage,
  SearchField,
  SelectField,
} from '../web/parts/index.ts'
import { findStations } from './find-stations.ts'
import { StationList } from './station-list.tsx'

const HERE = '/stations'
const SERVICES = ['open24', 'coupons', 'cards'] as const

export async function showStations(visit: Visit): Promise<Response> {
  const view = visit.view()
  const { t, lang } = view
  const typed = oneLine(visit.query('q')).slice(0, 200)
  const fuel = visit.query('fuel')
  const product = isProduct(fuel) ? fuel : undefined
  const wants = new Set(SERVICES.filter((name) => visit.query(name) === 'on'))
  const { read } = visit.app.db
  const [rows, caps] = await Promise.all([
    findStations(read, {
      typed,
      product,
      roundTheClock: wants.has('open24'),
      coupons: wants.has('coupons'),
      cards: wants.has('cards'),
    }),
    findAnnounced(read, product),
  ])
  const query = {
    q: typed,
    fuel: product,
    ...Object.fromEntries(SERVICES.map((name) => [name, wants.has(name) ? 'on' : undefined])),
  }
  const chips: Chip[] = [
    ...(product
      ? [{ label: productName(t, product), removeHref: addressOf(HERE, { ...query, fuel: undefined }) }]
      : []),
    ...[...wants].map((name) => ({
      label: t(`st.${name}`),
      removeHref: addressOf(HERE, { ...query, [name]: undefined }),
    })),
  ]
  return visit.page(
    <GuestPage view={view} title={t('st.h1')} width="wide">
      <Announcement view={view} caps={caps} />
      <FilterBar
        view={view}
        action={HERE}
        auto
        chips={chips}
        resetHref={HERE}
        search={<SearchField view={view} name="q" label={t('st.city')} value={typed} />}
      >
        <SelectField
          view={view}
          name="fuel"
          label={t('st.fuel')}
          value={product}
          empty={t('fuel.any')}
          options={PRODUCTS.map((one) => ({ value: one, label: productName(t, one) }))}
          optional={false}
        />
        {SERVICES.map((name) => (
          <Checkbox view={view} name={name} label={t(`st.${name}`)} checked={wants.has(name)} />
        ))}
      </FilterBar>
      {rows.length > 0 ? (
        <>
          <p class="faint">{t('st.pricesAt', { datetime: dateTime(lang, new Date()) })}</p>
          <StationList view={view} rows={rows} />
        </>
      ) : (
        <Empty icon="station" text={t('st.none')} action={<a href={HERE}>{t('act.reset')}</a>} />
      )}
    </GuestPage>,
  )
}
