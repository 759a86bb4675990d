// The cashier's pages without a network: one page that says so and has the sums of the shift, as the server last made it.
// Nothing else is kept: a verdict of a minute ago is no verdict. The network is always asked first, so a new version of the
// product is there with the next page.
// The compiler's types know a page or a worker, not both; of a worker this is all that is needed.
type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
type Scope = {
  location: Location
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(name: 'install' | 'activate' | 'message', act: (event: Lasting) => void): void
  addEventListener(name: 'fetch', act: (event: Fetching) => void): void
}
const scope = self as unknown as Scope

const KEPT = 'pos-1'
const PAGE = '/pos/offline'
/** Longer than this, a cashier takes for broken. */
const WAIT_MS = 8000

scope.addEventListener('install', () => void scope.skipWaiting())
scope.addEventListener('activate', (event) => event.waitUntil(begin()))
// A page that came without the browser's own way of going there, after a redemption: the sums are others now.
scope.addEventListener('message', (event) => event.waitUntil(renew()))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== scope.location.origin) return
  if (request.mode === 'navigate') event.respondWith(fresh(event))
  else if (pathname.startsWith('/assets/')) event.respondWith(kept(request))
})

async function begin(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith('pos-') && name !== KEPT) await caches.delete(name)
  await scope.clients.claim()
  await renew()
}

async function fresh(event: Fetching): Promise<Response> {
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(WAIT_MS) })
    event.waitUntil(renew())
    return answer
  } catch (error) {
    const copy = await (await caches.open(KEPT)).match(PAGE)
    if (copy) return copy
    throw error
  }
}

// The page with all it needs. What an earlier version needed goes; a device that was taken away keeps nothing.
async function renew(): Promise<void> {
  const cache = await caches.open(KEPT)
  const answer = await fetch(PAGE, { redirect: 'manual' }).catch(() => undefined)
  if (!answer) return
  if (answer.status !== 200) {
    if (answer.status < 500) await caches.delete(KEPT)
    return
  }
  const assets = [...(await answer.clone().text()).matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path)
  const wanted = new Set(assets)
  for (const path of wanted) if (!(await cache.match(path))) await cache.add(path)
  await cache.put(PAGE, answer)
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname !== PAGE && !wanted.has(pathname)) await cache.delete(url)
  }
}

// Assets never change under their names.
async function kept(request: Request): Promise<Response> {
  return (await (await caches.open(KEPT)).match(request.url)) ?? fetch(request)
}
