/** O3: inviting one person of a client: the contract is found, the form filled in from it, the letter shown before it goes. */
import { sql } from 'kysely'
import { type EmailAddress, parseEmailAddress } from '../values/email-address.ts'
import { clientRoleOptions, InviteFields } from '../accounts/invite-fields.tsx'
import { invite } from '../accounts/invite.ts'
import { type LetterLink, writeLetter } from '../accounts/letters.ts'
import { isClientRole, type ClientRole } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { findClients, isAsked } from '../clients/find-clients.ts'
import {
  type Mistakes,
  oneLine,
  readEmail,
  readLang,
  readPerson,
  sureOf,
  typedIn,
} from '../clients/form-fields.ts'
import { inviteRefusal } from '../clients/office-invite.tsx'
import { officeNav } from '../accounts/office-nav.ts'
import type { Lang } from '../i18n/index.ts'
import type { Block, LetterText } from '../mail/letter.ts'
import { addressOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  DataTable,
  Empty,
  FilterBar,
  Form,
  LinkButton,
  OfficePage,
  Panel,
  SearchField,
  StepCounter,
  SummaryList,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { type ContractChoice, findContract, findContracts } from './find-invitations.ts'

const LIST = '/office/invitations'
const HERE = `${LIST}/new`
/** More companies than this are not read through; a longer word finds fewer. */
const FOUND = 20

const FIELDS = ['email', 'person', 'role', 'lang'] as const
type Typed = Partial<Record<(typeof FIELDS)[number], string>>

// In an address `lang` is the language of the page, so the letter's has another name there.
const QUERY = { email: 'email', person: 'person', role: 'role', lang: 'in' } as const

/** Without a contract in the address: whom to invite. With one: the form, filled in from the contract. */
export async function showNewInvitation(visit: StaffVisit): Promise<Response> {
  const asked = visit.query('contract')
  if (asked === '') return searchPage(visit)
  const contract = await findContract(visit.app.db.read, asked)
  if (!contract) return missingPage(visit)
  const kept = Object.fromEntries(
    FIELDS.map((name) => [name, visit.query(name)]).filter(([, value]) => value),
  )
  return formPage(visit, contract, { email: contract.email, role: 'owner', lang: 'ru', ...kept }, {})
}

export async function newInvitationAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  const contract = await findContract(visit.app.db.read, visit.form.text('contract'))
  return contract ? formPage(visit, contract, typedIn(visit.form, FIELDS), errors) : searchPage(visit, errors)
}

/** Sends, or, with the button that previews, leads to the letter as it would be. */
export async function submitNewInvitation(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const contract = await findContract(app.db.write, form.text('contract'))
  if (!contract) return searchPage(visit, { form: t('of.inv.contractGone') })
  const mistakes: Mistakes = {}
  const address = readEmail(t, mistakes, form)
  const name = readPerson(t, mistakes, form.text('person'))
  const role = form.text('role')
  if (!isClientRole(role)) mistakes['role'] = t('err.of.role')
  if (Object.keys(mistakes).length > 0 || !isClientRole(role)) return newInvitationAgain(visit, mistakes)
  const lang = readLang(form.text('lang'))
  if (form.text('preview') !== '')
    return visit.seeOther(addressOf(`${HERE}/letter`, queryOf({ contract, address, name, role, lang })))

  const { clientId, contractId } = contract
  const invited = await app.db.transaction((tx) =>
    invite(app, tx, { clientId, contractId, address, name, role, lang, by: actorOf(visit) }),
  )
  if (!invited.ok) return newInvitationAgain(visit, inviteRefusal(t, invited.reason, address.shown, 'active'))
  return visit.seeOther(`${LIST}/${invited.invitationId}`, {
    tone: 'good',
    key: 'of.inv.sent',
    args: { email: address.shown },
  })
}

/** The letter in its language before it goes, its link hidden: nobody is invited yet. */
export async function showNewLetter(visit: StaffVisit): Promise<Response> {
  const contract = await findContract(visit.app.db.read, visit.query('contract'))
  const address = parseEmailAddress(visit.query('email'))
  const role = visit.query('role')
  if (!contract || !address.ok || !isClientRole(role)) return missingPage(visit)
  const lang = readLang(visit.query(QUERY.lang))
  const plan: Plan = { contract, address, name: oneLine(visit.query('person')), role, lang }
  const letter = await writePlanned(visit, plan)
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const hidden = {
    ...{ contract: contract.contractId, email: address.shown, person: plan.name, role, lang },
    // The address was asked about on the form already.
    sure: address.shown,
  }
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.inv.preview')}
      above={<StepCounter view={view} n={3} total={3} />}
      width="text"
      back={{ href: addressOf(HERE, queryOf(plan)) }}
    >
      <SummaryList
        view={view}
        rows={[
          { label: t('of.mail.to'), value: address.shown },
          { label: t('audit.f.company'), value: contract.name },
          { label: t('people.role'), value: t(`role.${role}`) },
        ]}
      />
      <Panel title={letter.subject}>
        <p class="hint">{t('of.mail.hidden')}</p>
        <LetterWords letter={letter} lang={lang} />
      </Panel>
      <Form view={view} action={HERE} hidden={hidden}>
        <Buttons>
          <Button icon="send">{t('of.inv.send')}</Button>
          <LinkButton href={addressOf(HERE, queryOf(plan))}>{t('act.change')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
  )
}

type Plan = { contract: ContractChoice; address: EmailAddress; name: string; role: ClientRole; lang: Lang }

function queryOf({ contract, address, name, role, lang }: Plan) {
  return { contract: contract.contractId, email: address.shown, person: name, role, in: lang }
}

async function searchPage(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const typed = oneLine(visit.query('q')).slice(0, 200)
  const choices = isAsked(typed) ? await findChoices(visit, typed) : undefined
  const wrong = Object.keys(errors).length > 0
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.inv.one')}
      above={<StepCounter view={view} n={1} total={3} />}
      lead={t('of.inv.choose')}
      errors={errors}
      back={{ href: LIST, label: t('of.inv.h1') }}
    >
      <FilterBar
        view={view}
        action={HERE}
        resetHref={HERE}
        search={<SearchField view={view} name="q" label={t('of.clients.search')} value={typed} />}
      />
      {choices && (choices.length > 0 ? <Choices view={view} rows={choices} /> : <NoChoice view={view} />)}
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

async function findChoices(visit: StaffVisit, typed: string): Promise<ContractChoice[]> {
  const { read } = visit.app.db
  const clients = await findClients(read, { typed, state: 'active' }, {}, FOUND)
  return findContracts(
    read,
    clients.slice(0, FOUND).map((client) => client.id),
  )
}

function Choices({ view, rows }: { view: View; rows: ContractChoice[] }) {
  const { t } = view
  return (
    <DataTable
      view={view}
      caption={t('of.inv.choose')}
      rows={rows}
      columns={[
        {
          label: t('audit.f.company'),
          lead: true,
          cell: (row) => <a href={addressOf(HERE, { contract: row.contractId })}>{row.name}</a>,
        },
        { label: t('term.bin'), cell: (row) => <span class="digits">{row.bin}</span> },
        { label: t('reg.contractNo'), cell: (row) => row.number },
        { label: t('of.inv.email'), long: true, cell: (row) => row.email },
      ]}
    />
  )
}

function NoChoice({ view }: { view: View }) {
  const { t } = view
  return (
    <Empty
      icon="search"
      text={t('of.inv.noContract')}
      action={<LinkButton href="/office/clients/new">{t('of.clients.add')}</LinkButton>}
    />
  )
}

function formPage(visit: StaffVisit, contract: ContractChoice, typed: Typed, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const wrong = Object.keys(errors).length > 0
  const hidden = { contract: contract.contractId, ...(wrong ? sureOf(visit.form) : {}) }
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.inv.one')}
      above={<StepCounter view={view} n={2} total={3} />}
      lead={t('of.inv.valid', { n: visit.app.config.limits.invitationDays })}
      errors={errors}
      width="form"
      back={{ href: HERE }}
    >
      <SummaryList
        view={view}
        rows={[
          { label: t('audit.f.company'), value: contract.name, changeHref: HERE },
          { label: t('term.bin'), value: contract.bin },
          { label: t('reg.contractNo'), value: contract.number },
        ]}
      />
      <Form view={view} action={HERE} hidden={hidden}>
        <InviteFields
          view={view}
          errors={errors}
          typed={typed}
          labels={{ email: t('of.inv.email'), person: t('of.inv.person') }}
          emailHint={t('of.inv.emailHint', { email: contract.email })}
          roles={clientRoleOptions(t)}
        />
        <Buttons>
          <Button icon="send">{t('of.inv.send')}</Button>
          <Button tone="secondary" name="preview" value="1">
            {t('of.inv.preview')}
          </Button>
        </Buttons>
      </Form>
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

/** The letter `invite` would queue, written from the same words. */
async function writePlanned(visit: StaffVisit, { contract, address, role, lang }: Plan): Promise<LetterText> {
  const { app } = visit
  const { config } = app
  const account = await findAccount(visit, address)
  const hidden: LetterLink = {
    url: `${config.publicUrl.href}invitations/…`,
    expiresAt: new Date(Date.now() + config.limits.invitationDays * 86_400_000),
  }
  return writeLetter(
    app.texts[lang],
    account ? 'invitation_join' : 'invitation',
    { company: contract.name, contract: contract.number, role },
    address.shown,
    {
      link: () => hidden,
      site: config.publicUrl,
      supportPhone: config.support.phone,
      passwordMinLength: config.passwordMinLength,
      name: account?.name ?? '',
      staff: false,
      now: new Date(),
    },
  )
}

async function findAccount(visit: StaffVisit, address: EmailAddress): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from account where email_key = ${address.key} and state <> 'closed'`.execute(
    visit.app.db.read,
  )
  return rows[0]
}

function LetterWords({ letter, lang }: { letter: LetterText; lang: Lang }) {
  return (
    <>
      <p lang={lang}>{letter.greeting}</p>
      {letter.blocks.map((block) => (
        <LetterBlock block={block} lang={lang} />
      ))}
    </>
  )
}

function LetterBlock({ block, lang }: { block: Block; lang: Lang }) {
  switch (block.kind) {
    case 'paragraph':
      return <p lang={lang}>{block.text}</p>
    case 'quiet':
      return (
        <p class="hint" lang={lang}>
          {block.text}
        </p>
      )
    case 'button':
      return (
        <p lang={lang}>
          <b>{block.label}</b>
          <br />
          {block.url}
        </p>
      )
    case 'facts':
      return (
        <ul lang={lang}>
          {block.facts.map(({ label, value }) => (
            <li>{`${label}: ${value}`}</li>
          ))}
        </ul>
      )
  }
}
