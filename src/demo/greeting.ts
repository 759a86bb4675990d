import { DEMO_PASSWORD, DEMO_PEOPLE } from './load.ts'
import { DEMO_PIN } from './tills.ts'

/** What the local mode prints when it is up: where to look and who can sign in. */
export function greeting(url: URL): string {
  const width = Math.max(...DEMO_PEOPLE.map(({ email }) => email.length))
  return [
    '',
    `  MyCoupon is running:  ${url.href}`,
    `  Letters it sends:     ${new URL('/mailbox', url).href}`,
    '',
    `  Everybody’s password: ${DEMO_PASSWORD}`,
    ...DEMO_PEOPLE.map(({ email, who }) => `    ${email.padEnd(width)}  ${who}`),
    `    ${'client_t@example.kz'.padEnd(width)}  invited: the letter waits in the mailbox`,
    '',
    `  Every cashier’s PIN:  ${DEMO_PIN}, at ${new URL('/pos', url).href}, with a code from a station’s page in the office`,
    '',
    '  This is the local mode: demo data, this machine only. Set PUBLIC_URL to run it for real (README.md).',
    '',
  ].join('\n')
}
