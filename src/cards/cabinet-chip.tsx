/** C11: a tag on a key ring or a sticker is bound to a card and pays for it from then on. */
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { TextField } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { addChip } from './add-chip.ts'
import { askedCard } from './asked-cards.ts'
import { askCardAct, backToCard } from './card-act.tsx'
import { cardWords } from './states.tsx'

export async function showChip(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { t, form } = visit
  return askCardAct(
    visit,
    ([card]) => ({
      path: 'chip',
      question: () => t('card.chip.h1', { card: cardWords(card!) }),
      body: t('card.chip.p'),
      submit: t('card.chip.submit'),
      fields: (
        <TextField
          view={visit.view()}
          name="uid"
          label={t('card.chip.uid')}
          hint={t('card.chip.hint')}
          value={form.text('uid')}
          maxlength={40}
          autocomplete="off"
          errors={errors}
        />
      ),
    }),
    errors,
  )
}

export async function submitChip(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  const card = await askedCard(visit)
  if (!card) return missingPage(visit)
  const added = await app.db.transaction((tx) =>
    addChip(tx, app.vault, {
      ...{ clientId: session.client.id, cardId: card.id, uid: form.text('uid'), by: actorOf(visit) },
    }),
  )
  if (added.ok)
    return visit.seeOther(backToCard(visit), {
      tone: 'good',
      key: 'card.chip.done',
      args: { card: cardWords(card) },
    })
  switch (added.reason) {
    case 'format':
    case 'taken':
      return showChip(visit, { uid: t(`err.chip.${added.reason}`) })
    case 'closed':
    case 'unknown':
      return missingPage(visit)
  }
}
