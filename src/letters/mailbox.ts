import { mailbox } from '../mail/mailbox.tsx'
import { buildLetter } from '../accounts/build-letter.ts'
import { writeSamples } from '../accounts/letter-samples.ts'
import type { Visit } from '../accounts/visit.ts'

/** A page of the local mode's mailbox, which shows the letters of the accounts as their readers see them. */
export function mailboxPage(page: keyof ReturnType<typeof mailbox>): (visit: Visit) => Promise<Response> {
  return (visit) => {
    const { app } = visit
    const pages = mailbox(app, {
      read: (row) => buildLetter(app, row, 'any'),
      samples: (lang) => writeSamples(app, lang),
    })
    return pages[page](visit)
  }
}
