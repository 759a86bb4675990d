/** Drivers and vehicles are two lists of one place in the menu. */
import { Tabs } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'

/** The row above both lists. The archive is that of the list one is in. */
export function FleetTabs({
  view,
  list,
  archived,
}: {
  view: View
  list: 'drivers' | 'vehicles'
  archived: boolean
}) {
  const { t } = view
  return (
    <Tabs
      label={t('drivers.h1')}
      tabs={[
        {
          href: '/app/drivers',
          label: t('vehicles.tab.drivers'),
          current: list === 'drivers' && !archived,
        },
        { href: '/app/vehicles', label: t('vehicles.h1'), current: list === 'vehicles' && !archived },
        { href: `/app/${list}?tab=archive`, label: t('vehicles.tab.archive'), current: archived },
      ]}
    />
  )
}
