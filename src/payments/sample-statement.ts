/** A statement to try the import with, in the local mode: it pays what the demo world's clients owe. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'
import { ourAccounts } from './our-accounts.ts'

type Owed = { number: string; client: string; bin: string; tiyn: bigint }

/**
 * The file as a bank would give it today: an open invoice of each client is paid under its number, then comes money without
 * a number, a stranger's, and a payment of our own. None while the retailer has no account.
 */
export async function sampleStatement(db: Queries): Promise<string | undefined> {
  const [account] = await ourAccounts(db)
  if (!account) return undefined
  const { rows } = await sql<Owed>`
    select distinct on (o.client_id) o.number, c.name as client, c.bin, o.tiyn - (
      select coalesce(sum(f.tiyn), 0)::bigint from payment_for f join payment p on p.client_id = f.client_id and p.id = f.payment_id
      where f.client_id = o.client_id and f.order_id = o.id and p.reversed_at is null) as tiyn
    from purchase_order o join client c on c.id = o.client_id
    where o.state in ('invoiced', 'part_paid') order by o.client_id, o.ordered_at`.execute(db)
  const payments = rows.map(({ number, client, bin, tiyn }) =>
    incoming(account, client, bin, tiyn, `Оплата по счету № ${number} за нефтепродукты`),
  )
  const [someone] = rows
  if (someone) payments.push(incoming(account, someone.client, someone.bin, 25_000_000n, 'Предоплата за ГСМ'))
  payments.push(incoming(account, 'ИП Ёлкина А. С.', '880101300010', 450_000n, 'Возврат по письму № 12'))
  const spent = 7_700_000n
  const received = payments.reduce((sum, { tiyn }) => sum + tiyn, 0n)
  return file(account, { received, spent }, [...payments.map(({ lines }) => lines), outgoing(account, spent)])
}

type Payment = { tiyn: bigint; lines: string[] }

function incoming(account: string, payer: string, bin: string, tiyn: bigint, purpose: string): Payment {
  const lines = [
    ...[`ПлательщикНаименование=${payer}`, `ПлательщикБИН_ИИН=${bin}`, 'ПлательщикИИК=KZ75125KZT1001300335'],
    ...[`ПолучательИИК=${account}`, `СуммаПриход=${tenge(tiyn)}`, `НазначениеПлатежа=${purpose}`],
  ]
  return { tiyn, lines }
}

function outgoing(account: string, tiyn: bigint): string[] {
  return [
    ...[
      `ПлательщикИИК=${account}`,
      'ПолучательНаименование=АО «Электросети»',
      'ПолучательИИК=KZ75125KZT1001300335',
    ],
    ...[`СуммаРасход=${tenge(tiyn)}`, 'НазначениеПлатежа=За электроэнергию по договору 55'],
  ]
}

function file(account: string, moved: { received: bigint; spent: bigint }, documents: string[][]): string {
  const day = isoDay(new Date()).split('-').reverse().join('.')
  const first = Math.floor(Date.now() / 1000) % 1_000_000
  const opening = 100_000_000n
  const lines = [
    ...['1CClientBankExchange', 'ВерсияФормата=1.01', 'Кодировка=UTF-8', `РасчСчет=${account}`],
    ...['СекцияРасчСчет', `РасчСчет=${account}`, `НачальныйОстаток=${tenge(opening)}`],
    ...[`ВсегоПоступило=${tenge(moved.received)}`, `ВсегоСписано=${tenge(moved.spent)}`],
    ...[`КонечныйОстаток=${tenge(opening + moved.received - moved.spent)}`, 'КонецРасчСчет'],
    ...documents.flatMap((document, i) => [
      ...[
        'СекцияДокумент=Выписка',
        `НомерДокумента=${first + i}`,
        `ДатаДокумента=${day}`,
        `ДатаОперации=${day}`,
      ],
      ...[...document, 'КодНазначенияПлатежа=710', 'КонецДокумента'],
    ]),
    'КонецФайла',
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}

function tenge(tiyn: bigint): string {
  return `${tiyn / 100n}.${String(tiyn % 100n).padStart(2, '0')}`
}
