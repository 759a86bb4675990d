/** O4: a list that was uploaded and is not to be sent. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { Confirm, OfficePage } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { discardBatch } from './discard-batch.ts'
import { BULK, findBatch } from './office-bulk.tsx'

export async function showDiscard(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const batch = await findBatch(visit)
  if (!batch) return missingPage(visit)
  const here = `${BULK}/${batch.id}`
  if (batch.confirmedAt) return visit.seeOther(here, { tone: 'info', key: 'of.bulk.again' })
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const { ready, duplicate, bad } = batch.counts
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.bulk.discardQ')}
      width="form"
      back={{ href: `${here}/check`, label: t('of.bulk.step2') }}
    >
      <Confirm
        view={view}
        body={t('of.bulk.discardBody')}
        facts={[
          { label: t('of.bulk.file'), value: batch.fileName },
          { label: t('of.bulk.rows'), value: String(ready + duplicate + bad) },
          { label: t('of.bulk.who'), value: batch.author },
        ]}
        action={`${here}/discard`}
        submit={t('of.bulk.discard')}
        danger
        cancelHref={`${here}/check`}
      />
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitDiscard(visit: StaffVisit): Promise<Response> {
  const batch = await findBatch(visit)
  if (!batch) return missingPage(visit)
  const discarded = await visit.app.db.transaction((tx) =>
    discardBatch(tx, { batchId: batch.id, by: actorOf(visit) }),
  )
  if (!discarded.ok && discarded.reason === 'sent')
    return visit.seeOther(`${BULK}/${batch.id}`, { tone: 'info', key: 'of.bulk.again' })
  // Gone already is as good as gone now.
  return visit.seeOther(BULK, { tone: 'good', key: 'of.bulk.discarded', args: { file: batch.fileName } })
}
