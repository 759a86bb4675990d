/**
 * The mailbox of the local mode: every letter that left a transaction, as its reader would see it. In the real mode
 * these pages do not exist; the table of routes guards them with `localOnly`.
 */
import { domainToASCII, domainToUnicode } from 'node:url'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { shortDateTime } from '../i18n/format.ts'
import { isLang, LANGS, type Lang } from '../i18n/index.ts'
import {
  DataTable,
  Empty,
  FilterBar,
  GuestPage,
  SearchField,
  StatusTag,
  SummaryList,
  type TagTone,
} from '../web/parts/index.ts'
import { type Child, type Html, raw } from '../web/jsx-runtime.ts'
import type { View } from '../web/view.ts'
import { renderHtml } from './letter-html.tsx'
import { type FramedLetter, type LetterRow, renderText, type Write } from './letter.ts'

/** As much of a request as these pages need. */
export type MailboxVisit = {
  url: URL
  param(name: string): string
  query(name: string): string
  view(): View
  header(name: string, value: string): void
  page(body: Html, status?: number): Response
  json(body: unknown, status?: number): Response
}

export type Sample = { template: string; letter: FramedLetter }

/** One page of the mailbox. */
export type MailboxPage = (visit: MailboxVisit) => Promise<Response>

/** What `/mailbox.json` says about a letter; `links` are the addresses of its buttons in their order. */
export type MailboxLetter = {
  id: string
  to: string
  template: string
  lang: Lang
  state: State
  createdAt: string
  sentAt: string | null
  subject: string
  text: string
  html: string
  links: string[]
}

/**
 * The handlers: `list` /mailbox · `letter` /mailbox/:id · `letterHtml` /mailbox/:id/html · `json` /mailbox.json ·
 * `samples` /mailbox/samples · `sampleHtml` /mailbox/samples/:n/html. `read` writes a letter whether its links are
 * still alive or not.
 */
export function mailbox(
  app: Pick<App, 'config' | 'db'>,
  { read, samples }: { read: Write; samples: (lang: Lang) => Sample[] },
): Record<'list' | 'letter' | 'letterHtml' | 'json' | 'samples' | 'sampleHtml', MailboxPage> {
  return {
    async list(visit) {
      const to = visit.query('to').trim()
      const before = visit.query('before')
      const rows = await findRows(app, { like: to, before, limit: PAGE })
      const letters = await Promise.all(
        rows.map(async (row) => ({ ...row, subject: await subjectOf(read, row) })),
      )
      // Whoever looks at the newest letters waits for one; there is nothing on the page to lose.
      if (!before) visit.header('refresh', '5')
      return visit.page(
        <MailboxList
          view={visit.view()}
          relay={!!app.config.smtpUrl}
          to={to}
          before={before}
          letters={letters}
        />,
      )
    },

    async letter(visit) {
      const view = visit.view()
      const row = await findRow(app, visit.param('id'))
      if (!row) return visit.page(<NoLetter view={view} />, 404)
      const letter = await readSafely(read, row)
      return visit.page(<OneLetter view={view} row={row} letter={letter} />)
    },

    async letterHtml(visit) {
      const row = await findRow(app, visit.param('id'))
      const letter = row && (await readSafely(read, row))
      if (!letter || 'problem' in letter) return visit.page(<NoLetter view={visit.view()} />, 404)
      return framed(visit, letter)
    },

    async json(visit) {
      const to = visit.query('to').trim()
      const rows = await findRows(app, { exact: to, limit: PAGE, template: visit.query('template') })
      const letters = await Promise.all(
        // A letter that was dropped unsent never reached a mailbox.
        rows
          .filter((row) => row.state !== 'void')
          .map(async (row) => asJson(row, await readSafely(read, row))),
      )
      return visit.json(letters.filter((letter) => letter !== undefined))
    },

    async samples(visit) {
      const byLang = Object.fromEntries(LANGS.map((lang) => [lang, samples(lang)])) as Record<Lang, Sample[]>
      return Promise.resolve(visit.page(<Samples view={visit.view()} byLang={byLang} />))
    },

    async sampleHtml(visit) {
      const lang = visit.query('in')
      const sample = isLang(lang) ? samples(lang)[Number(visit.param('n'))] : undefined
      return Promise.resolve(
        sample ? framed(visit, sample.letter) : visit.page(<NoLetter view={visit.view()} />, 404),
      )
    },
  }
}

const PAGE = 50

type State = 'queued' | 'deferred' | 'sent' | 'bounced' | 'void'

type Row = LetterRow & {
  state: State
  attempts: number
  createdAt: Date
  sentAt: Date | null
  serverAnswer: string | null
}

type Wanted = { like?: string; exact?: string; template?: string; before?: string; limit: number }

async function findRows({ db }: Pick<App, 'db'>, wanted: Wanted): Promise<Row[]> {
  const { like = '', exact = '', template = '', before = '' } = wanted
  const { rows } = await sql<Row>`
    select ${COLUMNS} from letter
    where position(lower(${like}) in lower(email)) > 0
      and (${exact} = '' or lower(email) = any(${spellings(exact)}::text[]))
      and (${template} = '' or template = ${template})
      and (${isId(before)} = false or (created_at, id) <
        (select created_at, id from letter where id = ${isId(before) ? before : null}::uuid))
    order by created_at desc, id desc limit ${wanted.limit}`.execute(db.read)
  return rows
}

async function findRow({ db }: Pick<App, 'db'>, id: string): Promise<Row | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<Row>`select ${COLUMNS} from letter where id = ${id}::uuid`.execute(db.read)
  return rows[0]
}

const COLUMNS =
  sql.raw(`id, template, lang, email, params, link_id as "linkId", account_id as "accountId", state, attempts,
  created_at as "createdAt", sent_at as "sentAt", server_answer as "serverAnswer"`)

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

// A stored address shows its domain in letters; who asks may write it either way.
function spellings(address: string): string[] {
  const lower = address.toLowerCase()
  const at = lower.lastIndexOf('@') + 1
  const [local, domain] = [lower.slice(0, at), lower.slice(at)]
  return [lower, local + domainToASCII(domain), local + domainToUnicode(domain)]
}

type Unreadable = { problem: string }

async function readSafely(read: Write, row: LetterRow): Promise<FramedLetter | Unreadable> {
  try {
    const letter = await read(row)
    return letter === 'void' ? { problem: 'void' } : letter
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

async function subjectOf(read: Write, row: LetterRow): Promise<string> {
  const letter = await readSafely(read, row)
  return 'problem' in letter ? letter.problem : letter.subject
}

function asJson(row: Row, letter: FramedLetter | Unreadable): MailboxLetter | undefined {
  if ('problem' in letter) return undefined
  return {
    id: row.id,
    to: row.email,
    template: row.template,
    lang: row.lang,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    subject: letter.subject,
    text: renderText(letter, letter.frame),
    html: renderHtml(letter, letter.frame),
    links: letter.blocks.flatMap((block) => (block.kind === 'button' ? [block.url] : [])),
  }
}

// A letter carries its styles with it, so they are allowed here and nowhere else; nothing else of it may do anything.
const LETTER_CSP = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

function framed(visit: MailboxVisit, letter: FramedLetter): Response {
  visit.header('content-security-policy', LETTER_CSP)
  visit.header('x-frame-options', 'SAMEORIGIN')
  // A link opens beside the mailbox, as it does from a mail program.
  const html = renderHtml(letter, letter.frame)
  return visit.page(raw(html.replace('<head>', '<head><base target="_blank">')))
}

function MailboxList({
  view,
  relay,
  to,
  before,
  letters,
}: {
  view: View
  relay: boolean
  to: string
  before: string
  letters: (Row & { subject: string })[]
}) {
  const { t, lang } = view
  const last = letters.length === PAGE ? letters.at(-1) : undefined
  return (
    <GuestPage
      view={view}
      title={t('mailbox.h1')}
      lead={t(relay ? 'mailbox.leadRelay' : 'mailbox.lead')}
      width="wide"
      actions={<a href="/mailbox/samples">{t('mailbox.samples')}</a>}
    >
      <FilterBar
        view={view}
        action="/mailbox"
        resetHref="/mailbox"
        search={<SearchField view={view} name="to" label={t('mailbox.search')} value={to} />}
      />
      {letters.length === 0 ? (
        <Empty icon="mail" text={t(to ? 'mailbox.noMatch' : 'mailbox.empty')} />
      ) : (
        <DataTable
          view={view}
          caption={t('mailbox.h1')}
          rows={letters}
          columns={[
            { label: t('mailbox.time'), cell: (row) => <Moment lang={lang} at={row.createdAt} /> },
            { label: t('mailbox.to'), long: true, cell: (row) => row.email },
            {
              label: t('mailbox.subject'),
              lead: true,
              cell: (row) => (
                <a href={`/mailbox/${row.id}`} lang={row.lang}>
                  {row.subject}
                </a>
              ),
            },
            { label: t('mailbox.template'), long: true, cell: (row) => row.template },
            { label: t('mailbox.state'), cell: (row) => <StateTag view={view} state={row.state} /> },
          ]}
        />
      )}
      {(last || before) && (
        <p>
          {before && <a href={listHref(to)}>{t('mailbox.newest')}</a>}{' '}
          {last && <a href={listHref(to, last.id)}>{t('mailbox.older')}</a>}
        </p>
      )}
    </GuestPage>
  )
}

function listHref(to: string, before = ''): string {
  const query = new URLSearchParams({ ...(to ? { to } : {}), ...(before ? { before } : {}) }).toString()
  return query ? `/mailbox?${query}` : '/mailbox'
}

function OneLetter({ view, row, letter }: { view: View; row: Row; letter: FramedLetter | Unreadable }) {
  const { t, lang } = view
  const facts = [
    { label: t('mailbox.to'), value: row.email },
    { label: t('mailbox.time'), value: <Moment lang={lang} at={row.createdAt} /> },
    { label: t('mailbox.template'), value: row.template },
    { label: t('mailbox.state'), value: <StateTag view={view} state={row.state} /> },
    { label: t('mailbox.attempts'), value: String(row.attempts) },
    ...(row.serverAnswer ? [{ label: t('mailbox.answer'), value: row.serverAnswer }] : []),
  ]
  if ('problem' in letter) {
    return (
      <LetterPage view={view} title={t('mailbox.h1')}>
        <SummaryList view={view} rows={facts} />
        <p>{t('mailbox.unreadable', { reason: letter.problem })}</p>
      </LetterPage>
    )
  }
  return (
    <LetterPage view={view} title={letter.subject}>
      <SummaryList view={view} rows={facts} />
      <h2>{t('mailbox.look')}</h2>
      <LetterFrame src={`/mailbox/${row.id}/html`} title={letter.subject} height={860} />
      <h2>{t('mailbox.text')}</h2>
      <PlainText lang={row.lang} text={renderText(letter, letter.frame)} />
    </LetterPage>
  )
}

function LetterPage({ view, title, children }: { view: View; title: string; children: Child }) {
  return (
    <GuestPage
      view={view}
      title={title}
      width="wide"
      back={{ href: '/mailbox', label: view.t('mailbox.back') }}
    >
      {children}
    </GuestPage>
  )
}

function LetterFrame({ src, title, height }: { src: string; title: string; height: number }) {
  return (
    <iframe
      src={src}
      title={title}
      width="100%"
      height={String(height)}
      loading="lazy"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
    />
  )
}

// In lines and not in `pre`: on a phone an address must break.
function PlainText({ lang, text }: { lang: Lang; text: string }) {
  return (
    <p lang={lang}>
      {text
        .trimEnd()
        .split('\n')
        .map((line) => (
          <>
            <code>{withLinks(line)}</code>
            <br />
          </>
        ))}
    </p>
  )
}

function withLinks(text: string): Child[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
    .map((part, at) => (at % 2 ? <a href={part}>{part}</a> : part))
}

function Samples({ view, byLang }: { view: View; byLang: Record<Lang, Sample[]> }) {
  const { t } = view
  const rows = byLang.ru.map(({ template }, n) => ({ template, n }))
  return (
    <GuestPage
      view={view}
      title={t('mailbox.samples')}
      lead={t('mailbox.samplesLead')}
      width="wide"
      back={{ href: '/mailbox', label: t('mailbox.back') }}
    >
      {rows.map(({ template, n }) => (
        <section>
          <h2>{template}</h2>
          <DataTable
            view={view}
            caption={template}
            rows={[n]}
            columns={LANGS.map((lang) => ({
              label: t(`lang.${lang}`),
              long: true,
              cell: () => (
                <>
                  <p lang={lang}>{byLang[lang][n]!.letter.subject}</p>
                  <LetterFrame
                    src={`/mailbox/samples/${n}/html?in=${lang}`}
                    title={`${template} ${lang}`}
                    height={640}
                  />
                </>
              ),
            }))}
          />
        </section>
      ))}
    </GuestPage>
  )
}

function NoLetter({ view }: { view: View }) {
  return (
    <LetterPage view={view} title={view.t('ui.missing')}>
      <p>{view.t('err.404')}</p>
    </LetterPage>
  )
}

const TONES: Record<State, TagTone> = {
  queued: 'info',
  deferred: 'warning',
  sent: 'good',
  bounced: 'danger',
  void: 'neutral',
}

function StateTag({ view, state }: { view: View; state: State }) {
  return <StatusTag tone={TONES[state]}>{view.t(`mailbox.state.${state}`)}</StatusTag>
}

function Moment({ lang, at }: { lang: Lang; at: Date }) {
  return <time datetime={at.toISOString()}>{shortDateTime(lang, at)}</time>
}
