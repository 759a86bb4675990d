import commonKk from './messages/kk/common.json' with { type: 'json' }
import commonRu from './messages/ru/common.json' with { type: 'json' }
import commonEn from './messages/en/common.json' with { type: 'json' }
import accountKk from './messages/kk/account.json' with { type: 'json' }
import accountRu from './messages/ru/account.json' with { type: 'json' }
import accountEn from './messages/en/account.json' with { type: 'json' }
import cabinetKk from './messages/kk/cabinet.json' with { type: 'json' }
import cabinetRu from './messages/ru/cabinet.json' with { type: 'json' }
import cabinetEn from './messages/en/cabinet.json' with { type: 'json' }
import officeKk from './messages/kk/office.json' with { type: 'json' }
import officeRu from './messages/ru/office.json' with { type: 'json' }
import officeEn from './messages/en/office.json' with { type: 'json' }
import posKk from './messages/kk/pos.json' with { type: 'json' }
import posRu from './messages/ru/pos.json' with { type: 'json' }
import posEn from './messages/en/pos.json' with { type: 'json' }
import driverKk from './messages/kk/driver.json' with { type: 'json' }
import driverRu from './messages/ru/driver.json' with { type: 'json' }
import driverEn from './messages/en/driver.json' with { type: 'json' }
import statusKk from './messages/kk/status.json' with { type: 'json' }
import statusRu from './messages/ru/status.json' with { type: 'json' }
import statusEn from './messages/en/status.json' with { type: 'json' }
import mailKk from './messages/kk/mail.json' with { type: 'json' }
import mailRu from './messages/ru/mail.json' with { type: 'json' }
import mailEn from './messages/en/mail.json' with { type: 'json' }
import paperKk from './messages/kk/paper.json' with { type: 'json' }
import paperRu from './messages/ru/paper.json' with { type: 'json' }
import paperEn from './messages/en/paper.json' with { type: 'json' }
import type { Key } from './keys.ts'
import type { Lang } from './lang.ts'

/** One language's phrases, all areas together. */
export type Phrases = Readonly<Record<Key, string>>

const kk: Phrases = {
  ...commonKk,
  ...accountKk,
  ...cabinetKk,
  ...officeKk,
  ...posKk,
  ...driverKk,
  ...statusKk,
  ...mailKk,
  ...paperKk,
}

const ru: Phrases = {
  ...commonRu,
  ...accountRu,
  ...cabinetRu,
  ...officeRu,
  ...posRu,
  ...driverRu,
  ...statusRu,
  ...mailRu,
  ...paperRu,
}

const en: Phrases = {
  ...commonEn,
  ...accountEn,
  ...cabinetEn,
  ...officeEn,
  ...posEn,
  ...driverEn,
  ...statusEn,
  ...mailEn,
  ...paperEn,
}

/**
 * The phrases as the translators wrote them, in ICU MessageFormat. A phrase missing in one language does not
 * compile: each language is checked against the keys of `keys.ts`.
 */
export const CATALOGUE: Record<Lang, Phrases> = { kk, ru, en }
