import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsx as hono } from 'hono/jsx'
import { type Child, Fragment, jsx, raw } from './jsx-runtime.ts'

type Tree =
  | string
  | number
  | boolean
  | null
  | Tree[]
  | { tag: string; attributes: Attributes; children: Tree[] }
type Attributes = Record<string, string | number | boolean | null>

const text = fc.oneof(fc.string(), fc.constantFrom('<script>', '"', "'", '&amp;', 'Тоо «А»', '</p>', ''))
const attributes = fc.dictionary(
  fc.constantFrom('id', 'class', 'value', 'hidden', 'checked', 'aria-hidden', 'data-wait', 'spellcheck'),
  fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
)
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.record({
      tag: fc.constantFrom('p', 'td', 'svg', 'input', 'br'),
      attributes,
      children: fc.array(tie('tree')),
    }),
  ),
}))

const EMPTY = ['input', 'br']

function ours(tree: Tree): Child {
  if (Array.isArray(tree)) return tree.map(ours)
  if (typeof tree !== 'object' || tree === null) return tree
  const { tag, attributes, children } = tree
  return jsx(tag, EMPTY.includes(tag) ? attributes : { ...attributes, children: children.map(ours) })
}

function theirs(tree: Tree): Parameters<typeof hono>[2] {
  if (Array.isArray(tree)) return tree.map(theirs)
  if (typeof tree !== 'object' || tree === null) return tree
  const { tag, attributes, children } = tree
  const inside = EMPTY.includes(tag) ? [] : children.map(theirs)
  // Theirs writes what stands alone in an svg by its toString, also what shows nothing («true»); beside an empty text it
  // is shown as everywhere else.
  return hono(tag, { ...attributes }, ...(tag === 'svg' ? [...inside, ''] : inside))
}

test('whatever is put together reads as hono/jsx writes it', () => {
  fc.assert(
    fc.property(tree, (made) => {
      const wanted = String(hono('main', null, theirs(made)))
      // Theirs ends tags without content as XML does. No attribute or text of a page holds «/>»: there it is escaped.
      assert.equal(String(<main>{ours(made)}</main>), wanted.replaceAll('/>', '>'))
    }),
    { numRuns: 500, examples: [[{ tag: 'svg', attributes: {}, children: [true] }]] },
  )
})

test('a component gets its children as they are and may give back anything that can be shown', () => {
  const Twice = ({ children }: { children?: Child }) => [children, ' ', children]
  const Nothing = () => null
  assert.equal(String(<Twice>{'<b>'}</Twice>), '&lt;b&gt; &lt;b&gt;')
  assert.equal(
    String(
      <Twice>
        <b>1</b>
        {2}
      </Twice>,
    ),
    '<b>1</b>2 <b>1</b>2',
  )
  assert.equal(String(<Nothing />), '')
  assert.equal(String(<Fragment>{[]}</Fragment>), '')
})

test('only what this file made passes for markup', () => {
  assert.equal(String(<p>{raw('<br>')}</p>), '<p><br></p>')
  const impostors: unknown[] = [
    { isEscaped: true, toString: () => '<script>' },
    Object.assign(Object('<script>') as object, { isEscaped: true }),
    JSON.parse('{"text":"<script>"}'),
    new Date(),
    Symbol('x'),
    1n,
  ]
  for (const impostor of impostors) assert.throws(() => <p>{impostor as Child}</p>, /cannot show/)
})

test('a name that would end the tag is no attribute', () => {
  for (const name of ['a b', 'x><script>', 'on"', '', '=']) {
    assert.throws(() => jsx('p', { [name]: 'x' }), /no attribute/)
  }
})
