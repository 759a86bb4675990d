import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { testDatabase } from '../testing/database.ts'
import type { Write } from './letter.ts'
import { sendDueLetters, startPostman } from './send-letters.ts'
import {
  aLetter,
  type LetterApp,
  letTimePass,
  openLetterApp,
  openSink,
  plainLetter,
  reply,
  stateOf,
} from './testing.ts'
import { openTransport, type Transport } from './transport.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let app: LetterApp

before(async () => {
  database = await testDatabase()
  app = openLetterApp(database.url)
})
after(async () => {
  await app.db.close()
  await database.drop()
})
beforeEach(async () => {
  await sql`update letter set state = 'void' where state in ('queued', 'deferred')`.execute(app.db.write)
  app.logged.length = 0
})

/** A transport that says what it is told to, and remembers. */
function puppet(say: Transport['send']): Transport & { ids: string[] } {
  const ids: string[] = []
  return {
    ids,
    send(letter) {
      ids.push(letter.id)
      return say(letter)
    },
    close: () => {},
  }
}

const accepts = () => puppet(async () => Promise.resolve({ outcome: 'accepted', answer: '250 ok' }))
const putsOff = () => puppet(async () => Promise.resolve({ outcome: 'temporary', answer: '451 later' }))

test('a letter in the queue arrives with its words whole, byte for byte', async () => {
  const sink = await openSink()
  const transport = openTransport({ ...app.config, smtpUrl: sink.url })
  const id = await aLetter(app, { email: 'client_t@example.kz' })
  assert.deepEqual(await sendDueLetters(app, transport, 10, plainLetter), {
    sent: 1,
    deferred: 0,
    bounced: 0,
    void: 0,
  })

  const [letter] = sink.letters
  assert.equal(letter!.subject, `Хат № ${id}`)
  assert.match(
    letter!.text!,
    /^Сәлеметсіз бе!\n\nҰлттық өңірлік әкімшілік ғимарат, Һәкім, Іңкәр, 1 234 567,50 ₸\n/,
  )
  assert.match(String(letter!.html), /Ұлттық өңірлік әкімшілік ғимарат, Һәкім, Іңкәр, 1 234 567,50 ₸/)
  const after = await stateOf(app, id)
  assert.equal(after.state, 'sent')
  assert.equal(after.attempts, 1)
  assert.match(after.answer!, /^250/)
  transport.close()
  await sink.close()
})

test('three postmen with one queue send each of two hundred letters once', async () => {
  const sink = await openSink()
  const ids = await Promise.all(Array.from({ length: 200 }, () => aLetter(app)))
  const colleagues = [app, openLetterApp(database.url), openLetterApp(database.url)]
  const postmen = colleagues.map((each) =>
    startPostman(each, {
      write: plainLetter,
      transport: openTransport({ ...app.config, smtpUrl: sink.url }),
    }),
  )
  await until(async () => (await countUnsent()) === 0)
  await Promise.all(postmen.map((postman) => postman.stop()))

  const subjects = sink.letters.map((letter) => letter.subject)
  assert.deepEqual(subjects.toSorted(), ids.map((id) => `Хат № ${id}`).toSorted())
  assert.equal(sink.envelopes.length, 200)
  await Promise.all(colleagues.slice(1).map((each) => each.db.close()))
  await sink.close()
})

test('a letter that is put off is tried after 1, 5, 15, 60 minutes, then hourly', async () => {
  const id = await aLetter(app)
  const pauses: number[] = []
  for (let attempt = 1; attempt <= 6; attempt++) {
    await sendDueLetters(app, putsOff(), 10, plainLetter)
    const after = await stateOf(app, id)
    assert.deepEqual([after.state, after.attempts, after.answer], ['deferred', attempt, '451 later'])
    pauses.push(after.pause)
    await letTimePass(app)
  }
  assert.deepEqual(pauses, [1, 5, 15, 60, 60, 60])
})

test('nothing is tried before its time', async () => {
  await aLetter(app)
  await sendDueLetters(app, putsOff(), 10, plainLetter)
  assert.deepEqual((await sendDueLetters(app, accepts(), 10, plainLetter)).sent, 0)
})

test('a letter whose next try would come after its end is not delivered, and says why', async () => {
  const id = await aLetter(app)
  const transport = putsOff()
  const { rows } = await sql<{ id: string }>`
    insert into letter (email, lang, template, give_up_at)
    values ('a@example.kz', 'ru', 'plain', now() + interval '30 seconds') returning id`.execute(app.db.write)
  await sendDueLetters(app, transport, 10, plainLetter)
  assert.equal((await stateOf(app, id)).state, 'deferred')
  const over = await stateOf(app, rows[0]!.id)
  assert.deepEqual([over.state, over.answer], ['bounced', '451 later'])
})

test('a refusal for good is written down with the server’s answer, and the letter stays unsent', async () => {
  const sink = await openSink(() => reply(550, `no such user ${'x'.repeat(400)}`))
  const transport = openTransport({ ...app.config, smtpUrl: sink.url })
  const id = await aLetter(app, { email: 'nobody@example.kz' })
  assert.equal((await sendDueLetters(app, transport, 10, plainLetter)).bounced, 1)
  const after = await stateOf(app, id)
  assert.equal(after.state, 'bounced')
  assert.equal(after.sentAt, null)
  assert.match(after.answer!, /^550 no such user x+/)
  await letTimePass(app)
  assert.deepEqual(await sendDueLetters(app, transport, 10, plainLetter), {
    sent: 0,
    deferred: 0,
    bounced: 0,
    void: 0,
  })
  transport.close()
  await sink.close()
})

test('a letter nobody needs any more ends unsent', async () => {
  const id = await aLetter(app)
  const transport = accepts()
  assert.equal((await sendDueLetters(app, transport, 10, async () => Promise.resolve('void'))).void, 1)
  assert.deepEqual([(await stateOf(app, id)).state, transport.ids], ['void', []])
})

test('a letter that cannot be written is put off, and the others go out', async () => {
  const broken = await aLetter(app, { template: 'unheard' })
  const fine = await aLetter(app)
  const write: Write = async (row) => {
    if (row.template === 'unheard') throw new Error('no letter is called unheard')
    return plainLetter(row)
  }
  assert.deepEqual(await sendDueLetters(app, accepts(), 10, write), {
    sent: 1,
    deferred: 1,
    bounced: 0,
    void: 0,
  })
  assert.match((await stateOf(app, broken)).answer!, /no letter is called unheard/)
  assert.equal((await stateOf(app, fine)).state, 'sent')
})

test('letters somebody waits for go before those of a batch', async () => {
  for (let n = 0; n < 5; n++) await aLetter(app, { bulk: true })
  const urgent = await aLetter(app)
  const transport = accepts()
  await sendDueLetters(app, transport, 1, plainLetter)
  assert.deepEqual(transport.ids, [urgent])
})

test('the letter of a postman that died is taken up by another after five minutes', async () => {
  const id = await aLetter(app)
  const dies: Transport = puppet(() => new Promise(() => {}))
  void sendDueLetters(app, dies, 10, plainLetter)
  await until(async () => (await stateOf(app, id)).attempts === 1)
  const claimed = await stateOf(app, id)
  assert.deepEqual([claimed.state, claimed.pause], ['queued', 5])
  assert.equal((await sendDueLetters(app, accepts(), 10, plainLetter)).sent, 0)
  await letTimePass(app)
  assert.equal((await sendDueLetters(app, accepts(), 10, plainLetter)).sent, 1)
  assert.equal((await stateOf(app, id)).attempts, 2)
})

test('a slow postman does not undo what another has written down meanwhile', async () => {
  const id = await aLetter(app)
  const slow = Promise.withResolvers<void>()
  const late = sendDueLetters(
    app,
    puppet(async () => {
      await slow.promise
      return { outcome: 'permanent', answer: '550 too late' }
    }),
    10,
    plainLetter,
  )
  await until(async () => (await stateOf(app, id)).attempts === 1)
  await letTimePass(app)
  await sendDueLetters(app, putsOff(), 10, plainLetter)
  slow.resolve()
  await late
  const after = await stateOf(app, id)
  assert.deepEqual([after.state, after.attempts, after.answer], ['deferred', 2, '451 later'])
})

test('a postman finds a new letter within a second, or at once when he is woken', async () => {
  const transport = accepts()
  const postman = startPostman(app, { write: plainLetter, transport })
  await wait(100)
  const id = await aLetter(app)
  await until(async () => (await stateOf(app, id)).state === 'sent', 1_500)

  const next = await aLetter(app)
  const asked = performance.now()
  postman.wake()
  await until(async () => (await stateOf(app, next)).state === 'sent', 500)
  assert.ok(performance.now() - asked < 500)
  await postman.stop()
})

test('no more than five letters are on their way at once, and a free hand takes the next', async () => {
  for (let n = 0; n < 12; n++) await aLetter(app)
  let [now, most] = [0, 0]
  const transport = puppet(async () => {
    most = Math.max(most, ++now)
    await wait(20)
    now--
    return { outcome: 'accepted', answer: '250 ok' }
  })
  const postman = startPostman(app, { write: plainLetter, transport })
  await until(async () => (await countUnsent()) === 0)
  await postman.stop()
  assert.equal(most, 5)
})

test('a postman that is stopped lets the letters on their way arrive and takes no more', async () => {
  const first = await aLetter(app)
  const slow = Promise.withResolvers<void>()
  const transport = puppet(async () => {
    await slow.promise
    return { outcome: 'accepted', answer: '250 ok' }
  })
  const postman = startPostman(app, { write: plainLetter, transport })
  await until(async () => Promise.resolve(transport.ids.length === 1))
  const stopped = postman.stop()
  const second = await aLetter(app)
  slow.resolve()
  await stopped
  assert.equal((await stateOf(app, first)).state, 'sent')
  assert.deepEqual([(await stateOf(app, second)).state, transport.ids], ['queued', [first]])
})

test('a postman outlives a database that does not answer', async () => {
  const id = await aLetter(app)
  let broken = true
  const shaky = new Proxy(app.db, {
    get(target, name: keyof typeof app.db) {
      if (name === 'write' && broken) throw new Error('connection refused')
      return target[name]
    },
  })
  const postman = startPostman({ ...app, db: shaky }, { write: plainLetter, transport: accepts() })
  await wait(50)
  assert.match(app.logged.join(), /letters cannot be read/)
  broken = false
  postman.wake()
  await until(async () => (await stateOf(app, id)).state === 'sent')
  await postman.stop()
})

test('the log tells what became of a letter without naming its reader', async () => {
  await aLetter(app, { email: 'secret.person@example.kz' })
  const refuses = puppet(async (letter) =>
    Promise.resolve({ outcome: 'permanent', answer: `550 <${letter.to}> unknown` }),
  )
  await sendDueLetters(app, refuses, 10, plainLetter)
  assert.match(app.logged.join(), /"state":"bounced".*550 <…> unknown/)
  assert.doesNotMatch(app.logged.join(), /secret\.person/)
})

async function countUnsent(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from letter where state in ('queued', 'deferred')`.execute(app.db.write)
  return rows[0]!.n
}

async function until(holds: () => Promise<boolean>, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds()); await wait(15)) {
    assert.ok(Date.now() < end, `not within ${ms} ms`)
  }
}
