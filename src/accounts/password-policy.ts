import { brotliDecompressSync } from 'node:zlib'
import { COMMON_PASSWORDS } from './password-list/common.ts'
import { LOCAL_WORDS } from './password-list/local.ts'

/** What the form knows about the person: nobody's password may be only that. */
export type PasswordContext = {
  email?: string | undefined
  name?: string | undefined
  company?: string | undefined
  brand?: string | undefined
  /** Code points, `PASSWORD_MIN_LENGTH`. */
  minLength?: number | undefined
}

export type PasswordRefusal = 'empty' | 'short' | 'long' | 'common' | 'personal'
export type CheckedPassword =
  | { ok: true; normalised: string }
  | { ok: false; reason: PasswordRefusal; missing?: number }

/** Eight is the one rule that nobody who followed either sentence of the manual breaks (accounts.md §1, S9). */
export const MIN_PASSWORD_LENGTH = 8
/** Code points and UTF-8 octets after NFC (accounts.md §3.3). A longer one is refused, never cut. */
export const MAX_PASSWORD_LENGTH = 256
const MAX_PASSWORD_BYTES = 1_024

/** Digits and signs that may stand around a word without making it a password: a date, a phone number. */
const TAIL_OF_COMMON = 8
const TAIL_OF_PERSONAL = 12

/**
 * The form in which a password is checked, hashed and compared: NFC, so that й and ё typed on another machine are the
 * same letters. Nothing else changes: no case, no spaces, no cut (accounts.md §3.6; NIST SP 800-63B-4).
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}

/**
 * Whether a new password may be set. Refuses with one reason: `empty`; `short` (`missing` code points); `long` (over
 * 256 code points or 1 024 octets); `common` (on the list of the 50 000 most common, also when typed in the other
 * keyboard layout; a word of our own list with digits around it; a run or a repetition); `personal` (the address,
 * name, company or brand with digits around it). There is no rule about kinds of characters, and spaces count.
 */
export function checkPassword(password: string, context: PasswordContext = {}): CheckedPassword {
  const normalised = normalisePassword(password)
  if (normalised === '') return { ok: false, reason: 'empty' }

  const length = [...normalised].length
  const minLength = context.minLength ?? MIN_PASSWORD_LENGTH
  if (length > MAX_PASSWORD_LENGTH || Buffer.byteLength(normalised) > MAX_PASSWORD_BYTES) {
    return { ok: false, reason: 'long' }
  }
  if (length < minLength) return { ok: false, reason: 'short', missing: minLength - length }

  const folded = normalised.toLowerCase().normalize('NFC')
  if (isListed(folded) || isRepetition(folded) || isRun(folded)) return { ok: false, reason: 'common' }
  const cores = coresOf(folded)
  // Own names come before common ones: «your name is in it» helps Айгуль more than «everybody knows it».
  if (isPersonal(cores, context)) return { ok: false, reason: 'personal' }
  if (isLocalWord(cores)) return { ok: false, reason: 'common' }
  return { ok: true, normalised }
}

function isListed(folded: string): boolean {
  return commonPasswords().has(folded) || commonPasswords().has(toLatinLayout(folded))
}

let common: Set<string> | undefined

/** Unpacked at the first password anybody sets (about 20 ms, 5 MB); exact, so nothing else is refused by accident. */
function commonPasswords(): Set<string> {
  if (common) return common
  common = new Set()
  let before = ''
  for (const line of brotliDecompressSync(Buffer.from(COMMON_PASSWORDS, 'base64')).toString().split('\n')) {
    before = before.slice(0, Number.parseInt(line.charAt(0), 36)) + line.slice(1)
    common.add(before)
  }
  return common
}

/** Nothing but spaces, or one piece of up to four characters over and over. */
function isRepetition(folded: string): boolean {
  return /^\s+$/.test(folded) || [...repeatedUnit(folded)].length <= 4
}

/** The shortest piece whose repetition is the whole: «ab» of «ababab», the text itself when there is none. */
function repeatedUnit(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1))
}

/** Paths a finger or a schoolchild walks. Russian rows are walked through their Latin twin. */
const WALKS = [
  '1234567890',
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя',
  "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  'qazwsxedcrfvtgbyhnujmikolp',
].flatMap((walk) => [walk + walk, [...(walk + walk)].reverse().join('')])

function isRun(folded: string): boolean {
  const typed = toLatinLayout(folded)
  return WALKS.some((walk) => walk.includes(folded) || walk.includes(typed))
}

/** The letters of a password as they sound, and how many characters of it stand around them. */
type Core = { sound: string; around: number }

/**
 * The password read every way its keys could have been meant: as typed, and as the same keys in the Latin, Russian and
 * Kazakh layouts. The Kazakh one has letters on the digits, so the tail («…2024») is also set aside before reading.
 */
function coresOf(folded: string): Core[] {
  const length = [...folded].length
  const readings = [folded, withoutTail(folded)].flatMap((text) => [
    text,
    toLatinLayout(text),
    toRussianLayout(text),
    toKazakhLayout(text),
  ])
  return [...new Set(readings)].flatMap((reading) => {
    const letters = lettersOf(reading)
    // Digits and signs around a word do not hide it; in its middle they make another: «3аныь%6иа» is not «аня».
    if (letters === '' || !isOneWord(reading)) return []
    const around = length - [...letters].length
    return [letters, repeatedUnit(letters)].map((word) => ({ sound: soundOf(word), around }))
  })
}

// Letters in one piece, or joined as people join words, or with single signs that stand for a letter («p@ssw0rd»); a
// short word with something in its middle is chance.
function isOneWord(reading: string): boolean {
  const gaps = [...reading.matchAll(/(?<=\p{L}\p{M}*)[^\p{L}\p{M}\s.'’_-]+(?=\p{L})/gu)].map(([gap]) => gap)
  return (
    gaps.length === 0 || (gaps.every((gap) => [...gap].length === 1) && [...lettersOf(reading)].length > 5)
  )
}

function lettersOf(text: string): string {
  return text.toLowerCase().normalize('NFC').replace(/\P{L}/gu, '')
}

/** Walks back from the end: a pattern anchored at the end would retry at every character. */
function withoutTail(text: string): string {
  const characters = [...text]
  let end = characters.length
  while (end > 0 && !/\p{L}/u.test(characters[end - 1] ?? '')) end--
  return characters.slice(0, end).join('')
}

function isPersonal(cores: Core[], context: PasswordContext): boolean {
  const sounds = personalSounds(context)
  return cores.some((core) => core.around <= TAIL_OF_PERSONAL && sounds.has(core.sound))
}

const LEGAL_FORMS = new Set(
  'тоо ао ип оао зао ооо пк кх кгп ргп гкп гу жшс ақ жк дк шқ ққ мкк llp jsc llc ltd inc too ip'.split(' '),
)

/** Every word the context offers, two of them together, and each text as a whole. */
function personalSounds({ email = '', name = '', company = '', brand = '' }: PasswordContext): Set<string> {
  const [local = '', domain = ''] = email.split('@')
  const host = domain.slice(0, Math.max(0, domain.lastIndexOf('.')))
  const texts = [name, company, brand, local, host, domain, `${local}${domain}`]
  const found = texts
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{M}]+/u))
    .filter((word) => word.length >= 3 && !LEGAL_FORMS.has(word))
  // A form has a handful of words; the bound keeps pairs few whatever is pasted into it.
  const words = [...new Set(found)].slice(0, 24)
  const pairs = words.flatMap((first) => words.map((second) => first + second))
  const sounds = [...texts, ...words, ...pairs].map((text) => soundOf(lettersOf(text)))
  return new Set(sounds.filter((sound) => sound.length >= 3))
}

function isLocalWord(cores: Core[]): boolean {
  return cores.some((core) => core.around <= TAIL_OF_COMMON && localSounds().has(core.sound))
}

let local: Set<string> | undefined

function localSounds(): Set<string> {
  return (local ??= new Set(
    LOCAL_WORDS.split(/\s+/)
      .filter(Boolean)
      .map((word) => soundOf(lettersOf(word))),
  ))
}

/**
 * Spelling to sound, roughly: «жулдызай», «zhuldyzai» and «juldizay» are one word, and so are «қазақ» and «qazaq».
 * Used only to compare a whole password with a whole word, so two words falling together does no harm.
 */
function soundOf(letters: string): string {
  return [...letters]
    .map((letter) => SOUNDS.get(letter) ?? letter)
    .join('')
    .replace(/shch|sch/g, 'sh')
    .replace(/kh/g, 'h')
    .replace(/gh/g, 'g')
    .replace(/zh/g, 'j')
    .replace(/ts/g, 'c')
    .replace(/x/g, 'ks')
    .replace(/q/g, 'k')
    .replace(/w/g, 'v')
    .replace(/y/g, 'i')
    .replace(/(.)\1+/gu, '$1')
}

const SOUNDS = new Map(
  (
    'а:a ә:a б:b в:v г:g ғ:g д:d е:e ё:e ж:j з:z и:i і:i ы:i й:i к:k қ:k л:l м:m н:n ң:n о:o ө:o п:p р:r с:s т:t ' +
    'у:u ұ:u ү:u ф:f х:h һ:h ц:c ч:ch ш:sh щ:sh ъ: ь: э:e ю:iu я:ia'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(2)] as const),
)

/** The same keys in two layouts, shifted keys too: ЙЦУКЕН, and where it differs the Kazakh layout RST KazSSR 903-90. */
const LATIN_KEYS = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~{}:"<>'
const RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю'
const LATIN_DIGIT_KEYS = '2345890-=@#$%*()_+'
const KAZAKH_DIGIT_KEYS = 'әіңғүұқөһәіңғүұқөһ'

const russian = keyMap(LATIN_KEYS, RUSSIAN_KEYS)
const kazakh = keyMap(LATIN_KEYS + LATIN_DIGIT_KEYS, RUSSIAN_KEYS + KAZAKH_DIGIT_KEYS)
const latin = keyMap(RUSSIAN_KEYS + KAZAKH_DIGIT_KEYS, LATIN_KEYS + LATIN_DIGIT_KEYS)

const toRussianLayout = (text: string) => retype(text, russian)
const toKazakhLayout = (text: string) => retype(text, kazakh)
const toLatinLayout = (text: string) => retype(text, latin)

/** The first key wins, so that letters come back as the unshifted key. */
function keyMap(from: string, to: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const [i, key] of [...from].entries()) if (!map.has(key)) map.set(key, to.charAt(i))
  return map
}

function retype(text: string, keys: Map<string, string>): string {
  return [...text].map((key) => keys.get(key) ?? key).join('')
}
