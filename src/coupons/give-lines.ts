/** The lines of the giving table: a driver and litres, from fields, from a pasted text, from the address of the last page. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Lang, T } from '../i18n/index.ts'
import { parseLitres } from '../values/litres.ts'
import { parsePhone } from '../values/phone.ts'
import { parsePlate } from '../values/plate.ts'
import type { FormBody } from '../web/form-body.ts'
import { isId } from '../web/paging.ts'
import type { Errors } from '../web/view.ts'

/** Lines of one table. */
export const MOST_LINES = 100

export type TypedLine = { driverId: string; ml: bigint }
export type DriverLine = { driver: { id: string; name: string; lang: Lang }; ml: bigint }

type Read = { lines: TypedLine[]; errors: Errors }

/** Reads the drivers' own fields: blank ones are no lines. */
export function readTyped(t: T, form: FormBody): Read {
  const errors: Record<string, string> = {}
  const lines: TypedLine[] = []
  for (const [name, litres] of form.fields()) {
    const driverId = /^l-(.+)$/.exec(name)?.[1]
    if (!driverId || !isId(driverId) || litres.trim() === '') continue
    const read = parseLitres(litres)
    if (read.ok && read.ml > 0n) lines.push({ driverId, ml: read.ml })
    else errors[name] = t('err.c.litres')
  }
  return { lines, errors }
}

/**
 * Reads pasted lines: a driver's name, phone or plate, then the litres, as columns of a spreadsheet or with a semicolon
 * between. A name that two drivers have is no name; the first mistake is told, with its line.
 */
export async function readPasted(db: Queries, t: T, clientId: string, text: string): Promise<Read> {
  const rows = text
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({ n: i + 1, line: line.trim() }))
    .filter(({ line }) => line !== '')
  if (rows.length > MOST_LINES)
    return { lines: [], errors: { pasted: t('err.c.manyLines', { max: MOST_LINES }) } }
  const lines: TypedLine[] = []
  for (const { n, line } of rows) {
    const [, who = '', litres = ''] =
      /^(.*?)\s*[\t;]\s*([^\t;]+?)[\t;\s]*$/.exec(line) ?? /^(.*\S)\s+(\S+)$/.exec(line) ?? []
    const read = parseLitres(litres)
    if (!read.ok || read.ml === 0n) return wrong(t, n, t('err.c.litres'))
    const found = await driversCalled(db, clientId, who)
    if (found.length !== 1)
      return wrong(t, n, t(found.length === 0 ? 'err.c.lineUnknown' : 'err.c.lineTwo', { driver: who }))
    lines.push({ driverId: found[0]!, ml: read.ml })
  }
  return { lines, errors: {} }
}

/** A line as it stands in an address. */
export function linesInAddress(line: TypedLine | DriverLine): string {
  return `${'driver' in line ? line.driver.id : line.driverId}.${line.ml / 10n}`
}

/** The lines an address names, with their drivers; what is no line, or whose driver is gone, is left out. */
export async function resolveLines(
  db: Queries,
  clientId: string,
  texts: readonly string[],
): Promise<DriverLine[]> {
  const typed = texts.slice(0, MOST_LINES).flatMap((text): TypedLine[] => {
    const [id = '', tens = ''] = text.split('.')
    return isId(id) && /^[1-9]\d{0,8}$/.test(tens) ? [{ driverId: id, ml: BigInt(tens) * 10n }] : []
  })
  const { rows } = await sql<{ id: string; name: string; lang: Lang }>`
    select id, name, lang from driver
    where client_id = ${clientId} and archived_at is null and id = any(${typed.map(({ driverId }) => driverId)}::uuid[])`.execute(
    db,
  )
  const drivers = new Map(rows.map((row) => [row.id, row]))
  return typed.flatMap(({ driverId, ml }) => {
    const driver = drivers.get(driverId)
    return driver ? [{ driver, ml }] : []
  })
}

async function driversCalled(db: Queries, clientId: string, who: string): Promise<string[]> {
  const phone = parsePhone(who)
  const plate = parsePlate(who)
  const { rows } = await sql<{ id: string }>`
    select id from driver where client_id = ${clientId} and archived_at is null
      and ((name_key = name_order(${who}) and lower(name) = lower(${who}))
        or (phone <> '' and phone = ${phone.ok ? phone.phone : ''}) or (plate <> '' and plate = ${plate.ok ? plate.plate : ''}))
    limit 2`.execute(db)
  return rows.map(({ id }) => id)
}

function wrong(t: T, n: number, problem: string): Read {
  return { lines: [], errors: { pasted: t('err.of.csv.row', { n, problem }) } }
}
