import type { App } from '../app.ts'
import type { TillAnswer } from './answer.ts'
import { ask } from './ask.ts'

/**
 * Takes a name back: releases an authorisation, undoes a redemption of the running shift, and remembers a name nobody has
 * asked for yet, so that the request is refused when it comes. `already_final` for a completed refuel and for a refund,
 * `shift_closed` for a redemption of an earlier shift: a refund gives those back.
 */
export async function reverse(app: App, request: { keyHash: Buffer; posTxnId: string }): Promise<TillAnswer> {
  return ask(app, { verb: 'reverse', ...request, said: [] })
}
