/** Rationing: the caps that hold or will, those that are over, and the ending of one. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { dateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  Form,
  LinkButton,
  OfficePage,
  Panel,
  StatusTag,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { stationWords } from './announcement.tsx'
import { endRationing } from './end.ts'
import { findRationing, type KeptRationing } from './find-rationing.ts'

const HERE = '/office/rationing'
const MOST = 200
const STATES = {
  active: { tone: 'warning', label: 'of.ration.active' },
  ahead: { tone: 'info', label: 'of.ration.ahead' },
  over: { tone: 'neutral', label: 'of.ration.over' },
  called_off: { tone: 'neutral', label: 'of.ration.calledOff' },
} as const

export async function showRationing(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const caps = await findRationing(visit.app.db.write, MOST)
  const lives = ({ state }: KeptRationing) => state === 'active' || state === 'ahead'
  const [living, past] = [caps.filter(lives), caps.filter((cap) => !lives(cap))]
  const view = visit.view({ nav: officeNav(visit, 'prices') })
  const { t } = view
  const decides = visit.session.staff === 'admin' || visit.session.staff === 'pricing'
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.ration.h1')}
      lead={t('of.ration.p')}
      errors={errors}
      crumbs={[{ href: '/office/prices', label: t('of.prices.h1') }]}
      actions={
        decides && (
          <LinkButton href={`${HERE}/new`} icon="ban" tone="primary">
            {t('of.ration.new')}
          </LinkButton>
        )
      }
    >
      <Panel title={t('of.ration.now')}>
        {living.length === 0 ? (
          <Empty icon="ban" text={t('of.ration.none')} />
        ) : (
          <CapTable view={view} caption={t('of.ration.now')} rows={living} decides={decides} />
        )}
      </Panel>
      {past.length > 0 && (
        <Panel title={t('of.ration.past')}>
          <CapTable view={view} caption={t('of.ration.past')} rows={past} decides={false} />
        </Panel>
      )}
    </OfficePage>,
    statusOf(errors),
  )
}

export async function submitEnd(visit: StaffVisit): Promise<Response> {
  const id = visit.param('id')
  if (!isId(id)) return missingPage(visit)
  const ended = await visit.app.db.transaction((tx) => endRationing(tx, id, actorOf(visit)))
  return visit.seeOther(
    HERE,
    ended === 'ended' ? { tone: 'good', key: 'of.ration.ended' } : { tone: 'info', key: 'of.ration.gone' },
  )
}

function CapTable({
  view,
  caption,
  rows,
  decides,
}: {
  view: View
  caption: string
  rows: KeptRationing[]
  decides: boolean
}) {
  const { t, lang } = view
  const columns: Column<KeptRationing>[] = [
    {
      label: t('coupons.col.fuel'),
      lead: true,
      cell: ({ product }) => (product ? productName(t, product) : t('fuel.any')),
    },
    { label: t('of.ration.volume'), number: true, cell: (row) => volume(lang, row.maxPerDayMl) },
    {
      label: t('of.prices.scope'),
      cell: ({ stations }) => (stations ? stationWords(view, stations) : t('of.prices.everywhere')),
    },
    { label: t('of.prices.from'), cell: (row) => dateTime(lang, row.startsAt) },
    { label: t('of.ration.until'), cell: (row) => dateTime(lang, row.endsAt) },
    {
      label: t('of.ration.reason'),
      cell: ({ reasons, setBy }) => (
        <>
          {reasons[lang] || reasons.ru}
          {setBy && <div class="quiet">{setBy}</div>}
        </>
      ),
    },
    {
      label: t('pos.col.state'),
      cell: ({ state }) => <StatusTag tone={STATES[state].tone}>{t(STATES[state].label)}</StatusTag>,
    },
    {
      label: t('of.staff.acts'),
      hideLabel: true,
      cell: ({ id, product }) =>
        decides && (
          <Form view={view} action={`${HERE}/${id}/end`} inline>
            <Button
              tone="secondary"
              small
              label={`${t('of.ration.end')}: ${product ? productName(t, product) : t('fuel.any')}`}
            >
              {t('of.ration.end')}
            </Button>
          </Form>
        ),
    },
  ]
  return (
    <DataTable view={view} caption={caption} rows={rows} columns={decides ? columns : columns.slice(0, -1)} />
  )
}
