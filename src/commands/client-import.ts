import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { refusalText, remarkText } from '../invitations/batch.ts'
import { checkBatch } from '../invitations/check-batch.ts'
import { confirmBatch } from '../invitations/confirm-batch.ts'
import { sendBatch } from '../invitations/send-batch.ts'
import { say } from './settings.ts'
import { withApp } from './with-app.ts'

const BY = { name: 'mycoupon client import' }

/** Checks each row of a list and says what is with it; with `--send` the good ones are added and invited. */
export async function clientImport(options: { csv: string; send?: boolean; json?: boolean }): Promise<void> {
  const bytes = readFile(options.csv)
  await withApp(async (app) => {
    const checked = await checkBatch(app, { fileName: basename(options.csv), bytes, by: BY })
    const t = app.texts.en
    if (!checked.ok) throw new Error(refusalText(t, checked))
    const rows = checked.rows.map(({ n, cells, verdict, remark }) => ({
      row: n,
      email: cells.email,
      verdict,
      says: remark ? remarkText(t, remark) : '',
    }))
    if (!options.json)
      for (const { row, email, verdict, says } of rows)
        process.stdout.write(`${String(row).padStart(5)}  ${verdict.padEnd(9)}  ${email}  ${says}\n`)
    const { counts } = checked
    if (!options.send) {
      say(
        options,
        `Ready ${counts.ready}, duplicates ${counts.duplicate}, with errors ${counts.bad}. Nothing was sent: add --send.`,
        { counts, rows, sent: 0 },
      )
      return
    }
    const confirmed = await app.db.transaction((tx) =>
      confirmBatch(app, tx, { batchId: checked.batchId, by: BY }),
    )
    if (!confirmed.ok)
      throw new Error(
        confirmed.reason === 'nothing' ? 'No row is ready to be sent.' : 'This list is being sent already.',
      )
    const sent = await sendBatch(app, checked.batchId)
    say(
      options,
      `Invited ${sent.invited}, skipped ${sent.skipped}, refused ${sent.refused}; duplicates ${counts.duplicate}, with errors ${counts.bad}.`,
      { counts, rows, sent },
    )
  })
}

function readFile(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch {
    throw new Error(`${file} cannot be read: check the name.`)
  }
}
