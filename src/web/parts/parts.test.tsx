import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import type { Child } from '../jsx-runtime.ts'
import { type Lang, translator, worldOf } from '../../i18n/index.ts'
import type { Errors, View } from '../view.ts'
import {
  BarChart,
  BinField,
  Button,
  CabinetPage,
  Checkbox,
  DataTable,
  EmailField,
  Form,
  GuestPage,
  LimitBar,
  OfficePage,
  Pager,
  PasswordField,
  RadioCards,
  SummaryList,
} from './index.ts'
import { inLanguage } from './language-switch.tsx'

const world = worldOf('QAZAQ OIL', 'ТОО «PetroRetail»')

function aView({ lang = 'ru', ...more }: Partial<View> & { lang?: Lang } = {}): View {
  return {
    t: translator(lang, world),
    lang,
    csrf: 'csrf-token',
    path: '/login',
    theme: 'auto',
    brand: 'QAZAQ OIL',
    support: { phone: '+7 727 000 00 00', email: 'help@example.kz' },
    year: 2026,
    idleMinutes: 60,
    ...more,
  }
}

function aigul(view: View): View {
  const company = { id: '1', name: 'ТОО «Алтын Жол»', current: true }
  const { t } = view
  return {
    ...view,
    person: {
      name: 'Айгүл',
      email: 'aigul@example.kz',
      zone: 'client',
      companies: [company],
      role: t('role.owner'),
    },
    nav: [
      { href: '/app', label: t('nav.home'), icon: 'home', current: true },
      { href: '/app/coupons', label: t('nav.coupons'), icon: 'coupon', current: false, count: 3 },
      { href: '/app/cards', label: t('nav.cards'), icon: 'card', current: false },
      { href: '/app/refuels', label: t('nav.refuels'), icon: 'refuel', current: false },
      { href: '/app/people', label: t('nav.people'), icon: 'people', current: false },
      { href: '/app/documents', label: t('nav.documents'), icon: 'document', current: false },
    ],
  }
}

const html = (node: Child) => String(node)

function login(view: View, errors?: Errors) {
  const { t } = view
  return html(
    <GuestPage view={view} title={t('login.h1')} errors={errors}>
      <Form view={view} action="/login">
        <EmailField view={view} name="email" label={t('login.email')} errors={errors} value="aigul@<b>" />
        <PasswordField
          view={view}
          name="password"
          label={t('login.password')}
          hint={t('pw.hint')}
          errors={errors}
          show={t('login.showPw')}
          hide={t('login.hidePw')}
          autocomplete="current-password"
        />
        <Button>{t('login.submit')}</Button>
      </Form>
    </GuestPage>,
  )
}

test('a page has one heading, its language, its title and nothing inline', () => {
  for (const lang of ['ru', 'kk', 'en'] as const) {
    const view = aView({ lang })
    const page = login(view)
    assert.ok(page.startsWith('<!doctype html><html lang="' + lang + '">'))
    assert.equal(page.match(/<h1>/g)?.length, 1)
    assert.ok(page.includes(`<title>${view.t('title.pattern', { page: view.t('login.h1') })}</title>`))
    assert.doesNotMatch(page, /\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)/)
  }
})

test('a form posts with its token and says what was typed, escaped, but never the password', () => {
  const page = login(aView())
  assert.match(page, /<form method="post" action="\/login"/)
  assert.match(page, /<input type="hidden" name="csrf" value="csrf-token">/)
  assert.match(page, /value="aigul@&lt;b&gt;"/)
  assert.doesNotMatch(page, /<input type="password"[^>]*value=/)
})

test('a mistake is counted on top, linked to its field, said at the field and in the title', () => {
  const view = aView()
  const page = login(view, { email: 'Укажите почту', form: 'Повторите позже' })
  assert.match(page, /<title>Ошибка: /)
  assert.match(page, /<div class="errors" role="alert" tabindex="-1" id="errors"/)
  assert.ok(page.includes(view.t('errsum.title', { n: 2 })))
  assert.match(page, /<li><a href="#email">Укажите почту<\/a><\/li><li>Повторите позже<\/li>/)
  assert.match(page, /<input type="email"[^>]*aria-invalid="true" aria-describedby="email-error"/)
  assert.match(
    page,
    /<p class="error" id="email-error"><span class="heard">Ошибка: <\/span>Укажите почту<\/p>/,
  )
  assert.match(page, /<input type="password"[^>]*aria-describedby="password-hint"/)
})

test('the language switch keeps the address, and only the language changes', () => {
  assert.equal(inLanguage('/reset/abc', 'kk'), '/reset/abc?lang=kk')
  assert.equal(inLanguage('/app/coupons?fuel=AI95&lang=ru', 'en'), '/app/coupons?fuel=AI95&lang=en')
  assert.equal(inLanguage('/app?next=%2Fapp%3Fa', 'kk'), '/app?next=%2Fapp%3Fa&lang=kk')
})

test('the theme that was chosen is on the page from the first byte; without a choice the system decides', () => {
  assert.match(login(aView({ theme: 'dark' })), /<html lang="ru" class="dark">.*content="dark"/)
  assert.match(login(aView()), /<html lang="ru">.*content="light dark"/)
})

test('signing out is a form on every private page, and the session’s end is announced there', () => {
  const view = aigul(aView())
  for (const page of [
    html(<CabinetPage view={view} title="Х" />),
    html(<OfficePage view={view} title="Х" />),
  ]) {
    assert.match(page, /<form method="post" action="\/logout"><input type="hidden" name="csrf"/)
    assert.match(page, /<dialog id="idle" data-minutes="60"/)
  }
  assert.doesNotMatch(login(aView()), /logout|<dialog/)
})

test('the bottom bar shows four entries and the way to the rest', () => {
  const page = html(<CabinetPage view={aigul(aView())} title="Х" />)
  const bar = /<nav class="bottom-bar".*?<\/nav>/.exec(page)?.[0] ?? ''
  assert.equal(bar.match(/<a /g)?.length, 4)
  assert.match(bar, /<a href="\/app" aria-current="page">/)
  assert.match(bar, /popovertarget="menu"/)
})

test('a table names each cell for the cards it becomes on a phone', () => {
  const rows = [{ number: '42', litres: '20 л' }]
  const table = html(
    <DataTable
      view={aView()}
      caption="Талоны"
      rows={rows}
      select={{ name: 'ids', value: (row) => row.number, label: (row) => `Выбрать ${row.number}` }}
      columns={[
        {
          label: 'Номер',
          cell: (row) => row.number,
          lead: true,
          sort: { href: '?sort=no', now: 'ascending' },
        },
        { label: 'Остаток', cell: (row) => row.litres, number: true },
      ]}
    />,
  )
  assert.match(table, /<th scope="row" class="lead">42<\/th>/)
  assert.match(table, /<td class="number" data-label="Остаток">20 л<\/td>/)
  assert.match(table, /aria-sort="ascending"><a href="\?sort=no"/)
  assert.match(table, /<input type="checkbox" name="ids" value="42" aria-label="Выбрать 42">/)
})

test('a choice sends its value, and an error of the group leads to the first of them', () => {
  const view = aView()
  const options = [
    { value: 'owner', label: 'Руководитель', hint: 'Всё' },
    { value: 'viewer', label: 'Наблюдатель' },
  ]
  const cards = html(
    <RadioCards
      view={view}
      name="role"
      label="Роль"
      options={options}
      value="viewer"
      errors={{ role: 'Выберите' }}
    />,
  )
  assert.match(cards, /<input type="radio" name="role" id="role" value="owner"/)
  assert.match(cards, /id="role-1" value="viewer" checked=""/)
  assert.match(cards, /aria-describedby="role-error"/)
  assert.match(
    html(<Checkbox view={view} name="remember" label="Да" />),
    /type="checkbox" name="remember" id="remember" value="on"/,
  )
  assert.match(html(<BinField view={view} name="bin" label="БИН" optional />), /БИН \(необязательно\)/)
})

test('a limit’s bar never leaves its frame, and a limit of nought has no share', () => {
  const bar = (used: bigint, limit: bigint) =>
    html(<LimitBar view={aView()} label="Сегодня" text="…" used={used} limit={limit} />)
  assert.match(bar(41n, 60n), /class="good" value="68" max="100"/)
  assert.match(bar(55n, 60n), /class="warning" value="91"/)
  assert.match(bar(90n, 60n), /class="danger" value="100"/)
  assert.match(bar(5n, 0n), /value="0"/)
})

test('a chart’s columns stand on the ground and the highest reaches the top', () => {
  const chart = html(
    <BarChart
      view={aView()}
      caption="Расход"
      periodLabel="Месяц"
      series={[
        { product: 'AI92', name: 'АИ-92', total: '30 л' },
        { product: 'DTZ', name: 'ДТ зимнее', total: '10 л' },
      ]}
      columns={[
        { label: 'янв', fullLabel: 'январь', values: [10, 10], texts: ['10 л', '10 л'], total: '20 л' },
        { label: 'фев', fullLabel: 'февраль', values: [0, 0], texts: ['0 л', '0 л'], total: '0 л' },
      ]}
    />,
  )
  assert.match(chart, /<g class="ai92"><rect x="0" width="100%" y="50.00%" height="50.00%"/)
  assert.match(chart, /<g class="dtz"><rect x="0" width="100%" y="0.00%" height="50.00%"/)
  assert.doesNotMatch(chart, /NaN|Infinity/)
  assert.match(chart, /<th scope="row">январь<\/th>/)
})

test('what is not known is said, and one page of a list has no pager', () => {
  const view = aView()
  assert.match(html(<SummaryList view={view} rows={[{ label: 'Телефон', value: '' }]} />), /Не указано/)
  assert.equal(html(<Pager view={view} />), '')
  assert.match(html(<Pager view={view} nextHref="?after=9" />), /<a href="\?after=9" rel="next">/)
})

test('the sign-in page is at most 3 kB on the wire', () => {
  for (const lang of ['ru', 'kk', 'en'] as const) {
    const bytes = brotliCompressSync(login(aView({ lang }))).byteLength
    assert.ok(bytes <= 3 * 1024, `${lang}: ${bytes} bytes`)
  }
})
