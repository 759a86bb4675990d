// Makes pages that work without scripts a little kinder. Every sentence comes from the page, in data attributes, so
// one file serves three languages.

const all = <E extends HTMLElement>(selector: string, within: ParentNode = document) =>
  within.querySelectorAll<E>(selector)

const say = (text = '') => {
  const said = document.getElementById('said')
  if (said) said.textContent = text
}

const clock = (ms: number) => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const words = (button: HTMLElement) => button.querySelector<HTMLElement>('span') ?? button

// Mistakes are read first.
document.getElementById('errors')?.focus()

// Show and hide a password.
for (const button of all<HTMLButtonElement>('[data-peek]')) {
  const field = button.previousElementSibling as HTMLInputElement
  const show = (shown: boolean) => {
    if (shown === (field.type === 'text')) return
    field.type = shown ? 'text' : 'password'
    const { peek = '', peekLabel = '' } = button.dataset
    button.dataset['peek'] = button.textContent ?? ''
    button.dataset['peekLabel'] = button.getAttribute('aria-label') ?? ''
    button.textContent = peek
    button.setAttribute('aria-label', peekLabel)
  }
  button.hidden = false
  button.onclick = () => show(field.type === 'password')
  // A browser offers to keep a password only from a password field.
  field.form?.addEventListener('submit', () => show(false))
}

// How long a password is, while it is typed.
for (const line of all('[data-strength]')) {
  const field = document.getElementById(line.dataset['strength'] ?? '') as HTMLInputElement | null
  field?.addEventListener('input', () => {
    const long = field.value.length >= 12 && new Set(field.value).size > 4
    line.hidden = !field.value
    line.textContent = (long ? line.dataset['strong'] : line.dataset['weak']) ?? ''
    line.classList.toggle('good', long)
  })
}

// A code sends itself when its last digit is typed.
for (const field of all<HTMLInputElement>('[data-submit-at]')) {
  field.addEventListener('input', () => {
    if (field.value.replace(/\D/g, '').length === Number(field.dataset['submitAt']))
      field.form?.requestSubmit()
  })
}

// One sending at a time. The button stays enabled, or its name and value would not be sent.
let dirty = false
const rest = () => {
  for (const busy of all('[aria-busy]')) busy.removeAttribute('aria-busy')
}
addEventListener('pageshow', rest)
document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (event.defaultPrevented || form.dataset['busy'] === undefined) return
  if (form.hasAttribute('aria-busy')) return event.preventDefault()
  dirty = false
  for (const busy of [form, event.submitter]) busy?.setAttribute('aria-busy', 'true')
  say(form.dataset['busy'])
  // A file that is downloaded leaves the page standing.
  setTimeout(rest, 20_000)
})

// Changes that are not saved.
for (const form of all('[data-guard]')) form.addEventListener('input', () => (dirty = true))
addEventListener('beforeunload', (event) => {
  if (dirty) event.preventDefault()
})

// Filters that send themselves.
for (const form of all<HTMLFormElement>('[data-auto]')) {
  form.addEventListener('change', (event) => {
    if (!(event.target as HTMLElement).matches('[type=search], [type=text]')) form.requestSubmit()
  })
}

// A block that follows what is typed; the server works it out. The newest answer counts, whichever comes last.
for (const form of all<HTMLFormElement>('[data-live]')) {
  const id = form.dataset['live'] ?? ''
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
    body.set('act', 'price')
    try {
      const answer = await fetch(form.action, { method: 'POST', body })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const next = page.getElementById(id)
      if (next && mine === asked) document.getElementById(id)?.replaceWith(next)
    } catch {
      // No connection for a moment: the next page works it out.
    }
  }
  let waiting = 0
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void ask(), 400)
  })
  for (const button of all('[value=price]', form)) button.hidden = true
}

// Copying. Where the clipboard is closed to us, the text is at least selected.
for (const button of all<HTMLButtonElement>('[data-copy]')) {
  button.hidden = false
  button.onclick = async () => {
    const source = document.getElementById(button.dataset['copy'] ?? '')
    if (!source) return
    getSelection()?.selectAllChildren(source)
    let copied = false
    try {
      await navigator.clipboard.writeText(source.textContent ?? '')
      copied = true
    } catch {
      copied = document.execCommand('copy')
    }
    const label = words(button)
    const before = label.textContent
    const after = (copied ? button.dataset['done'] : button.dataset['failed']) ?? ''
    say(after)
    if (before === after) return
    label.textContent = after
    setTimeout(() => (label.textContent = before), copied ? 2000 : 8000)
  }
}

// Printing; without scripts the browser's own menu prints.
for (const button of all<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.onclick = () => print()
}

// What may be pressed again only later.
for (const button of all<HTMLButtonElement>('[data-wait]')) {
  const label = words(button)
  const before = label.textContent
  const until = Date.now() + Number(button.dataset['wait']) * 1000
  const tick = () => {
    const left = until - Date.now()
    button.disabled = left > 0
    label.textContent = left > 0 ? (button.dataset['waitText'] ?? '').replace('{time}', clock(left)) : before
    if (left > 0) setTimeout(tick, 1000)
  }
  tick()
}

// Menus close on Escape and on a click elsewhere.
const closeMenus = (except?: Node) => {
  for (const menu of all<HTMLDetailsElement>('[data-menu][open]')) {
    if (except && menu.contains(except)) continue
    menu.open = false
    if (!except) menu.querySelector('summary')?.focus()
  }
}
document.addEventListener('click', (event) => closeMenus(event.target as Node))
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeMenus()
})

// All the rows of a list.
for (const label of all('[data-select-all]')) {
  const head = label.firstElementChild as HTMLInputElement
  const rows = [...all<HTMLInputElement>('tbody [type=checkbox]', label.closest('table') ?? document)]
  const look = () => {
    const ticked = rows.filter((row) => row.checked).length
    head.checked = ticked > 0 && ticked === rows.length
    head.indeterminate = ticked > 0 && ticked < rows.length
  }
  label.hidden = false
  head.onchange = () => {
    for (const row of rows) row.checked = head.checked
  }
  for (const row of rows) row.addEventListener('change', look)
  look()
}

// Work that goes on: the block is fetched again; when it is done, the page is.
const again = () => location.replace(location.pathname + location.search)
const poll = (block: HTMLElement) => {
  setTimeout(
    async () => {
      let next: HTMLElement | null = block
      try {
        const page = await fetch(location.href)
        if (page.ok)
          next = new DOMParser().parseFromString(await page.text(), 'text/html').getElementById(block.id)
      } catch {
        // No connection for a moment: asked again later.
      }
      if (!next?.dataset['poll']) return again()
      if (next !== block) block.replaceWith(next)
      poll(next)
    },
    Number(block.dataset['poll']) * 1000,
  )
}
for (const block of all('[data-poll]')) poll(block)

// The session ends without a request for so long; all tabs of the browser share the time of the last one.
const idle = document.getElementById('idle') as HTMLDialogElement | null
if (idle) {
  const lifetime = Number(idle.dataset['minutes']) * 60_000
  const countdown = idle.querySelector<HTMLElement>('.countdown')
  let seenHere = 0
  const touch = () => {
    seenHere = Date.now()
    try {
      localStorage['seen'] = seenHere
    } catch {
      // Storage is closed: this tab counts for itself.
    }
  }
  const seen = () => {
    try {
      return Math.max(seenHere, Number(localStorage['seen']) || 0)
    } catch {
      return seenHere
    }
  }
  const stay = async () => {
    const body = new URLSearchParams({ csrf: idle.dataset['csrf'] ?? '' })
    const answer = await fetch('/session/stay', { method: 'POST', body }).catch(() => undefined)
    if (answer?.ok) touch()
    else if (answer) again()
  }

  touch()
  idle.addEventListener('cancel', (event) => {
    event.preventDefault()
    void stay()
  })
  idle.querySelector('button')?.addEventListener('click', () => void stay())
  setInterval(() => {
    const left = seen() + lifetime - Date.now()
    if (left > 120_000) return idle.close()
    if (!idle.open) idle.showModal()
    if (countdown) countdown.textContent = (countdown.dataset['text'] ?? '').replace('{time}', clock(left))
    // What is typed and not saved stays on the screen; anything else gives way to the sign-in page.
    if (left < -2000 && !dirty) again()
  }, 1000)
}
