/** The cards that an address or a form of the cabinet names, by the numbers people see. */
import type { ClientVisit } from '../accounts/visit.ts'
import { type Card, findCard, readCards } from './find-cards.ts'

/** Cards in one act of the list: as many as two of its pages. */
export const MOST_AT_ONCE = 100

export function isCardNumber(text: string): boolean {
  return /^\d{1,15}$/.test(text)
}

/** The one card that a path names, or nothing. */
export async function askedCard(visit: ClientVisit): Promise<Card | undefined> {
  const number = visit.param('number')
  return isCardNumber(number)
    ? findCard(visit.app.db.write, visit.session.client.id, BigInt(number), visit.session.client.reach)
    : undefined
}

/** The ticked cards, those the client has, each once. */
export async function askedCards(visit: ClientVisit): Promise<Card[]> {
  if (visit.param('number')) {
    const card = await askedCard(visit)
    return card ? [card] : []
  }
  const texts = visit.method === 'POST' ? visit.form.all('n') : visit.url.searchParams.getAll('n')
  const numbers = [...new Set(texts.filter(isCardNumber))].slice(0, MOST_AT_ONCE)
  const { id, reach } = visit.session.client
  return readCards(visit.app.db.write, id, numbers.map(BigInt), reach)
}
