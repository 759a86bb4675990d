// Lets Node run the sources as they are: `node --import ./scripts/tsx.ts src/cli.ts`. Node strips the types of .ts by itself
// and keeps what it made; only TSX is written anew here, and kept by its content. The loader of the package tsx took 3 s of
// CPU for what this does in 1.3, once for every test file.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync, version } from 'esbuild'

const CACHE = fileURLToPath(new URL('../node_modules/.cache/mycoupon/', import.meta.url))
mkdirSync(CACHE, { recursive: true })
enableCompileCache(join(CACHE, 'node'))
process.setSourceMapsEnabled(true)

registerHooks({
  load(url, context, next) {
    if (!/^file:.*\.tsx$/.test(url)) return next(url, context)
    return { format: 'module', source: written(fileURLToPath(url)), shortCircuit: true }
  },
})

function written(path: string): string {
  const source = readFileSync(path, 'utf8')
  const name = createHash('sha256').update(`${version}\n${path}\n${source}`).digest('base64url')
  const kept = join(CACHE, `${name}.js`)
  try {
    return readFileSync(kept, 'utf8')
  } catch {
    const { code } = transformSync(source, {
      loader: 'tsx',
      jsx: 'automatic',
      jsxImportSource: '#web',
      target: 'node24',
      sourcemap: 'inline',
      sourcefile: path,
    })
    // Written whole or not at all: test files start side by side.
    writeFileSync(`${kept}.${process.pid}`, code)
    renameSync(`${kept}.${process.pid}`, kept)
    return code
  }
}
