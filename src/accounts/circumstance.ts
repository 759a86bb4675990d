import { deviceName } from '../web/device-name.ts'
import type { Circumstance } from './letter-params.ts'
import type { Visitor } from './session.ts'

/** When and from where something happens now, for the letters that tell an owner about it. */
export function circumstance(visitor: Visitor): Circumstance {
  return { at: new Date().toISOString(), ...deviceName(visitor.userAgent), ip: visitor.ip }
}
