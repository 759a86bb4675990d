/** O11: the letters that left, for support: what became of each, how it reads (its links hidden), and once more. */
import type { Template } from '../accounts/letter-params.ts'
import { buildLetter } from '../accounts/build-letter.ts'
import { isAccountLetter } from '../accounts/letters.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import { collator, shortDateTime } from '../i18n/format.ts'
import type { Key, Lang, PlainKey, T } from '../i18n/index.ts'
import { raw } from '../web/jsx-runtime.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  type Chip,
  DataTable,
  Empty,
  FilterBar,
  Form,
  OfficePage,
  Pager,
  Panel,
  SearchField,
  SelectField,
  StatusTag,
  SummaryList,
  Tabs,
  type TagTone,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { answerInWords } from './answer-words.ts'
import {
  countLetters,
  findLetter,
  findLetters,
  LETTER_STATES,
  type LetterFacts,
  type LetterFilter,
  type LetterLine,
  type LetterState,
} from './find-letters.ts'
import { renderHtml } from '../mail/letter-html.tsx'
import { type FramedLetter, renderText } from '../mail/letter.ts'
import { type LetterResent, resendLetter, wayToResend } from './resend-letter.ts'

const PAGE = 50
const HERE = '/office/mail'

const TEMPLATES: Record<Template, PlainKey> = {
  invitation: 'of.mail.t.invitation',
  staff_invitation: 'of.mail.t.staffInvitation',
  invitation_join: 'of.mail.t.invitationJoin',
  invitation_reminder: 'of.mail.t.invitationReminder',
  confirmation: 'of.mail.t.confirmation',
  already: 'of.mail.t.already',
  reset: 'of.mail.t.reset',
  password_changed: 'of.mail.t.passwordChanged',
  locked: 'of.mail.t.locked',
  unlocked: 'of.mail.t.unlocked',
  welcome: 'of.mail.t.welcome',
  new_device: 'of.mail.t.newDevice',
  email_new: 'of.mail.t.emailNew',
  email_old: 'of.mail.t.emailOld',
  email_changed: 'of.mail.t.emailChanged',
  email_change_cancelled: 'of.mail.t.emailChangeCancelled',
  joined: 'of.mail.t.joined',
  registration_approved: 'of.mail.t.registrationApproved',
  registration_declined: 'of.mail.t.registrationDeclined',
  suspended: 'of.mail.t.suspended',
  closed: 'of.mail.t.closed',
  coupons_for_you: 'of.mail.t.couponsForYou',
  coupons_ending: 'of.mail.t.couponsEnding',
  coupons_made: 'of.mail.t.couponsMade',
  invoice_to_pay: 'of.mail.t.invoiceToPay',
  alerts: 'of.mail.t.alerts',
}

/** A letter's kind in words; one of another version keeps the name it has there. */
export function letterName(t: T, template: string): string {
  return isAccountLetter(template) ? t(TEMPLATES[template]) : template
}

const TONES: Record<LetterState, TagTone> = {
  queued: 'info',
  sent: 'good',
  deferred: 'warning',
  bounced: 'danger',
  void: 'neutral',
}

/** What became of a letter. */
export function LetterTag({ t, state }: { t: T; state: LetterState }) {
  return <StatusTag tone={TONES[state]}>{t(`mailbox.state.${state}`)}</StatusTag>
}

/** The mail server's answer: what it means, where that is known, and its own words. */
export function ServerAnswer({ t, answer }: { t: T; answer: string }) {
  const words = answerInWords(t, answer)
  return (
    <div>
      {words && <div>{words}</div>}
      <div class="faint" lang="en">
        {answer}
      </div>
    </div>
  )
}

export async function listLetters(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'mail') })
  const { t } = view
  const { read } = visit.app.db
  const filter = readFilter(visit)
  const place = placeOf(visit)
  const [found, counts] = await Promise.all([findLetters(read, filter, place, PAGE), countLetters(read)])
  const query = { state: filter.state, template: filter.template, to: filter.to }
  const page = pageOf(found, place, PAGE, (next) => addressOf(HERE, { ...query, ...next }))
  const filtered = filter.state ?? filter.template ?? filter.to
  return visit.page(
    <OfficePage view={view} title={t('of.mail.h1')}>
      <Tabs label={t('of.mail.state')} tabs={stateTabs(t, filter, counts)} />
      <Filters view={view} filter={filter} />
      {page.rows.length === 0 ? (
        <Empty icon="mail" text={t(filtered ? 'of.list.noMatch' : 'of.mail.empty')} />
      ) : (
        <LetterTable visit={visit} view={view} rows={page.rows} />
      )}
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
    </OfficePage>,
  )
}

export async function showLetter(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const letter = await findLetter(visit.app.db.read, visit.param('id'))
  return letter ? letterPage(visit, letter, errors) : missingPage(visit)
}

/** The letter itself, for the frame on its page: it brings its own styles, so it gets its own rules. */
export async function showLetterHtml(visit: StaffVisit): Promise<Response> {
  const letter = await findLetter(visit.app.db.read, visit.param('id'))
  const written = letter && (await writeHidden(visit, letter))
  if (!written || written === 'unreadable') return missingPage(visit)
  visit.header('content-security-policy', LETTER_CSP)
  visit.header('x-frame-options', 'SAMEORIGIN')
  return visit.page(raw(renderHtml(written, written.frame)))
}

export async function submitResend(visit: StaffVisit): Promise<Response> {
  const { app, session } = visit
  const letter = await findLetter(app.db.write, visit.param('id'))
  if (!letter) return missingPage(visit)
  const here = `${HERE}/${letter.id}`
  // Who works for the retailer is the administrator's business.
  if (letter.template === 'staff_invitation' && session.staff !== 'admin')
    return visit.seeOther(here, { tone: 'warning', key: 'of.mail.r.adminOnly' })
  const sent = await app.db.transaction((tx) =>
    resendLetter(app, tx, { letterId: letter.id, by: actorOf(visit) }),
  )
  return sent.ok
    ? visit.seeOther(here, { tone: 'good', key: 'of.mail.resent', args: { email: sent.email } })
    : visit.seeOther(here, { tone: 'warning', key: REFUSALS[sent.reason] })
}

const REFUSALS: Record<Exclude<LetterResent, { ok: true }>['reason'], Key> = {
  unknown: 'err.404',
  not_again: 'of.mail.r.notAgain',
  over: 'of.mail.r.over',
  too_soon: 'of.mail.r.tooSoon',
  address_changed: 'of.mail.r.addressChanged',
}

const LETTER_CSP = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ')

function readFilter(visit: StaffVisit): LetterFilter {
  const [state, template] = [visit.query('state'), visit.query('template')]
  return {
    state: (LETTER_STATES as readonly string[]).includes(state) ? (state as LetterState) : undefined,
    template: isAccountLetter(template) ? template : undefined,
    to: visit.query('to').trim().slice(0, 254),
  }
}

function stateTabs(t: T, filter: LetterFilter, counts: Partial<Record<LetterState, number>>) {
  const { template, to } = filter
  const href = (state?: LetterState) => addressOf(HERE, { state, template, to })
  return [
    { href: href(), label: t('common.all'), current: filter.state === undefined },
    ...LETTER_STATES.map((state) => ({
      href: href(state),
      label: t(`mailbox.state.${state}`),
      current: filter.state === state,
      count: counts[state],
    })),
  ]
}

function Filters({ view, filter }: { view: View; filter: LetterFilter }) {
  const { t } = view
  const { state, template, to } = filter
  const chips: Chip[] = [
    ...(template ? [{ label: letterName(t, template), removeHref: addressOf(HERE, { state, to }) }] : []),
    ...(to ? [{ label: to, removeHref: addressOf(HERE, { state, template }) }] : []),
  ]
  const options = Object.keys(TEMPLATES).map((name) => ({ value: name, label: letterName(t, name) }))
  return (
    <FilterBar
      view={view}
      action={HERE}
      auto
      keep={state ? { state } : {}}
      chips={chips}
      resetHref={addressOf(HERE, { state })}
      search={<SearchField view={view} name="to" label={t('of.mail.search')} value={to} />}
    >
      <SelectField
        view={view}
        name="template"
        label={t('of.mail.letter')}
        value={template}
        empty={t('common.all')}
        options={options.toSorted((a, b) => collator.compare(a.label, b.label))}
      />
    </FilterBar>
  )
}

function LetterTable({ visit, view, rows }: { visit: StaffVisit; view: View; rows: LetterLine[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.mail.h1')}
      rows={rows}
      columns={[
        { label: t('of.time'), cell: (row) => <Moment lang={lang} at={row.createdAt} /> },
        { label: t('of.mail.to'), long: true, cell: (row) => row.email },
        {
          label: t('of.mail.letter'),
          lead: true,
          cell: (row) => <a href={`${HERE}/${row.id}`}>{letterName(t, row.template)}</a>,
        },
        { label: t('audit.f.company'), cell: (row) => <Company visit={visit} letter={row} /> },
        {
          label: t('of.mail.state'),
          cell: (row) => (
            <div>
              <LetterTag t={t} state={row.state} />
              {row.serverAnswer && row.state !== 'sent' && <ServerAnswer t={t} answer={row.serverAnswer} />}
            </div>
          ),
        },
      ]}
    />
  )
}

function Company({ visit, letter }: { visit: StaffVisit; letter: LetterLine }) {
  if (!letter.clientId) return null
  if (!mayOpen(visit.session.staff, 'clients')) return <>{letter.clientName}</>
  return <a href={`/office/clients/${letter.clientId}`}>{letter.clientName}</a>
}

async function letterPage(visit: StaffVisit, letter: LetterFacts, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'mail') })
  const { t, lang } = view
  const { state, serverAnswer, sentAt } = letter
  const written = await writeHidden(visit, letter)
  const rows = [
    { label: t('of.mail.to'), value: letter.email },
    ...(letter.clientId
      ? [{ label: t('audit.f.company'), value: <Company visit={visit} letter={letter} /> }]
      : []),
    { label: t('of.mail.state'), value: <LetterTag t={t} state={state} /> },
    { label: t('of.mail.written'), value: shortDateTime(lang, letter.createdAt) },
    ...(sentAt ? [{ label: t('of.mail.sentAt'), value: shortDateTime(lang, sentAt) }] : []),
    ...(state === 'deferred'
      ? [{ label: t('of.mail.next'), value: shortDateTime(lang, letter.nextTryAt) }]
      : []),
    { label: t('of.mail.attempts'), value: String(letter.attempts) },
    ...(serverAnswer
      ? [{ label: t('of.mail.answer'), value: <ServerAnswer t={t} answer={serverAnswer} /> }]
      : []),
    ...(letter.invitationId && letter.clientId
      ? [
          {
            label: t('of.inv.single'),
            value: <a href={`/office/invitations/${letter.invitationId}`}>{t('act.more')}</a>,
          },
        ]
      : []),
  ]
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={letterName(t, letter.template)}
      back={{ href: HERE, label: t('of.mail.h1') }}
      width="text"
    >
      <Panel>
        <SummaryList view={view} rows={rows} />
        <Resend visit={visit} view={view} letter={letter} />
      </Panel>
      {written === 'unreadable' ? (
        <p>{t('of.mail.unreadable')}</p>
      ) : (
        <Panel title={written.subject}>
          <p class="hint">{t('of.mail.hidden')}</p>
          <iframe
            src={`${HERE}/${letter.id}/html`}
            title={written.subject}
            width="100%"
            height="640"
            frameborder="0"
            loading="lazy"
            sandbox=""
          />
          <details>
            <summary>{t('of.mail.plain')}</summary>
            <pre lang={letter.lang}>{renderText(written, written.frame)}</pre>
          </details>
        </Panel>
      )}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

/** Support and managers send once more; auditors only look. */
export function mayResend(visit: StaffVisit): boolean {
  return visit.session.staff !== 'auditor'
}

function Resend({ visit, view, letter }: { visit: StaffVisit; view: View; letter: LetterFacts }) {
  const { t } = view
  const way = wayToResend(letter)
  if (!way || !mayResend(visit)) return null
  if (letter.template === 'staff_invitation' && visit.session.staff !== 'admin') return null
  return (
    <Form view={view} action={`${HERE}/${letter.id}/resend`}>
      <p class="hint">{t(way === 'copy' ? 'of.mail.wayCopy' : 'of.mail.wayLink')}</p>
      <Buttons>
        <Button tone="secondary" icon="send">
          {t('act.resend')}
        </Button>
      </Buttons>
    </Form>
  )
}

/** The letter as its reader got it, but without the tokens of its links: they open what belongs to the reader. */
async function writeHidden(visit: StaffVisit, letter: LetterFacts): Promise<FramedLetter | 'unreadable'> {
  try {
    const written = await buildLetter(visit.app, letter, 'hidden')
    return written === 'void' ? 'unreadable' : written
  } catch (error) {
    visit.app.log.warn('a letter cannot be shown', { id: letter.id, template: letter.template, error })
    return 'unreadable'
  }
}

function Moment({ lang, at }: { lang: Lang; at: Date }) {
  return <time datetime={at.toISOString()}>{shortDateTime(lang, at)}</time>
}
