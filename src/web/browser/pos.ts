// The cashier's pages where scripts run: forms answer without a new page, so that the sound is allowed and a lost answer can
// be asked for again; a bar says when the server is out of reach, and then nothing is redeemed. All words come from the page.

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what kind of element it is
const $ = <E extends HTMLElement>(selector: string, within: ParentNode = document) =>
  within.querySelector<E>(selector)

const PING_MS = 15_000
const ANSWER_MS = 15_000

// Sound and vibration, for somebody who looks at the pump.
let audio: AudioContext | undefined
const muted = () => {
  try {
    return localStorage['muted'] === 'yes'
  } catch {
    return false
  }
}
const NOTES: Record<string, number[]> = { good: [660, 880], danger: [220, 180, 180], warning: [440, 330] }
const signal = (tone = '') => {
  const notes = NOTES[tone]
  if (!notes || muted()) return
  navigator.vibrate?.(tone === 'good' ? 80 : [200, 100, 200])
  try {
    audio ??= new AudioContext()
    const { currentTime, destination } = audio
    for (const [i, pitch] of notes.entries()) {
      const [sound, volume] = [audio.createOscillator(), audio.createGain()]
      sound.frequency.value = pitch
      volume.gain.value = 0.2
      sound.connect(volume).connect(destination)
      sound.start(currentTime + i * 0.18)
      sound.stop(currentTime + i * 0.18 + 0.15)
    }
  } catch {
    // A browser without sound still shows the colour and the word.
  }
}

const paintSound = () => {
  const button = $('.pos-sound')
  if (!button) return
  button.hidden = false
  button.textContent = (muted() ? button.dataset['soundOff'] : button.dataset['soundOn']) ?? ''
  button.setAttribute('aria-pressed', String(!muted()))
}

// The connection, as it is and not as it is hoped.
const bar = $('#offline')
const sayOnline = (online: boolean) => {
  // The page that was kept for want of a connection makes way for the real one.
  if (online && bar?.dataset['leadsOn']) return location.replace(bar.dataset['leadsOn'])
  if (bar) bar.hidden = online
  for (const button of document.querySelectorAll<HTMLButtonElement>('.pos-redeem button'))
    if (!button.closest('form')?.dataset['unknown']) button.disabled = !online
}
const ping = async () => {
  if (!navigator.onLine) return sayOnline(false)
  try {
    await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(5000) })
    sayOnline(true)
  } catch {
    sayOnline(false)
  }
}
setInterval(() => {
  if (document.visibilityState === 'visible') void ping()
}, PING_MS)
for (const event of ['online', 'offline']) addEventListener(event, () => void ping())

/** What each new page needs once. */
const begin = () => {
  navigator.serviceWorker?.controller?.postMessage('renew')
  paintSound()
  signal($('.verdict')?.dataset['verdict'])
  for (const hidden of document.querySelectorAll<HTMLElement>('[data-print], [data-pad]'))
    hidden.hidden = false
  const camera = $('#camera')
  if (camera) camera.hidden = !('mediaDevices' in navigator)
  const first = $('#errors') ?? $('.pos-code input') ?? $('.pos-next :is(a, button)')
  first?.focus()
}

const show = (page: Document, url: string) => {
  for (const part of ['.pos-head', 'main']) {
    const [old, fresh] = [$(part), $(part, page)]
    if (old && fresh) old.replaceWith(fresh)
  }
  document.title = page.title
  if (url !== location.href) history.pushState(null, '', url)
  scrollTo(0, 0)
  begin()
}
addEventListener('popstate', () => location.reload())

const send = async (form: HTMLFormElement, action: string) => {
  const place = $('.pos-redeem', form)
  const waiting = setTimeout(() => place && note(place, place.dataset['waiting']), 1500)
  try {
    const answer = await fetch(action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    sayOnline(true)
    // Another frame, such as the page that connects a device: the browser goes there by itself.
    if (!$('.pos-head', page) || /\/pos\/(login|connect)/.test(answer.url)) return location.assign(answer.url)
    show(page, answer.redirected ? answer.url : location.href)
  } catch {
    if (place) unknown(form, place, action)
    void ping()
  } finally {
    clearTimeout(waiting)
    for (const busy of document.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy')
  }
}

const note = (place: HTMLElement, text = '') => {
  let line = $('.pos-changed', place)
  if (!line) {
    line = document.createElement('p')
    line.className = 'pos-changed'
    line.setAttribute('role', 'alert')
    place.prepend(line)
  }
  line.textContent = text
}

// Whether it was redeemed only the server knows: the same form, unchanged and under the same name, asks it.
const unknown = (form: HTMLFormElement, place: HTMLElement, action: string) => {
  form.dataset['unknown'] = 'yes'
  form.action = action
  for (const other of place.querySelectorAll('[formaction]')) other.remove()
  for (const field of form.querySelectorAll<HTMLInputElement>('[type=radio]:not(:checked)'))
    field.disabled = true
  for (const field of form.querySelectorAll('input')) field.readOnly = true
  note(place, place.dataset['unknown'])
  const label = $('.primary span', place)
  if (label) label.textContent = place.dataset['retry'] ?? ''
  const button = $<HTMLButtonElement>('.primary', place)
  if (button) button.disabled = false
  signal('warning')
}

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (event.defaultPrevented || !/\/pos\/(coupon|card|redeem)/.test(form.action)) return
  event.preventDefault()
  const elsewhere = event.submitter?.getAttribute('formaction')
  void send(form, elsewhere ? new URL(elsewhere, location.href).href : form.action)
})

// The button always says how much it redeems.
document.addEventListener('input', (event) => {
  const field = event.target as HTMLInputElement
  const place = field.name === 'litres' && field.form && $('.pos-redeem[data-pattern]', field.form)
  if (!place) return
  const [, litres = ''] = /^\s*(\d{1,5}(?:[.,]\d{1,2})?)\s*$/.exec(field.value) ?? []
  const shown = field.form?.elements.namedItem('shown') as HTMLInputElement | null
  const label = $('.primary span', place)
  if (litres === '' || !shown || !label) return
  const ml = Math.round(Number(litres.replace(',', '.')) * 1000)
  shown.value = String(ml)
  // Chromium knows no Kazakh numbers.
  const number = String(ml / 1000).replace('.', document.documentElement.lang === 'en' ? '.' : ',')
  label.textContent = (place.dataset['pattern'] ?? '').replace('0', number)
})

document.addEventListener('click', (event) => {
  const target = (event.target as HTMLElement).closest<HTMLElement>('button')
  if (!target) return
  if (target.matches('.pos-sound')) {
    try {
      localStorage['muted'] = muted() ? 'no' : 'yes'
    } catch {
      // Storage is closed: the sound stays as it is.
    }
    paintSound()
    signal('good')
  } else if (target.dataset['print'] !== undefined) window.print()
  else if (target.dataset['camera'] === 'open') void openCamera()
  else if (target.parentElement?.dataset['pad']) press(target as HTMLButtonElement)
})

const press = (key: HTMLButtonElement) => {
  const field = document.getElementById(key.parentElement?.dataset['pad'] ?? '') as HTMLInputElement | null
  if (!field) return
  field.value =
    key.value === '' ? field.value.slice(0, -1) : (field.value + key.value).slice(0, field.maxLength)
}

// The decoder comes only to who asks for the camera.
type Scanner = { scan(place: HTMLElement, found: (text: string) => void): Promise<void> }
const openCamera = async () => {
  const place = $('#camera')
  const field = $<HTMLInputElement>('.pos-code input')
  if (!place || !field) return
  const { scan } = (await import(place.dataset['script'] ?? '')) as Scanner
  await scan(place, (text) => {
    field.value = text
    field.form?.requestSubmit()
  })
}

if ('serviceWorker' in navigator)
  navigator.serviceWorker
    .register('/assets/pos-worker.js', { scope: '/pos', updateViaCache: 'none' })
    .catch(() => {})

begin()
void ping()
