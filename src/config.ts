/** The one reader of the environment: every setting, its default, its check. The table for operators is docs/operations.md. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { config as readDotenv } from 'dotenv'
import type { SiegeSwitch } from './accounts/siege.ts'
import { worldOf, type Lang } from './i18n/index.ts'
import { keyring, type Keyring } from './secrets.ts'
import { parseTrustedProxies, type TrustedProxies } from './web/client-address.ts'

/** How many, in how long. Sources of the defaults: the project's specification, accounts §3.3. */
export type Limits = {
  /** wrong passwords in a row that are forgiven; the next one locks */
  forgivenPasswords: number
  /** a count of wrong passwords below the lock is forgotten after this many hours without a try */
  forgetAfterHours: number
  signInsPerMinute: number
  failuresPer10Min: number
  failedAddressesPer10Min: number
  /** more locks than this in a minute are not people who forgot their passwords (accounts §4.3) */
  locksPerMinute: number
  /** a siege goes on so long after the last minute of that kind */
  siegeMinutes: number
  /** 2^n hashes are the work of a proof: 18 take a weak phone about two seconds */
  proofBits: number
  resetLetterGapSeconds: number
  resetLettersPerHour: number
  resetLettersPerDay: number
  lettersPerAddressPer10Min: number
  lettersPerAddressPerDay: number
  resendGapSeconds: number
  resendsPerDay: number
  badTokensPer10Min: number
  proofMinutes: number
  wrongProofsPerSession: number
  sessions: number
  sessionIdleMinutes: number
  sessionHours: number
  /** a colleague's look at a client's cabinet */
  lookMinutes: number
  deviceDays: number
  invitationDays: number
  confirmationHours: number
  resetMinutes: number
  emailChangeHours: number
  undoDays: number
  /** no answer to a sign-in earlier than this many ms after it arrived, so that time tells nothing */
  signInFloorMs: number
  /** sign-ins are asked to come back while the event loop is later than this for two seconds on end (accounts §6.4) */
  loopDelayMs: number
  batchRows: number
  /** a price that changes by more than this waits for a second person */
  priceJumpPercent: number
  /** codes nobody has, from one till; more are told to wait */
  unknownCodesPerMinute: number
}

export type Config = {
  /** local: a demo on this machine; real: PUBLIC_URL is set */
  mode: 'local' | 'real'
  publicUrl: URL
  host: string
  port: number
  databaseUrl: string | undefined
  dataDir: string
  smtpUrl: string | undefined
  mailFrom: string
  keys: Keyring
  brand: string
  operator: Record<Lang, string>
  operatorShort: string
  support: { phone: string; email: string }
  /** the company's address as each language writes it */
  address: Record<Lang, string>
  passwordMinLength: number
  lockStrict: boolean
  /** whether unknown browsers bring a proof of work; see accounts/siege.ts */
  siege: SiegeSwitch
  trustedProxies: TrustedProxies
  limits: Limits
  hashing: { running: number; waiting: number; waitMs: number }
  connections: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  metricsToken: string | undefined
}

type Environment = Record<string, string | undefined>

/**
 * Reads the settings. Answers with every problem at once, one line each, so that an operator mends them in one go;
 * in local mode nothing has to be set.
 */
export function readConfig(
  environment: Environment = withDotenv(),
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const text = (name: string, fallback: string) => environment[name]?.trim() || fallback
  const optional = (name: string) => environment[name]?.trim() || undefined
  const whole = (name: string, fallback: number, least = 1, most = Number.MAX_SAFE_INTEGER) => {
    const value = optional(name)
    if (value === undefined) return fallback
    if (/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value)
    problems.push(
      `${name} must be a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}, not «${value}».`,
    )
    return fallback
  }
  const yes = (name: string) => ['1', 'true', 'yes', 'on'].includes(text(name, '').toLowerCase())

  const host = text('HOST', '127.0.0.1')
  const port = whole('PORT', 3000, 0, 65_535)
  const publicUrl = optional('PUBLIC_URL')
  const mode = publicUrl ? 'real' : 'local'
  const dataDir = resolve(text('DATA_DIR', './data'))
  let url = new URL(`http://127.0.0.1:${port}/`)
  if (publicUrl) {
    if (URL.canParse(publicUrl) && /^https?:$/.test(new URL(publicUrl).protocol))
      url = new URL('/', publicUrl)
    else
      problems.push(
        `PUBLIC_URL must be the product's address, like https://mycoupon.example.kz, not «${publicUrl}».`,
      )
    if (!optional('SMTP_URL'))
      problems.push(
        'SMTP_URL is required with PUBLIC_URL: the mail relay, like smtp://user:password@mail.example.kz:587.',
      )
    if (!optional('SECRET_KEY'))
      problems.push(
        'SECRET_KEY is required with PUBLIC_URL: 32 or more random bytes in base64 (openssl rand -base64 32).',
      )
  } else if (host !== '127.0.0.1') {
    problems.push(
      'HOST can be changed only together with PUBLIC_URL: the local mode, with its demo passwords, never leaves this machine.',
    )
  }
  const smtpUrl = optional('SMTP_URL')
  if (smtpUrl && !(URL.canParse(smtpUrl) && /^smtps?:$/.test(new URL(smtpUrl).protocol))) {
    problems.push(
      `SMTP_URL must begin with smtp:// or smtps://, not «${smtpUrl.replace(/\/\/.*@/, '//…@')}».`,
    )
  }
  const databaseUrl = optional('DATABASE_URL')
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    problems.push('DATABASE_URL must begin with postgres://.')
  const logLevel = text('LOG_LEVEL', 'info') as Config['logLevel']
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(logLevel))
    problems.push('LOG_LEVEL must be debug, info, warn, error or silent.')

  const siege = text('SIEGE', 'auto').toLowerCase() as SiegeSwitch
  if (!['on', 'off', 'auto'].includes(siege)) problems.push('SIEGE must be on, off or auto.')

  const secrets = [text('SECRET_KEY', ''), ...text('SECRET_KEY_PREVIOUS', '').split(',')].filter(
    (secret) => secret !== '',
  )
  for (const secret of secrets) {
    if (!/^[A-Za-z0-9+/_-]+=*$/.test(secret) || Buffer.from(secret, 'base64').length < 32) {
      problems.push(
        'SECRET_KEY and SECRET_KEY_PREVIOUS must each be 32 or more bytes in base64 (openssl rand -base64 32).',
      )
    }
  }
  let trustedProxies = parseTrustedProxies('')
  try {
    trustedProxies = parseTrustedProxies(text('TRUSTED_PROXIES', ''))
  } catch {
    problems.push('TRUSTED_PROXIES must be addresses or networks separated by commas, like 10.0.0.0/8, ::1.')
  }
  const brand = text('BRAND_NAME', 'QAZAQ OIL')
  const company = worldOf(brand, text('COMPANY_NAME', 'ТОО «PetroRetail»'))
  const config = {
    mode,
    publicUrl: url,
    host,
    port,
    databaseUrl,
    dataDir,
    smtpUrl,
    mailFrom: text(
      'MAIL_FROM',
      `Petro Retail coupons <no-reply@${url.hostname === '127.0.0.1' ? 'localhost' : url.hostname}>`,
    ),
    brand,
    operator: {
      ru: company.operator.ru,
      kk: text('COMPANY_NAME_KK', company.operator.kk),
      en: text('COMPANY_NAME_EN', company.operator.en),
    },
    operatorShort: company.operatorShort,
    support: {
      // Nowhere is a number broken over two lines.
      phone: text('SUPPORT_PHONE', '+7 700 000 00 00').replaceAll(' ', '\u00a0'),
      email: text('SUPPORT_EMAIL', 'support@example.kz'),
    },
    // Streets are not translated by rule: an address given in one language is that of all, until it is said otherwise.
    address: {
      ru: text('COMPANY_ADDRESS', 'Республика Казахстан'),
      kk: text('COMPANY_ADDRESS_KK', text('COMPANY_ADDRESS', 'Қазақстан Республикасы')),
      en: text('COMPANY_ADDRESS_EN', text('COMPANY_ADDRESS', 'Republic of Kazakhstan')),
    },
    passwordMinLength: whole('PASSWORD_MIN_LENGTH', 8, 8, 64),
    lockStrict: yes('LOCK_STRICT'),
    siege,
    trustedProxies,
    limits: {
      forgivenPasswords: whole('LOCK_AFTER', 3, 1, 99),
      forgetAfterHours: whole('LOCK_FORGET_HOURS', 24),
      signInsPerMinute: whole('LIMIT_SIGN_INS_PER_MINUTE', 60),
      failuresPer10Min: whole('LIMIT_FAILURES_PER_10_MIN', 20),
      failedAddressesPer10Min: whole('LIMIT_FAILED_ADDRESSES_PER_10_MIN', 8),
      locksPerMinute: whole('LIMIT_LOCKS_PER_MINUTE', 20),
      siegeMinutes: whole('SIEGE_MINUTES', 30),
      proofBits: whole('SIEGE_WORK_BITS', 18, 8, 28),
      resetLetterGapSeconds: whole('LIMIT_RESET_GAP_SECONDS', 60, 0),
      resetLettersPerHour: whole('LIMIT_RESETS_PER_HOUR', 3),
      resetLettersPerDay: whole('LIMIT_RESETS_PER_DAY', 10),
      lettersPerAddressPer10Min: whole('LIMIT_LETTER_REQUESTS_PER_10_MIN', 10),
      lettersPerAddressPerDay: whole('LIMIT_LETTER_REQUESTS_PER_DAY', 50),
      resendGapSeconds: whole('LIMIT_RESEND_GAP_SECONDS', 60, 0),
      resendsPerDay: whole('LIMIT_RESENDS_PER_DAY', 5),
      badTokensPer10Min: whole('LIMIT_BAD_LINKS_PER_10_MIN', 10),
      proofMinutes: whole('PROOF_MINUTES', 15),
      wrongProofsPerSession: whole('LIMIT_WRONG_PROOFS', 5),
      sessions: whole('SESSIONS_PER_ACCOUNT', 10),
      sessionIdleMinutes: whole('SESSION_IDLE_MINUTES', 60),
      sessionHours: whole('SESSION_HOURS', 24),
      lookMinutes: whole('LOOK_MINUTES', 30, 1, 480),
      deviceDays: whole('DEVICE_DAYS', 180),
      invitationDays: whole('INVITATION_DAYS', 7, 1, 30),
      confirmationHours: whole('CONFIRMATION_HOURS', 24, 1, 24),
      resetMinutes: whole('RESET_MINUTES', 60, 1, 1440),
      emailChangeHours: whole('EMAIL_CHANGE_HOURS', 24, 1, 168),
      undoDays: whole('UNDO_DAYS', 7, 1, 30),
      signInFloorMs: whole('SIGN_IN_FLOOR_MS', 250, 0, 5000),
      loopDelayMs: whole('LIMIT_LOOP_DELAY_MS', 200, 50),
      batchRows: whole('BATCH_ROWS', 1000),
      priceJumpPercent: whole('PRICE_JUMP_PERCENT', 10, 1, 1000),
      unknownCodesPerMinute: whole('LIMIT_UNKNOWN_CODES_PER_MINUTE', 5),
    },
    hashing: {
      running: whole('HASH_RUNNING', 2, 1, 64),
      waiting: whole('HASH_WAITING', 64),
      waitMs: whole('HASH_WAIT_MS', 1000),
    },
    connections: whole('DATABASE_CONNECTIONS', 16, 2, 200),
    logLevel,
    metricsToken: optional('METRICS_TOKEN'),
  } satisfies Omit<Config, 'keys'>
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    config: { ...config, keys: keyring(secrets.length > 0 ? secrets : [localSecret(dataDir)]) },
  }
}

function withDotenv(): Environment {
  readDotenv({ quiet: true })
  return process.env
}

// Made once and kept beside the data it protects, so that sessions and letters of the local mode survive a restart.
function localSecret(dataDir: string): string {
  const file = join(dataDir, 'secret-key')
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(file)) {
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
      chmodSync(file, 0o600)
    } catch (error) {
      // Another process of the same start was first; its key is as good.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file, 'utf8').trim()
}
