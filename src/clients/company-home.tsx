/** C1: a company's first page, put together of blocks from the parts of the product: what wants a look, then what there is. */
import type { Child } from '../web/jsx-runtime.ts'
import { watchAlerts } from '../alerts/home-alerts.tsx'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { cardsTile } from '../cards/home-tile.tsx'
import { creditAlerts } from '../credit/cabinet-credit.tsx'
import { couponTiles } from '../coupons/home-tiles.tsx'
import { moneyTile } from '../ledger/money-tile.tsx'
import { moneyAlerts } from '../orders/money-alerts.tsx'
import { startPanel, tradeActions } from '../orders/home-actions.tsx'
import { monthsPanel, refuelsPanel } from '../refuels/home-panel.tsx'
import { rationingAlerts } from '../rationing/announcement.tsx'
import { CabinetPage, Notice, Tiles } from '../web/parts/index.ts'
import { accountAlerts, companyTiles } from './company-tiles.tsx'

/** Answers with nothing for whoever may not see it, or when there is nothing to see. */
type Block = (visit: ClientVisit) => Promise<Child | undefined>

const ALERTS: Block[] = [accountAlerts, rationingAlerts, creditAlerts, moneyAlerts, watchAlerts]
const TILES: Block[] = [moneyTile, couponTiles, cardsTile, companyTiles]
const ACTIONS: Block[] = [tradeActions]
const PANELS: Block[] = [startPanel, monthsPanel, refuelsPanel]

export async function companyHome(visit: ClientVisit): Promise<Response> {
  const { client } = visit.session
  const served = client.state === 'active'
  const [alerts, tiles, actions, panels] = await Promise.all([
    ready(visit, served ? ALERTS : [accountAlerts]),
    ready(visit, served ? TILES : [companyTiles]),
    ready(visit, served ? ACTIONS : []),
    ready(visit, served ? PANELS : []),
  ])
  return visit.page(
    <CabinetPage view={visit.view({ nav: cabinetNav(visit, 'home') })} title={visit.t('home.h1')}>
      {alerts}
      <Tiles>{tiles}</Tiles>
      {actions}
      {panels}
    </CabinetPage>,
  )
}

// A block that fails says so in its place, and the others stay.
async function ready(visit: ClientVisit, blocks: Block[]): Promise<Child[]> {
  const { app, id, t } = visit
  return Promise.all(
    blocks.map(async (block) => {
      try {
        return (await block(visit)) ?? null
      } catch (error) {
        app.log.error('a block of the first page failed', { id, block: block.name, error })
        return (
          <Notice tone="warning">
            {t('home.tile.failed')} <a href="/app">{t('act.retry')}</a>
          </Notice>
        )
      }
    }),
  )
}
