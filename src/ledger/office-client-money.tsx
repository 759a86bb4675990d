/** O2: one client's money and coupons, a part of its page in the office; and the same as a file. */
import type { StaffVisit } from '../accounts/visit.ts'
import { findClient } from '../clients/queries.ts'
import { money, number, volume } from '../i18n/format.ts'
import { csvDownload } from '../web/csv.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import { LinkButton, Notice, Tile, Tiles } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { readOpen } from '../coupons/stock.ts'
import { readAdvance } from './advance.ts'
import { exportMovements } from './export-movements.ts'
import { listMovements, readTotals } from './movements.ts'
import { readPeriod } from './period.ts'
import { Movements, PeriodForm, TotalsPanel } from './statement.tsx'

const PAGE = 50

export async function clientMoney(visit: StaffVisit, view: View, clientId: string) {
  const { read } = visit.app.db
  const { t, lang } = view
  const here = `/office/clients/${clientId}`
  const { period, errors } = readAsked(visit)
  const place = placeOf(visit)
  const [advance, open, totals, found] = await Promise.all([
    readAdvance(read, clientId),
    readOpen(read, clientId),
    readTotals(read, clientId, period),
    listMovements(read, clientId, period, place, PAGE),
  ])
  const page = pageOf(found, place, PAGE, (next) => addressOf(here, { tab: 'money', ...period, ...next }))
  const [wrong] = Object.values(errors)
  return (
    <>
      <Tiles>
        <Tile
          label={t('home.money')}
          value={money(lang, advance.tiyn)}
          note={
            advance.availableTiyn > advance.tiyn
              ? t('home.credit', { amount: money(lang, advance.availableTiyn) })
              : undefined
          }
        />
        <Tile
          label={t('of.client.coupons')}
          value={number(lang, open.coupons)}
          note={t('of.client.couponsNote', { volume: volume(lang, open.ml) })}
        />
      </Tiles>
      {wrong && <Notice tone="warning">{wrong}</Notice>}
      <PeriodForm view={view} here={here} keep={{ tab: 'money' }} typed={period} errors={{}} />
      <TotalsPanel view={view} period={period} totals={totals} />
      <Movements view={view} page={page} orderHref={(order) => `/office/orders/${order}`} />
      <p>
        <LinkButton href={addressOf(`${here}/balance.csv`, period)} icon="download" download>
          {t('balance.export')}
        </LinkButton>{' '}
        <LinkButton href={`${here}/reconciliation`} icon="document">
          {t('paper.recon.h1')}
        </LinkButton>
      </p>
    </>
  )
}

export async function downloadClientBalance(visit: StaffVisit): Promise<Response> {
  const { app, t } = visit
  const client = await findClient(app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  const { period } = readAsked(visit)
  return csvDownload(
    exportMovements(app.db.read, t, client.id, period),
    `balance_${client.bin}_${period.from}_${period.to}.csv`,
  )
}

function readAsked(visit: StaffVisit) {
  return readPeriod(visit.t, { from: visit.query('from'), to: visit.query('to') }, new Date())
}
