/**
 * What TSX becomes (tsconfig's `jsxImportSource`): HTML as text, put together while the expressions are evaluated, from
 * the inside out. There is no tree and nothing is kept. A text becomes markup in one place only, `raw`; every other one is
 * escaped where it meets a tag.
 */
import type { JSX as Tags } from 'hono/jsx'

/** Finished markup. Nobody but this file makes it, so that nothing typed or stored can pass for it. */
class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}
export type { Html }

/** What may stand between two tags. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[]
export type PropsWithChildren<P = unknown> = P & { children?: Child }

type Props = Record<string, unknown>

/** What the compiler asks for the types of. */
export declare namespace JSX {
  type Element = Html
  type ElementType = string | ((props: never) => Child)
  interface ElementChildrenAttribute {
    children: Child
  }
  interface IntrinsicElements extends Tags.IntrinsicElements {
    [tag: string]: Props
  }
}

/** Markup that is finished already: a constant of ours, or made by something that escapes. Never what somebody typed. */
export function raw(markup: string): Html {
  return new Html(markup)
}

/** A tag with its attributes and children, or what a component makes of its properties. */
export function jsx(tag: string | ((props: Props) => Child), props: Props): Html {
  if (typeof tag === 'function') return asHtml(tag(props))
  let text = `<${tag}`
  for (const name in props) if (name !== 'children') text += attribute(name, props[name])
  text += '>'
  return new Html(EMPTY.has(tag) ? text : `${text}${shown(props['children'] as Child)}</${tag}>`)
}
export { jsx as jsxs }

/** `<>…</>`: children side by side. */
export function Fragment({ children }: { children?: Child }): Html {
  return asHtml(children)
}

function asHtml(child: Child): Html {
  return child instanceof Html ? child : new Html(shown(child))
}

function shown(child: Child): string {
  if (typeof child === 'string') return escaped(child)
  if (child instanceof Html) return child.toString()
  if (child === undefined || child === null || typeof child === 'boolean') return ''
  if (typeof child === 'number') return String(child)
  if (!Array.isArray(child)) throw new TypeError(`a page cannot show a value of the type ${typeof child}`)
  let text = ''
  for (const one of child) text += shown(one as Child)
  return text
}

// What is absent has no attribute. Of the attributes that say yes by being there, false is absence; others spell it out.
function attribute(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean' && YES_OR_ABSENT.has(name)) return value ? ` ${name}=""` : ''
  if (!safeNames.has(name)) checkName(name)
  return ` ${name}="${typeof value === 'string' ? escaped(value) : escaped(String(value))}"`
}

const safeNames = new Set<string>()

function checkName(name: string): void {
  if (!/^[a-z][\w:-]*$/i.test(name)) throw new TypeError(`«${name}» is no attribute`)
  safeNames.add(name)
}

const SPECIAL = /[&<>"']/
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!) : text
}

// HTML Living Standard §13.1.2: these have no end tag.
const EMPTY = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

// The boolean attributes of the same standard, as far as a page without scripts of its own has use for them.
const YES_OR_ABSENT = new Set(
  `allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert
  ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected`.split(
    /\s+/,
  ),
)
