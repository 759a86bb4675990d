import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import { type Lang, LANGS, translator } from '../i18n/index.ts'
import { renderHtml } from '../mail/letter-html.tsx'
import { type FramedLetter, renderText } from '../mail/letter.ts'
import { samples, writeSamples } from './letter-samples.ts'
import { type Around, writeLetter } from './letters.ts'

const app = appFor({ PUBLIC_URL: 'https://mycoupon.example.kz' })

function appFor(settings: Record<string, string>) {
  const read = readConfig({
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    ...settings,
  })
  assert(read.ok)
  const { config } = read
  return {
    config,
    texts: { kk: translator('kk', config), ru: translator('ru', config), en: translator('en', config) },
  }
}

function everyLetter(): { name: string; lang: Lang; letter: FramedLetter }[] {
  return LANGS.flatMap((lang) =>
    writeSamples(app, lang).map(({ template, letter }) => ({ name: `${template} ${lang}`, lang, letter })),
  )
}

function sample(template: string, lang: Lang): FramedLetter {
  const found = writeSamples(app, lang).find((each) => each.template === template)
  assert(found)
  return found.letter
}

test('the invitation says what the manual says, word for word', () => {
  const letter = sample('invitation', 'ru')
  assert.equal(letter.subject, 'Приглашение в Личный кабинет QAZAQ OIL')
  const url = `https://mycoupon.example.kz/sample/${'a2b3c4d5'.repeat(4)}?lang=ru`
  assert.equal(
    plainSpaces(renderText(letter, letter.frame)),
    `Здравствуйте client_t@example.kz

ТОО «PetroRetail» пригласил вас в https://mycoupon.example.kz/, вы можете
принять приглашение по ссылке ниже.

Принять приглашение:
${url}

Компания: ТОО «Ақжол Логистик». Договор № ПР-2026/017. Ваша роль:
Руководитель.

Ссылка действует до 12 марта 2026 г., 14:26 и срабатывает один раз.

Если вы не хотите принимать приглашение, проигнорируйте это письмо. Ваша
учётная запись не будет создана до тех пор, пока вы не пройдёте по
вышеуказанной ссылке и не установите пароль.

ТОО «PetroRetail», Республика Казахстан. Поддержка: +7 700 000 00 00
`,
  )
})

test('every template has a letter in every language, with nothing left unsaid', () => {
  const letters = everyLetter()
  assert.equal(letters.length, LANGS.length * Object.values(samples).flat().length)
  for (const { name, letter } of letters) {
    const whole = [
      letter.subject,
      letter.preheader,
      renderText(letter, letter.frame),
      visibleWords(renderHtml(letter, letter.frame)),
    ]
    for (const text of whole) {
      assert.doesNotMatch(text, /[{}]|undefined|null|NaN|\[object/, `${name}: ${text}`)
      assert.notEqual(text.trim(), '', name)
    }
    assert.ok(letter.subject.length <= 60, `${name}: a long subject: ${letter.subject}`)
  }
})

test('the text part has the words of the HTML part in the same order', () => {
  for (const { name, letter } of everyLetter()) {
    const { frame } = letter
    const shown = visibleWords(renderHtml(letter, frame))
    const expected = [
      frame.brand,
      frame.cabinet,
      letter.greeting,
      ...letter.blocks.flatMap((block) => {
        if (block.kind === 'button') return [block.label, frame.linkBelow, block.url]
        return block.kind === 'facts'
          ? block.facts.flatMap(({ label, value }) => [label, value])
          : [block.text]
      }),
      ...frame.footer,
    ]
    assert.equal(squeeze(shown), squeeze(expected.join(' ')), name)
    // The text part leaves out the wordmark and the hint for a button that does not work.
    const inText = squeeze(
      expected
        .slice(2)
        .filter((part) => part !== frame.linkBelow)
        .join(' '),
    )
    assert.equal(squeeze(renderText(letter, frame)).replaceAll(':', ''), inText.replaceAll(':', ''), name)
  }
})

test('an address stands alone on its line, whole, with its label before it', () => {
  for (const { name, letter } of everyLetter()) {
    const lines = renderText(letter, letter.frame).split('\n')
    for (const block of letter.blocks) {
      if (block.kind !== 'button') continue
      const at = lines.indexOf(block.url)
      assert.notEqual(at, -1, `${name}: ${block.url}`)
      assert.ok(lines[at - 1]!.startsWith(block.label), name)
    }
    for (const line of lines) assert.ok(line.length <= 78 || /^https?:\S+$/.test(line), `${name}: ${line}`)
  }
})

test('letters about safety say when, in which zone, with what and from where', () => {
  for (const template of ['password_changed', 'locked', 'new_device']) {
    const letter = sample(template, 'ru')
    const text = plainSpaces(renderText(letter, letter.frame))
    assert.match(text, /Когда: 5 марта 2026 г\., 14:26, время Казахстана \(UTC\+5\)/, template)
    assert.match(text, /Браузер: Chrome 141\nСистема: Windows\nIP-адрес: 203\.0\.113\.7/, template)
    assert.match(text, /Мы никогда не спрашиваем пароль/, template)
  }
})

test('the letter about a locked account opens nothing: its link is the page for a forgotten password', () => {
  for (const lang of LANGS) {
    const text = renderText(sample('locked', lang), sample('locked', lang).frame)
    assert.deepEqual(text.match(/https?:\S+/g), [`https://mycoupon.example.kz/password/forgot?lang=${lang}`])
  }
})

test('news about safety goes without «Это не я» when its link is dead', () => {
  const letter = writeLetter(
    app.texts.ru,
    'password_changed',
    samples.password_changed[0]!,
    'a@example.kz',
    around(),
  )
  assert.equal(
    letter.blocks.some((block) => block.kind === 'button'),
    false,
  )
  assert.match(JSON.stringify(letter.blocks), /сразу измените пароль и сообщите в поддержку: \+7 700/)
})

test('a letter that exists for its link is not written without one', () => {
  assert.throws(() => writeLetter(app.texts.ru, 'reset', {}, 'a@example.kz', around()), /leads nowhere/)
})

test('the rule in the recovery letter follows the setting', () => {
  const strict = appFor({ PUBLIC_URL: 'https://mycoupon.example.kz', PASSWORD_MIN_LENGTH: '21' })
  const say = (lang: Lang) =>
    JSON.stringify(writeSamples(strict, lang).find((each) => each.template === 'reset')!.letter.blocks)
  assert.match(say('ru'), /не менее 21 символа/)
  assert.match(say('kk'), /кемінде 21 таңба/)
  assert.match(say('en'), /at least 21 characters/)
})

test('what people typed stays words: markup, line breaks and marks of direction do nothing', () => {
  const company = 'ТОО <b>«А & "Б"»</b>\r\nBcc: x@example.com\n\u202ehttps://evil.example/\u2028'
  const params = { company, contract: '<script>', role: 'owner' as const }
  const link = () => ({ url: 'https://mycoupon.example.kz/invitations/abc?lang=ru', expiresAt: new Date() })
  const letter = writeLetter(app.texts.ru, 'invitation', params, 'a@example.kz', { ...around(), link })
  const { frame } = sample('invitation', 'ru')
  assert.match(
    renderText(letter, frame),
    /Компания: ТОО <b>«А & "Б"»<\/b> Bcc: x@example\.com https:\/\/evil/,
  )
  const html = renderHtml(letter, frame)
  assert.ok(
    html.includes('ТОО &lt;b&gt;«А &amp; &quot;Б&quot;»&lt;/b&gt; Bcc: x@example.com https://evil.example/'),
  )
  assert.doesNotMatch(html, /<script|<b>|\u202e|\u2028/)
})

test('a company whose contract is not known is named without an empty «Договор №»', () => {
  const second = writeSamples(app, 'ru').filter((each) => each.template === 'invitation')[1]!
  const text = renderText(second.letter, second.letter.frame)
  assert.match(text, /Компания: ТОО «Ақжол Логистик»\. Ваша роль: Бухгалтер\./)
  assert.doesNotMatch(text, /Договор/)
})

test('the HTML part names its language, draws no picture and keeps to what mail programs understand', () => {
  for (const { name, lang, letter } of everyLetter()) {
    const html = renderHtml(letter, letter.frame)
    assert.ok(html.startsWith(`<!doctype html><html lang="${lang}">`), name)
    assert.doesNotMatch(html, /<img|<svg|<link|<script|url\(|var\(--|display:flex|display:grid/, name)
    assert.ok(html.length < 60_000, `${name}: Gmail cuts letters at about 100 kB`)
  }
})

function around(): Around {
  return {
    link: () => undefined,
    site: new URL('https://mycoupon.example.kz/'),
    supportPhone: '+7 700 000 00 00',
    passwordMinLength: 8,
    name: '',
    staff: false,
    now: new Date(),
  }
}

/** What a reader of the HTML part sees. */
function visibleWords(html: string): string {
  return html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<div style="display:none.*?<\/div>/s, '')
    .replace(/<(br|\/p|\/td|p|td)[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(lt|gt|quot|#39|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
    )
}

function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

function squeeze(text: string): string {
  return text.replace(/[ \n]+/g, ' ').trim()
}
