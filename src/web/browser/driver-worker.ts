// Keeps the last copy of each coupon's page, for the pump without a network. The network is always asked first: a copy
// that says «valid» must never hide a block that the network could have told.
// The compiler's types know a page or a worker, not both; of a worker this is all that is needed.
type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Event & { request: Request; respondWith(answer: Promise<Response>): void }
type Scope = {
  location: Location
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(name: 'install' | 'activate', act: (event: Lasting) => void): void
  addEventListener(name: 'fetch', act: (event: Fetching) => void): void
}
const scope = self as unknown as Scope

const KEPT = 'driver-1'
/** Longer than this, a driver at a pump takes for broken. */
const WAIT_MS = 4000

scope.addEventListener('install', () => void scope.skipWaiting())
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== scope.location.origin || pathname.endsWith('/state')) return
  if (request.mode === 'navigate' && pathname.startsWith('/c/')) event.respondWith(fresh(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(kept(request))
})

async function fresh(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT)
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(WAIT_MS) })
    // A page that says «blocked» takes the place of the one that said «valid».
    if (answer.type === 'basic' && !answer.redirected && [200, 410].includes(answer.status))
      await cache.put(request.url, answer.clone())
    return answer
  } catch (error) {
    const copy = await cache.match(request.url)
    if (copy) return copy
    throw error
  }
}

// Assets never change under their names.
async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT)
  const copy = await cache.match(request.url)
  if (copy) return copy
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request.url, answer.clone())
  return answer
}
