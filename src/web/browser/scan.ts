// Reads QR codes from the camera: with the browser's own detector where there is one, else with a decoder of ours. Loaded only
// when a cashier asks for the camera.
import decodeQR from 'qr/decode.js'

type Detector = { detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }
declare const BarcodeDetector:
  | ((new (options: { formats: string[] }) => Detector) & { getSupportedFormats(): Promise<string[]> })
  | undefined

type Torch = MediaTrackCapabilities & { torch?: boolean }

/** Between two looks: fast enough for a hand, slow enough for an old tablet. */
const LOOK_MS = 150
/** A frame is made no larger than this for the decoder: a code held to a camera fills much of it. */
const LARGEST = 800

let stop: (() => void) | undefined

/** Opens the camera in `place` and gives `found` the first code it reads; then the camera is off again. */
export async function scan(place: HTMLElement, found: (text: string) => void): Promise<void> {
  stop?.()
  const [view, open, error] = [
    part(place, '.pos-view'),
    part(place, '[data-camera=open]'),
    part(place, '.error'),
  ]
  const video = place.querySelector('video')!
  error.hidden = true
  let device: string | undefined
  try {
    const read = await reader()
    let stream = await camera(device)
    const end = () => {
      for (const track of stream.getTracks()) track.stop()
      clearInterval(look)
      view.hidden = true
      open.hidden = false
      stop = undefined
    }
    stop = end
    view.hidden = false
    open.hidden = true
    await play(place, video, stream)
    let busy = false
    const look = setInterval(async () => {
      if (!place.isConnected) return end()
      if (busy || video.readyState < video.HAVE_CURRENT_DATA) return
      busy = true
      const text = await read(video).catch(() => undefined)
      busy = false
      if (!text || stop !== end) return
      end()
      found(text)
    }, LOOK_MS)
    part(place, '[data-camera=close]').onclick = end
    part(place, '[data-camera=other]').onclick = async () => {
      const all = await cameras()
      const now = stream.getVideoTracks()[0]?.getSettings().deviceId
      device = all[(all.findIndex(({ deviceId }) => deviceId === now) + 1) % all.length]?.deviceId
      for (const track of stream.getTracks()) track.stop()
      stream = await camera(device)
      await play(place, video, stream)
    }
  } catch (problem) {
    stop?.()
    error.hidden = false
    error.textContent = place.dataset[whatIsWrong(problem)] ?? ''
  }
}

function part(place: HTMLElement, selector: string): HTMLElement {
  return place.querySelector<HTMLElement>(selector)!
}

function whatIsWrong(problem: unknown): 'denied' | 'none' | 'taken' {
  const name = problem instanceof DOMException ? problem.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'taken' : 'none'
}

const camera = (device: string | undefined) =>
  navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      ...(device ? { deviceId: { exact: device } } : { facingMode: 'environment' }),
      width: { ideal: 1280 },
    },
  })

const cameras = async () =>
  (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')

async function play(place: HTMLElement, video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream
  await video.play()
  part(place, '[data-camera=other]').hidden = (await cameras()).length < 2
  const [track] = stream.getVideoTracks()
  const torch = part(place, '[data-camera=torch]')
  const can: Torch | undefined = track?.getCapabilities?.()
  torch.hidden = !can?.torch
  torch.onclick = () => {
    const on = torch.getAttribute('aria-pressed') !== 'true'
    torch.setAttribute('aria-pressed', String(on))
    void track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
  }
}

type Read = (video: HTMLVideoElement) => Promise<string | undefined>

async function reader(): Promise<Read> {
  if (typeof BarcodeDetector !== 'undefined') {
    const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => [])
    if (formats.includes('qr_code')) {
      const detector = new BarcodeDetector({ formats: ['qr_code'] })
      return async (video) => (await detector.detect(video))[0]?.rawValue
    }
  }
  const canvas = document.createElement('canvas')
  const paper = canvas.getContext('2d', { willReadFrequently: true })!
  return async (video) => {
    const scale = Math.min(1, LARGEST / Math.max(video.videoWidth, video.videoHeight))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    paper.drawImage(video, 0, 0, canvas.width, canvas.height)
    return decodeQR(paper.getImageData(0, 0, canvas.width, canvas.height))
  }
}
