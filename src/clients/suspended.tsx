import { cabinetNav, type CabinetPlace } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { CabinetPage, Empty } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'

/** A whole page of it, for any part of a suspended company's cabinet. */
export function suspendedPage(visit: ClientVisit, current: CabinetPlace): Response {
  const view = visit.view({ nav: cabinetNav(visit, current) })
  return visit.page(
    <CabinetPage view={view} title={visit.t('suspended.h1')}>
      <Suspended view={view} company={visit.session.client.name} />
    </CabinetPage>,
  )
}

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
