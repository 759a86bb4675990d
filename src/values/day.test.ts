import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDay } from './day.ts'

test('a day is read as people and banks write it', () => {
  for (const typed of [
    '05.03.2026',
    '5.3.2026',
    '05/03/2026',
    '2026-03-05',
    ' 05.03.2026 14:26:00',
    '2026-03-05T00:00',
  ])
    assert.equal(parseDay(typed), '2026-03-05', typed)
  assert.equal(parseDay('29.02.2028'), '2028-02-29')
})

test('what is no day of the calendar is none', () => {
  for (const typed of [
    '',
    '29.02.2026',
    '31.04.2026',
    '00.01.2026',
    '05.13.2026',
    '5.3.26',
    '20260305',
    'вчера',
    '03-05-2026',
  ])
    assert.equal(parseDay(typed), undefined, typed)
})
