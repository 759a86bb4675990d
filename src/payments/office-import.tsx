/** O6: a bank's statement: upload, see what it would do, post it, watch. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { money, shortDate, shortDateTime } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  Confirm,
  DataTable,
  Empty,
  FileField,
  Form,
  IconLink,
  LinkButton,
  Notice,
  OfficePage,
  Pager,
  Panel,
  StatusTag,
  StepCounter,
  SummaryList,
  Tabs,
  WorkProgress,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { checkStatement, isDoubtful, type StatementCheck } from './check-statement.ts'
import { discardStatement } from './discard-statement.ts'
import { HERE as LIST } from './office-list.tsx'
import { StatementLines } from './office-import-lines.tsx'
import { confirmStatement } from './post-statement.ts'
import { MAX_STATEMENT_BYTES } from './read-statement.ts'
import { sampleStatement } from './sample-statement.ts'
import { refusalText, warningText } from './statement-words.ts'
import { findLines, findStatements, type LineKind, placeBefore, type StatementFacts } from './statements.ts'

export const IMPORT = `${LIST}/import`
const LINES = 100

/** A little more than the file may have, so that one that is a bit too large is told so on its own page. */
export const STATEMENT_UPLOAD_BYTES = MAX_STATEMENT_BYTES + 4 * 1024 * 1024

export function showUpload(visit: StaffVisit): Promise<Response> {
  return uploadPage(visit, {})
}

export function uploadAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return uploadPage(visit, errors)
}

export async function submitUpload(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const file = form.file('file')
  if (!file) return uploadPage(visit, { file: t('err.of.bank.none') })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const checked = await checkStatement(app, { fileName: nameOf(file), bytes, by: actorOf(visit) })
  if (!checked.ok) return uploadPage(visit, { file: whyNot(t, checked) })
  return visit.seeOther(`${IMPORT}/${checked.statementId}/check`)
}

function whyNot(t: T, refusal: StatementCheck & { ok: false }): string {
  if (refusal.reason === 'known') return t('err.of.bank.dup', { n: refusal.n })
  if (refusal.reason === 'no_own_account') return t('err.of.bank.ours')
  return refusalText(t, refusal)
}

/** For whoever tries the product out: in real life banks give the files. */
export async function downloadSample(visit: StaffVisit): Promise<Response> {
  const sample = visit.app.config.mode === 'local' ? await sampleStatement(visit.app.db.read) : undefined
  return sample === undefined
    ? missingPage(visit)
    : visit.download(sample, 'text/plain; charset=utf-8', 'statement.txt')
}

export async function showCheck(visit: StaffVisit): Promise<Response> {
  return checkAgain(visit, {})
}

export async function checkAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  const statement = await statementOf(visit)
  if (!statement) return missingPage(visit)
  if (statement.postedAt) return visit.seeOther(`${IMPORT}/${statement.id}`)
  return checkPage(visit, statement, errors)
}

export async function submitCheck(visit: StaffVisit): Promise<Response> {
  const { app, session } = visit
  const id = visit.param('statement')
  if (!isId(id)) return missingPage(visit)
  const by = { ...actorOf(visit), accountId: session.accountId }
  const confirmed = await app.db.transaction((tx) => confirmStatement(app, tx, { statementId: id, by }))
  if (confirmed.ok) return visit.seeOther(`${IMPORT}/${id}`)
  switch (confirmed.reason) {
    case 'unknown':
      return missingPage(visit)
    case 'again':
      return visit.seeOther(`${IMPORT}/${id}`, { tone: 'info', key: 'of.bank.again' })
    case 'nothing':
      return checkAgain(visit, { form: visit.t('of.bank.nothing') })
  }
}

export async function showStatement(visit: StaffVisit): Promise<Response> {
  const statement = await statementOf(visit)
  if (!statement) return missingPage(visit)
  if (!statement.postedAt) return visit.seeOther(`${IMPORT}/${statement.id}/check`)
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t } = view
  const { heaps, done } = statement
  const total = heaps.auto.n + heaps.ask.n + heaps.known.n
  const sofar = done.posted + done.waiting + done.known
  const running = statement.finishedAt === null
  return visit.page(
    <OfficePage
      view={view}
      title={t(running ? 'of.bank.posting' : 'of.bank.doneH1')}
      lead={t('of.bulk.fileLine', { file: statement.fileName })}
      refresh={running ? 3 : undefined}
      back={{ href: LIST, label: t('of.pay.h1') }}
    >
      <WorkProgress
        id="statement"
        running={running}
        done={running ? sofar : total}
        total={total}
        text={running ? t('of.bank.progress', { n: sofar, total }) : t('of.bank.done', { n: total })}
      />
      <ul>
        <li>{t('of.pay.auto', { n: done.posted })}</li>
        <li>{t('of.bank.n.waiting', { n: running ? done.waiting : statement.waiting })}</li>
        {done.known > 0 && <li>{t('of.bank.n.known', { n: done.known })}</li>}
      </ul>
      {!running && (
        <Buttons>
          {statement.waiting > 0 && (
            <LinkButton href={LIST} tone="primary">
              {t('of.bank.toQueue')}
            </LinkButton>
          )}
          <LinkButton href={IMPORT}>{t('of.bank.another')}</LinkButton>
        </Buttons>
      )}
      {await linesOf(visit, view, statement, IMPORT)}
    </OfficePage>,
  )
}

export async function showDiscard(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const statement = await statementOf(visit)
  if (!statement) return missingPage(visit)
  const here = `${IMPORT}/${statement.id}`
  if (statement.postedAt) return visit.seeOther(here, { tone: 'info', key: 'of.bank.again' })
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.bank.discardQ')}
      width="form"
      back={{ href: `${here}/check`, label: t('of.bank.check') }}
    >
      <Confirm
        view={view}
        body={t('of.bank.discardBody')}
        facts={[
          { label: t('of.bank.fileName'), value: statement.fileName },
          { label: t('of.bulk.who'), value: statement.author },
        ]}
        action={`${here}/discard`}
        submit={t('of.bank.discard')}
        danger
        cancelHref={`${here}/check`}
      />
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitDiscard(visit: StaffVisit): Promise<Response> {
  const statement = await statementOf(visit)
  if (!statement) return missingPage(visit)
  const discarded = await visit.app.db.transaction((tx) =>
    discardStatement(tx, { statementId: statement.id, by: actorOf(visit) }),
  )
  if (!discarded.ok && discarded.reason === 'posted')
    return visit.seeOther(`${IMPORT}/${statement.id}`, { tone: 'info', key: 'of.bank.again' })
  // Gone already is as good as gone now.
  return visit.seeOther(IMPORT, {
    tone: 'good',
    key: 'of.bank.discarded',
    args: { file: statement.fileName },
  })
}

async function statementOf(visit: StaffVisit): Promise<StatementFacts | undefined> {
  const id = visit.param('statement')
  return isId(id) ? (await findStatements(visit.app.db.write, { id }))[0] : undefined
}

// A browser sends the name as the person's disk has it; it is only shown.
function nameOf(file: File): string {
  const name = file.name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200)
  return name.toWellFormed() || 'file.txt'
}

async function uploadPage(visit: StaffVisit, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t } = view
  const recent = await findStatements(visit.app.db.read, { newest: 10 })
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.bank.h1')}
      above={<StepCounter view={view} n={1} total={3} />}
      errors={errors}
      back={{ href: LIST, label: t('of.pay.h1') }}
    >
      <Panel>
        <Form view={view} action={IMPORT} files>
          {visit.app.config.mode === 'local' && (
            <IconLink href={`${IMPORT}/sample.txt`} icon="download">
              {t('of.bank.sample')}
            </IconLink>
          )}
          <FileField
            view={view}
            name="file"
            label={t('of.bank.file')}
            hint={t('of.bank.fileHint')}
            accept=".txt,.1c,text/plain"
            errors={errors}
          />
          <Buttons>
            <Button icon="upload">{t('of.bulk.check')}</Button>
          </Buttons>
        </Form>
      </Panel>
      {recent.length > 0 && <Recent view={view} statements={recent} />}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function Recent({ view, statements }: { view: View; statements: StatementFacts[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.bank.recent')}
      showCaption
      rows={statements}
      columns={[
        {
          label: t('of.bank.fileName'),
          lead: true,
          cell: (row) => <a href={`${IMPORT}/${row.id}`}>{row.fileName}</a>,
        },
        { label: t('of.bulk.uploaded'), cell: (row) => shortDateTime(lang, row.createdAt) },
        { label: t('of.bulk.who'), long: true, cell: (row) => row.author },
        {
          label: t('of.bank.incoming'),
          number: true,
          cell: ({ heaps }) => String(heaps.auto.n + heaps.ask.n + heaps.known.n),
        },
        { label: t('of.pay.state'), cell: (row) => <StatementTag t={t} statement={row} /> },
      ]}
    />
  )
}

function StatementTag({ t, statement }: { t: T; statement: StatementFacts }) {
  if (!statement.postedAt) return <StatusTag tone="warning">{t('of.bank.s.draft')}</StatusTag>
  if (!statement.finishedAt) return <StatusTag tone="info">{t('of.bank.s.posting')}</StatusTag>
  return <StatusTag tone="good">{t('of.bank.s.done')}</StatusTag>
}

async function checkPage(visit: StaffVisit, statement: StatementFacts, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t } = view
  const { heaps, warnings } = statement
  const here = `${IMPORT}/${statement.id}/check`
  const incoming = heaps.auto.n + heaps.ask.n
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.bank.check')}
      above={<StepCounter view={view} n={2} total={3} />}
      lead={t('of.bulk.fileLine', { file: statement.fileName })}
      errors={errors}
      back={{ href: IMPORT, label: t('of.bank.another') }}
    >
      {warnings.length > 0 && (
        <Notice tone="warning">
          {warnings.map((warning) => (
            <p>{warningText(t, warning)}</p>
          ))}
          {isDoubtful(warnings) && <p>{t('of.bank.doubtful')}</p>}
        </Notice>
      )}
      <Panel>
        <SummaryList view={view} rows={factsOf(view, statement)} />
        {incoming === 0 ? (
          <Notice tone="info">{t('of.bank.nothing')}</Notice>
        ) : (
          <Form view={view} action={here}>
            <p class="hint">{t('of.bank.whatHappens')}</p>
            <Buttons>
              <Button icon="check">{t('of.bank.submit', { n: incoming })}</Button>
              <LinkButton href={`${IMPORT}/${statement.id}/discard`}>{t('of.bank.discard')}</LinkButton>
            </Buttons>
          </Form>
        )}
      </Panel>
      {await linesOf(visit, view, statement, here)}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function factsOf({ t, lang }: View, { accounts, from, to, heaps }: StatementFacts) {
  const heap = (kind: LineKind) =>
    t('of.bank.heap', { n: heaps[kind].n, amount: money(lang, heaps[kind].tiyn) })
  const some = (kinds: readonly LineKind[]) => kinds.filter((kind) => heaps[kind].n > 0)
  return [
    { label: t('of.bank.account'), value: accounts.join(', ') },
    ...(from && to
      ? [
          {
            label: t('of.bank.period'),
            value: t('of.bank.days', { from: shortDate(lang, from), to: shortDate(lang, to) }),
          },
        ]
      : []),
    { label: t('of.bank.n.auto'), value: heap('auto') },
    { label: t('of.bank.n.ask'), value: heap('ask') },
    ...some(['known', 'outgoing', 'own', 'foreign', 'unclear']).map((kind) => ({
      label: t(`of.bank.n.${kind === 'known' ? 'knownHead' : kind}`),
      value: heap(kind),
    })),
  ]
}

const GROUPS = {
  auto: ['auto'],
  ask: ['ask'],
  known: ['known'],
  rest: ['outgoing', 'own', 'foreign', 'unclear'],
} as const satisfies Record<string, readonly LineKind[]>
type Group = keyof typeof GROUPS

/** The lines of a statement in parts, by what they are. */
async function linesOf(visit: StaffVisit, view: View, statement: StatementFacts, at: string) {
  const { t } = view
  const here = statement.postedAt ? `${at}/${statement.id}` : at
  const shown = (Object.keys(GROUPS) as Group[]).find((group) => group === visit.query('show'))
  const { read } = visit.app.db
  const after = Math.max(0, Math.min(Math.trunc(Number(visit.query('after')) || 0), 1_000_000_000))
  const place = { kinds: shown && GROUPS[shown], after, size: LINES }
  const found = await findLines(read, statement.id, place)
  const lines = found.slice(0, LINES)
  const before = after > 0 ? await placeBefore(read, statement.id, place) : undefined
  const countOf = (group: Group) => GROUPS[group].reduce((sum, kind) => sum + statement.heaps[kind].n, 0)
  const groups = (Object.keys(GROUPS) as Group[]).filter((group) => countOf(group) > 0)
  const next = found.length > LINES ? String(lines.at(-1)!.n) : undefined
  return (
    <>
      {!statement.postedAt && groups.length > 1 && (
        <Tabs
          label={t('of.bank.lines')}
          tabs={[
            { href: here, label: t('common.all'), current: !shown },
            ...groups.map((group) => ({
              href: addressOf(here, { show: group }),
              label: t(`of.bank.g.${group}`),
              current: shown === group,
              count: countOf(group),
            })),
          ]}
        />
      )}
      {lines.length > 0 ? (
        <StatementLines view={view} lines={lines} />
      ) : (
        <Empty icon="payment" text={t('of.bank.empty')} />
      )}
      <Pager
        view={view}
        prevHref={
          before === undefined ? undefined : addressOf(here, { show: shown, after: String(before || '') })
        }
        nextHref={next && addressOf(here, { show: shown, after: next })}
      />
    </>
  )
}
