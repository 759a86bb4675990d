/** C15, «this was not us»: the client says so at the refuel, and reads there what the office makes of it. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { shortDateTime } from '../i18n/format.ts'
import type { Receipt } from '../refuels/find-refuels.ts'
import { Button, Buttons, Form, Panel, SummaryList, Support, TextArea } from '../web/parts/index.ts'
import type { ClientRole } from '../accounts/roles.ts'
import type { Errors, View } from '../web/view.ts'
import { DisputeTag } from './dispute-tag.tsx'
import type { Dispute } from './find-disputes.ts'
import { openDispute } from './open-dispute.ts'

export const LONGEST_WORDS = 500

/** Whose word is taken that a refuel was not theirs: those who know the drivers, and those who pay. */
export const DISPUTERS = [
  'owner',
  'manager',
  'dispatcher',
  'accountant',
] as const satisfies readonly ClientRole[]

export function DisputePanel({
  visit,
  view,
  refuel,
  dispute,
  errors,
}: {
  visit: ClientVisit
  view: View
  refuel: Receipt
  dispute: Dispute | undefined
  errors: Errors
}) {
  const { t, lang } = view
  const disputes = (DISPUTERS as readonly ClientRole[]).includes(visit.session.client.role)
  if (dispute)
    return (
      <Panel title={t('refuel.notUs')}>
        <p>
          <DisputeTag t={t} state={dispute.state} />
        </p>
        <SummaryList
          view={view}
          rows={[
            { label: t('dispute.words'), value: dispute.words },
            {
              label: t('dispute.asked'),
              value: `${dispute.askedBy}, ${shortDateTime(lang, dispute.askedAt)}`,
            },
            ...(dispute.answer ? [{ label: t('dispute.answer'), value: dispute.answer }] : []),
            ...(dispute.decidedAt
              ? [{ label: t('dispute.answered'), value: shortDateTime(lang, dispute.decidedAt) }]
              : []),
          ]}
        />
      </Panel>
    )
  return (
    <Panel title={t('refuel.notUs')}>
      <p>{t('refuel.notUs.p', { number: refuel.posTxnId })}</p>
      {disputes && refuel.ml > 0n && (
        <Form view={view} action={`/app/refuels/${refuel.id}/dispute`}>
          <TextArea
            view={view}
            name="words"
            label={t('dispute.words')}
            hint={t('dispute.wordsHint')}
            value={visit.form.text('words')}
            rows={3}
            maxlength={LONGEST_WORDS}
            errors={errors}
          />
          <Buttons>
            <Button tone="secondary">{t('dispute.send')}</Button>
          </Buttons>
        </Form>
      )}
      <p>
        <Support view={view} />
      </p>
    </Panel>
  )
}

/** Sends the client's words of a refuel that it may see; answers with what is wrong with them. */
export async function sendDispute(visit: ClientVisit, refuel: Receipt): Promise<Response | Errors> {
  const { app, form, t } = visit
  const words = oneLine(form.text('words'))
  if (words === '') return { words: t('err.dispute.words') }
  if (words.length > LONGEST_WORDS) return { words: t('err.of.tooLong', { max: LONGEST_WORDS }) }
  const { clientId, id: refuelId } = refuel
  const opened = await app.db.transaction((tx) =>
    openDispute(tx, { clientId, refuelId, words, by: actorOf(visit) }),
  )
  return visit.seeOther(
    `/app/refuels/${refuelId}`,
    opened.ok ? { tone: 'good', key: 'dispute.sent' } : { tone: 'info', key: 'err.double' },
  )
}
