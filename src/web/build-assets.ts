/** Makes the files that browsers fetch. Needs esbuild and lucide-static, so the server's bundle leaves it out. */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'esbuild'
import type { AssetEntry } from './assets.ts'
import { icons } from './parts/icons.ts'

const WEB = fileURLToPath(new URL('./', import.meta.url))
const LUCIDE = fileURLToPath(new URL('../../node_modules/lucide-static/icons/', import.meta.url))
const PETROL = '#0A5566'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.csv': 'text/csv; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/**
 * Writes every asset into `dir` under a name with its hash, plain and packed as .br and .gz, and `manifest.json` last.
 * Several processes may build at once: files appear whole, under names that their content decides.
 */
export async function buildAssets(dir: string): Promise<Record<string, AssetEntry>> {
  mkdirSync(dir, { recursive: true })
  const made = new Map<string, Uint8Array>([...(await bundles()), ...publicFiles()])
  made.set('icons.svg', text(sprite()))
  made.set('favicon.svg', text(favicon()))
  const icon = hashed('favicon.svg', made.get('favicon.svg')!)
  made.set('app.webmanifest', text(webmanifest(icon, { name: 'QAZAQ OIL', display: 'browser', at: '/' })))
  // The cashier's pages, put on a tablet's screen as a program of their own.
  made.set(
    'pos.webmanifest',
    text(webmanifest(icon, { name: 'QAZAQ OIL: касса', display: 'standalone', at: '/pos' })),
  )

  const entries = await Promise.all([...made].map(([name, content]) => write(dir, name, content)))
  const manifest = Object.fromEntries(entries)
  put(join(dir, 'manifest.json'), text(JSON.stringify(manifest, null, 2)))
  sweep(dir, manifest)
  return manifest
}

/** True when there is no build in `dir` or something it is made from is newer. */
export function assetsAreStale(dir: string): boolean {
  const manifest = join(dir, 'manifest.json')
  if (!existsSync(manifest)) return true
  const builtAt = statSync(manifest).mtimeMs
  const sources = ['styles', 'browser', 'public', 'parts/icons.ts', 'build-assets.ts'].map((name) =>
    join(WEB, name),
  )
  return sources.some((source) => changedAt(source) > builtAt)
}

/** When anything in a file or folder last changed, in ms; nought when it does not exist. */
export function changedAt(path: string): number {
  if (!existsSync(path)) return 0
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))))
}

// Old office machines stay on Chrome 109 and Firefox 115, the last for Windows 7.
const browsers = ['chrome109', 'firefox115', 'safari15.6']

async function bundles(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: { app: join(WEB, 'styles/app.css'), inside: join(WEB, 'styles/inside.css'), ...scripts() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: browsers,
    charset: 'utf8',
    legalComments: 'none',
    outdir: '/',
    write: false,
    logLevel: 'warning',
  })
  return new Map(outputFiles.map((file) => [file.path.replace(/^.*[\\/]/, ''), file.contents]))
}

// Every script at the top of browser/ is an asset of its own; what they share lies in folders below.
function scripts(): Record<string, string> {
  const files = readdirSync(join(WEB, 'browser')).filter(
    (name) => name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(name),
  )
  return Object.fromEntries(files.map((name) => [name.slice(0, -3), join(WEB, 'browser', name)]))
}

function publicFiles(): Map<string, Uint8Array> {
  const folder = join(WEB, 'public')
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]))
}

function sprite(): string {
  const symbols = Object.entries(icons).map(([name, lucide]) => {
    const drawing = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(`${LUCIDE}${lucide}.svg`, 'utf8'))?.[1]
    if (!drawing) throw new Error(`lucide-static has no drawing in ${lucide}.svg`)
    return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>')}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

// “QO” drawn as shapes, so that it looks the same whatever fonts there are.
function favicon(): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">' +
    `<rect width="40" height="40" rx="8" fill="${PETROL}"/>` +
    '<g fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round">' +
    '<ellipse cx="13" cy="20" rx="5.4" ry="6.6"/><path d="m14.6 23.4 3.6 4.2"/>' +
    '<ellipse cx="27.4" cy="20" rx="5.4" ry="6.6"/></g></svg>'
  )
}

function webmanifest(icon: string, app: { name: string; display: string; at: string }): string {
  return JSON.stringify({
    name: app.name,
    short_name: app.name,
    start_url: app.at,
    scope: app.at,
    display: app.display,
    background_color: '#F4F6F7',
    theme_color: PETROL,
    icons: [{ src: `/assets/${icon}`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  })
}

const packBrotli = promisify(brotliCompress)
const packGzip = promisify(gzip)

async function write(dir: string, name: string, content: Uint8Array): Promise<[string, AssetEntry]> {
  const file = hashed(name, content)
  const type = types[extname(name)]
  if (!type) throw new Error(`no content type for the asset ${name}: add its ending to build-assets.ts`)
  const [br, gz] = await Promise.all([
    packBrotli(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength } }),
    packGzip(content, { level: 9 }),
  ])
  const packs = br.byteLength < content.byteLength * 0.95
  put(join(dir, file), content)
  if (packs) {
    put(join(dir, `${file}.br`), br)
    put(join(dir, `${file}.gz`), gz)
  }
  return [name, { file, type, bytes: content.byteLength, br: packs ? br.byteLength : content.byteLength }]
}

function hashed(name: string, content: Uint8Array): string {
  const ending = extname(name)
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  return `${name.slice(0, name.length - ending.length)}.${hash}${ending}`
}

function put(path: string, content: Uint8Array): void {
  const draft = `${path}.${process.pid}.tmp`
  writeFileSync(draft, content)
  renameSync(draft, path)
}

// Files of earlier builds; a file that another process is just writing is spared.
function sweep(dir: string, manifest: Record<string, AssetEntry>): void {
  const wanted = new Set(Object.values(manifest).flatMap(({ file }) => [file, `${file}.br`, `${file}.gz`]))
  for (const name of readdirSync(dir)) {
    if (name === 'manifest.json' || name.endsWith('.tmp') || wanted.has(name)) continue
    rmSync(join(dir, name), { force: true })
  }
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content)
}
