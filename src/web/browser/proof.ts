// The check of a browser that an account has not used, while somebody is guessing passwords on a large scale. Only the
// sign-in form of such a time loads it. The same file is the page's script and the worker that does the work beside it.
import { PARTS, solve } from './proof/solve.ts'

type Told = { part: number } | { proof: string }

if (typeof document === 'undefined') work()
else watch()

function work(): void {
  const tell = (told: Told) => self.postMessage(told)
  self.onmessage = ({ data }: MessageEvent<{ key: Uint8Array; zeroBits: number }>) => {
    tell({ proof: solve(data.key, data.zeroBits, (part) => tell({ part })) })
  }
}

function watch(): void {
  const line = document.getElementById('proof')
  const form = line?.closest('form')
  const field = form?.elements.namedItem('proof') as HTMLInputElement | null
  if (!line || !form || !field) return
  const { challengeKey = '', zeroBits, progress = '', done, waiting, failed } = line.dataset
  let isWaited = false
  let isOff = false

  const show = (text = '') => (line.textContent = text)
  // Heard as well as seen; the steps between are only seen.
  const say = (text = '') => {
    show(text)
    const said = document.getElementById('said')
    if (said) said.textContent = text
  }
  const step = (part: number) => show(progress.replace('{n}', String(part)).replace('{total}', String(PARTS)))

  form.addEventListener('submit', (event) => {
    if (field.value || isOff) return
    event.preventDefault()
    isWaited = true
    say(waiting)
  })
  const finish = (proof: string) => {
    field.value = proof
    if (isWaited) form.requestSubmit()
    else say(done)
  }
  const giveUp = () => {
    isOff = true
    say(failed)
  }

  step(0)
  try {
    const worker = new Worker(import.meta.url, { type: 'module' })
    worker.onerror = giveUp
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if ('part' in data) return void (isWaited || step(data.part))
      finish(data.proof)
      worker.terminate()
    }
    const key = Uint8Array.from(atob(challengeKey), (letter) => letter.charCodeAt(0))
    worker.postMessage({ key, zeroBits: Number(zeroBits) })
  } catch {
    giveUp()
  }
}
