/** Made-up letters, one of every shape, for the developers' page and the tests. */
import type { App } from '../app.ts'
import type { HandoutLetter } from '../coupons/handout-letter.ts'
import type { Lang } from '../i18n/index.ts'
import type { FramedLetter } from '../mail/letter.ts'
import { frameFor, surroundings } from './build-letter.ts'
import type { Circumstance, LetterParams, Template } from './letter-params.ts'
import { type Around, writeLetter } from './letters.ts'

const CIRCUMSTANCE: Circumstance = {
  at: '2026-03-05T09:26:00Z',
  browser: 'Chrome 141',
  system: 'Windows',
  ip: '203.0.113.7',
}

/** Made-up parameters for every template, each shape it can take: for the developers' page and the tests. */
export const samples: { [Name in Template]: LetterParams[Name][] } = {
  invitation: [
    { company: 'ТОО «Ақжол Логистик»', contract: 'ПР-2026/017', role: 'owner' },
    { company: 'ТОО «Ақжол Логистик»', contract: '', role: 'accountant' },
  ],
  staff_invitation: [{ role: 'manager' }],
  invitation_join: [{ company: 'ИП «Іңкәр & Ұлан»', contract: 'ПР-2026/018', role: 'manager' }],
  invitation_reminder: [{ company: 'ТОО «Ақжол Логистик»', expiresAt: '2026-03-08T09:26:00Z' }],
  confirmation: [{ number: '1042' }],
  already: [{}],
  reset: [{}],
  password_changed: [CIRCUMSTANCE],
  locked: [CIRCUMSTANCE],
  unlocked: [{}],
  welcome: [
    { company: 'ТОО «Ақжол Логистик»', contract: 'ПР-2026/017' },
    { company: '', contract: '' },
  ],
  new_device: [CIRCUMSTANCE],
  email_new: [{ old: 'aigul@example.kz', new: 'aigul.b@example.kz' }],
  email_old: [{ old: 'aigul@example.kz', new: 'aigul.b@example.kz', cancelLink: 'cancel' }],
  email_changed: [
    { old: 'aigul@example.kz', new: 'aigul.b@example.kz', cancelLink: 'cancel' },
    { old: 'aigul@example.kz', new: 'aigul.b@example.kz' },
  ],
  email_change_cancelled: [{ old: 'aigul@example.kz', new: 'aigul.b@example.kz' }],
  joined: [{ who: 'Болат Сейітқали', company: 'ТОО «Ақжол Логистик»', role: 'dispatcher' }],
  registration_approved: [{ number: '1042', company: 'ТОО «Ақжол Логистик»' }],
  registration_declined: [{ number: '1042', reason: 'БИН не совпадает с договором.' }],
  suspended: [{ company: 'ТОО «Ақжол Логистик»' }],
  closed: [{}],
  coupons_for_you: [
    { clientId: '', handoutId: 'one' },
    { clientId: '', handoutId: 'several' },
  ],
  coupons_made: (['payment', 'balance'] as const).map((from) => ({
    company: 'ТОО «Ақжол Логистик»',
    number: '2026-000417',
    orderedBy: 'Болат Сейітқали',
    from,
    n: 30,
    ml: '600000',
    tiyn: '18720000',
  })),
  invoice_to_pay: [false, true].map((again) => ({
    company: 'ТОО «Ақжол Логистик»',
    number: '2026-000417',
    tiyn: '18720000',
    payUntil: '2026-03-10',
    again,
  })),
  alerts: [
    {
      company: 'ТОО «Ақжол Логистик»',
      n: 1,
      items: [
        {
          kind: 'over_tank',
          at: '2026-03-05T09:26:00Z',
          facts: {
            card: 100_017,
            lastFour: '1566',
            driver: 'Ержан Қасымов',
            plate: '123ABC02',
            station: 'АЗС 1',
            ml: 62_000,
            tankMl: 50_000,
          },
        },
      ],
    },
    {
      company: 'ТОО «Ақжол Логистик»',
      n: 214,
      items: [
        {
          kind: 'signs',
          at: '2026-03-05T09:26:00Z',
          facts: { card: 100_017, lastFour: '1566', station: 'АЗС 1', signs: ['pin_shared', 'rapid'] },
        },
        {
          kind: 'rapid',
          at: '2026-03-05T09:25:00Z',
          facts: {
            card: 100_017,
            driver: 'Ержан Қасымов',
            station: 'АЗС 1',
            ml: 20_000,
            before: 40_000,
            minutes: 12,
          },
        },
        {
          kind: 'off_hours',
          at: '2026-03-05T01:25:00Z',
          facts: { coupon: 100_400, station: 'АЗС 1', ml: 20_000 },
        },
        {
          kind: 'big_refuel',
          at: '2026-03-05T01:25:00Z',
          facts: { card: 100_017, station: 'АЗС 1', ml: 220_000 },
        },
        {
          kind: 'limit_used',
          at: '2026-03-05T01:25:00Z',
          facts: {
            card: 100_017,
            percent: 80,
            unit: 'tiyn',
            scope: 'card',
            period: 'month',
            used: 820_000_00,
            value: 1_000_000_00,
          },
        },
        {
          kind: 'limit_flag',
          at: '2026-03-05T01:25:00Z',
          facts: { card: 100_017, station: 'АЗС 1', ml: 20_000 },
        },
        {
          kind: 'pin_wrong',
          at: '2026-03-05T01:25:00Z',
          facts: { card: 100_017, station: 'АЗС 1', triesLeft: 1 },
        },
        { kind: 'pin_locked', at: '2026-03-05T01:25:00Z', facts: { card: 100_017, station: 'АЗС 1' } },
        { kind: 'card_ending', at: '2026-03-05T01:25:00Z', facts: { card: 100_017, day: '2026-05-03' } },
        { kind: 'low_balance', at: '2026-03-05T01:25:00Z', facts: { tiyn: 31_200_00, lowTiyn: 50_000_00 } },
        { kind: 'payment', at: '2026-03-05T01:25:00Z', facts: { tiyn: 1_500_000_00, number: '214' } },
        {
          kind: 'price',
          at: '2026-03-05T01:25:00Z',
          facts: {
            prices: [
              { product: 'AI95', tiyn: 312_00, was: 305_00 },
              { product: 'DT', tiyn: 330_00, was: 325_00 },
            ],
          },
        },
        { kind: 'report', at: '2026-03-05T01:25:00Z', facts: { month: '2026-02' } },
      ],
    },
  ],
  coupons_ending: [
    { company: 'ТОО «Ақжол Логистик»', ends: [{ day: '2026-03-12', n: 3, ml: '60000' }] },
    {
      company: 'ТОО «Ақжол Логистик»',
      ends: [
        { day: '2026-03-06', n: 1, ml: '4500' },
        { day: '2026-04-04', n: 120, ml: '2400000' },
      ],
    },
  ],
}

const HANDOUT: HandoutLetter = {
  driver: 'Ержан Қасымов',
  company: 'ТОО «Ақжол Логистик»',
  coupons: [{ product: 'DT', ml: 20_000n, validTo: '2027-03-05', code: '1234 5678 9012 3452' }],
  url: 'https://mycoupon.example.kz/c/aB3dE5fG7hI9jK1lM3nO5p',
}
const HANDOUTS: Readonly<Record<string, HandoutLetter>> = {
  one: HANDOUT,
  several: { ...HANDOUT, coupons: [...HANDOUT.coupons, ...HANDOUT.coupons], stations: ['АЗС 1', 'АЗС 2'] },
}

/** The samples as letters in one language, with links that lead nowhere. */
export function writeSamples(
  app: Pick<App, 'config' | 'texts'>,
  lang: Lang,
): { template: Template; letter: FramedLetter }[] {
  const t = app.texts[lang]
  const to = 'client_t@example.kz'
  const around: Around = {
    ...surroundings(app.config),
    now: new Date('2026-03-05T09:26:00Z'),
    name: 'Айгүл Бекова',
    staff: false,
    link: (id = 'sample') => ({
      url: new URL(`/${id}/${'a2b3c4d5'.repeat(4)}?lang=${lang}`, app.config.publicUrl).href,
      expiresAt: new Date('2026-03-12T09:26:00Z'),
    }),
  }
  const write = <Name extends Template>(template: Name) =>
    samples[template].map((params) => ({
      template,
      letter: {
        ...writeLetter(t, template, params, to, {
          ...around,
          handout: 'handoutId' in params ? HANDOUTS[params.handoutId] : undefined,
        }),
        frame: frameFor(app.config, t, template, to),
      },
    }))
  return (Object.keys(samples) as Template[]).flatMap((template) => write(template))
}
