import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { SMTPServerOptions } from 'smtp-server'
import { openSink, reply, type Sink } from './testing.ts'
import { type OutgoingLetter, openTransport, readSender, type Transport } from './transport.ts'

const CONFIG = {
  mailFrom: 'Petro Retail coupons <no-reply@example.kz>',
  support: { phone: '+7 700 000 00 00', email: 'support@example.kz' },
}

const LETTER: OutgoingLetter = {
  id: '0190a3c1-0000-7000-8000-000000000001',
  lang: 'kk',
  to: 'client_t@example.kz',
  subject: 'QAZAQ OIL Жеке кабинетіне шақыру: Ұлттық өңірлік әкімшілік ғимарат, Һәкім, Іңкәр',
  text: 'Сәлеметсіз бе!\n\nҰлттық өңірлік әкімшілік ғимарат, Һәкім, Іңкәр, қаңтар, 1 234 567,50 ₸\n',
  html: '<!doctype html><html lang="kk"><body><p>Ұлттық өңірлік әкімшілік ғимарат, Һәкім, Іңкәр</p></body></html>',
}

async function withSink<T>(
  work: (transport: Transport, sink: Sink) => Promise<T>,
  ...sinkArguments: Parameters<typeof openSink>
) {
  const sink = await openSink(...sinkArguments)
  const transport = openTransport({ ...CONFIG, smtpUrl: sink.url })
  try {
    return await work(transport, sink)
  } finally {
    transport.close()
    await sink.close()
  }
}

test('Kazakh letters, the tenge sign and both parts survive the way byte for byte', () =>
  withSink(async (transport, { letters }) => {
    assert.equal((await transport.send(LETTER)).outcome, 'accepted')
    const [letter] = letters
    assert.equal(letter!.subject, LETTER.subject)
    assert.equal(letter!.text, LETTER.text)
    assert.equal(letter!.html, LETTER.html)
  }))

test('the letter says who writes, where answers go, and that no machine should answer', () =>
  withSink(async (transport, { letters, envelopes }) => {
    await transport.send(LETTER)
    const { headers, from, replyTo, to } = letters[0]!
    assert.deepEqual(from!.value, [{ name: 'Petro Retail coupons', address: 'no-reply@example.kz' }])
    assert.deepEqual(replyTo!.value, [{ name: '', address: 'support@example.kz' }])
    assert.equal(Array.isArray(to) ? '' : to!.text, 'client_t@example.kz')
    assert.equal(headers.get('auto-submitted'), 'auto-generated')
    assert.equal(headers.get('x-entity-ref-id'), LETTER.id)
    assert.equal(headers.get('content-language'), 'kk')
    assert.deepEqual(envelopes, [{ from: 'no-reply@example.kz', to: ['client_t@example.kz'] }])
  }))

test('a repeated try carries the same Message-ID, made of the letter’s id and the sender’s domain', () =>
  withSink(async (transport, { letters }) => {
    await transport.send(LETTER)
    await transport.send(LETTER)
    assert.deepEqual(
      letters.map((letter) => letter.messageId),
      Array(2).fill(`<${LETTER.id}@example.kz>`),
    )
  }))

test('nothing typed by people becomes a header or a recipient', () =>
  withSink(async (transport, { letters, envelopes }) => {
    const subject = 'ТОО «А & <Б>»\r\nBcc: x@example.com\r\n\r\n<b>тело</b>\u2028"В"'
    assert.equal((await transport.send({ ...LETTER, subject })).outcome, 'accepted')
    const [letter] = letters
    assert.equal(letter!.subject, 'ТОО «А & <Б>» Bcc: x@example.com <b>тело</b> "В"')
    assert.equal(letter!.bcc, undefined)
    assert.equal(letter!.text, LETTER.text)
    assert.deepEqual(envelopes[0]!.to, ['client_t@example.kz'])
  }))

test('an address that is not exactly one is refused before anything is sent', () =>
  withSink(async (transport, { envelopes }) => {
    for (const to of [
      'a@example.kz, b@example.kz',
      'a@example.kz,b@example.kz',
      'a@example.kz\r\nBcc: b@example.kz',
      'a@example.kz\nb@example.kz',
      'a@example.kz>\r\nRCPT TO:<b@example.kz',
      'Имя <a@example.kz>',
      '"a@b"@example.kz',
      'a@b@example.kz',
      'кириллица@example.kz',
      'a@exa mple.kz',
      'a@example.kz;b@example.kz',
      'a@',
      '@example.kz',
      '',
    ]) {
      const { outcome, answer } = await transport.send({ ...LETTER, to })
      assert.equal(outcome, 'permanent', to)
      assert.match(answer, /not one address/)
    }
    assert.deepEqual(envelopes, [])
  }))

// Said to the server and to the reader alike; a server that decodes it would hide what was sent.
test('a domain in letters of its own travels as the protocol writes it', async () => {
  const { url, heard, close } = await openRawServer(() => '250 ok\r\n')
  const transport = openTransport({ ...CONFIG, smtpUrl: url })
  void transport.send({ ...LETTER, to: 'client@қазақ.қаз' })
  while (!heard().includes('\r\n.\r\n')) await wait(5)
  assert.match(heard(), /^RCPT TO:<client@xn--80aau21bd\.xn--80ao21a>\r$/m)
  assert.match(heard(), /^To: client@xn--80aau21bd\.xn--80ao21a\r$/m)
  transport.close()
  await close()
})

const REFUSALS: [what: string, options: SMTPServerOptions, outcome: string, answer: RegExp][] = [
  [
    '450 for the recipient',
    { onRcptTo: (_, __, done) => done(reply(450, 'greylisted')) },
    'temporary',
    /^450 greylisted/,
  ],
  [
    '550 for the recipient',
    { onRcptTo: (_, __, done) => done(reply(550, 'no such user')) },
    'permanent',
    /^550 no such user/,
  ],
  ['452 for the sender', { onMailFrom: (_, __, done) => done(reply(452, 'full')) }, 'temporary', /^452 full/],
  [
    '553 for the sender',
    { onMailFrom: (_, __, done) => done(reply(553, 'not yours')) },
    'permanent',
    /^553 not yours/,
  ],
  [
    '530 before authentication',
    { onMailFrom: (_, __, done) => done(reply(530, 'log in first')) },
    'temporary',
    /^530 log in/,
  ],
  [
    '554 instead of a greeting',
    { onConnect: (_, done) => done(reply(554, 'no service here')) },
    'temporary',
    /554 no service here/,
  ],
]

for (const [what, options, outcome, answer] of REFUSALS) {
  test(`${what} is ${outcome}`, () =>
    withSink(
      async (transport, { letters }) => {
        const said = await transport.send(LETTER)
        assert.equal(said.outcome, outcome, said.answer)
        assert.match(said.answer, answer)
        assert.deepEqual(letters, [])
      },
      undefined,
      options,
    ))
}

for (const [code, outcome] of [
  [451, 'temporary'],
  [554, 'permanent'],
  [421, 'temporary'],
  [503, 'temporary'],
] as const) {
  test(`${code} for the whole letter is ${outcome}`, () =>
    withSink(
      async (transport) => {
        const said = await transport.send(LETTER)
        assert.deepEqual(said, { outcome, answer: `${code} said so` })
      },
      () => reply(code, 'said so'),
    ))
}

test('a wrong name or password for the relay is ours to mend: no letter is lost for it', async () => {
  const sink = await openSink(undefined, {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_, __, done) => done(reply(535, 'who are you')),
  })
  const transport = openTransport({ ...CONFIG, smtpUrl: sink.url.replace('//', '//us:wrong@') })
  const said = await transport.send(LETTER)
  assert.equal(said.outcome, 'temporary')
  assert.match(said.answer, /535/)
  assert.doesNotMatch(said.answer, /wrong/)
  transport.close()
  await sink.close()
})

test('nobody at the relay’s door is temporary', async () => {
  const sink = await openSink()
  await sink.close()
  const transport = openTransport({ ...CONFIG, smtpUrl: sink.url })
  const said = await transport.send(LETTER)
  assert.equal(said.outcome, 'temporary')
  assert.match(said.answer, /ECONNREFUSED/)
  transport.close()
})

test('a server that shows a certificate nobody vouches for gets no letter yet', () =>
  withSink(
    async (transport, { envelopes }) => {
      const said = await transport.send(LETTER)
      assert.equal(said.outcome, 'temporary')
      assert.match(said.answer, /certificate|self.signed/i)
      assert.deepEqual(envelopes, [])
    },
    undefined,
    { disabledCommands: [] },
  ))

test('a connection lost in the middle of a letter is temporary', async () => {
  const { url, heard, close } = await openRawServer((line) =>
    line.startsWith('DATA') ? undefined : '250 ok\r\n',
  )
  const transport = openTransport({ ...CONFIG, smtpUrl: url })
  assert.equal((await transport.send(LETTER)).outcome, 'temporary')
  assert.ok(heard().match(/^DATA/gm)!.length <= 2, 'not tried over and over')
  transport.close()
  await close()
})

test('a long answer is kept to 500 characters and to one line', () =>
  withSink(
    async (transport) => {
      const { answer } = await transport.send(LETTER)
      assert.equal(answer.length, 500)
      assert.doesNotMatch(answer, /[\r\n]/)
    },
    () => reply(550, 'x'.repeat(300).concat('\r\n', 'y'.repeat(300))),
  ))

test('in the local mode every letter is accepted at once', async () => {
  const transport = openTransport({ ...CONFIG, smtpUrl: undefined })
  assert.equal((await transport.send(LETTER)).outcome, 'accepted')
})

test('the sender is read as people write it, and a setting that is no address is refused', () => {
  const us = { name: 'Petro Retail coupons', address: 'no-reply@example.kz' }
  assert.deepEqual(readSender('Petro Retail coupons <no-reply@example.kz>'), us)
  assert.deepEqual(readSender('"Petro Retail coupons" <no-reply@example.kz>'), us)
  assert.deepEqual(readSender(' no-reply@example.kz '), { name: '', address: us.address })
  assert.deepEqual(readSender('Талон <no-reply@почта.рф>').address, 'no-reply@xn--80a1acny.xn--p1ai')
  for (const wrong of ['', 'Petro Retail', 'a <b>', 'a@b.kz, c@d.kz', '<a@b.kz> x'])
    assert.throws(() => readSender(wrong), /MAIL_FROM/)
})

/** A server that says `answer` to each line, 354 to DATA when it does not hang up, and remembers what it heard. */
async function openRawServer(answer: (line: string) => string | undefined) {
  let heard = ''
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 here\r\n')
    socket.on('data', (data) => {
      heard += data.toString()
      const said = answer(data.toString())
      if (said === undefined) socket.destroy()
      else socket.write(data.toString().startsWith('DATA') ? '354 go on\r\n' : said)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
