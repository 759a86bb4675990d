// The driver's page where scripts run: asks every few seconds how the coupon stands, keeps a copy to show without the
// network, keeps the screen awake. Without it the page says the same, as of when it was opened.
const main = document.getElementById('main')
const offline = document.getElementById('offline')
const path = main?.dataset['path']
const known = main?.dataset['state']

/** A block must show within twenty seconds. */
const ASK_MS = 8000

if (path && known) {
  setInterval(() => {
    if (document.visibilityState === 'visible') void ask()
  }, ASK_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      void ask()
      void stayAwake()
    }
  })
  void stayAwake()
}

async function ask(): Promise<void> {
  try {
    const answer = await fetch(`${path}/state`, { cache: 'no-store', signal: AbortSignal.timeout(5000) })
    if (offline) offline.hidden = true
    const now = answer.ok ? JSON.stringify(await answer.json()) : ''
    if (answer.ok && now !== known) location.reload()
  } catch {
    if (offline) offline.hidden = false
  }
}

async function stayAwake(): Promise<void> {
  try {
    await navigator.wakeLock.request('screen')
  } catch {
    // Not every browser lets a page, and a battery that is low says no.
  }
}

const print = document.querySelector<HTMLButtonElement>('[data-print]')
if (print) {
  print.hidden = false
  print.addEventListener('click', () => window.print())
}

// Keeps this one page and what it looks like; see the worker.
if ('serviceWorker' in navigator)
  navigator.serviceWorker.register('/assets/driver-worker.js', { scope: '/c/' }).catch(() => {})
