import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameFor } from './accounts/build-letter.ts'
import { type Config, readConfig } from './config.ts'
import { speakers } from './main.ts'

const settings = (environment: Record<string, string>): Config => {
  const read = readConfig({ SECRET_KEY: Buffer.alloc(32).toString('base64'), ...environment })
  assert.ok(read.ok)
  return read.config
}

test('the company is named and found in the language of the letter', () => {
  const feet = (environment: Record<string, string>) => {
    const config = settings({ SUPPORT_PHONE: '1', ...environment })
    const says = speakers(config)
    return (['ru', 'kk', 'en'] as const).map((lang) =>
      frameFor(config, says[lang], 'welcome', 'a@example.kz').footer.at(-1)!.replaceAll('\u00a0', ' '),
    )
  }
  assert.deepEqual(feet({}), [
    'ТОО «PetroRetail», Республика Казахстан. Поддержка: 1',
    '«PetroRetail» ЖШС, Қазақстан Республикасы. Қолдау қызметі: 1',
    'PetroRetail LLP, Republic of Kazakhstan. Support: 1',
  ])
  const named = { COMPANY_NAME: 'АО «Дала»', COMPANY_ADDRESS: 'Астана, ул. Сыганак, 1' }
  assert.deepEqual(feet(named), [
    'АО «Дала», Астана, ул. Сыганак, 1. Поддержка: 1',
    '«Дала» АҚ, Астана, ул. Сыганак, 1. Қолдау қызметі: 1',
    'Дала JSC, Астана, ул. Сыганак, 1. Support: 1',
  ])
  const spelled = {
    ...named,
    COMPANY_NAME_KK: '«Дала Отын» АҚ',
    COMPANY_NAME_EN: 'Steppe JSC',
    COMPANY_ADDRESS_KK: 'Астана, Сығанақ к-сі, 1',
    COMPANY_ADDRESS_EN: '1 Syganak St, Astana',
  }
  assert.deepEqual(feet(spelled), [
    'АО «Дала», Астана, ул. Сыганак, 1. Поддержка: 1',
    '«Дала Отын» АҚ, Астана, Сығанақ к-сі, 1. Қолдау қызметі: 1',
    'Steppe JSC, 1 Syganak St, Astana. Support: 1',
  ])
})
