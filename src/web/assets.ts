import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the build says about one asset: its file with the hash in the name, its type, its size plain and packed. */
export type AssetEntry = { file: string; type: string; bytes: number; br: number }

/** The build's list: the name that pages use → the file. Written as `manifest.json` beside the files. */
export type AssetManifest = Readonly<Record<string, AssetEntry>>

/** An asset ready to be sent. */
export type Served = { body: Uint8Array<ArrayBuffer>; headers: Record<string, string> }

/** The assets of a build, held in memory. */
export type Assets = {
  /** The address of an asset by the name that pages use; an unknown name is a mistake in our code and throws. */
  url: (name: string) => string
  /**
   * The answer to a request for a path under `/assets/`, packed as the browser accepts it; undefined when there is
   * no such asset. A name without its hash is answered too, but is not to be kept.
   */
  serve: (path: string, acceptEncoding: string | undefined) => Served | undefined
}

const PREFIX = '/assets/'
const FOREVER = 'public, max-age=31536000, immutable'

let current: Assets | undefined

/** The address of an asset for the pages. Before `loadAssets` it is the plain name, which is served as well. */
export function assetUrl(name: string): string {
  return current ? current.url(name) : PREFIX + name
}

// The bundle is called cli.js; the sources are TypeScript.
const FROM_SOURCE = import.meta.url.endsWith('.ts')

/** Where the build puts the assets, seen from the sources and from the bundle. */
export const ASSETS_DIR = fileURLToPath(
  new URL(FROM_SOURCE ? '../../dist/assets' : './assets', import.meta.url),
)

/**
 * Reads a build's assets into memory and makes them the ones that pages point to. Throws when the folder holds no
 * build.
 */
export function loadAssets(dir: string = ASSETS_DIR): Assets {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as AssetManifest
  const files = new Map<string, Loaded>()
  for (const [name, entry] of Object.entries(manifest)) {
    const loaded = load(dir, entry)
    files.set(PREFIX + entry.file, { ...loaded, cache: FOREVER })
    files.set(PREFIX + name, { ...loaded, cache: 'no-cache' })
  }

  current = {
    url(name) {
      const entry = manifest[name]
      if (!entry) throw new Error(`no asset ${name} in ${dir}`)
      return PREFIX + entry.file
    },
    serve(path, acceptEncoding) {
      const file = files.get(path)
      return file && answer(file, acceptEncoding)
    },
  }
  return current
}

/**
 * The assets for a server or a test. From the sources they are built first when they are missing or older than what
 * they are made from; a bundle takes what the build left beside it.
 */
export async function readyAssets(): Promise<Assets> {
  if (FROM_SOURCE) {
    // An address the bundler cannot follow: esbuild has no place in the server.
    const maker = new URL('./build-assets.ts', import.meta.url).href
    const { assetsAreStale, buildAssets } = (await import(maker)) as typeof import('./build-assets.ts')
    if (assetsAreStale(ASSETS_DIR)) await buildAssets(ASSETS_DIR)
  }
  return loadAssets(ASSETS_DIR)
}

type Bytes = Uint8Array<ArrayBuffer>
type Loaded = { type: string; plain: Bytes; packed: { br: Bytes; gzip: Bytes } | undefined; cache: string }

function load(dir: string, entry: AssetEntry): Omit<Loaded, 'cache'> {
  const read = (ending: string) => new Uint8Array(readFileSync(join(dir, entry.file + ending)))
  const packed = entry.br < entry.bytes ? { br: read('.br'), gzip: read('.gz') } : undefined
  return { type: entry.type, plain: read(''), packed }
}

function answer(file: Loaded, acceptEncoding = ''): Served {
  const encoding = file.packed && best(acceptEncoding)
  const body = file.packed && encoding ? file.packed[encoding] : file.plain
  return {
    body,
    headers: {
      'content-type': file.type,
      'content-length': String(body.byteLength),
      'cache-control': file.cache,
      'x-content-type-options': 'nosniff',
      ...(file.packed ? { vary: 'Accept-Encoding' } : {}),
      ...(encoding ? { 'content-encoding': encoding } : {}),
    },
  }
}

// RFC 9110 §12.5.3: q=0 forbids a coding; `*` stands for those that are not named.
function best(accept: string): 'br' | 'gzip' | undefined {
  const asked = new Map<string, number>()
  for (const part of accept.toLowerCase().split(',')) {
    const [coding = '', ...settings] = part.split(';').map((word) => word.trim())
    const weight = settings.find((setting) => setting.startsWith('q='))
    asked.set(coding, weight ? Number(weight.slice(2)) || 0 : 1)
  }
  const weight = (coding: string) => asked.get(coding) ?? asked.get('*') ?? 0
  if (weight('br') > 0 && weight('br') >= weight('gzip')) return 'br'
  return weight('gzip') > 0 ? 'gzip' : undefined
}
