/** The fields of the retailer's details. The form is its own address: going back from the check page loses nothing. */
import { oneLine } from '../clients/form-fields.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { parseBin } from '../values/bin.ts'
import { parseIban } from '../values/iban.ts'
import { BinField, FieldRow, Fieldset, TextArea, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { SELLER_FIELDS, type SellerField, type SellerFields } from './set-seller.ts'

const LONGEST = 200

export const SELLER_LABELS: Record<SellerField, PlainKey> = {
  nameRu: 'seller.nameRu',
  nameKk: 'seller.nameKk',
  nameEn: 'seller.nameEn',
  bin: 'term.bin',
  addressRu: 'seller.addressRu',
  addressKk: 'seller.addressKk',
  addressEn: 'seller.addressEn',
  iik: 'term.iban',
  otherIiks: 'seller.otherIiks',
  bank: 'invoice.bank',
  bik: 'term.bic',
  kbe: 'term.kbe',
  knp: 'term.knp',
  director: 'seller.director',
  accountant: 'seller.accountant',
}

/** Without these nobody can pay an invoice. */
const NEEDED: readonly SellerField[] = ['nameRu', 'bin', 'iik', 'bank', 'bik', 'kbe', 'knp']

/** Reads the form; what is wrong stands among the errors, by field. */
export function readSellerForm(t: T, typed: URLSearchParams): { fields: SellerFields } | { errors: Errors } {
  const errors: Record<string, string> = {}
  const fields = Object.fromEntries(
    SELLER_FIELDS.map((field) => [field, oneLine(typed.get(field) ?? '')]),
  ) as SellerFields
  for (const field of SELLER_FIELDS) {
    if (fields[field].length > LONGEST) errors[field] = t('err.of.tooLong', { max: LONGEST })
    else if (NEEDED.includes(field) && fields[field] === '') errors[field] = t('err.of.seller.needed')
  }
  const bin = parseBin(fields.bin)
  if (bin.ok) fields.bin = bin.bin
  else if (bin.reason === 'length') errors['bin'] = t('err.reg.bin.length', { n: bin.digits ?? 0 })
  else if (bin.reason === 'check') errors['bin'] = t('err.reg.bin.check')
  const iban = parseIban(fields.iik)
  if (iban.ok) fields.iik = iban.iban
  else if (iban.reason !== 'empty')
    errors['iik'] = iban.reason === 'check' ? t('err.of.seller.iikCheck') : t('err.of.seller.iik')
  const others = readOtherAccounts(typed.get('otherIiks') ?? '')
  if (others) fields.otherIiks = others.filter((other) => other !== fields.iik).join(', ')
  else errors['otherIiks'] = t('err.of.seller.otherIiks')
  fields.bik = fields.bik.replaceAll(' ', '').toUpperCase()
  if (fields.bik !== '' && !/^[A-Z]{4}KZ[A-Z0-9]{2}$/.test(fields.bik)) errors['bik'] = t('err.of.seller.bik')
  if (fields.kbe !== '' && !/^[12]\d$/.test(fields.kbe)) errors['kbe'] = t('err.of.seller.kbe')
  if (fields.knp !== '' && !/^\d{3}$/.test(fields.knp)) errors['knp'] = t('err.of.seller.knp')
  return Object.keys(errors).length > 0 ? { errors } : { fields }
}

/** Accounts as they are typed: on lines of their own or with commas between; undefined when one of them is none. */
function readOtherAccounts(typed: string): string[] | undefined {
  const read = typed
    .split(/[\n,;]/)
    .filter((part) => part.trim() !== '')
    .map(parseIban)
  const accounts = read.flatMap((one) => (one.ok ? [one.iban] : []))
  return accounts.length === read.length ? [...new Set(accounts)] : undefined
}

/** The fields themselves. */
export function SellerFieldset({
  view,
  typed,
  errors,
}: {
  view: View
  typed: URLSearchParams
  errors: Errors
}) {
  const { t } = view
  const field = (name: SellerField) => ({
    view,
    name,
    label: t(SELLER_LABELS[name]),
    value: typed.get(name) ?? '',
    errors,
    autocomplete: 'off',
    optional: !NEEDED.includes(name),
  })
  return (
    <>
      <Fieldset legend={t('seller.h.company')}>
        <TextField {...field('nameRu')} />
        <TextField {...field('nameKk')} />
        <TextField {...field('nameEn')} />
        <BinField {...field('bin')} />
        <TextField {...field('addressRu')} />
        <TextField {...field('addressKk')} />
        <TextField {...field('addressEn')} />
      </Fieldset>
      <Fieldset legend={t('seller.h.bank')} hint={t('seller.bankHint')}>
        <TextField {...field('iik')} />
        <TextArea {...field('otherIiks')} rows={2} hint={t('seller.otherIiksHint')} />
        <TextField {...field('bank')} />
        <FieldRow>
          <TextField {...field('bik')} chars={12} />
          <TextField {...field('kbe')} chars={8} />
          <TextField {...field('knp')} chars={8} />
        </FieldRow>
      </Fieldset>
      <Fieldset legend={t('seller.h.people')}>
        <TextField {...field('director')} />
        <TextField {...field('accountant')} />
      </Fieldset>
    </>
  )
}
