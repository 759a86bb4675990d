import type { Lang } from './lang.ts'

/**
 * What every phrase may name without its caller saying it: the brand on the signs, the company that signs the
 * contracts as each language writes it, and the company's bare name.
 */
export interface World {
  brand: string
  operator: Record<Lang, string>
  operatorShort: string
}

/** The arguments the translator itself supplies; a call never passes them. */
export const GLOBAL_ARGUMENTS = ['brand', 'operator', 'operatorShort'] as const

/** Derives the global arguments from the settings `BRAND_NAME` and `COMPANY_NAME`. */
export function worldOf(brandName: string, companyName: string): World {
  return { brand: brandName, operator: operatorNames(companyName), operatorShort: bareName(companyName) }
}

/**
 * A company's name in the three languages: `ТОО «X»` is «X» ЖШС and X LLP, АО is АҚ and JSC, ИП is ЖК and IE.
 * Any other name stays as it is everywhere.
 */
export function operatorNames(companyName: string): Record<Lang, string> {
  const { form, name } = readCompany(companyName)
  if (!form) return { kk: name, ru: name, en: name }
  return { kk: `${name} ${form.kk}`, ru: companyName.trim(), en: `${withoutQuotes(name)} ${form.en}` }
}

const FORMS: Record<string, { kk: string; en: string }> = {
  ТОО: { kk: 'ЖШС', en: 'LLP' },
  АО: { kk: 'АҚ', en: 'JSC' },
  ИП: { kk: 'ЖК', en: 'IE' },
}

function readCompany(companyName: string) {
  const whole = companyName.trim()
  const [, word = '', name = ''] = /^(\S+)\s+(.+)$/u.exec(whole) ?? []
  const form = FORMS[word]
  return form ? { form, name } : { form: null, name: whole }
}

function bareName(companyName: string): string {
  return withoutQuotes(readCompany(companyName).name)
}

function withoutQuotes(name: string): string {
  return /^[«"“„](.+)[»"”“]$/u.exec(name)?.[1] ?? name
}
