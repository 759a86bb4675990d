import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { testSite, type TestSite } from '../testing/site.ts'
import { keepPage, keptPages, TOKEN_HOLE } from './kept-page.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const aToken = () => randomBytes(64).toString('base64url')

test('a kept page unpacks to what was made, whatever is in it and whichever token', () => {
  const word = fc.constantFrom('<p>', '</p>', ' value="', '">', 'Вход', 'é', '👋', 'aaaaaaaa', TOKEN_HOLE)
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 300 }), (words) => {
      const html = words.join('').replaceAll('\u0000', '')
      const page = keepPage(html)
      for (const token of [aToken(), 'A'.repeat(86), aToken()]) {
        const wanted = html.replaceAll(TOKEN_HOLE, token)
        assert.equal(Buffer.from(page.plain(token)).toString(), wanted)
        assert.equal(gunzipSync(page.gzip(token)).toString(), wanted)
      }
    }),
  )
})

test('a token stands in the packed page as it is, and every page is of one length', () => {
  // The page repeats a token: packed together with it, the length would tell which one it is.
  const guess = aToken()
  const page = keepPage(`<a href="/?csrf=${guess}"><input name="csrf" value="${TOKEN_HOLE}">`)
  const [right, wrong] = [page.gzip(guess), page.gzip(aToken())]
  assert.ok(Buffer.from(right).includes(guess))
  assert.equal(right.length, wrong.length)
})

test('a token of another length is a mistake of ours and throws', () => {
  assert.throws(() => keepPage(TOKEN_HOLE).plain('short'), /86|5 characters/)
})

test('a page is made once a name, and only so many are kept', () => {
  const pages = keptPages()
  let made = 0
  const make = () => `<p>${++made}</p>`
  for (let round = 0; round < 2; round++) for (let n = 0; n < 300; n++) pages.get(`/page/${n}`, make)
  assert.equal(made, 300 + 100)
})

test('two guests get the same page with tokens of their own, in their language and colours', async () => {
  const [one, two] = [site.browser(), site.browser({ 'accept-language': 'kk' })]
  const [first, again, kazakh] = [await one.get('/login'), await one.get('/login'), await two.get('/login')]
  const csrf = (text: string) => /name="csrf" value="([^"]+)"/.exec(text)![1]!
  assert.notEqual(csrf(first.text), csrf(again.text), 'masked anew in every answer')
  assert.equal(first.text.replaceAll(csrf(first.text), ''), again.text.replaceAll(csrf(again.text), ''))
  assert.match(first.text, /<html lang="ru"/)
  assert.match(kazakh.text, /<html lang="kk"/)
  await two.submit({}, '/theme')
  await two.post('/theme', { csrf: two.csrf, theme: 'dark', next: '/login' })
  assert.match((await two.get('/login')).text, /<html lang="kk" class="dark"/)
  assert.match((await one.get('/login')).text, /<html lang="ru">/)
})

test('what belongs to one visitor is made for them: a notice, the page to go on to, who is signed in', async () => {
  const person = await site.aPerson()
  const guest = site.browser()
  await guest.get('/login')
  assert.match((await guest.get('/login?next=%2Fapp%2Fsecurity')).text, /value="\/app\/security"/)
  assert.doesNotMatch((await guest.get('/login')).text, /\/app\/security/)

  const signedIn = await site.signedIn(person)
  assert.match((await signedIn.get('/help')).words, new RegExp(person.email))
  assert.doesNotMatch((await guest.get('/help')).words, new RegExp(person.email))
  await signedIn.submit({}, '/logout')
  const said = /Вы вышли/
  assert.match((await signedIn.get('/login')).words, said)
  assert.doesNotMatch((await guest.get('/login')).words, said)
})
