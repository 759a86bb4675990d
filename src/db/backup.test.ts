import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { restoreBackup, writeBackup } from './backup.ts'
import { startEmbedded, type EmbeddedServer } from './embedded.ts'

const home = fs.mkdtempSync(path.join(tmpdir(), 'backup-test-'))
const file = path.join(home, 'state.backup')
let server: EmbeddedServer
let source: string

const SCHEMA = `
  create table migration (name text primary key, checksum text not null, applied_at timestamptz not null default now());
  insert into migration (name, checksum) values ('0001_accounts.sql', 'aa'), ('redeem.sql', 'bb');
  create schema pgboss;
  create table pgboss.job (id int);

  -- They refer to each other, and an answer to another.
  create table question (id uuid primary key, text text not null, best_answer uuid);
  create table answer (id uuid primary key, question uuid not null references question, reply_to uuid references answer,
    text text);
  alter table question add constraint question_best foreign key (best_answer) references answer on delete set null deferrable;
  comment on constraint question_best on question is 'chosen by who asked';

  create table everything (
    id bigint generated always as identity primary key,
    gone int,
    "Odd ""name""" text,
    uuid uuid, bytes bytea, big bigint, exact numeric, real float8, yes boolean, day date, at timestamptz, span interval,
    json jsonb, words text[], numbers bigint[], letter char(3),
    twice bigint generated always as (big * 2) stored
  );
  alter table everything drop column gone;
  create table counted (n serial primary key, note text);
  create sequence tickets start 100;
  create table measured (at date not null, value int) partition by range (at);
  create table measured_2026 partition of measured for values from ('2026-01-01') to ('2027-01-01');
  create table empty (n int);

  create function shout() returns trigger language plpgsql as $$ begin new.note := upper(new.note); return new; end $$;
  create trigger counted_shout before insert on counted for each row execute function shout();`

const ROWS = `
  insert into question values ('00000000-0000-0000-0000-000000000001', 'why?', null), ('00000000-0000-0000-0000-000000000002', 'how?', null);
  insert into answer values ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-000000000001', null, 'because'),
    ('00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-00000000000b', 'no');
  -- Written anew, the first row lies behind the one that refers to it.
  update answer set text = 'because!' where text = 'because';
  update question set best_answer = '00000000-0000-0000-0000-00000000000a' where text = 'why?';

  insert into everything ("Odd ""name""", uuid, bytes, big, exact, real, yes, day, at, span, json, words, numbers, letter) values
    (E'tab\\t line\\n return\\r back\\\\slash \\\\N \\\\. 🚗 Қазақстан', '018f0000-0000-7000-8000-000000000000',
      decode('00ff5c2e0a0d09', 'hex'), 9007199254740993, 12345678901234567890.123456789, 0.1::float8 + 0.2, true, '2026-11-22',
      '2026-11-22 10:11:12.123456+05', '1 mon 2 days 03:04:05.678', '{"big": 9007199254740993.10, "a": [1, null, "x\\n"]}',
      array['a,b', '"q"', null, '', E'\\n', 'NULL'], array[9223372036854775807, -9223372036854775808], 'ab'),
    (E'\\\\.', null, '', -1, 'NaN', 'infinity', false, 'infinity', '-infinity', null, 'null', '{}', '{}', ''),
    ('', null, null, null, null, '-0', null, null, null, null, null, null, null, null),
    (null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  insert into everything (bytes) select decode(repeat('5c2e0a', 100000), 'hex');
  insert into everything ("Odd ""name""") select repeat(E'\\n\\\\.\\n', 200000);
  insert into counted (note) values ('quiet'), ('loud');
  delete from counted where note = 'LOUD';
  update counted set note = 'quiet again';
  select nextval('tickets'), nextval('tickets');
  insert into measured select '2026-01-01'::date + n % 300, n from generate_series(1, 20000) n;
  insert into pgboss.job values (1);`

before(async () => {
  server = await startEmbedded({ dataDir: home, database: 'postgres', settings: { fsync: 'off' } })
  source = await database('source', SCHEMA + ROWS)
})
after(async () => {
  await server.stop()
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

test('a backup restores every row, type, reference and sequence as it was', async () => {
  const written = await writeBackup(source, file)
  assert.equal(written.tables, 6)
  assert.equal(written.rows, 2n + 2n + 6n + 1n + 20_000n)
  assert.equal(written.bytes, fs.statSync(file).size)
  assert.equal(fs.statSync(file).mode & 0o777, 0o600)
  assert.equal(fs.existsSync(`${file}.part`), false)

  const target = await database('target', SCHEMA)
  assert.deepEqual(await restoreBackup(target, file), { ok: true, tables: 6, rows: 20_011n })
  assert.deepEqual(await state(target), await state(source))
  assert.deepEqual(await ask(target, 'select * from pgboss.job'), [])

  // Identity, serial and other sequences go on behind what is there, constraints and triggers are in force again.
  assert.deepEqual(await ask(target, `insert into counted (note) values ('next') returning n, note`), [
    { n: 3, note: 'NEXT' },
  ])
  assert.deepEqual(await ask(target, 'insert into everything default values returning id'), [{ id: '7' }])
  assert.deepEqual(await ask(target, `select nextval('tickets')`), [{ nextval: '102' }])
  await assert.rejects(ask(target, 'update question set best_answer = gen_random_uuid()'), /question_best/)
  assert.deepEqual(await constraints(target), await constraints(source))
  assert.deepEqual(
    await ask(target, 'select count(*)::int as n from pg_trigger where tgenabled <> $1', ['O']),
    [{ n: 0 }],
  )
})

test('a second backup of what was restored is the same text', async () => {
  const target = await database('again', SCHEMA)
  await restoreBackup(target, file)
  const second = path.join(home, 'second.backup')
  await writeBackup(target, second)
  const [one, two] = [file, second].map((each) =>
    gunzipSync(fs.readFileSync(each)).toString('utf8').split('\n').slice(1, -2),
  )
  assert.deepEqual(two, one)
})

test('a backup is one moment, whatever is written meanwhile', async () => {
  const busy = await database(
    'busy',
    'create table a (n int); create table b (n int); insert into a select generate_series(1, 200000)',
  )
  const client = new pg.Client({ connectionString: busy })
  await client.connect()
  let writing = true
  const writer = (async () => {
    for (let n = 0; writing; n++) {
      await client.query('begin; insert into a values (-1); insert into b values (-1); commit')
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  const during = path.join(home, 'busy.backup')
  await writeBackup(busy, during)
  writing = false
  await writer
  await client.end()
  const target = await database('busy_target', 'create table a (n int); create table b (n int)')
  assert.equal((await restoreBackup(target, during)).ok, true)
  const [counts] = await ask(
    target,
    'select (select count(*) from a where n = -1) as a, (select count(*) from b) as b',
  )
  assert.equal(counts?.a, counts?.b)
})

test('a database with rows in it is refused and left alone', async () => {
  const target = await database('occupied', `${SCHEMA}; insert into counted (note) values ('mine')`)
  assert.deepEqual(await restoreBackup(target, file), { ok: false, reason: 'not_empty' })
  assert.deepEqual(await ask(target, 'select note from counted'), [{ note: 'MINE' }])
  assert.deepEqual(await ask(target, 'select * from question'), [])
})

test('a database of another schema is refused, another text of a function is not', async () => {
  for (const change of [
    'alter table empty add column more text',
    'alter table empty alter n type bigint',
    'drop table empty',
    'create table another (n int)',
    'create sequence more',
    `update migration set checksum = 'cc' where name = '0001_accounts.sql'`,
    `insert into migration (name, checksum) values ('0002_cards.sql', 'dd')`,
    'drop table migration',
  ]) {
    const target = await database('changed', `${SCHEMA}; ${change}`)
    assert.deepEqual(await restoreBackup(target, file), { ok: false, reason: 'other_schema' }, change)
  }
  const target = await database(
    'changed',
    `${SCHEMA}; update migration set checksum = 'cc' where name = 'redeem.sql'`,
  )
  assert.equal((await restoreBackup(target, file)).ok, true)
})

test('a damaged, shortened or foreign file is refused before anything is written', async () => {
  const target = await database('spared', SCHEMA)
  const whole = fs.readFileSync(file)
  const text = gunzipSync(whole)
  const lastLine = text.lastIndexOf('{"sha256"')
  const resealed = (content: string) =>
    gzipSync(`${content}{"sha256":"${createHash('sha256').update(content).digest('hex')}"}\n`)
  const flipped = (at: number) =>
    Buffer.concat([whole.subarray(0, at), Buffer.from([whole[at]! ^ 0x10]), whole.subarray(at + 1)])
  const header = text.subarray(0, text.indexOf('\n')).toString('utf8')
  const files: [string, Buffer, string][] = [
    ['cut in the middle', whole.subarray(0, whole.length / 2), 'damaged'],
    ['without its last byte', whole.subarray(0, -1), 'damaged'],
    ['a bit flipped early', flipped(40), 'damaged'],
    ['a bit flipped in the middle', flipped(Math.floor(whole.length / 2)), 'damaged'],
    ['a bit flipped late', flipped(whole.length - 3), 'damaged'],
    ['cut and packed again', gzipSync(text.subarray(0, lastLine)), 'damaged'],
    [
      'changed and packed again',
      gzipSync(text.toString('utf8').replace('quiet again', 'quiet AGAIN')),
      'damaged',
    ],
    ['more behind the end', gzipSync(Buffer.concat([text, Buffer.from('more\n')])), 'damaged'],
    [
      'fewer rows than the header says',
      resealed(
        text
          .subarray(0, lastLine)
          .toString('utf8')
          .replace(/^1\tquiet again\n/m, ''),
      ),
      'damaged',
    ],
    ['a header that lacks its tables', resealed('{"format":"mycoupon backup","version":1}\n'), 'damaged'],
    ['of a later format', resealed(`${header.replace('"version":1', '"version":2')}\n`), 'other_schema'],
    ['another program’s archive', gzipSync('select 1;\n'), 'not_a_backup'],
    ['one long line', gzipSync(Buffer.alloc(20_000_000, 'x')), 'not_a_backup'],
    ['plain text', Buffer.from('select 1;\n'), 'not_a_backup'],
    ['empty', Buffer.alloc(0), 'not_a_backup'],
  ]
  for (const [name, bytes, reason] of files) {
    const each = path.join(home, 'each.backup')
    fs.writeFileSync(each, bytes)
    assert.deepEqual(await restoreBackup(target, each), { ok: false, reason }, name)
  }
  assert.deepEqual(await ask(target, 'select count(*)::int as n from everything'), [{ n: 0 }])
  assert.deepEqual(await ask(target, `select is_called from tickets`), [{ is_called: false }])
  await assert.rejects(restoreBackup(target, path.join(home, 'absent')), { code: 'ENOENT' })
})

test('rows that the database refuses leave nothing behind', async () => {
  const target = await database(
    'strict',
    `${SCHEMA}; alter table measured add constraint small check (value < 15000)`,
  )
  await assert.rejects(restoreBackup(target, file), /violates check constraint "small"/)
  assert.deepEqual(
    await ask(
      target,
      'select (select count(*)::int from everything) as a, (select count(*)::int from measured) as b',
    ),
    [{ a: 0, b: 0 }],
  )
  const others = (await constraints(target)).filter(({ conname }) => conname !== 'small')
  assert.deepEqual(others, await constraints(source))
})

test('the owner of the tables may restore without being superuser', async () => {
  await ask(server.url, `create role owner login`)
  const target = await database('owned', '', 'owner')
  const asOwner = target.replace('mycoupon@', 'owner@')
  await run(asOwner, SCHEMA)
  assert.equal((await restoreBackup(asOwner, file)).ok, true)
  assert.deepEqual(await state(target), await state(source))
})

test('a backup that fails leaves an older one as it is', async () => {
  const kept = fs.readFileSync(file)
  const broken = await database(
    'broken',
    'create table t (n int); insert into t values (1); create view v as select 1',
  )
  // Rows that cannot be read: row security hides them from whom it applies to, and hiding is not allowed here.
  await run(
    broken,
    'create role reader login; grant select on t to reader; alter table t enable row level security',
  )
  await assert.rejects(writeBackup(broken.replace('mycoupon@', 'reader@'), file), /row-level security/)
  assert.deepEqual(fs.readFileSync(file), kept)
  assert.equal(fs.existsSync(`${file}.part`), false)
  await assert.rejects(writeBackup(source, path.join(home, 'no', 'such', 'folder')), { code: 'ENOENT' })
})

test('two backups into one file do not mix, and what a broken one left is no obstacle', async () => {
  const each = path.join(home, 'each.backup')
  const answers = await Promise.allSettled([writeBackup(source, each), writeBackup(source, each)])
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
  const target = await database('unmixed', SCHEMA)
  assert.equal((await restoreBackup(target, each)).ok, true)

  fs.writeFileSync(`${each}.part`, 'half')
  await assert.rejects(writeBackup(source, each), /Another backup is writing/)
  fs.utimesSync(`${each}.part`, Date.now() / 1000 - 90, Date.now() / 1000 - 90)
  assert.equal((await writeBackup(source, each)).tables, 6)
})

/** A new database with the given content; its connection string. */
async function database(name: string, content: string, owner = 'mycoupon'): Promise<string> {
  await ask(server.url, `drop database if exists ${name} with (force)`)
  await ask(server.url, `create database ${name} owner ${owner}`)
  const url = server.url.replace('@/postgres', `@/${name}`)
  await run(url, content)
  return url
}

const TABLES = ['question', 'answer', 'everything', 'counted', 'measured', 'empty']

/** Everything as text, the way the server writes it. */
async function state(url: string): Promise<unknown> {
  const rows = TABLES.map((name) => ask(url, `select t::text as row from ${name} t order by 1`))
  const sequences = ['everything_id_seq', 'counted_n_seq', 'tickets'].map((name) =>
    ask(url, `select last_value, is_called from ${name}`),
  )
  return Promise.all([...rows, ...sequences])
}

async function constraints(url: string) {
  return ask(
    url,
    `select conname, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition, convalidated,
       obj_description(oid, 'pg_constraint') as comment
     from pg_constraint where connamespace = 'public'::regnamespace order by 2, 1`,
  )
}

async function run(url: string, text: string): Promise<void> {
  await ask(url, text)
}

async function ask(url: string, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}
