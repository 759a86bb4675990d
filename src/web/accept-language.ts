import { isLang, type Lang } from '../i18n/index.ts'

/**
 * The language a browser or a program asks for (RFC 9110 §12.5.4): of ours the one that weighs most, of equals the first,
 * as in «ru-KZ,ru;q=0.9,en;q=0.8». Undefined when it asks for none of ours.
 */
export function preferredLang(ranges: string): Lang | undefined {
  let best: Lang | undefined
  let most = -1
  for (const range of ranges.split(',', 10)) {
    const [name = '', q = 'q=1'] = range.split(';', 2)
    const lang = name.trim().slice(0, 2).toLowerCase()
    const weight = Number(q.trim().replace('q=', '')) || 0
    if (weight > most && isLang(lang)) [best, most] = [lang, weight]
  }
  return best
}
