/** The fields of a contract's rules. The form is its own address: going back from the check page loses nothing. */
import { SOON_DAYS } from '../cards/states.tsx'
import { litres } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { parseLitres } from '../values/litres.ts'
import { Checkbox, Checkboxes, Fieldset, NumberField, RadioCards, Radios } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { EXPIRIES, type Policy, REDEMPTIONS, TURNOVERS } from './contract-policy.ts'
import { EXPIRY_WORDS, REDEMPTION_WORDS, type StationNames, TURNOVER_WORDS } from './policy-words.ts'

const TURNOVER_HINTS = {
  dispensing: 'policy.turnover.dispensingHint',
  hand_over: 'policy.turnover.handOverHint',
} as const

/** What stands in the address of the form. A box that is not ticked is missing in it. */
export type Typed = URLSearchParams

const DAYS = { grace: [1, 366], validity: [1, 1830], invoice: [1, 90] } as const
/** Per cent, in tenths. */
const MOST_DISCOUNT = 50

export function typedPolicy({ t }: { t: T }, policy: Policy): Typed {
  const typed = new URLSearchParams({
    redemption: policy.redemption,
    expiry: policy.expiry,
    graceDays: String(policy.graceDays || 30),
    validityDays: String(policy.validityDays),
    stations: policy.stationIds ? 'some' : 'all',
    maxPerDay: policy.maxPerDayMl === null ? '' : litres(t.lang, policy.maxPerDayMl),
    offline: policy.offlineMl === null ? '' : litres(t.lang, policy.offlineMl),
    discount: String(policy.discountBp / 100).replace('.', t.lang === 'en' ? '.' : ','),
    invoiceDays: String(policy.invoiceDays),
    turnover: policy.turnover,
  })
  for (const name of ['transferable', 'gradeSwap', 'pinRequired', 'renewCards'] as const)
    if (policy[name]) typed.set(name, 'on')
  for (const id of policy.stationIds ?? []) typed.append('station', String(id))
  return typed
}

/** Reads the form; what is wrong stands among the errors, by field. */
export function readPolicyForm(t: T, typed: Typed): { policy: Policy } | { errors: Errors } {
  const errors: Record<string, string> = {}
  const redemption = REDEMPTIONS.find((one) => one === typed.get('redemption'))
  const expiry = EXPIRIES.find((one) => one === typed.get('expiry'))
  if (!redemption) errors['redemption'] = t('err.of.policy.choose')
  const turnover = TURNOVERS.find((one) => one === typed.get('turnover'))
  if (!turnover) errors['turnover'] = t('err.of.policy.choose')
  if (!expiry) errors['expiry'] = t('err.of.policy.choose')
  const days = (field: string, [min, max]: readonly [number, number]) => {
    const text = (typed.get(field) ?? '').trim()
    const n = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
    if (!(n >= min && n <= max)) errors[field] = t('err.of.policy.days', { min, max })
    return n
  }
  const graceDays = expiry === 'grace_prolong' ? days('graceDays', DAYS.grace) : 0
  const validityDays = days('validityDays', DAYS.validity)
  const stationIds = typed.get('stations') === 'some' ? readStations(typed) : null
  if (stationIds?.length === 0) errors['station'] = t('err.of.price.stations')
  const maxPerDayMl = readLitres(t, errors, typed, 'maxPerDay')
  const offlineMl = readLitres(t, errors, typed, 'offline')
  const discountBp = readDiscount(t, errors, typed.get('discount') ?? '')
  const invoiceDays = days('invoiceDays', DAYS.invoice)
  if (!redemption || !expiry || !turnover || Object.keys(errors).length > 0) return { errors }
  return {
    policy: {
      redemption,
      expiry,
      graceDays,
      validityDays,
      transferable: typed.get('transferable') !== null,
      gradeSwap: typed.get('gradeSwap') !== null,
      stationIds,
      pinRequired: typed.get('pinRequired') !== null,
      maxPerDayMl,
      offlineMl,
      discountBp,
      invoiceDays,
      turnover,
      renewCards: typed.get('renewCards') !== null,
    },
  }
}

function readStations(typed: Typed): number[] {
  const ids = typed.getAll('station').flatMap((id) => (/^[1-9]\d{0,8}$/.test(id) ? [Number(id)] : []))
  return [...new Set(ids)].toSorted((one, two) => one - two)
}

// An empty field is no figure: null.
function readLitres(t: T, errors: Record<string, string>, typed: Typed, name: string): bigint | null {
  const read = parseLitres(typed.get(name) ?? '')
  if (!read.ok && read.reason === 'empty') return null
  if (read.ok && read.ml > 0n) return read.ml
  errors[name] = t('err.of.policy.litres')
  return null
}

function readDiscount(t: T, errors: Record<string, string>, text: string): number {
  const [, whole = '', tenths = '0'] =
    /^(\d{1,2})(?:[.,](\d))?$/.exec(text.replaceAll(/[\s%]/g, '') || '0') ?? []
  const bp = whole === '' ? Number.NaN : Number(whole) * 100 + Number(tenths) * 10
  if (bp <= MOST_DISCOUNT * 100) return bp
  errors['discount'] = t('err.of.policy.discount', { max: MOST_DISCOUNT })
  return 0
}

/** The fields themselves. */
export function PolicyFields({
  view,
  typed,
  errors,
  stations,
}: {
  view: View
  typed: Typed
  errors: Errors
  stations: StationNames
}) {
  const { t } = view
  const number = (name: string) => ({ view, name, value: typed.get(name) ?? '', errors, chars: 8 as const })
  const box = (name: string) => ({ view, name, checked: typed.get(name) !== null })
  return (
    <>
      <Fieldset legend={t('policy.h.use')}>
        <RadioCards
          view={view}
          name="redemption"
          label={t('policy.redemption')}
          value={typed.get('redemption') ?? undefined}
          options={REDEMPTIONS.map((value) => ({ value, label: t(REDEMPTION_WORDS[value]) }))}
          errors={errors}
        />
        <div class="form scope">
          <Radios
            view={view}
            name="stations"
            label={t('policy.stations')}
            value={typed.get('stations') ?? 'all'}
            options={[
              { value: 'all', label: t('coupon.whereAll') },
              { value: 'some', label: t('policy.stations.some') },
            ]}
          />
          <div class="if-some">
            <Checkboxes
              view={view}
              name="station"
              label={t('policy.stations.which')}
              values={typed.getAll('station')}
              options={[...stations].map(([id, label]) => ({ value: String(id), label }))}
              errors={errors}
            />
          </div>
        </div>
        <NumberField
          {...number('maxPerDay')}
          label={t('policy.maxPerDay')}
          hint={t('policy.maxPerDayHint')}
          unit={t('policy.litre')}
          optional
        />
        <NumberField
          {...number('offline')}
          label={t('policy.offline')}
          hint={t('policy.offlineHint')}
          unit={t('policy.litre')}
          optional
        />
        <Checkbox {...box('pinRequired')} label={t('policy.pinRequired')} />
        <Checkbox {...box('transferable')} label={t('policy.transferable')} />
        <Checkbox {...box('gradeSwap')} label={t('policy.gradeSwap')} />
      </Fieldset>
      <Fieldset legend={t('policy.h.end')}>
        <NumberField {...number('validityDays')} label={t('policy.validityDays')} />
        <RadioCards
          view={view}
          name="expiry"
          label={t('policy.expiry')}
          value={typed.get('expiry') ?? undefined}
          options={EXPIRIES.map((value) => ({ value, label: t(EXPIRY_WORDS[value]) }))}
          errors={errors}
        />
        <div class="if-grace">
          <NumberField {...number('graceDays')} label={t('policy.graceDays')} />
        </div>
      </Fieldset>
      <Fieldset legend={t('policy.h.buy')}>
        <NumberField {...number('discount')} label={t('policy.discount')} unit="%" />
        <NumberField {...number('invoiceDays')} label={t('policy.invoiceDays')} />
      </Fieldset>
      <Fieldset legend={t('policy.h.cards')}>
        <Checkbox
          {...box('renewCards')}
          label={t('policy.renewCards')}
          hint={t('policy.renewCardsHint', { n: SOON_DAYS })}
        />
      </Fieldset>
      <Fieldset legend={t('policy.h.books')}>
        <RadioCards
          view={view}
          name="turnover"
          label={t('policy.turnover')}
          value={typed.get('turnover') ?? undefined}
          options={TURNOVERS.map((value) => ({
            value,
            label: t(TURNOVER_WORDS[value]),
            hint: t(TURNOVER_HINTS[value]),
          }))}
          errors={errors}
        />
      </Fieldset>
    </>
  )
}
