/** Whom a paper is between, and by which contract. */
import { type Day, longDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'

/** A company as papers name it, in the paper's language. `bin` is a BIN or, for a sole trader, an IIN. */
export type Party = { name: string; bin: string; address?: string | undefined }

/** A contract as papers name it. */
export type ContractName = { number: string; signedOn?: Day | undefined }

/** «БИН/ИИН 210440000017, ТОО «Алтын Жол», г. Алматы, …». */
export function partyLine(t: T, { name, bin, address }: Party): string {
  return [t('paper.taxNumber', { number: bin }), name, address].filter(Boolean).join(', ')
}

/** «№ 152 от 5 марта 2026 г.» */
export function contractLine(t: T, { number, signedOn }: ContractName): string {
  return signedOn === undefined
    ? t('paper.contractNumber', { number })
    : t('paper.contractOf', { number, date: longDate(t.lang, signedOn) })
}
