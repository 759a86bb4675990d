/** What a cashier sees whose answer was lost on our side, and the question that settles it. */
import { reverse } from '../tills/reverse.ts'
import { Button, Form } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { leaveRevokedTill } from './connect.tsx'
import { PosFrame, posPage } from './frame.tsx'
import type { CashierVisit } from './guard.ts'
import { NAME } from './names.ts'
import { findOperation } from './operations.ts'
import { Next, Verdict } from './verdict.tsx'

/** Says that nobody knows, and asks on. The form names the operation and nothing else: no PIN stands on a page. */
export function unknownPage(visit: CashierVisit, name: string): Response {
  const view = visit.view()
  const { t } = view
  const { till, duty } = visit
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.unknown.h')} place={{ till, duty }} heard>
      <Verdict tone="warning" word={t('pos.unknown.h')} sentence={t('err.pos.unknown')} />
      <Form view={view} action={`/pos/redeem/${name}/check`}>
        <div class="pos-next">
          <Button>{t('pos.check')}</Button>
        </div>
      </Form>
    </PosFrame>,
    503,
  )
}

/**
 * Settles whether anything was done under a name. What was done is shown. What was not is taken back beforehand, so that a
 * request which is still on its way does nothing when it comes: from here on both sides know.
 */
export async function submitCheck(visit: CashierVisit): Promise<Response> {
  const { app, till, duty } = visit
  const name = visit.param('name')
  if (!NAME.test(name)) return missingPage(visit)
  const done = `/pos/redeem/${name}`
  if (await findOperation(app.db.write, till.id, name)) return visit.seeOther(done)
  const answer = await reverse(app, { keyHash: till.keyHash, posTxnId: name })
  if (answer.outcome === 'refused') return leaveRevokedTill(visit)
  // It was done between the look and the taking back: then it is shown as undone.
  if (await findOperation(app.db.write, till.id, name)) return visit.seeOther(done)
  const view = visit.view()
  const { t } = view
  return posPage(
    visit,
    <PosFrame view={view} title={t('pos.notDone')} place={{ till, duty }} heard>
      <Verdict tone="warning" word={t('pos.notDone')} sentence={t('pos.notDone.p')} />
      <Next view={view} />
    </PosFrame>,
  )
}
