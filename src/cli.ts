/** The operator's commands. Each answers with exit 0 when done, 1 when refused, 2 when called wrongly. */
import { Command, CommanderError, Option } from 'commander'
import { STAFF_ROLES, type StaffRole } from './accounts/roles.ts'
import { LANGS, type Lang } from './i18n/index.ts'

const program = new Command('mycoupon')
  .description('Personal account for the corporate clients of a fuel retailer')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })

const json = () => new Option('--json', 'print the answer as one JSON object')
const lang = () => new Option('--lang <lang>', 'language of the letter').choices([...LANGS]).default('ru')

program
  .command('serve')
  .description('everything in one process: pages, API, jobs, letters')
  .action(async () => (await import('./commands/serve.ts')).serve({ pages: true, work: true }))
program
  .command('web')
  .description('pages and API only; as many as wanted on one database')
  .action(async () => (await import('./commands/serve.ts')).serve({ pages: true, work: false }))
program
  .command('worker')
  .description('jobs and letters only; as many as wanted on one database')
  .action(async () => (await import('./commands/serve.ts')).serve({ pages: false, work: true }))
program
  .command('migrate')
  .description('brings the schema up to date')
  .addOption(json())
  .action(async (options: { json?: boolean }) =>
    (await import('./commands/migrate.ts')).migrateCommand(options),
  )
program
  .command('doctor')
  .description(
    'checks settings, database, mail relay, clock, disk and the ledger’s rules; exit 1 when something is wrong',
  )
  .addOption(json())
  .action(async (options: { json?: boolean }) => (await import('./commands/doctor.ts')).doctor(options))

const staff = program.command('staff').description('the retailer’s own people')
staff
  .command('invite')
  .description('invites a member of the staff; the only way in on an empty database')
  .requiredOption('--email <address>', 'where the letter goes')
  .addOption(
    new Option('--role <role>', 'what the person may do').choices([...STAFF_ROLES]).makeOptionMandatory(),
  )
  .option('--name <name>', 'the person’s name', '')
  .addOption(lang())
  .addOption(json())
  .action(async (options: { email: string; role: StaffRole; name: string; lang: Lang; json?: boolean }) =>
    (await import('./commands/staff-invite.ts')).staffInvite(options),
  )

const client = program.command('client').description('the retailer’s clients')
client
  .command('add')
  .description('client, contract and the owner’s invitation in one step')
  .requiredOption('--bin <bin>', 'БИН or ИИН, 12 digits')
  .requiredOption('--name <name>', 'the company’s name')
  .requiredOption('--contract <number>', 'the contract’s number')
  .requiredOption('--email <address>', 'the address in the contract: the invitation goes there')
  .option(
    '--date <day>',
    'the day the contract was signed, 2026-11-22',
    new Date().toISOString().slice(0, 10),
  )
  .option('--person <name>', 'the owner’s name', '')
  .addOption(lang())
  .addOption(json())
  .action(
    async (options: {
      bin: string
      name: string
      contract: string
      email: string
      date: string
      person: string
      lang: Lang
      json?: boolean
    }) => (await import('./commands/client-add.ts')).clientAdd(options),
  )
client
  .command('import')
  .description('many of these from a CSV file; without --send it only checks and reports each row')
  .requiredOption('--csv <file>', 'the file')
  .option('--send', 'add the good rows and send their invitations')
  .addOption(json())
  .action(async (options: { csv: string; send?: boolean; json?: boolean }) =>
    (await import('./commands/client-import.ts')).clientImport(options),
  )

const terminal = program.command('terminal').description('tills')
terminal
  .command('add')
  .description('gives a till a key and prints it, once')
  .requiredOption('--station <number>', 'the station it stands at')
  .option('--name <name>', 'what the till is called there')
  .addOption(json())
  .action(async (options: { station: string; name?: string; json?: boolean }) =>
    (await import('./commands/terminal-add.ts')).terminalAdd(options),
  )

program
  .command('backup')
  .argument('<file>')
  .description('writes the whole state into one file')
  .addOption(json())
  .action(async (file: string, options: { json?: boolean }) =>
    (await import('./commands/backup.ts')).backup(file, options),
  )
program
  .command('restore')
  .argument('<file>')
  .description('reads it back; refuses a database that is not empty')
  .addOption(json())
  .action(async (file: string, options: { json?: boolean }) =>
    (await import('./commands/backup.ts')).restore(file, options),
  )

program
  .command('seed')
  .description('bulk data for load tests; refuses a database with real clients')
  .option('--clients <n>', 'how many clients', '10')
  .option('--coupons <n>', 'how many coupons, paid and unused', '0')
  .option('--cards <n>', 'how many cards', '0')
  .option('--terminals <n>', 'how many tills', '4')
  .requiredOption('--out <file>', 'names what was made, a JSON object a line')
  .option('--i-know', 'even though the database holds real clients')
  .addOption(json())
  .action(async (options) => (await import('./commands/seed.ts')).seedCommand(options))

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    // One line that says what to do; the rest is for the log.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
