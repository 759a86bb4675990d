import type { ClientVisit } from '../accounts/visit.ts'
import { money } from '../i18n/format.ts'
import { Tile } from '../web/parts/index.ts'
import { readAdvance } from './advance.ts'

/** What the company has on its account, for those who may see its money; with a credit, what it may spend. */
export async function moneyTile(visit: ClientVisit) {
  const { app, session, t, lang } = visit
  const { id, role } = session.client
  if (role !== 'owner' && role !== 'manager' && role !== 'accountant') return undefined
  const { tiyn, availableTiyn } = await readAdvance(app.db.read, id)
  return (
    <Tile
      label={t('home.money')}
      value={money(lang, tiyn)}
      note={availableTiyn > tiyn ? t('home.credit', { amount: money(lang, availableTiyn) }) : undefined}
      href={role === 'manager' ? undefined : '/app/balance'}
      tone={tiyn < 0n ? 'danger' : undefined}
    />
  )
}
