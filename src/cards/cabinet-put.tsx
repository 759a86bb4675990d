/** C10, C11: cards are put into a group: one on its page, or those that are ticked in the list. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { isId } from '../web/paging.ts'
import { SelectField } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { askCardAct, doCardAct } from './card-act.tsx'
import { listGroups } from './find-groups.ts'
import { giveCards } from './give-cards.ts'
import type { CardOutcome } from './lock-cards.ts'
import { cardWords } from './states.tsx'

/** What the form sends for «in no group», which is not the same as nothing chosen. */
const NONE = 'none'

export async function showPutCards(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, form, session, t } = visit
  const groups = await listGroups(app.db.read, session.client.id, session.client.reach)
  return askCardAct(
    visit,
    (cards) => ({
      path: 'group',
      question: () =>
        cards.length === 1
          ? t('groups.putH1', { card: cardWords(cards[0]!) })
          : t('groups.putMany', { n: cards.length }),
      body: t('groups.putP'),
      submit: t('groups.putSubmit'),
      facts: (card) => [{ label: t('groups.now'), value: card.group ?? t('groups.none') }],
      fields: (
        <SelectField
          view={visit.view()}
          name="group"
          label={t('groups.group')}
          value={form.text('group')}
          empty=""
          options={[
            ...groups.map(({ id, name }) => ({ value: id, label: name })),
            { value: NONE, label: t('groups.none') },
          ]}
          errors={errors}
        />
      ),
    }),
    errors,
  )
}

export async function submitPutCards(visit: ClientVisit): Promise<Response> {
  const { app, form, t } = visit
  const group = form.text('group')
  if (group !== NONE && !isId(group)) return showPutCards(visit, { group: t('err.group.choose') })
  let known = true
  const answer = await doCardAct(
    visit,
    { one: 'groups.putDone', many: 'groups.putDoneMany' },
    async (cardIds, clientId): Promise<CardOutcome> => {
      const put = await app.db.transaction((tx) =>
        giveCards(tx, {
          ...{ clientId, cardIds, by: actorOf(visit) },
          to: { groupId: group === NONE ? null : group },
        }),
      )
      known = put.ok
      return put.ok ? put : { done: [], refused: [] }
    },
  )
  return known ? answer : showPutCards(visit, { group: t('err.group.choose') })
}
