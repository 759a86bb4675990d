/** The demo world of the local mode: a retailer that sells fuel, two clients that buy it, people to sign in as, an invitation that waits in the mailbox. */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { invite } from '../accounts/invite.ts'
import type { ClientRole, StaffRole } from '../accounts/roles.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { makeBin } from '../values/bin.ts'
import { addNetwork } from './network.ts'
import { addPast } from './past.ts'
import { addCards } from './cards.ts'
import { addRefuels } from './refuels.ts'
import { addSuspicions } from './signs.ts'
import { addTills } from './tills.ts'
import { addTrade } from './trade.ts'

/** The password of everybody in the demo world. Good on this machine only: the local mode answers nobody else. */
export const DEMO_PASSWORD = 'demo-of-the-cabinet'

type Person = { email: string; name: string; lang: Lang; who: string } & (
  | { staff: StaffRole }
  | { client: number; role: ClientRole }
)

export const DEMO_PEOPLE: Person[] = [
  {
    email: 'admin@petroretail.example',
    name: 'Данияр Сейтов',
    lang: 'ru',
    staff: 'admin',
    who: 'the retailer’s administrator',
  },
  {
    email: 'manager@petroretail.example',
    name: 'Мадина Ержанова',
    lang: 'ru',
    staff: 'manager',
    who: 'client manager',
  },
  { email: 'support@petroretail.example', name: 'Ольга Ким', lang: 'ru', staff: 'support', who: 'support' },
  {
    email: 'accountant@petroretail.example',
    name: 'Гүлнар Әбенова',
    lang: 'kk',
    staff: 'accountant',
    who: 'the retailer’s accountant',
  },
  { email: 'auditor@petroretail.example', name: 'Пётр Ли', lang: 'ru', staff: 'auditor', who: 'auditor' },
  {
    email: 'aigul@kairat.example',
    name: 'Айгүл Сәрсенова',
    lang: 'ru',
    client: 0,
    role: 'owner',
    who: 'owner of ТОО «Қайрат Логистика»',
  },
  {
    email: 'bolat@kairat.example',
    name: 'Болат Жүнісов',
    lang: 'kk',
    client: 0,
    role: 'accountant',
    who: 'accountant of ТОО «Қайрат Логистика»',
  },
  {
    email: 'dana@kairat.example',
    name: 'Дана Омарова',
    lang: 'ru',
    client: 0,
    role: 'dispatcher',
    who: 'dispatcher of ТОО «Қайрат Логистика»',
  },
  {
    email: 'chingiz@saryarka.example',
    name: 'Чингиз Ахметов',
    lang: 'ru',
    client: 1,
    role: 'owner',
    who: 'owner of ТОО «Сарыарқа Агро»',
  },
]

const CLIENTS = [
  {
    name: 'ТОО «Қайрат Логистика»',
    bin: makeBin('21044000080')!,
    contract: '2026/017',
    signedOn: '2026-02-03',
    email: 'aigul@kairat.example',
  },
  {
    name: 'ТОО «Сарыарқа Агро»',
    bin: makeBin('19064001234')!,
    contract: '2026/031',
    signedOn: '2026-04-20',
    email: 'chingiz@saryarka.example',
  },
  {
    name: 'ТОО «Client T»',
    bin: makeBin('23014005678')!,
    contract: '2026/058',
    signedOn: '2026-11-16',
    email: 'client_t@example.kz',
  },
]

/** By which the demo's companies are told from real ones. */
export const DEMO_BINS = CLIENTS.map(({ bin }) => bin)

/** Loads the demo world into an empty database; does nothing when anybody is there already. */
export async function loadDemoWorld(app: App): Promise<void> {
  const passwordHash = await app.hasher.hash(DEMO_PASSWORD, { priority: 'rare' })
  const loaded = await app.db.transaction(async (tx) => {
    // Several processes of one first start: one loads, the others wait and find it done.
    await sql`select pg_advisory_xact_lock(7203556)`.execute(tx)
    const { rows } = await sql`select from account union all select from client limit 1`.execute(tx)
    if (rows.length > 0) return undefined
    const clients: { id: string; contractId: string }[] = []
    for (const client of CLIENTS) clients.push(await addClient(tx, client))
    const owners: { id: string; name: string }[] = []
    for (const person of DEMO_PEOPLE) {
      const id = await addPerson(tx, person, passwordHash, clients)
      if ('client' in person && person.role === 'owner') owners.push({ id, name: person.name })
    }
    await addNetwork(tx)
    await addTills(app, tx)
    await addTrade(
      app,
      tx,
      owners.map((owner, n) => ({ ...clients[n]!, ownerId: owner.id, owner: owner.name })),
    )
    const waiting = clients[2]!
    await invite(app, tx, {
      clientId: waiting.id,
      contractId: waiting.contractId,
      role: 'owner',
      address: { shown: 'client_t@example.kz', key: 'client_t@example.kz' },
      name: '',
      lang: 'ru',
      by: { name: 'Мадина Ержанова' },
    })
    return clients[0]
  })
  // Tills ask in transactions of their own.
  if (!loaded) return
  await addRefuels(app, loaded.id)
  await app.db.transaction((tx) => addCards(app, tx, loaded))
  await addPast(app, loaded)
  await addSuspicions(app, loaded.id)
}

async function addClient(
  tx: Tx,
  client: (typeof CLIENTS)[number],
): Promise<{ id: string; contractId: string }> {
  const { rows } = await sql<{
    id: string
  }>`insert into client (bin, name) values (${client.bin}, ${client.name}) returning id`.execute(tx)
  const { rows: contracts } = await sql<{ id: string }>`
    insert into contract (client_id, number, signed_on, email)
    values (${rows[0]!.id}, ${client.contract}, ${client.signedOn}, ${client.email}) returning id`.execute(tx)
  return { id: rows[0]!.id, contractId: contracts[0]!.id }
}

async function addPerson(
  tx: Tx,
  person: Person,
  passwordHash: string,
  clients: { id: string }[],
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into account (email, email_key, name, lang, password_hash)
    values (${person.email}, ${person.email}, ${person.name}, ${person.lang}, ${passwordHash}) returning id`.execute(
    tx,
  )
  const accountId = rows[0]!.id
  if ('staff' in person)
    await sql`insert into staff_member (account_id, role) values (${accountId}, ${person.staff})`.execute(tx)
  else
    await sql`insert into membership (client_id, account_id, role) values (${clients[person.client]!.id}, ${accountId}, ${person.role})`.execute(
      tx,
    )
  return accountId
}
