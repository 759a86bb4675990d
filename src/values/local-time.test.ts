import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localMoment, parseClock } from './local-time.ts'

test('a time of day is read as people type it, and nothing else is one', () => {
  for (const [typed, minutes] of [
    ['', 0],
    ['08:00', 480],
    [' 8:05 ', 485],
    ['23.59', 1439],
  ] as const)
    assert.equal(parseClock(typed), minutes, typed)
  for (const typed of ['24:00', '8', '8:60', 'утром', '-1:00'])
    assert.equal(parseClock(typed), undefined, typed)
})

test('a day and a minute of Kazakhstan are a moment of the world', () => {
  assert.equal(localMoment('2026-12-31', 485)?.toISOString(), '2026-12-31T03:05:00.000Z')
  assert.equal(localMoment('31.12.2026', 0)?.toISOString(), '2026-12-30T19:00:00.000Z')
  assert.equal(localMoment('2026-02-30', 0), undefined)
})
