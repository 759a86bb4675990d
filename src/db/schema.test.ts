import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../testing/database.ts'
import { generateSchema } from '../testing/generate-schema.ts'
import { APP_ROLE, migrate } from './migrate.ts'

test('the types of the tables are those of the migrations', async () => {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'schema-'))
  try {
    generateSchema(database.url, join(folder, 'schema.ts'))
    assert.equal(
      readFileSync('src/db/schema.ts', 'utf8'),
      readFileSync(join(folder, 'schema.ts'), 'utf8'),
      'run npm run schema',
    )
  } finally {
    rmSync(folder, { recursive: true })
    await database.drop()
  }
})

test('migrating again does nothing, and several at once do it once', async () => {
  const database = await testDatabase()
  try {
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => migrate(database.url))), [[], [], []])
  } finally {
    await database.drop()
  }
})

test('the application’s role adds facts and cannot rewrite them', async () => {
  const database = await testDatabase()
  const client = new pg.Client({ connectionString: database.url, options: `-c role=${APP_ROLE}` })
  await client.connect()
  try {
    await client.query("insert into audit_entry (action, actor) values ('signed_out', 'test')")
    for (const statement of [
      "update audit_entry set actor = 'somebody else'",
      'delete from audit_entry',
      'delete from account',
      'delete from invitation',
      'delete from letter',
      "update link set token_hash = sha256('x')",
      "update letter set email = 'x@y.kz'",
      'truncate session',
      'drop table account',
      "update migration set checksum = ''",
    ]) {
      await assert.rejects(client.query(statement), /permission denied|must be owner/, statement)
    }
  } finally {
    await client.end()
    await database.drop()
  }
})

test('the database refuses what must never be, whoever writes', async () => {
  const database = await testDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const hash = "'$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA'"
  try {
    await client.query(
      `insert into client (id, bin, name) values ('00000000-0000-7000-8000-000000000001', '210440000804', 'A')`,
    )
    await client.query(
      `insert into account (id, email, email_key, password_hash) values ('00000000-0000-7000-8000-0000000000a1', 'a@b.kz', 'a@b.kz', ${hash})`,
    )
    for (const [what, statement] of [
      [
        'a second account of an address',
        `insert into account (email, email_key, password_hash) values ('A@b.kz', 'a@b.kz', ${hash})`,
      ],
      [
        'an account without a password',
        "insert into account (email, email_key, password_hash) values ('c@b.kz', 'c@b.kz', null)",
      ],
      [
        'a readable password',
        "insert into account (email, email_key, password_hash) values ('c@b.kz', 'c@b.kz', 'secret')",
      ],
      ['a second client of a BIN', "insert into client (bin, name) values ('210440000804', 'B')"],
      ['a BIN with letters', "insert into client (bin, name) values ('21044000080A', 'B')"],
      [
        'a staff role in a client’s invitation',
        "insert into invitation (client_id, email, email_key, role, expires_at) values ('00000000-0000-7000-8000-000000000001', 'x', 'x', 'admin', now())",
      ],
      [
        'an accepted invitation that nobody accepted',
        "insert into invitation (email, email_key, role, expires_at, accepted_at) values ('x', 'x', 'admin', now(), now())",
      ],
      [
        'two living links of one subject',
        "insert into link (purpose, subject_id, email_key, token_hash, expires_at) select 'reset', '00000000-0000-7000-8000-0000000000a1', 'a@b.kz', sha256(n::text::bytea), now() from generate_series(1, 2) n",
      ],
      [
        'a finished change of address with one side',
        "insert into email_change (account_id, old_email, old_key, new_email, new_key, new_confirmed_at, completed_at) values ('00000000-0000-7000-8000-0000000000a1', 'a', 'a', 'b', 'b', now(), now())",
      ],
      [
        'an approved request nobody proved',
        "insert into registration (email, email_key, lang, has_contract, bin, company, person, phone, state, decided_at) values ('a', 'a', 'ru', false, '1', 'a', 'a', 'a', 'approved', now())",
      ],
      [
        'a sent letter without its time',
        "insert into letter (template, lang, email, state) values ('reset', 'ru', 'a', 'sent')",
      ],
    ] as const) {
      await assert.rejects(client.query(statement), /violates|null value/, what)
    }
  } finally {
    await client.end()
    await database.drop()
  }
})
