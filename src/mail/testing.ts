/** For the tests of letters: a database, the product around it, and a mail server that keeps what it is given. */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { App } from '../app.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { type Lang, translator } from '../i18n/index.ts'
import { createLog } from '../log.ts'
import { vaultOf } from '../vault.ts'
import type { FramedLetter, LetterRow } from './letter.ts'

export type LetterApp = Pick<App, 'config' | 'db' | 'texts' | 'log' | 'vault'> & { logged: string[] }

/** The product as far as letters need it. `settings` are those of the environment. */
export function openLetterApp(url: string, settings: Record<string, string> = {}): LetterApp {
  const read = readConfig({
    PUBLIC_URL: 'https://mycoupon.example.kz',
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    ...settings,
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { config } = read
  const logged: string[] = []
  return {
    config,
    db: openDatabase(url, 8),
    vault: vaultOf(Buffer.alloc(32)),
    texts: { kk: translator('kk', config), ru: translator('ru', config), en: translator('en', config) },
    log: createLog('debug', (line) => logged.push(line)),
    logged,
  }
}

export type Sink = {
  url: string
  /** In the order they were accepted. */
  letters: ParsedMail[]
  /** The envelopes, one for each try. */
  envelopes: { from: string; to: string[] }[]
  close(): Promise<void>
}

type Refusal = (letter: ParsedMail) => Error | undefined

/** A refusal as a server says it: `reply(451, 'later')`. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** A mail server on the loopback. `refuse` looks at a whole letter and may refuse it; `options` are smtp-server's. */
export async function openSink(
  refuse: Refusal = () => undefined,
  options: SMTPServerOptions = {},
): Promise<Sink> {
  const letters: ParsedMail[] = []
  const envelopes: Sink['envelopes'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope
      envelopes.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) })
      simpleParser(stream).then(
        (letter) => {
          const refusal = refuse(letter)
          if (!refusal) letters.push(letter)
          done(refusal ?? null)
        },
        (error: Error) => done(error),
      )
    },
    ...options,
  })
  // A client that hangs up in the middle is one of the tests, not an accident.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A test that fails before it closes the server must not keep the others waiting.
  server.server.unref()
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    envelopes,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A small letter that names its row, in place of the words of a business folder. */
export async function plainLetter(row: LetterRow): Promise<FramedLetter> {
  return Promise.resolve({
    subject: `Хат № ${row.id}`,
    preheader: 'қысқаша',
    greeting: 'Сәлеметсіз бе!',
    blocks: [{ kind: 'paragraph', text: 'Ұлттық өңірлік әкімшілік ғимарат, Һәкім, Іңкәр, 1 234 567,50 ₸' }],
    frame: {
      lang: row.lang,
      brand: 'QAZAQ OIL',
      cabinet: 'Жеке кабинет',
      site: 'https://mycoupon.example.kz/',
      linkBelow: 'Сілтеме:',
      footer: ['PetroRetail'],
    },
  })
}

export type QueuedExtra = {
  email?: string
  lang?: Lang
  template?: string
  params?: object
  linkId?: string
  bulk?: boolean
}

/** Leaves a letter in the queue; answers with its id. */
export async function aLetter(app: LetterApp, extra: QueuedExtra = {}): Promise<string> {
  const { email = `aigul-${randomUUID()}@example.kz`, lang = 'kk', template = 'plain', params = {} } = extra
  const { rows } = await sql<{ id: string }>`
    insert into letter (email, lang, template, params, link_id, urgent)
    values (${email}, ${lang}, ${template}, ${JSON.stringify(params)}::jsonb, ${extra.linkId ?? null}::uuid, ${!extra.bulk})
    returning id`.execute(app.db.write)
  return rows[0]!.id
}

export type LetterState = {
  state: string
  attempts: number
  answer: string | null
  sentAt: Date | null
  /** Minutes until the next try. */
  pause: number
}

export async function stateOf(app: LetterApp, id: string): Promise<LetterState> {
  const { rows } = await sql<LetterState>`
    select state, attempts, server_answer as answer, sent_at as "sentAt",
      round(extract(epoch from next_try_at - now()) / 60)::int as pause
    from letter where id = ${id}`.execute(app.db.write)
  return rows[0]!
}

/** Lets the time until the next try pass. */
export async function letTimePass(app: LetterApp): Promise<void> {
  await sql`update letter set next_try_at = now() - interval '1 second'`.execute(app.db.write)
}
