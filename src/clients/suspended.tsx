import type { View } from '../web/view.ts'
import { Empty } from '../web/parts/index.ts'

/** What a person of a suspended company reads instead of its cabinet: calm, and whom to call. Goes into a `CabinetPage`. */
export function Suspended({ view, company }: { view: View; company: string }) {
  const { t, support } = view
  return (
    <Empty
      icon="info"
      title={t('suspended.h', { company })}
      text={t('suspended.p')}
      action={
        <p>
          {t('suspended.call')} <a href={`tel:${support.phone.replace(/[^+\d]/g, '')}`}>{support.phone}</a>
        </p>
      }
    />
  )
}
