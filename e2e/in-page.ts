/** What is measured inside a page. The functions go over as text and run there, whether or not the page's own scripts do. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

type Box = { left: number; right: number; top: number; bottom: number; width: number; height: number }
type Style = Record<
  | 'display'
  | 'visibility'
  | 'overflowX'
  | 'overflowY'
  | 'clipPath'
  | 'lineHeight'
  | 'outlineStyle'
  | 'outlineWidth'
  | 'boxShadow'
  | 'color'
  | 'backgroundColor'
  | 'backgroundImage'
  | 'opacity'
  | 'fontSize'
  | 'fontWeight'
  | 'textDecorationLine',
  string
>
type Node = { textContent: string | null; parentElement: Element | null }
type Element = Node & {
  tagName: string
  className: unknown
  outerHTML: string
  scrollWidth: number
  scrollHeight: number
  clientWidth: number
  clientHeight: number
  childNodes: Iterable<Node & { nodeType: number }>
  matches(selector: string): boolean
  closest(selector: string): Element | null
  contains(other: Element): boolean
  getBoundingClientRect(): Box
}
type Range = { selectNodeContents(node: Node): void; getClientRects(): Iterable<Box> }
// The few things of a page that are asked for here; the rest of the tests runs in Node.js, where there is no page.
declare const document: {
  documentElement: Element & { lang: string }
  title: string
  body: Element
  activeElement: Element | null
  elementFromPoint(x: number, y: number): Element | null
  querySelectorAll(selector: string): Iterable<Element>
  createRange(): Range
}
declare const innerWidth: number
declare const innerHeight: number
declare function getComputedStyle(element: Element, pseudo?: string): Style

/** Runs a function in the page. It may use its argument and the page, and nothing of its own file. */
export function inside<A, R>(page: Page, measure: (argument: A) => R, argument?: A): Promise<R> {
  // The loader of the tests names functions by a helper that pages do not have.
  return page.evaluate(
    `(() => { const __name = (f) => f; return (${measure.toString()})(${JSON.stringify(argument)}) })()`,
  )
}

/** Whether the page says which language it is in, and what it is: [the language, the title]. */
export function whatItIs(): [string, string] {
  return [document.documentElement.lang, document.title]
}

/** What does not fit: the page wider than the window, words beyond its edge, cut off by their box or without room. */
export function whatIsCut(): string[] {
  const found: string[] = []
  const root = document.documentElement
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} px wide in ${innerWidth} px`)
  for (const frame of document.querySelectorAll('.table, .panel, .tile, .notice, dialog, main'))
    if (frame.scrollWidth > frame.clientWidth + 1)
      found.push(
        `<${frame.tagName.toLowerCase()} class="${String(frame.className)}"> holds ${frame.scrollWidth} px in ${frame.clientWidth}`,
      )
  const range = document.createRange()
  // Asked once for every element, not once for every element inside it.
  const boxes = new Map<Element, { unseen: boolean; cuts: Element | null }>()
  const boxOf = (element: Element): { unseen: boolean; cuts: Element | null } => {
    let box = boxes.get(element)
    if (!box) {
      const { display, clipPath, overflowX, overflowY } = getComputedStyle(element)
      const around = element.parentElement ? boxOf(element.parentElement) : { unseen: false, cuts: null }
      const cutX = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
      const cutY = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1
      const cutsHere =
        element !== document.body && element !== root && element.clientWidth > 0 && (cutX || cutY)
      box = {
        unseen: around.unseen || display === 'none' || clipPath !== 'none',
        cuts: cutsHere ? element : around.cuts,
      }
      boxes.set(element, box)
    }
    return box
  }
  for (const element of document.querySelectorAll('body *')) {
    const texts = [...element.childNodes].filter(
      (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
    )
    if (texts.length === 0) continue
    // What is only heard is cut on purpose; what scrolls may be wider.
    if (element.closest('.heard, .skip, .scroll, [hidden], svg, script, noscript, iframe')) continue
    const { unseen, cuts } = boxOf(element)
    if (unseen || getComputedStyle(element).visibility === 'hidden') continue
    const words = (element.textContent ?? '').trim().slice(0, 60)
    const place = `<${element.tagName.toLowerCase()}> «${words}»`
    for (const text of texts) {
      range.selectNodeContents(text)
      const lines = [...range.getClientRects()]
      const letters = (text.textContent ?? '').trim().length
      if (letters > 6 && lines.length > letters / 3)
        found.push(`${place} is broken into ${lines.length} lines`)
      for (const line of lines)
        if (line.width > 0 && (line.left < -1 || line.right > innerWidth + 1))
          found.push(`${place} leaves the window (${Math.round(line.left)} to ${Math.round(line.right)})`)
    }
    if (cuts)
      found.push(`${place} is cut by <${cuts.tagName.toLowerCase()} class="${String(cuts.className)}">`)
  }
  return [...new Set(found)]
}

/**
 * Targets that are too small for a finger: 24 px for anything that is pressed (WCAG 2.2, 2.5.8; links inside a sentence
 * are free), 44 px of height for what a page is made for.
 */
export function whatIsSmall(): string[] {
  const found: string[] = []
  const main =
    '.button:not(.small, .link), .menu-button, .guest-menu a, .side-menu a, .bottom-bar > *, .menu > summary, .languages a, ' +
    'input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea'
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (element.closest('.skip, [hidden], [aria-hidden=true]')) continue
    if (getComputedStyle(element).visibility === 'hidden') continue
    // A link that stretches over its tile is as large as the tile.
    const box = (element.closest('.leads') ?? element).getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    const around = element.parentElement
    const inSentence =
      element.tagName === 'A' &&
      getComputedStyle(element).display === 'inline' &&
      (around?.textContent ?? '').trim() !== (element.textContent ?? '').trim()
    const tall = element.matches(main)
    // Words that stand alone in a line are as high as the line: nothing else to press comes closer.
    const height = Math.max(box.height, Number.parseFloat(getComputedStyle(element).lineHeight) || 0)
    const size = `${Math.round(box.width)} × ${Math.round(height)}`
    const name = `<${element.tagName.toLowerCase()}> «${(element.textContent ?? '').trim().slice(0, 40)}»`
    if (tall && box.height < 43.5) found.push(`${name} is ${size}, less than 44 px high`)
    else if (!inSentence && (height < 23.5 || box.width < 23.5)) found.push(`${name} is ${size}`)
  }
  return [...new Set(found)]
}

/** Nothing when the focus can be seen, and is not covered; else what has it. */
export function focusIsVisible(): string | undefined {
  const element = document.activeElement
  // Past the last control the browser itself has the focus.
  if (!element || element === document.body || element === document.documentElement) return undefined
  const shows = (style: Style) =>
    (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) ||
    style.boxShadow !== 'none'
  const name = element.outerHTML.slice(0, 120)
  if (!shows(getComputedStyle(element)) && !shows(getComputedStyle(element, '::after'))) return name
  const { left, right, top, bottom } = element.getBoundingClientRect()
  if (right < 1 || bottom < 1 || left > innerWidth - 1 || top > innerHeight - 1)
    return `${name} is outside the window`
  const above = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, innerHeight - 1))
  const covered = above && above !== element && !element.contains(above) && !above.contains(element)
  return covered ? `${name} is covered by ${above.outerHTML.slice(0, 80)}` : undefined
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const COLOURS = ['color-contrast', 'link-in-text-block']
// No rule of ours reads style sheets.
const ANSWER = { resultTypes: ['violations'], elementRef: false, iframes: false, preload: false }

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }

/** The rules of axe that the page breaks, each with its first places: WCAG 2.2 A and AA and axe's best practices. */
export async function rulesBroken(page: Page): Promise<string[]> {
  return [...(await tagsBroken(page)), ...(await coloursBroken(page, new Set()))]
}

/** The same without the rules about colours. */
export function tagsBroken(page: Page): Promise<string[]> {
  const rules = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]))
  return runAxe(page, 'document', { ...ANSWER, rules })
}

/**
 * The rules about colours that the page breaks. Whether words can be read follows from their colour, size and what is
 * painted behind them: each such pair that is not in `seen` is given to axe, and added there.
 */
export async function coloursBroken(page: Page, seen: Set<string>): Promise<string[]> {
  const fresh = (await inside(page, findPairs)).filter((pair) => !seen.has(pair))
  if (fresh.length === 0) return []
  for (const pair of fresh) seen.add(pair)
  const runOnly = { type: 'rule', values: COLOURS }
  return runAxe(page, `${JSON.stringify(fresh)}.flatMap((pair) => pairs.get(pair))`, { ...ANSWER, runOnly })
}

// Leaves in the page, for axe, the first elements of every pair; the first one may lie under something.
function findPairs(): string[] {
  const pairs = new Map<string, Element[]>()
  const behind = new Map<Element | null, string>([[null, '']])
  const behindOf = (element: Element | null): string => {
    let painted = behind.get(element)
    if (element === null || painted !== undefined) return painted ?? ''
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element)
    const plain = backgroundColor === 'rgba(0, 0, 0, 0)' && backgroundImage === 'none' && opacity === '1'
    painted =
      behindOf(element.parentElement) + (plain ? '' : `/${backgroundColor} ${backgroundImage} ${opacity}`)
    behind.set(element, painted)
    return painted
  }
  for (const element of document.querySelectorAll('body, body *')) {
    const isField = element.matches(
      'input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea',
    )
    const hasWords = [...element.childNodes].some(
      (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
    )
    if ((!isField && !hasWords) || element.closest('.heard, .skip, [hidden], svg, script, noscript')) continue
    const { width, height } = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    if (width < 2 || height < 2 || style.visibility === 'hidden') continue
    const beside =
      element.tagName === 'A' && element.parentElement ? getComputedStyle(element.parentElement).color : ''
    const off = element.closest(':disabled, [aria-disabled=true]') ? 'off' : ''
    const pair = [
      style.color,
      style.fontSize,
      style.fontWeight,
      style.textDecorationLine,
      beside,
      off,
      behindOf(element),
    ]
    const alike = pairs.get(pair.join(' ')) ?? []
    if (alike.length < 3) pairs.set(pair.join(' '), [...alike, element])
  }
  Object.assign(globalThis, { pairs })
  return [...pairs.keys()]
}

async function runAxe(page: Page, context: string, options: object): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axeSource)
  // Of the answer only the violations come back.
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${context}, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 3)
        .map(
          ({ html, failureSummary = '' }) => `${html.slice(0, 160)} (${failureSummary.replace(/\s+/g, ' ')})`,
        )
        .join(' · ')}`,
  )
}
