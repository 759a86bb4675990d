/** A browser and a system by their own names, which are the same in every language; '' when it cannot be told. */
export type DeviceName = { browser: string; system: string }

/** Every browser names those it descends from, so the youngest are asked first and Safari, named by nearly all, last. */
const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bYaBrowser\//, 'Яндекс Браузер'],
  [/\b(?:Edg|EdgA|EdgiOS|Edge)\//, 'Edge'],
  [/\b(?:OPR|OPiOS|OPT|OPX|Opera)\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:\b|Headless)(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\((?:iPhone|iPad|iPod|Macintosh)\b.*AppleWebKit\//, 'Safari'],
]

/** Android calls itself Linux too, and phones of Microsoft called themselves Android. An iPad may say it is a Mac. */
const SYSTEMS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\biPad\b/, 'iPad'],
  [/\b(?:iPhone|iPod)\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(?:Linux|X11)\b/, 'Linux'],
]

/** Real ones stay far below; the rest of a longer one is not read. */
const MAX_LENGTH = 512

/**
 * The device in a word or two, so that an owner can recognise a session or a letter about a sign-in. Coarse on purpose:
 * versions and models change with every update and would make one computer look like many, so a library that knows
 * thousands of them would only be thrown away. Says nothing about identity, because anyone can send anything.
 * Never throws.
 */
export function deviceName(userAgent: string | undefined): DeviceName {
  const text = userAgent?.slice(0, MAX_LENGTH) ?? ''
  return { browser: firstMatch(BROWSERS, text), system: firstMatch(SYSTEMS, text) }
}

function firstMatch(table: readonly (readonly [RegExp, string])[], text: string): string {
  return table.find(([mark]) => mark.test(text))?.[1] ?? ''
}
