/** C12: the limits of one card, or of a contract, a group, a driver, a vehicle or a profile: a form that saves at once. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import type { PlainKey } from '../i18n/index.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Form,
  LinkButton,
  Notice,
  Panel,
  TextField,
} from '../web/parts/index.ts'
import { isId } from '../web/paging.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { askedCard, askedSubject, type Copied, limitsToCopy, readPlaces } from './asked.ts'
import { Answers, InForceBars, readAnswers, readInForce } from './in-force.tsx'
import { disagreementErrors, LimitFields, readLimitsForm, type Typed, typedLimits } from './limits-form.tsx'
import { listGiven, ProfilePanels } from './profile-panels.tsx'
import { findSubject, readLimits, type Subject } from './read-limits.ts'
import type { Scope } from './rules.ts'
import { limitsMark, setLimits } from './set-limits.ts'

export async function showLimits(visit: ClientVisit): Promise<Response> {
  return withSubject(visit, async (subject) => {
    const copy = visit.query('copy').trim()
    if (copy === '') return formPage(visit, subject, {})
    const copied = await limitsToCopy(visit.app.db.write, visit.session.client, copy)
    return copied
      ? formPage(visit, subject, { typed: typedCopy(visit, copied), copied: copied.name })
      : formPage(visit, subject, { errors: { copy: visit.t('err.limits.noSource') } })
  })
}

export async function limitsAgain(visit: ClientVisit, errors: Errors): Promise<Response> {
  return withSubject(visit, (subject) => formPage(visit, subject, { typed: typedOf(visit), errors }))
}

export async function submitLimits(visit: ClientVisit): Promise<Response> {
  return withSubject(visit, async (subject) => {
    const { app, t, session } = visit
    const typed = typedOf(visit)
    const read = readLimitsForm(t, typed, { fuels: asksFuels(subject), places: await readPlaces(visit) })
    if (!read.ok) return formPage(visit, subject, { typed, errors: read.errors })
    const set = await app.db.transaction((tx) =>
      setLimits(tx, {
        ...{ clientId: session.client.id, subjects: [subject], rules: read.rules, by: actorOf(visit) },
        products: asksFuels(subject) ? read.products : undefined,
        seen: visit.form.text('seen'),
        profileId: profileOf(typed),
      }),
    )
    if (set.ok)
      return visit.seeOther(pathOf(subject), {
        tone: 'good',
        key: subject.scope === 'profile' ? 'limits.savedProfile' : 'limits.saved',
      })
    switch (set.reason) {
      case 'same':
        return visit.seeOther(pathOf(subject), { tone: 'info', key: 'limits.same' })
      case 'over':
        return formPage(visit, subject, { typed, errors: { form: t('err.limits.over') } })
      case 'changed':
        return limitsAgain(visit, { form: t('err.limits.changed') })
      case 'disagree':
        return formPage(visit, subject, { typed, errors: disagreementErrors(t, set.what, read.fieldOf) })
    }
  })
}

/** Where somebody's limits are in the cabinet. */
export function pathOf(subject: Subject): string {
  return subject.scope === 'card'
    ? `/app/cards/${subject.number}/limits`
    : `/app/limits/${subject.scope}/${subject.id}`
}

const H1 = {
  card: (view: View, card: string) => view.t('limits.h1', { card }),
  contract: (view: View, contract: string) => view.t('limits.ofContract', { contract }),
  group: (view: View, name: string) => view.t('limits.ofGroup', { name }),
  driver: (view: View, name: string) => view.t('limits.ofDriver', { name }),
  vehicle: (view: View, plate: string) => view.t('limits.ofVehicle', { plate }),
  profile: (view: View, name: string) => view.t('limits.ofProfile', { name }),
} as const satisfies Record<Scope, (view: View, name: string) => string>

const LEADS: Partial<Record<Scope, PlainKey>> = {
  contract: 'limits.lead.contract',
  group: 'limits.lead.group',
  driver: 'limits.lead.driver',
  vehicle: 'limits.lead.vehicle',
  profile: 'limits.lead.profile',
}

/** A litre wallet has one product and no say in it; others than cards have none. */
export function asksFuels(subject: Subject): boolean {
  return subject.scope === 'card' && !subject.ownProduct
}

/** What is copied, as the form shows it: it also carries which profile it was. */
export function typedCopy({ t }: ClientVisit, copied: Copied): Typed {
  const typed = typedLimits(t, copied.rules, copied.products)
  if (copied.profileId) typed.set('profile', copied.profileId)
  return typed
}

/** The profile that a form was filled from. */
export function profileOf(typed: Typed): string | undefined {
  const id = typed.get('profile') ?? ''
  return isId(id) ? id : undefined
}

function typedOf(visit: ClientVisit): Typed {
  return new URLSearchParams(visit.form.fields())
}

/** A profile's page, when what was typed for it is wrong. */
export async function profilePage(visit: ClientVisit, errors: Errors): Promise<Response> {
  const { app, session } = visit
  const id = visit.param('id')
  const profile = isId(id) ? await findSubject(app.db.write, session.client.id, 'profile', id) : undefined
  return profile ? formPage(visit, profile, { errors }) : missingPage(visit)
}

async function withSubject(
  visit: ClientVisit,
  then: (subject: Subject) => Response | Promise<Response>,
): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const number = visit.param('number')
  const subject = number ? await askedCard(app.db.write, session.client, number) : await askedSubject(visit)
  return subject ? then(subject) : missingPage(visit)
}

async function formPage(
  visit: ClientVisit,
  subject: Subject,
  { typed, errors = {}, copied }: { typed?: Typed; errors?: Errors; copied?: string },
): Promise<Response> {
  const { app, session } = visit
  const limits = await readLimits(app.db.write, session.client.id, subject.scope, [subject.id])
  const places = await readPlaces(visit)
  const isCard = subject.scope === 'card'
  const inForce = isCard ? await readInForce(app.db.write, session.client.id, subject.id) : []
  const answers = isCard ? await readAnswers(app.db.read, session.client.id, subject.id) : []
  const given = subject.scope === 'profile' ? await listGiven(app.db.read, session.client.id, subject.id) : []
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  const lead = LEADS[subject.scope]
  return visit.page(
    <CabinetPage
      view={view}
      title={H1[subject.scope](view, subject.name)}
      lead={lead && t(lead)}
      errors={errors}
      width="text"
      crumbs={
        isCard
          ? [{ href: `/app/cards/${subject.number}`, label: t('card.h1', { card: subject.name }) }]
          : [{ href: '/app/limits', label: t('limits.all') }]
      }
    >
      {copied !== undefined && <Notice tone="info">{t('limits.copied', { name: copied })}</Notice>}
      {isCard && (
        <Panel title={t('limits.inForce')}>
          <InForceBars view={view} rules={inForce} stations={places.stations} />
        </Panel>
      )}
      {subject.over ? (
        <Notice tone="info">{t('err.limits.over')}</Notice>
      ) : (
        <>
          <CopyFrom view={view} action={pathOf(subject)} value={visit.query('copy')} errors={errors} />
          <Form
            view={view}
            action={pathOf(subject)}
            hidden={{ seen: limitsMark([subject], limits), profile: typed?.get('profile') ?? '' }}
            guard
          >
            <LimitFields
              view={view}
              typed={typed ?? typedLimits(t, limits.get(subject.id)!.rules, subject.products)}
              errors={errors}
              places={places}
              fuels={asksFuels(subject)}
            />
            <Buttons>
              <Button>{t('act.save')}</Button>
              <LinkButton href={isCard ? `/app/cards/${subject.number}` : '/app/limits'}>
                {t('act.cancel')}
              </LinkButton>
            </Buttons>
          </Form>
        </>
      )}
      {subject.scope === 'profile' && !subject.over && (
        <ProfilePanels
          view={view}
          profile={subject}
          given={given}
          name={visit.form.text('name')}
          errors={errors}
        />
      )}
      <Answers view={view} answers={answers} path={`/app/cards/${subject.number}/answers`} />
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Fills the form with the limits of a card or a profile. */
export function CopyFrom({
  view,
  action,
  value,
  errors,
  ids,
}: {
  view: View
  action: string
  value: string
  errors: Errors
  ids?: string | undefined
}) {
  const { t } = view
  return (
    <form method="get" action={action} class="form" novalidate>
      {ids !== undefined && <input type="hidden" name="ids" value={ids} />}
      <TextField
        view={view}
        name="copy"
        label={t('limits.copy')}
        hint={t('limits.copyHint')}
        value={value}
        chars={20}
        errors={errors}
      />
      <Buttons>
        <Button tone="secondary">{t('limits.copy.do')}</Button>
      </Buttons>
    </form>
  )
}
