import type { Lang } from '../i18n/index.ts'

/** The largest sum that can be said, in tiyn: 999 trillion tenge and 99 tiyn. */
const MOST = 10n ** 17n - 1n

/**
 * An amount of tiyn as papers spell it, tiyn in two digits: «Одна тысяча двести тенге 50 тиын», «Бір мың екі жүз
 * теңге 50 тиын», “One thousand two hundred tenge 50 tiyn”. The names of the money do not change, as accounting in
 * Kazakhstan writes them. Throws a RangeError below nought and above 999 trillion tenge.
 */
export function sumInWords(lang: Lang, tiyn: bigint): string {
  if (tiyn < 0n || tiyn > MOST) throw new RangeError(`a sum of ${tiyn} tiyn is not said in words`)
  const said = wholeInWords(lang, tiyn / 100n)
  const { tenge, tiyn: parts } = MONEY[lang]
  return `${said.charAt(0).toUpperCase()}${said.slice(1)} ${tenge} ${String(tiyn % 100n).padStart(2, '0')} ${parts}`
}

const MONEY: Record<Lang, { tenge: string; tiyn: string }> = {
  kk: { tenge: 'теңге', tiyn: 'тиын' },
  ru: { tenge: 'тенге', tiyn: 'тиын' },
  en: { tenge: 'tenge', tiyn: 'tiyn' },
}

function wholeInWords(lang: Lang, whole: bigint): string {
  if (whole === 0n) return ZERO[lang]
  return thousands(whole)
    .map(({ count, power }) => SAY[lang](count, power, whole))
    .join(' ')
}

/** 1 002 000 is one of the second power of a thousand and two of the first; powers of nothing are left out. */
function thousands(whole: bigint): { count: number; power: number }[] {
  return [4, 3, 2, 1, 0]
    .map((power) => ({ count: Number((whole / 1000n ** BigInt(power)) % 1000n), power }))
    .filter(({ count }) => count > 0)
}

const ZERO: Record<Lang, string> = { kk: 'нөл', ru: 'ноль', en: 'zero' }

// A number below a thousand with the name of its power, as it stands in the whole number.
const SAY: Record<Lang, (count: number, power: number, whole: bigint) => string> = {
  ru(count, power) {
    const { hundreds, rest, tens, ones } = digits(count)
    return joined(
      RU.hundreds[hundreds],
      rest < 20 ? ruBelowTwenty(rest, power) : RU.tens[tens],
      rest < 20 ? '' : ruBelowTwenty(ones, power),
      RU.powers[power]?.[ruForm(rest)],
    )
  },

  // «Бір жүз» and «бір мың», not the bare «жүз»: before a bare word another could be written in later.
  kk(count, power) {
    const { hundreds, tens, ones } = digits(count)
    const hundred = hundreds > 0 ? `${KK.ones[hundreds]} жүз` : ''
    return joined(hundred, KK.tens[tens], KK.ones[ones], KK.powers[power])
  },

  en(count, power, whole) {
    const { hundreds, rest, tens, ones } = digits(count)
    const below = rest < 20 ? EN.ones[rest] : [EN.tens[tens], EN.ones[ones]].filter(Boolean).join('-')
    // British “and”: before tens and ones that follow something larger.
    const follows = hundreds > 0 || (power === 0 && whole >= 1000n)
    return joined(
      hundreds > 0 ? `${EN.ones[hundreds]} hundred` : '',
      rest > 0 && follows ? 'and' : '',
      below,
      EN.powers[power],
    )
  },
}

function digits(count: number): { hundreds: number; rest: number; tens: number; ones: number } {
  const rest = count % 100
  return { hundreds: Math.floor(count / 100), rest, tens: Math.floor(rest / 10), ones: rest % 10 }
}

function joined(...words: (string | undefined)[]): string {
  return words.filter(Boolean).join(' ')
}

// A thousand is feminine, everything else here masculine: одна тысяча, but один миллион and один тенге.
function ruBelowTwenty(n: number, power: number): string | undefined {
  if (power === 1 && n === 1) return 'одна'
  if (power === 1 && n === 2) return 'две'
  return RU.ones[n]
}

/** Which of «тысяча, тысячи, тысяч» follows a number, by its last two digits. */
function ruForm(rest: number): 0 | 1 | 2 {
  if (rest > 10 && rest < 20) return 2
  if (rest % 10 === 1) return 0
  return rest % 10 > 1 && rest % 10 < 5 ? 1 : 2
}

const RU = {
  ones: list(
    ' один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать ' +
      'пятнадцать шестнадцать семнадцать восемнадцать девятнадцать',
  ),
  tens: list('  двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'),
  hundreds: list(' сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'),
  powers: [
    undefined,
    ['тысяча', 'тысячи', 'тысяч'],
    ['миллион', 'миллиона', 'миллионов'],
    ['миллиард', 'миллиарда', 'миллиардов'],
    ['триллион', 'триллиона', 'триллионов'],
  ],
} as const

const KK = {
  ones: list(' бір екі үш төрт бес алты жеті сегіз тоғыз'),
  tens: list(' он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан'),
  powers: list(' мың миллион миллиард триллион'),
}

const EN = {
  ones: list(
    ' one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
      'eighteen nineteen',
  ),
  tens: list('  twenty thirty forty fifty sixty seventy eighty ninety'),
  powers: list(' thousand million billion trillion'),
}

function list(words: string): readonly string[] {
  return words.split(' ')
}
