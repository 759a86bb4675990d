/** Until when a driver has what they are given: a field of every form that gives, and of the page that moves the day. */
import type { ClientVisit } from '../accounts/visit.ts'
import { isoDay, longDate } from '../i18n/format.ts'
import { parseDay } from '../values/day.ts'
import type { FormBody } from '../web/form-body.ts'
import { DateField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'

export function UntilField({
  view,
  form,
  value,
  errors,
}: {
  view: View
  form: FormBody
  /** what stands there before anything is typed */
  value?: string
  errors: Errors
}) {
  const { t } = view
  return (
    <DateField
      view={view}
      name="until"
      label={t('issue.until')}
      hint={t('issue.untilHint')}
      value={form.text('until') || value}
      optional
      errors={errors}
    />
  )
}

/**
 * Reads the field: nothing is no earlier day than the coupon's own. `latest` is the last day any of the coupons is good;
 * a gift does not outlive them.
 */
export function readUntil(
  { form, t, lang }: ClientVisit,
  latest: string | undefined,
): { ok: true; until: string | undefined } | { ok: false; error: string } {
  const typed = form.text('until').trim()
  if (typed === '') return { ok: true, until: undefined }
  const until = parseDay(typed)
  if (!until) return { ok: false, error: t('err.date.format') }
  if (until < isoDay(new Date())) return { ok: false, error: t('err.c.datePast') }
  if (latest && until > latest) return { ok: false, error: t('err.c.date', { date: longDate(lang, latest) }) }
  return { ok: true, until }
}
