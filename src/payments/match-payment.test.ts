import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findInvoiceNumbers } from './find-invoice-numbers.ts'
import { type InvoiceToMatch, matchPayment, shareOut } from './match-payment.ts'

const STEPPE = { clientId: 'steppe', bin: '210440000804' }
const LAKE = { clientId: 'lake', bin: '210440000816' }

function invoice(n: number, client: typeof STEPPE, lackingTiyn: bigint): InvoiceToMatch {
  return { orderId: `order-${n}`, number: `2026-${String(n).padStart(6, '0')}`, ...client, lackingTiyn }
}

const INVOICES = [
  invoice(1, STEPPE, 100n),
  invoice(2, STEPPE, 250n),
  invoice(3, STEPPE, 0n),
  invoice(4, LAKE, 250n),
  invoice(5, STEPPE, 250n),
]

function match(purpose: string, tiyn: bigint, bin: string | null = STEPPE.bin) {
  const payer = [STEPPE, LAKE].find((client) => client.bin === bin)
  return matchPayment({ bin: bin ?? undefined, tiyn, mentions: findInvoiceNumbers(purpose) }, INVOICES, payer)
}
const suggested = (answer: ReturnType<typeof match>) =>
  answer.kind === 'ask'
    ? [answer.why, answer.clientId, ...answer.suggestions.map(({ number }) => Number(number.slice(5)))]
    : answer

test('an invoice’s number and its client’s BIN together decide', () => {
  assert.deepEqual(match('Оплата по счету № 2026-000002', 250n), {
    kind: 'auto',
    clientId: 'steppe',
    parts: [{ orderId: 'order-2', tiyn: 250n }],
  })
})

test('one payment pays several invoices in the order it names them; too little pays in part, too much is left over', () => {
  const parts = (tiyn: bigint) => {
    const answer = match('сч. 2026-2, 2026-1', tiyn)
    return answer.kind === 'auto' ? answer.parts.map((part) => part.tiyn) : answer
  }
  assert.deepEqual(parts(200n), [200n])
  assert.deepEqual(parts(300n), [250n, 50n])
  assert.deepEqual(parts(1000n), [250n, 100n])
})

test('money for an invoice that is paid or over is the client’s all the same', () => {
  assert.deepEqual(match('счет 2026-000003', 500n), { kind: 'auto', clientId: 'steppe', parts: [] })
})

test('an invoice paid by somebody else is asked about, with its client’s invoices', () => {
  assert.deepEqual(suggested(match('счет 2026-000004', 250n)), ['other_payer', 'lake', 4])
  assert.deepEqual(suggested(match('счет 2026-000001', 100n, null)), ['other_payer', 'steppe', 1, 2, 5])
  // One of ours and one of theirs in one payment.
  assert.deepEqual(suggested(match('счет 2026-000001, 2026-000004', 350n)), ['other_payer', 'lake', 4])
})

test('without a number the client’s open invoices are suggested, those of the same sum first', () => {
  assert.deepEqual(suggested(match('За ГСМ', 250n)), ['no_number', 'steppe', 2, 5, 1])
  assert.deepEqual(suggested(match('счет 5 от 05.03.2026', 250n)), ['no_number', 'steppe', 5, 2, 1])
  assert.deepEqual(suggested(match('счет 5 от 05.03.2026', 7n)), ['no_number', 'steppe', 5, 1, 2])
  // A number that is nobody's says nothing.
  assert.deepEqual(suggested(match('счет 2026-000099', 100n)), ['no_number', 'steppe', 1, 2, 5])
})

test('a stranger’s payment waits for a person', () => {
  assert.deepEqual(suggested(match('Возврат', 250n, '991040001526')), ['unknown', undefined])
  assert.deepEqual(suggested(match('счет 5 от 05.03.2026', 250n, null)), ['unknown', undefined])
})

test('parts never add up to more than came, nor pay more than an invoice lacks', () => {
  const amount = fc.bigInt(0n, 1_000n)
  fc.assert(
    fc.property(amount, fc.array(amount, { maxLength: 6 }), (tiyn, lacking) => {
      const invoices = lacking.map((one, n) => invoice(n, STEPPE, one))
      const parts = shareOut(tiyn, invoices)
      const paid = parts.reduce((sum, part) => sum + part.tiyn, 0n)
      const due = lacking.reduce((sum, one) => sum + one, 0n)
      assert.equal(paid, tiyn < due ? tiyn : due)
      for (const part of parts)
        assert.ok(part.tiyn <= invoices.find(({ orderId }) => orderId === part.orderId)!.lackingTiyn)
    }),
  )
})
