import assert from 'node:assert/strict'
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readPdf } from '../testing/read-pdf.ts'
import { createPress, type PressAnswer, type PressOptions } from './press.ts'
import { anInvoice, speaker, world } from './testing.ts'

const t = speaker('kk')

function aPress(options?: PressOptions) {
  const press = createPress(world, options)
  after(() => press.stop())
  return press
}

test('papers asked for at the same moment come out right, and one that contradicts itself fails alone', async () => {
  const press = aPress()
  const numbers = ['2026-000001', '2026-000002', '2026-000003']
  const asked = numbers.map((number) => press.print('invoice', 'kk', anInvoice(t, { number })))
  const [wrong, ...papers] = await Promise.allSettled([
    press.print('invoice', 'kk', anInvoice(t, { tiyn: 1n })),
    ...asked,
  ])
  assert.match(String(wrong.status === 'rejected' && wrong.reason), /2026-000152 make its total/)
  for (const [i, paper] of papers.entries()) {
    assert(paper.status === 'fulfilled' && paper.value !== 'overloaded')
    const [page] = await readPdf(paper.value)
    assert.ok(page?.text.includes(`№ ${numbers[i]} төлем шоты`))
  }
})

test('when too many wait the answer is that, at once', async () => {
  const press = aPress({ waiting: 2 })
  const asked = Array.from({ length: 4 }, () => press.print('invoice', 'kk', anInvoice(t)))
  const answers = await Promise.all(asked)
  assert.deepEqual(
    answers.map((answer) => answer === 'overloaded'),
    [false, false, true, true],
  )
})

test('an idle process ends, and the next paper starts another', async () => {
  const press = aPress({ idleMs: 1 })
  await press.print('invoice', 'kk', anInvoice(t))
  await sleep(50)
  assert.ok((await press.print('invoice', 'kk', anInvoice(t))) instanceof Uint8Array)
})

test('a process that is stuck fails its papers, and the next paper starts another', async () => {
  const press = aPress({ stuckMs: 1 })
  await assert.rejects(press.print('invoice', 'kk', anInvoice(t)), /stuck/)
  await assert.rejects(press.print('invoice', 'kk', anInvoice(t)), /stuck/)
})

test('stopping fails what is not made yet', async () => {
  const press = aPress()
  const asked = press.print('invoice', 'kk', anInvoice(t))
  await Promise.all([assert.rejects(asked, /stopped/), press.stop()])
})

test('the built product has the press and its fonts beside it, and the press ends with its parent', async () => {
  execFileSync(process.execPath, ['scripts/build.ts', '--if-stale'])
  const child = fork('dist/press-process.js', [JSON.stringify(world)], {
    execArgv: [],
    env: {},
    serialization: 'advanced',
  })
  after(() => child.kill('SIGKILL'))
  child.send({ id: 7, kind: 'invoice', lang: 'kk', paper: anInvoice(t) })
  const [answer] = (await once(child, 'message')) as [PressAnswer]
  assert('pdf' in answer, JSON.stringify(answer))
  assert.equal(answer.id, 7)
  const [page] = await readPdf(answer.pdf)
  assert.ok(page?.text.includes('Әлем Ғаламат Қаңғыбас Өңір Ұлы Үміт Һәм Іс'))

  child.disconnect()
  await once(child, 'exit')
})
