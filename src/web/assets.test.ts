import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { assetUrl, loadAssets } from './assets.ts'
import { assetsAreStale, buildAssets } from './build-assets.ts'

const dir = mkdtempSync(join(tmpdir(), 'assets-'))
after(() => rmSync(dir, { recursive: true }))
const manifest = await buildAssets(dir)
const assets = loadAssets(dir)

test('a page points to the file of this build, and the browser may keep it for ever', () => {
  assert.match(assetUrl('app.css'), /^\/assets\/app\.[0-9a-f]{10}\.css$/)
  const served = assets.serve(assetUrl('app.css'), undefined)
  assert.equal(served?.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(served?.headers['content-type'], 'text/css; charset=utf-8')
  assert.equal(served?.headers['content-encoding'], undefined)
})

test('the answer is packed as the browser asks', () => {
  const path = assetUrl('app.css')
  const plain = Buffer.from(assets.serve(path, undefined)?.body ?? []).toString()
  const asked = (accept: string) => {
    const served = assets.serve(path, accept)
    assert.equal(served?.headers['vary'], 'Accept-Encoding')
    assert.equal(served?.headers['content-length'], String(served?.body.byteLength))
    return served
  }

  const brotli = asked('gzip, deflate, br, zstd')
  assert.equal(brotli?.headers['content-encoding'], 'br')
  assert.equal(brotliDecompressSync(brotli?.body ?? '').toString(), plain)

  const gzip = asked('gzip')
  assert.equal(gzip?.headers['content-encoding'], 'gzip')
  assert.equal(gunzipSync(gzip?.body ?? '').toString(), plain)

  assert.equal(asked('br;q=0, gzip;q=0.5')?.headers['content-encoding'], 'gzip')
  assert.equal(asked('br;q=0.1, gzip;q=0.9')?.headers['content-encoding'], 'gzip')
  assert.equal(asked('*')?.headers['content-encoding'], 'br')
  assert.equal(asked('identity')?.headers['content-encoding'], undefined)
})

test('a name without its hash is answered but not to be kept; anything else is not an asset', () => {
  assert.equal(assets.serve('/assets/app.css', 'br')?.headers['cache-control'], 'no-cache')
  assert.equal(assets.serve('/assets/manifest.json', 'br'), undefined)
  assert.equal(assets.serve('/assets/../package.json', 'br'), undefined)
  assert.throws(() => assets.url('missing.css'), /missing\.css/)
})

test('building again takes the place of what was there', async () => {
  const before = readdirSync(dir).toSorted()
  await buildAssets(dir)
  assert.deepEqual(readdirSync(dir).toSorted(), before)
  assert.equal(assetsAreStale(dir), false)
  utimesSync(join(dir, 'manifest.json'), new Date(0), new Date(0))
  assert.equal(assetsAreStale(dir), true)
})

test('every icon is drawn in the sprite, and the web manifest shows the favicon of this build', () => {
  const text = (name: string) => Buffer.from(assets.serve(assets.url(name), undefined)?.body ?? []).toString()
  assert.match(text('icons.svg'), /<symbol id="coupon" viewBox="0 0 24 24"><path /)
  assert.ok(text('app.webmanifest').includes(manifest['favicon.svg']?.file ?? 'none'))
})

test('style, script and marks of the first page take at most 10 kB on the wire', () => {
  const first = ['app.css', 'enhance.js', 'favicon.svg', 'app.webmanifest']
  const bytes = first.reduce((sum, name) => sum + (manifest[name]?.br ?? Infinity), 0)
  assert.ok(bytes <= 10 * 1024, `${bytes} bytes`)
})
