import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { DOS_866, eightBits, PT154, WINDOWS_1251 } from '../testing/code-pages.ts'
import { MAX_STATEMENT_BYTES, readStatement, type Statement } from './read-statement.ts'
import { aPayment, aStatement, type DocumentLines, OUR_BIN, OURS } from './testing.ts'

const SECOND = 'KZ08601A871001726091'
const ALL_OURS = new Set([OURS, SECOND])

const utf8 = (text: string) => new TextEncoder().encode(text)
const windows = (text: string) => eightBits(text, WINDOWS_1251, '?')

function read(file: string | Uint8Array): Statement & { ok: true } {
  const statement = readStatement(typeof file === 'string' ? utf8(file) : file, ALL_OURS)
  assert.ok(statement.ok, inspect(statement))
  return statement
}

function refusal(file: string | Uint8Array): object {
  const statement = readStatement(typeof file === 'string' ? utf8(file) : file, ALL_OURS)
  assert.ok(!statement.ok)
  const { ok: _, ...rest } = statement
  return rest
}

function only(...documents: DocumentLines[]) {
  const statement = read(aStatement({ documents }))
  assert.equal(statement.documents.length, documents.length)
  return statement.documents[0]!
}

// Three banks as they are: other names of the fields, other order, capitals, with and without a code page and an end.
const STEPPE_BANK = `1CClientBankExchange
ВерсияФормата=1.01
Кодировка=Windows
Получатель=1C
ДатаНачала=01.03.2026
ДатаКонца=05.03.2026
РасчСчет=${OURS}
СекцияРасчСчет
ДатаНачала=01.03.2026
ДатаКонца=05.03.2026
РасчСчет=${OURS}
НачальныйОстаток=129464.83
ВсегоПоступило=371800.00
ВсегоСписано=4000.00
КонечныйОстаток=497264.83
КонецРасчСчет
СекцияДокумент=выписка
НомерДокумента=47437099
ДатаДокумента=04.03.2026
ВидДокумента=Платежное поручение
ПолучательНаименование=Айдос Маратұлы Т.
ПолучательБИН_ИИН=880101300010
ПолучательИИК=KZ22722C000024901213
ПолучательБанкБИК=
ПолучательКБЕ=19
ПлательщикНаименование=ТОО "PetroRetail"
ПлательщикБИН_ИИН=${OUR_BIN}
ПлательщикИИК=${OURS}
ПлательщикБанкБИК=CASPKZKA
ПлательщикКБЕ=17
СуммаРасход=4000.00
ДатаОперации=04.03.2026
НазначениеПлатежа=Командировочные
КодНазначенияПлатежа=119
КонецДокумента
СекцияДокумент=выписка
НомерДокумента=318
ДатаДокумента=05.03.2026
ВидДокумента=Платежное поручение
ПолучательНаименование=ТОО "PetroRetail"
ПолучательБИН_ИИН=${OUR_BIN}
ПолучательИИК=${OURS}
ПолучательБанкБИК=CASPKZKA
ПолучательКБЕ=17
ПлательщикНаименование=ЖШС "Ұлттық өңір"
ПлательщикБИН_ИИН=210440000816
ПлательщикИИК=KZ75125KZT1001300335
ПлательщикБанкБИК=KKMFKZ2A
ПлательщикКБЕ=17
СуммаПриход=371800.00
ДатаОперации=05.03.2026
НазначениеПлатежа=Төлем шоты № 2026-000124 бойынша
КодНазначенияПлатежа=710
КонецДокумента
`

const CAPITALS_BANK = `1CClientBankExchange
Кодировка=windows-1251
ВерсияФормата=2.00
РасчСчет=${OURS}
СЕКЦИЯРАСЧСЧЕТ
РасчСчет=${OURS}
НачальныйОстаток=1020312.05
ВсегоПоступило=7745.7
ВсегоСписано=0
КонечныйОстаток=1028057.75
КОНЕЦРАСЧСЧЕТ
СЕКЦИЯДОКУМЕНТ=Выписка
НомерДокумента=95022
ДатаДокумента=03.03.2026
СуммаПриход=7745.7
СуммаРасход=0
ПолучательИИК=${OURS}
ПлательщикНаименование=ИП ""Ёлкина А. С.""
ПлательщикИИН=880101300010
ПлательщикИИК=KZ81722S000001159377
ДатаОперации=03.03.2026
НазначениеПлатежа=сч.2026-125
ПлательщикБанкБИК=TSESKZKA
КонецДокумента
КонецФайла`

const OLD_BANK = `1CClientBankExchange
ВерсияФормата=1.02
Кодировка=DOS
РасчСчет=${OURS}
СекцияРасчСчет
РасчСчет=${OURS}
НачальныйОстаток=0,00
ВсегоПоступило=1 250 000,50
ВсегоСписано=
КонечныйОстаток=1 250 000,50
КонецРасчСчет
СекцияДокумент=Платежное поручение
Номер=7
Дата=02.03.2026
Сумма=1 250 000,50
ПлательщикСчет=KZ75125KZT1001300335
Плательщик=ИНН 210440000804 ТОО Степь Транс
ПлательщикИНН=210440000804
Плательщик1=ТОО Степь Транс
ПлательщикРасчСчет=KZ75125KZT1001300335
ПолучательСчет=${OURS}
ДатаПоступило=03.03.2026
Получатель1=ТОО PetroRetail
НазначениеПлатежа=
НазначениеПлатежа1=Оплата по счету
НазначениеПлатежа2=N 2026-000123
КонецДокумента
КонецФайла
`

test('a statement as one bank writes it: what came in, from whom, for what', () => {
  const statement = read(STEPPE_BANK)
  assert.deepEqual(statement.warnings, [])
  assert.deepEqual(statement.accounts, [OURS])
  const [outgoing, incoming] = statement.documents
  assert.equal(outgoing!.kind, 'outgoing')
  assert.equal(outgoing!.tiyn, 400_000n)
  assert.equal(outgoing!.other.name, 'Айдос Маратұлы Т.')
  const { hash, ...rest } = incoming!
  assert.match(hash, /^[0-9a-f]{64}$/)
  assert.deepEqual(rest, {
    line: 36,
    kind: 'incoming',
    account: OURS,
    number: '318',
    documentDay: '2026-03-05',
    day: '2026-03-05',
    tiyn: 37_180_000n,
    other: {
      name: 'ЖШС "Ұлттық өңір"',
      bin: '210440000816',
      account: 'KZ75125KZT1001300335',
      bank: 'KKMFKZ2A',
    },
    purpose: 'Төлем шоты № 2026-000124 бойынша',
    knp: '710',
  })
})

test('capitals, ИИН instead of БИН, one decimal and noughts in the other column do not matter', () => {
  const { documents, warnings } = read(windows(CAPITALS_BANK))
  assert.deepEqual(warnings, [])
  const { kind, tiyn, other } = documents[0]!
  assert.deepEqual(
    { kind, tiyn, bin: other.bin, name: other.name },
    {
      kind: 'incoming',
      tiyn: 774_570n,
      bin: '880101300010',
      name: 'ИП ""Ёлкина А. С.""',
    },
  )
})

test('an old program’s file in DOS letters, with commas, other names and a purpose in pieces', () => {
  const { documents, warnings } = read(eightBits(OLD_BANK, DOS_866))
  assert.deepEqual(warnings, [])
  const { kind, tiyn, day, documentDay, number, other, purpose } = documents[0]!
  assert.deepEqual(
    { kind, tiyn, day, documentDay, number, bin: other.bin, account: other.account, purpose },
    {
      kind: 'incoming',
      tiyn: 125_000_050n,
      day: '2026-03-03',
      documentDay: '2026-03-02',
      number: '7',
      bin: '210440000804',
      account: 'KZ75125KZT1001300335',
      purpose: 'Оплата по счету N 2026-000123',
    },
  )
})

test('the same file in any code page and with any line ends is the same payments', () => {
  const hashes = read(STEPPE_BANK).documents.map(({ hash }) => hash)
  const cut = Buffer.from(utf8(STEPPE_BANK))
  // A name cut in the middle of a letter.
  cut[cut.indexOf('Ұлттық') + 1] = 0x3f
  const files: Record<string, string | Uint8Array> = {
    'a mark in front': `\ufeff${STEPPE_BANK}`,
    'Windows line ends': STEPPE_BANK.replaceAll('\n', '\r\n'),
    'Macintosh line ends': STEPPE_BANK.replaceAll('\n', '\r'),
    'UTF-16': new Uint8Array(Buffer.from(`\ufeff${STEPPE_BANK}`, 'utf16le')),
    'Windows-1251, Kazakh letters lost': windows(STEPPE_BANK),
    PT154: eightBits(STEPPE_BANK, PT154),
    DOS: eightBits(STEPPE_BANK, DOS_866, '?'),
    'half a letter in UTF-8': cut,
    'a letter of Serbia in Windows-1251': windows(STEPPE_BANK.replace('Ұлттық', 'Ћирић')),
    'empty lines, and blanks around': STEPPE_BANK.replaceAll('\n', '\n\n').replaceAll('=', ' = '),
    'no end, no line break': STEPPE_BANK.trimEnd(),
  }
  for (const [name, file] of Object.entries(files)) {
    const statement = read(file)
    assert.deepEqual(
      statement.documents.map(({ hash }) => hash),
      hashes,
      name,
    )
    assert.deepEqual(statement.warnings, [], name)
  }
})

test('a payment has one name in every file, and two that are alike are two', () => {
  const twin = aPayment()
  const morning = read(aStatement({ documents: [twin] }))
  const evening = read(aStatement({ documents: [aPayment(), twin, { ...twin }, aPayment()] }))
  const [, first, second] = evening.documents
  assert.equal(first!.hash, morning.documents[0]!.hash)
  assert.notEqual(second!.hash, first!.hash)
  assert.equal(new Set(evening.documents.map(({ hash }) => hash)).size, 4)
})

test('another number, day, sum, payer or account is another payment; another spelling of the name is not', () => {
  const payment = aPayment()
  const hash = only(payment).hash
  for (const other of [
    { НомерДокумента: '99999' },
    { ДатаОперации: '06.03.2026' },
    { ДатаДокумента: '04.03.2026' },
    { СуммаПриход: '33800.01' },
    { ПлательщикИИК: 'KZ75125KZT1001300336' },
    { ПолучательИИК: SECOND },
  ])
    assert.notEqual(only({ ...payment, ...other }).hash, hash, JSON.stringify(other))
  for (const same of [
    { ПлательщикНаименование: 'ТОО ?Степь Транс?' },
    { НазначениеПлатежа: 'Оплата' },
    { СуммаПриход: '33800' },
    { ПлательщикИИК: 'kz75 125K ZT10 0130 0335' },
    { ПлательщикБанкБИК: '' },
  ])
    assert.equal(only({ ...payment, ...same }).hash, hash, JSON.stringify(same))
})

test('payments without a number are told apart by the digits of their purpose', () => {
  const nameless = aPayment({ НомерДокумента: '' })
  const other = { ...nameless, НазначениеПлатежа: 'Оплата по счету № 2026-000124' }
  assert.notEqual(only(nameless).hash, only(other).hash)
})

test('the accounts say whose money went where', () => {
  const ours = { ПлательщикИИК: SECOND }
  const kinds: [string, DocumentLines][] = [
    ['incoming', aPayment()],
    ['incoming', aPayment({ СуммаПриход: '', Сумма: '33800,00' })],
    ['incoming', aPayment({ Сумма: '33800.00', Валюта: 'KZT' })],
    // A payee left out: the bank's column says that it came in.
    ['incoming', aPayment({ ПолучательИИК: '' })],
    [
      'outgoing',
      aPayment({ СуммаПриход: '', СуммаРасход: '5', ПолучательИИК: 'KZ75125KZT1001300335', ...ours }),
    ],
    ['own', aPayment(ours)],
    ['foreign', aPayment({ Валюта: 'USD' })],
    // Somebody else to somebody else, in a statement of ours.
    ['unclear', aPayment({ ПолучательИИК: 'KZ75125KZT1001300336' })],
    // To us by its accounts, from us by its column; two sums; nothing; a correction.
    ['unclear', aPayment({ СуммаПриход: '', СуммаРасход: '33800.00' })],
    ['unclear', aPayment({ Сумма: '40000.00' })],
    ['unclear', aPayment({ СуммаПриход: '0.00', СуммаРасход: '0.00' })],
    ['unclear', aPayment({ СуммаПриход: '-33800.00' })],
  ]
  for (const [kind, lines] of kinds) {
    const { documents } = read(aStatement({ documents: [lines], totals: null }))
    assert.equal(documents[0]!.kind, kind, JSON.stringify(lines))
  }
})

test('a BIN that cannot be, or none, leaves the payer unknown', () => {
  assert.equal(only(aPayment({ ПлательщикБИН_ИИН: '210440000805' })).other.bin, undefined)
  assert.equal(only(aPayment({ ПлательщикБИН_ИИН: '' })).other.bin, undefined)
  assert.equal(only(aPayment({ ПлательщикБИН_ИИН: ' 2104 4000 0804' })).other.bin, '210440000804')
})

test('a purpose of several lines is one text', () => {
  const { purpose } = only(
    aPayment({ НазначениеПлатежа: 'Оплата по счету\r\n  № 2026-000123\r\nза ГСМ; сумма = 5' }),
  )
  assert.equal(purpose, 'Оплата по счету № 2026-000123 за ГСМ; сумма = 5')
})

test('what a payer writes on a second line of the purpose cannot become another sum or another payer', () => {
  for (const line of [
    'СуммаПриход=9999999.00',
    'ПлательщикБИН_ИИН=210440000816',
    'ПлательщикИИК=KZ00',
    'ДатаОперации=01.01.2026',
  ])
    assert.deepEqual(
      refusal(aStatement({ documents: [aPayment({ НазначениеПлатежа: `Оплата\r\n${line}` })] })),
      { reason: 'broken', line: 33, problem: 'twice' },
      line,
    )
  // A whole document forged there does not add up with what the bank says came in.
  const forged = `Оплата\r\nКонецДокумента\r\nСекцияДокумент=Выписка\r\n${Object.entries(aPayment())
    .map(([name, value]) => `${name}=${value}`)
    .join('\r\n')}`
  const { warnings } = read(
    aStatement({ documents: [aPayment({ НазначениеПлатежа: forged, КодНазначенияПлатежа: '' })] }),
  )
  assert.deepEqual(warnings, [
    { code: 'totals', account: OURS, side: 'in', stated: 3_380_000n, found: 6_760_000n },
  ])
})

test('the bank’s totals are held against its documents', () => {
  const documents = [aPayment(), aPayment({ СуммаПриход: '0.50' })]
  const warn = (totals: { in: string; out: string; opening?: string; closing?: string } | null) =>
    read(aStatement({ documents, totals })).warnings
  assert.deepEqual(warn({ in: '33800.50', out: '0.00' }), [])
  assert.deepEqual(warn({ in: '33800.00', out: '10.00', closing: '1033790.00' }), [
    { code: 'totals', account: OURS, side: 'in', stated: 3_380_000n, found: 3_380_050n },
    { code: 'totals', account: OURS, side: 'out', stated: 1_000n, found: 0n },
  ])
  assert.deepEqual(warn({ in: '33800.50', out: '0.00', closing: '1000000.00' }), [
    { code: 'balance', account: OURS },
  ])
  assert.deepEqual(warn(null), [{ code: 'no_totals', account: OURS }])
})

test('a file about two of our accounts has a transfer between them twice, and adds up', () => {
  const transfer = aPayment({
    ПлательщикИИК: OURS,
    ПолучательИИК: SECOND,
    СуммаПриход: '',
    СуммаРасход: '500.00',
  })
  const mirrored = { ...transfer, СуммаПриход: '500.00', СуммаРасход: '' }
  const one = aStatement({ documents: [transfer, aPayment()] })
  const two = aStatement({ account: SECOND, documents: [mirrored] }).replace('1CClientBankExchange', '')
  const { documents, warnings, accounts } = read(one + two)
  assert.deepEqual(accounts, [OURS, SECOND])
  assert.deepEqual(
    documents.map(({ kind }) => kind),
    ['own', 'incoming', 'own'],
  )
  assert.deepEqual(warnings, [])
})

test('a day at a time is a statement too', () => {
  const day = (received: string, before: string, after: string) =>
    `СекцияРасчСчет\r\nРасчСчет=${OURS}\r\nНачальныйОстаток=${before}\r\nВсегоПоступило=${received}\r\nКонечныйОстаток=${after}\r\nКонецРасчСчет\r\n`
  const file = aStatement({ documents: [aPayment(), aPayment()], totals: null })
  const days = day('33800', '0', '33800') + day('33800', '33800', '67600')
  assert.deepEqual(read(file.replace('СекцияДокумент', `${days}СекцияДокумент`)).warnings, [])
})

test('what is no statement, or not ours, is refused', () => {
  const foreign = 'KZ75125KZT1001300335'
  assert.deepEqual(refusal(''), { reason: 'empty' })
  assert.deepEqual(refusal(' \r\n \n'), { reason: 'empty' })
  for (const file of [
    'БИН;Название\n1;2',
    '%PDF-1.7',
    ':20:STATEMENT',
    '<html>1CClientBankExchange</html>',
    'x\n1CClientBankExchange\n',
  ])
    assert.deepEqual(refusal(file), { reason: 'format' }, file)
  assert.deepEqual(refusal(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0xff)), { reason: 'format' })
  assert.deepEqual(refusal('1CClientBankExchange\nXXXX=1\n'), { reason: 'encoding' })
  assert.deepEqual(refusal(aStatement({ account: foreign, documents: [] })), {
    reason: 'account',
    account: foreign,
  })
  const nobodys = aStatement({ documents: [aPayment({ ПолучательИИК: foreign })] }).replaceAll(
    `РасчСчет=${OURS}\r\n`,
    '',
  )
  assert.deepEqual(refusal(nobodys), { reason: 'no_account' })
  assert.deepEqual(refusal(new Uint8Array(MAX_STATEMENT_BYTES + 1)), {
    reason: 'size',
    bytes: MAX_STATEMENT_BYTES,
  })
})

test('where a file makes no sense, the line is named', () => {
  const broken = (documents: DocumentLines[], change: (text: string) => string = (text) => text) =>
    refusal(change(aStatement({ documents })))
  const text = aStatement({ documents: [aPayment(), aPayment()] })
  const line = (words: string, nth = 1) => text.split(words).slice(0, nth).join(words).split('\r\n').length
  assert.deepEqual(broken([aPayment({ СуммаПриход: 'много' })]), {
    reason: 'broken',
    line: line('СуммаПриход'),
    problem: 'amount',
  })
  assert.deepEqual(broken([aPayment({ СуммаПриход: '33.800' })]), {
    reason: 'broken',
    line: line('СуммаПриход'),
    problem: 'amount',
  })
  assert.deepEqual(broken([aPayment({ ДатаОперации: '31.02.2026' })]), {
    reason: 'broken',
    line: line('ДатаОперации'),
    problem: 'day',
  })
  assert.deepEqual(broken([aPayment({ СуммаПриход: '' })]), {
    reason: 'broken',
    line: line('СекцияДокумент'),
    problem: 'no_amount',
  })
  assert.deepEqual(broken([aPayment({ ДатаОперации: '', ДатаДокумента: '' })]), {
    reason: 'broken',
    line: line('СекцияДокумент'),
    problem: 'no_day',
  })
  const documents = [aPayment(), aPayment()]
  assert.deepEqual(
    broken(documents, (text) => text.replace('КонецДокумента\r\n', '')),
    { reason: 'broken', line: line('СекцияДокумент'), problem: 'open' },
  )
  assert.deepEqual(
    broken(documents, (text) => text.slice(0, text.lastIndexOf('СуммаПриход'))),
    { reason: 'broken', line: line('СекцияДокумент', 2), problem: 'open' },
  )
  assert.deepEqual(
    broken(documents, (text) => text.replace('СекцияДокумент=Выписка\r\n', '')),
    { reason: 'broken', line: line('КонецДокумента') - 1, problem: 'stray' },
  )
  assert.deepEqual(
    broken(documents, (text) => text.replace('ДатаОперации=', 'мусор\r\nДатаОперации=')),
    { reason: 'broken', line: line('ДатаОперации'), problem: 'stray' },
  )
  assert.deepEqual(
    broken(documents, (text) => text.replace('ВсегоПоступило=67600.00', 'ВсегоПоступило=х')),
    { reason: 'broken', line: line('ВсегоПоступило'), problem: 'amount' },
  )
})

test('however a file is garbled, no sum changes in silence', () => {
  const documents = [
    aPayment(),
    aPayment({ СуммаПриход: '1250000.50', ПлательщикИИК: 'KZ75125KZT1001300336' }),
    aPayment({
      ПлательщикИИК: OURS,
      ПолучательИИК: 'KZ75125KZT1001300335',
      СуммаПриход: '',
      СуммаРасход: '77.00',
    }),
  ]
  const file = windows(aStatement({ documents }))
  const incoming = (statement: Statement & { ok: true }) =>
    statement.documents.filter(({ kind }) => kind === 'incoming').reduce((sum, { tiyn }) => sum + tiyn, 0n)
  const right = incoming(read(file))
  const lines = new TextDecoder('windows-1251').decode(file).split('\r\n')
  const garble = fc.oneof(
    fc
      .tuple(fc.nat(file.length - 1), fc.nat(255))
      .map(([at, byte]) => Buffer.from(file).fill(byte, at, at + 1)),
    fc.nat(file.length).map((at) => file.subarray(0, at)),
    fc
      .tuple(fc.nat(file.length), fc.nat(40))
      .map(([at, n]) => Buffer.concat([file.subarray(0, at), file.subarray(at + n)])),
    fc.nat(lines.length - 1).map((i) => windows(lines.toSpliced(i, 1).join('\r\n'))),
    fc.nat(lines.length - 1).map((i) => windows(lines.toSpliced(i, 0, lines[i]!).join('\r\n'))),
    fc
      .tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1))
      .map(([from, to]) => windows(lines.toSpliced(from, 1).toSpliced(to, 0, lines[from]!).join('\r\n'))),
  )
  fc.assert(
    fc.property(garble, (bytes) => {
      const statement = readStatement(bytes, ALL_OURS)
      if (statement.ok && statement.warnings.length === 0) assert.equal(incoming(statement), right)
    }),
    { numRuns: 1_000 },
  )
})

test('no bytes make it throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readStatement(bytes, ALL_OURS)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      readStatement(
        utf8(`1CClientBankExchange\nРасчСчет=${OURS}\nСекцияДокумент\n${text}\nКонецДокумента`),
        ALL_OURS,
      )
    }),
  )
})

test('ten megabytes are read, as are megabytes of nonsense', () => {
  const one = aStatement({ documents: [aPayment()], totals: null })
  const [head, document, end] = one.split(/(?=СекцияДокумент|КонецФайла)/)
  const n = Math.ceil(10_000_000 / document!.length)
  assert.equal(read(windows(head + document!.repeat(n) + end)).documents.length, n)
  const start = `1CClientBankExchange\nРасчСчет=${OURS}\nСекцияДокумент\nНазначениеПлатежа=`
  for (const piece of ['а', 'а\n', ' ', '\n', '=', '\u200b', '-\u200b\n', '1 '])
    readStatement(utf8(start + piece.repeat(700_000)), ALL_OURS)
})
