/** C12 for several cards: one form, then old and new of each before anything is saved. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import {
  Button,
  Buttons,
  CabinetPage,
  DataTable,
  Empty,
  Form,
  LinkButton,
  Notice,
} from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { askedCards, idsOf, limitsToCopy, readPlaces } from './asked.ts'
import { asksFuels, CopyFrom, pathOf, profileOf, typedCopy } from './cabinet-limits.tsx'
import { fuelWords, ruleWords } from './limit-words.ts'
import {
  disagreementErrors,
  LimitFields,
  type Places,
  readLimitsForm,
  type ReadLimits,
  type Typed,
  typedLimits,
} from './limits-form.tsx'
import { type Limits, readLimits, type Subject } from './read-limits.ts'
import { type Rule, ruleMark } from './rules.ts'
import { buysOther, limitsMark, MOST_CARDS, setLimits } from './set-limits.ts'

const PATH = '/app/cards/limits'

type Asked = { cards: Subject[]; limits: Map<string, Limits>; places: Places }

export async function showMany(visit: ClientVisit): Promise<Response> {
  return withCards(visit, visit.url.searchParams, async (asked) => {
    const { cards } = asked
    if (cards.length === 1 && visit.query('copy') === '') return visit.seeOther(pathOf(cards[0]!))
    const copy = visit.query('copy').trim()
    if (copy === '') return formPage(visit, asked, { typed: common(visit, asked) })
    const copied = await limitsToCopy(visit.app.db.write, visit.session.client, copy)
    return copied
      ? formPage(visit, asked, { typed: typedCopy(visit, copied), copied: copied.name })
      : formPage(visit, asked, {
          typed: common(visit, asked),
          errors: { copy: visit.t('err.limits.noSource') },
        })
  })
}

/** GET, because it changes nothing. What is wrong shows the form again. */
export async function showManyCheck(visit: ClientVisit): Promise<Response> {
  const typed = visit.url.searchParams
  return withCards(visit, typed, (asked) => {
    const read = readAll(visit, typed, asked)
    return read.ok
      ? checkPage(visit, asked, typed, read)
      : formPage(visit, asked, { typed, errors: read.errors })
  })
}

export async function submitMany(visit: ClientVisit): Promise<Response> {
  const typed = new URLSearchParams(visit.form.text('limits'))
  typed.set('ids', visit.form.text('ids'))
  return withCards(visit, typed, async (asked) => {
    const { app, session, t } = visit
    const read = readAll(visit, typed, asked)
    if (!read.ok) return formPage(visit, asked, { typed, errors: read.errors })
    const set = await app.db.transaction((tx) =>
      setLimits(tx, {
        ...{ clientId: session.client.id, subjects: asked.cards, rules: read.rules, by: actorOf(visit) },
        products: asked.cards.some(asksFuels) ? read.products : undefined,
        seen: visit.form.text('seen'),
        profileId: profileOf(typed),
      }),
    )
    if (set.ok)
      return visit.seeOther('/app/cards', {
        tone: 'good',
        key: 'limits.savedMany',
        args: { n: set.changed },
      })
    switch (set.reason) {
      case 'same':
        return visit.seeOther('/app/cards', { tone: 'info', key: 'limits.same' })
      case 'over':
        return formPage(visit, asked, { typed, errors: { form: t('err.limits.over') } })
      case 'changed':
        return checkPage(visit, asked, typed, read, { form: t('err.limits.changed') })
      case 'disagree':
        return formPage(visit, asked, { typed, errors: disagreementErrors(t, set.what, read.fieldOf) })
    }
  })
}

/** The check page once more, when it was out of date. */
export async function manyAgain(visit: ClientVisit, errors: Errors): Promise<Response> {
  const typed = new URLSearchParams(visit.form.text('limits'))
  typed.set('ids', visit.form.text('ids'))
  return withCards(visit, typed, (asked) => {
    const read = readAll(visit, typed, asked)
    return read.ok
      ? checkPage(visit, asked, typed, read, errors)
      : formPage(visit, asked, { typed, errors: read.errors })
  })
}

async function withCards(
  visit: ClientVisit,
  typed: Typed,
  then: (asked: Asked) => Response | Promise<Response>,
): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const cards = await askedCards(visit, typed, MOST_CARDS)
  if (cards.length === 0 || cards.length > MOST_CARDS) return nonePage(visit, cards.length > 0)
  const limits = await readLimits(
    app.db.write,
    session.client.id,
    'card',
    cards.map(({ id }) => id),
  )
  return then({ cards, limits, places: await readPlaces(visit) })
}

function nonePage(visit: ClientVisit, tooMany: boolean): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('limits.title')}
      crumbs={[{ href: '/app/cards', label: t('cards.h1') }]}
    >
      <Empty
        icon="info"
        text={tooMany ? t('err.limits.tooMany', { max: MOST_CARDS }) : t('limits.noCards')}
        action={<LinkButton href="/app/cards">{t('act.back')}</LinkButton>}
      />
    </CabinetPage>,
    tooMany ? 422 : 200,
  )
}

function readAll({ t }: ClientVisit, typed: Typed, { cards, places }: Asked): ReadLimits {
  return readLimitsForm(t, typed, { fuels: cards.some(asksFuels), places })
}

// What all of them have already; blank when they differ.
function common({ t }: ClientVisit, { cards, limits }: Asked): Typed {
  const marks = (card: Subject) =>
    limits.get(card.id)!.rules.map(ruleMark).toSorted().join('|') + (card.products?.join() ?? '')
  const [first] = cards
  return cards.every((card) => marks(card) === marks(first!))
    ? typedLimits(t, limits.get(first!.id)!.rules, first!.products)
    : typedLimits(t, [])
}

function formPage(
  visit: ClientVisit,
  { cards, places }: Asked,
  { typed, errors = {}, copied }: { typed: Typed; errors?: Errors; copied?: string },
): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('limits.ofMany', { n: cards.length })}
      lead={cards.map(({ name }) => name).join(', ')}
      errors={errors}
      width="text"
      crumbs={[{ href: '/app/cards', label: t('cards.h1') }]}
    >
      {copied !== undefined && <Notice tone="info">{t('limits.copied', { name: copied })}</Notice>}
      <CopyFrom view={view} action={PATH} value={visit.query('copy')} errors={errors} ids={idsOf(cards)} />
      <form method="get" action={`${PATH}/check`} class="form" novalidate>
        <input type="hidden" name="ids" value={idsOf(cards)} />
        <input type="hidden" name="profile" value={typed.get('profile') ?? ''} />
        <LimitFields
          view={view}
          typed={typed}
          errors={errors}
          places={places}
          fuels={cards.some(asksFuels)}
        />
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href="/app/cards">{t('act.cancel')}</LinkButton>
        </Buttons>
      </form>
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function checkPage(
  visit: ClientVisit,
  { cards, limits, places }: Asked,
  typed: Typed,
  read: ReadLimits & { ok: true },
  errors: Errors = {},
): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  const mark = (rules: readonly Rule[]) => rules.map(ruleMark).toSorted().join('|')
  const changing = cards.filter(
    (card) => mark(limits.get(card.id)!.rules) !== mark(read.rules) || buysOther(card, read.products),
  )
  const lines = (rules: readonly Rule[], products: Subject['products']) => (
    <Lines
      lines={[
        ...rules.map((rule) => ruleWords(t, rule, places.stations)),
        ...(products ? [fuelWords(t, products)] : []),
      ]}
      none={t('limits.none')}
    />
  )
  typed.delete('ids')
  typed.delete('n')
  const ids = idsOf(cards)
  return visit.page(
    <CabinetPage
      view={view}
      title={t('limits.check')}
      lead={t('limits.check.p', { n: changing.length, total: cards.length })}
      errors={errors}
      back={{ href: `${PATH}?ids=${ids}` }}
    >
      <DataTable<Subject>
        view={view}
        caption={t('limits.title')}
        rows={cards}
        columns={[
          {
            label: t('limits.scope.card'),
            lead: true,
            cell: ({ name }) => <span class="digits">{name}</span>,
          },
          { label: t('limits.was'), cell: (card) => lines(limits.get(card.id)!.rules, card.products) },
          {
            label: t('limits.becomes'),
            cell: (card) =>
              changing.includes(card)
                ? lines(read.rules, card.ownProduct ? null : read.products)
                : t('limits.unchanged'),
          },
        ]}
      />
      <Form
        view={view}
        action={PATH}
        hidden={{ ids, limits: String(typed), seen: limitsMark(cards, limits) }}
      >
        <Buttons>
          <Button>{t('limits.bulk', { n: changing.length })}</Button>
          <LinkButton href={`${PATH}?ids=${ids}`}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  if (lines.length === 0) return <>{none}</>
  return (
    <ul class="list">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}
