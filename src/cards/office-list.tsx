/** O10: any fuel card, found by what a driver or a cashier can say of it; and the plastic that is on its way to clients. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffRole } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { shortDate } from '../i18n/format.ts'
import type { PlainKey } from '../i18n/index.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Form,
  IconLink,
  LinkButton,
  OfficePage,
  SearchField,
  Tabs,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { activateCards } from './activate-cards.ts'
import { deliverCards } from './deliver-cards.ts'
import {
  countInWork,
  findCardsAnywhere,
  findInWork,
  IN_WORK,
  type InWork,
  type MediumInWork,
  type OfficeCard,
  readWantedCard,
} from './find-anywhere.ts'
import { produceCards } from './produce-cards.ts'
import { CardTag } from './states.tsx'

const HERE = '/office/cards'
const MOST = 100

/** Who of the staff does what with cards; pages ask here for their buttons, the routes for their guards. */
export const CARD_ACTS = {
  step: ['manager'],
  block: ['manager', 'support'],
} as const satisfies Record<string, readonly StaffRole[]>

/** Whether one of the staff may do it. */
export function mayWith(visit: StaffVisit, act: keyof typeof CARD_ACTS): boolean {
  const { staff } = visit.session
  return staff === 'admin' || (CARD_ACTS[act] as readonly StaffRole[]).includes(staff)
}

export async function showOfficeCards(visit: StaffVisit): Promise<Response> {
  const { app } = visit
  const typed = oneLine(visit.query('q')).slice(0, 60)
  const wanted = readWantedCard(app.vault, typed)
  const rows = wanted ? await findCardsAnywhere(app.db.read, wanted, MOST) : []
  if (rows.length === 1) return visit.seeOther(`${HERE}/${rows[0]!.number}`)
  const view = visit.view({ nav: officeNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('office.nav.cards')}
      actions={
        <>
          <LinkButton href="/office/refuels" icon="refuel">
            {t('of.refuels.h1')}
          </LinkButton>
          {mayWith(visit, 'step') && <LinkButton href={`${HERE}/made`}>{t('of.made.h1')}</LinkButton>}
        </>
      }
    >
      <FilterBar
        view={view}
        action={HERE}
        resetHref={HERE}
        search={
          <SearchField
            view={view}
            name="q"
            label={t('of.card.find')}
            hint={t('of.card.findHint')}
            // A whole number is never shown again, not even to who typed it.
            value={wanted?.numberHash ? '' : typed}
          />
        }
      />
      {typed !== '' && rows.length === 0 && <Empty icon="search" text={t('of.card.noMatch')} />}
      {rows.length > 0 && (
        <DataTable<OfficeCard>
          view={view}
          caption={t('office.nav.cards')}
          rows={rows}
          columns={foundCardColumns(view)}
        />
      )}
      {rows.length === MOST && <p class="hint">{t('of.card.most', { n: MOST })}</p>}
      {typed === '' && <InWorkList visit={visit} view={view} {...await readInWork(visit)} />}
    </OfficePage>,
  )
}

/** Plastic that was ticked goes one step on; what another has moved meanwhile is left. */
export async function submitCardStep(visit: StaffVisit): Promise<Response> {
  const state = IN_WORK.find((one) => one === visit.form.text('state')) ?? 'ordered'
  const mediumIds = visit.form.all('m').filter(isId).slice(0, MOST)
  const { done } = await visit.app.db.transaction((tx) =>
    STEPS[state].verb(tx, { mediumIds, by: actorOf(visit) }),
  )
  return visit.seeOther(addressOf(HERE, { tab: state }), {
    tone: done.length > 0 ? 'good' : 'warning',
    ...(done.length > 0
      ? { key: 'of.card.moved' as const, args: { n: done.length } }
      : { key: 'of.card.movedNone' as const }),
  })
}

const STEPS: Record<InWork, { tab: PlainKey; act: PlainKey; verb: typeof produceCards }> = {
  ordered: { tab: 'of.card.tab.ordered', act: 'of.card.act.produced', verb: produceCards },
  produced: { tab: 'of.card.tab.produced', act: 'of.card.act.delivered', verb: deliverCards },
  delivered: { tab: 'of.card.tab.delivered', act: 'of.card.act.active', verb: activateCards },
}

type Work = { state: InWork; counts: Record<InWork, number>; rows: MediumInWork[] }

async function readInWork(visit: StaffVisit): Promise<Work> {
  const { read } = visit.app.db
  const state = IN_WORK.find((one) => one === visit.query('tab')) ?? 'ordered'
  const [counts, rows] = await Promise.all([countInWork(read), findInWork(read, state, MOST)])
  return { state, counts, rows }
}

function InWorkList({ visit, view, state, counts, rows }: Work & { visit: StaffVisit; view: View }) {
  const { t } = view
  const may = mayWith(visit, 'step')
  return (
    <>
      <Tabs
        label={t('of.card.tabs')}
        tabs={IN_WORK.map((one) => ({
          href: addressOf(HERE, { tab: one }),
          label: t(STEPS[one].tab),
          current: one === state,
          count: counts[one],
        }))}
      />
      {rows.length === 0 ? (
        <Empty icon="card" text={t('of.card.noWork')} />
      ) : (
        <Form view={view} action={`${HERE}/step`} hidden={{ state }}>
          <DataTable<MediumInWork>
            view={view}
            caption={t(STEPS[state].tab)}
            rows={rows}
            columns={workColumns(view)}
            select={
              may
                ? {
                    name: 'm',
                    value: (row) => row.id,
                    label: (row) => t('a11y.selectRow', { number: String(row.number) }),
                  }
                : undefined
            }
          />
          {may && (
            <Buttons>
              <Button>{t(STEPS[state].act)}</Button>
            </Buttons>
          )}
        </Form>
      )}
      {may && state === 'ordered' && rows.length > 0 && (
        <p>
          <IconLink href={`${HERE}/numbers.csv`} icon="download">
            {t('of.card.numbers')}
          </IconLink>
        </p>
      )}
    </>
  )
}

function workColumns({ t, lang }: View): Column<MediumInWork>[] {
  return [
    {
      label: t('of.card.number'),
      lead: true,
      cell: (row) => (
        <a href={`${HERE}/${String(row.number)}`} class="digits">
          {`${String(row.number)} ·${row.lastFour}`}
        </a>
      ),
    },
    {
      label: t('of.clients.company'),
      long: true,
      cell: (row) => <a href={`/office/clients/${row.clientId}`}>{row.company}</a>,
    },
    { label: t('of.card.ordered'), cell: (row) => shortDate(lang, row.orderedAt) },
    { label: t('of.card.deliverTo'), long: true, cell: (row) => row.deliverTo || t('common.none') },
  ]
}

/** What a list of found cards says of each. */
export function foundCardColumns({ t, lang }: View): Column<OfficeCard>[] {
  return [
    {
      label: t('of.card.number'),
      lead: true,
      cell: (row) => (
        <a href={`${HERE}/${String(row.number)}`} class="digits">
          {`${String(row.number)} ·${row.lastFour}`}
        </a>
      ),
    },
    {
      label: t('of.clients.company'),
      long: true,
      cell: (row) => <a href={`/office/clients/${row.clientId}`}>{row.company}</a>,
    },
    {
      label: t('card.holder'),
      cell: (row) =>
        [row.driver, row.plate && showPlate(row.plate)].filter(Boolean).join(', ') || t('common.none'),
    },
    {
      label: t('coupons.col.validTo'),
      cell: (row) => (row.validTo ? shortDate(lang, row.validTo) : t('common.none')),
    },
    { label: t('coupons.col.status'), cell: (row) => <CardTag t={t} card={row} /> },
  ]
}
