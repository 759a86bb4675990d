/** The browser of the tests: the one of the machine, or one that apt-get brings where it may. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const INSTALL_MINUTES = 8

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Opens a headless Chromium; with `back` it keeps pages for the Back button as people's browsers do, and every page costs
 * a process. Throws one sentence that says what to install when there is none and none can be brought.
 */
export async function openChromium({ back = false } = {}): Promise<Browser> {
  const executablePath = readyChromium()
  try {
    return await chromium.launch({
      executablePath,
      args: FLAGS,
      ...(back ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
      // Chromium refuses its own sandbox to root, and containers seldom have what it needs.
      chromiumSandbox: false,
    })
  } catch (error) {
    const first = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]
    throw new Error(`${executablePath} does not start (${first}). Point CHROMIUM to a Chromium that does.`, {
      cause: error,
    })
  }
}

/** The path of a Chromium, installed first when there is none. The test command asks once, before the tests need it. */
export function readyChromium(): string {
  const found = findChromium()
  if (found) return found
  install()
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'The browser tests need Chromium: install the package «chromium» (Debian: apt-get install chromium fonts-noto-core), ' +
      'or set CHROMIUM to the path of a Chromium, Chrome or Edge.',
  )
}

/** The first Chromium, Chrome or Edge there is: the one of the environment, of the PATH, of the usual places. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM']?.trim()
  if (named) {
    if (runs(named)) return named
    throw new Error(`CHROMIUM is «${named}», and there is no program of that name.`)
  }
  return candidates().find(runs)
}

function candidates(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const windows = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const base = process.env[name]
    return base ? ['Google/Chrome', 'Chromium', 'Microsoft/Edge'].map((maker) => join(base, maker)) : []
  })
  return [
    ...folders.filter(Boolean).flatMap((folder) => names.map((name) => join(folder, name))),
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...windows.flatMap((base) => ['chrome.exe', 'msedge.exe'].map((name) => join(base, 'Application', name))),
    ...ofPlaywright(),
  ]
}

// What another project's Playwright has fetched does as well, the newest first.
function ofPlaywright(): string[] {
  const folder =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ??
    (process.platform === 'darwin'
      ? join(homedir(), 'Library/Caches/ms-playwright')
      : join(homedir(), '.cache/ms-playwright'))
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .toSorted((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) =>
      ['chrome-linux64/chrome', 'chrome-linux/chrome'].map((part) => join(folder, name, part)),
    )
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// Debian's own package, with letters for Kazakh. Test files that start together take turns.
function install(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return
  if (!existsSync('/usr/bin/apt-get')) return
  console.error('No Chromium here: installing it with apt-get …')
  const script =
    'command -v chromium || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; }'
  const lock = join(tmpdir(), 'mycoupon-chromium.lock')
  const done = spawnSync('flock', [lock, 'sh', '-c', script], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_MINUTES * 60_000,
  })
  if (done.error ?? done.status !== 0) console.error('apt-get did not bring Chromium.')
}
