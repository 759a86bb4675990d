/** O8: what the network charges, what is decided ahead, and the second person's word. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { dateTime, money } from '../i18n/format.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  DataTable,
  Empty,
  Form,
  LinkButton,
  OfficePage,
  Panel,
  StatusTag,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { type CurrentPrice, currentPrices, type PriceAhead, pricesAhead } from './find-prices.ts'
import { productName } from './product-name.ts'
import { approvePrice, cancelPrice, type Decided } from './set-prices.ts'

const HERE = '/office/prices'

export async function showPrices(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const [now, ahead] = [await currentPrices(visit.app.db.write), await pricesAhead(visit.app.db.write)]
  const view = visit.view({ nav: officeNav(visit, 'prices') })
  const { t } = view
  const sets = visit.session.staff === 'admin' || visit.session.staff === 'pricing'
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.prices.h1')}
      errors={errors}
      actions={
        <>
          <LinkButton href="/office/rationing" icon="ban">
            {t('of.ration.h1')}
          </LinkButton>
          {sets && (
            <LinkButton href={`${HERE}/new`} icon="price" tone="primary">
              {t('of.prices.set')}
            </LinkButton>
          )}
        </>
      }
    >
      <Panel title={t('of.prices.network')}>
        <NowTable view={view} rows={now} />
      </Panel>
      <Panel title={t('of.prices.ahead')}>
        {ahead.length === 0 ? (
          <Empty icon="calendar" text={t('of.prices.ahead.empty')} />
        ) : (
          <AheadTable view={view} rows={ahead} sets={sets} me={visit.session.accountId} />
        )}
      </Panel>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function NowTable({ view, rows }: { view: View; rows: CurrentPrice[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.prices.network')}
      rows={rows}
      columns={[
        { label: t('coupons.col.fuel'), lead: true, cell: (row) => productName(t, row.product) },
        {
          label: t('of.prices.perLitre'),
          number: true,
          cell: (row) => (row.tiynPerLitre === null ? t('common.notSet') : money(lang, row.tiynPerLitre)),
        },
        {
          label: t('of.prices.elsewhere'),
          number: true,
          cell: (row) => (row.elsewhere > 0 ? t('unit.station', { n: row.elsewhere }) : t('common.none')),
        },
      ]}
    />
  )
}

function AheadTable({ view, rows, sets, me }: { view: View; rows: PriceAhead[]; sets: boolean; me: string }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.prices.ahead')}
      rows={rows}
      columns={[
        { label: t('coupons.col.fuel'), lead: true, cell: (row) => productName(t, row.product) },
        { label: t('of.prices.scope'), cell: (row) => row.station ?? t('of.prices.everywhere') },
        {
          label: t('of.prices.perLitre'),
          number: true,
          cell: (row) =>
            row.was === null
              ? money(lang, row.tiynPerLitre)
              : t('of.prices.change', { was: money(lang, row.was), now: money(lang, row.tiynPerLitre) }),
        },
        {
          label: t('of.prices.from'),
          cell: (row) =>
            row.waits === 'approval' ? (
              <StatusTag tone="warning">{t('of.prices.waits')}</StatusTag>
            ) : (
              dateTime(lang, row.startsAt)
            ),
        },
        { label: t('of.prices.setBy'), cell: (row) => row.setBy },
        {
          label: t('of.staff.acts'),
          hideLabel: true,
          cell: (row) =>
            sets && (
              <div class="buttons">
                {row.waits === 'approval' && row.setById !== me && (
                  <Form view={view} action={`${HERE}/${row.id}/approve`} inline>
                    <Button
                      tone="secondary"
                      small
                      label={`${t('of.prices.approve')}: ${productName(t, row.product)}`}
                    >
                      {t('of.prices.approve')}
                    </Button>
                  </Form>
                )}
                <Form view={view} action={`${HERE}/${row.id}/cancel`} inline>
                  <Button
                    tone="secondary"
                    small
                    label={`${t('of.prices.cancel')}: ${productName(t, row.product)}`}
                  >
                    {t('of.prices.cancel')}
                  </Button>
                </Form>
              </div>
            ),
        },
      ]}
    />
  )
}

export async function submitApprove(visit: StaffVisit): Promise<Response> {
  const by = { ...actorOf(visit), accountId: visit.session.accountId }
  return decided(
    visit,
    (id) => visit.app.db.transaction((tx) => approvePrice(tx, id, by)),
    'of.prices.approved',
  )
}

export async function submitCancel(visit: StaffVisit): Promise<Response> {
  return decided(
    visit,
    (id) => visit.app.db.transaction((tx) => cancelPrice(tx, id, actorOf(visit))),
    'of.prices.cancelled',
  )
}

async function decided(
  visit: StaffVisit,
  decide: (id: string) => Promise<Decided>,
  done: 'of.prices.approved' | 'of.prices.cancelled',
): Promise<Response> {
  const id = visit.param('id')
  if (!isId(id)) return missingPage(visit)
  switch (await decide(id)) {
    case 'done':
      return visit.seeOther(HERE, { tone: 'good', key: done })
    case 'self':
      return showPrices(visit, { form: visit.t('err.of.self') })
    case 'gone':
      return visit.seeOther(HERE, { tone: 'info', key: 'of.prices.gone' })
  }
}
