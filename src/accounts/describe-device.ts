import type { T } from '../i18n/index.ts'
import { deviceName } from '../web/device-name.ts'

/** A browser and its system in a few words, «Chrome, Windows»; coarse on purpose. */
export function describeDevice(t: T, userAgent: string): string {
  const { browser, system } = deviceName(userAgent)
  return [browser, system].filter(Boolean).join(', ') || t('sec.device.unknown')
}
