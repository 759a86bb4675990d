import type { Lang } from '../i18n/index.ts'

/** One piece of a letter. Its words are whole sentences in the reader's language; nothing in it is markup. */
export type Block =
  | { kind: 'paragraph'; text: string }
  /** What is good to know but not what the letter is about: terms, what to do when it came by mistake. */
  | { kind: 'quiet'; text: string }
  /** A link to follow. A letter has one that matters; others are `secondary`. */
  | { kind: 'button'; label: string; url: string; secondary?: boolean }
  | { kind: 'facts'; facts: readonly Fact[] }

export type Fact = { label: string; value: string }

/** A letter, written once. Both of its parts, HTML and plain text, are made of this. */
export type LetterText = {
  /** Under 60 characters, the first words carry the meaning. */
  subject: string
  /** What a list of letters shows after the subject; hidden in the letter itself. */
  preheader: string
  greeting: string
  blocks: readonly Block[]
}

/** What stands around every letter. */
export type Frame = {
  lang: Lang
  brand: string
  /** Under the brand: «Личный кабинет». */
  cabinet: string
  /** The product's own address. Where a sentence names it, it becomes a link. */
  site: string
  /** Stands between a button and its address in full. */
  linkBelow: string
  footer: readonly string[]
}

export type FramedLetter = LetterText & { frame: Frame }

/** A row of the table `letter`, as much of it as its writer needs. */
export type LetterRow = {
  id: string
  template: string
  lang: Lang
  /** The stored address; its domain may be in letters of its own. */
  email: string
  params: unknown
  linkId: string | null
  accountId: string | null
}

/**
 * Writes the letter of a row. `void` when nobody needs it any more, because what it asks for is done or over. Throws
 * when it cannot be written now; it is then tried again later.
 */
export type Write = (row: LetterRow) => Promise<FramedLetter | 'void'>

/** Columns of plain text; the addresses of links are never broken. */
const WIDTH = 78

/**
 * The plain-text part: the words of the HTML part in the same order. An address stands alone on its line with nothing
 * after it, because mail programs take a full stop for a part of it.
 */
export function renderText(letter: LetterText, frame: Frame): string {
  const parts = [letter.greeting, ...letter.blocks.map(blockAsText), frame.footer.join('\n')]
  return `${parts
    .filter((part) => part !== '')
    .map(wrap)
    .join('\n\n')}\n`
}

function blockAsText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'quiet':
      return block.text
    case 'button':
      return `${block.label}${/[.:?!]$/.test(block.label) ? '' : ':'}\n${block.url}`
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')
  }
}

// Only at plain spaces: a no-break space keeps a number with its unit.
function wrap(text: string): string {
  return text.split('\n').map(wrapLine).join('\n')
}

function wrapLine(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current === '') current = word
    else if (current.length + 1 + word.length <= WIDTH) current += ` ${word}`
    else {
      lines.push(current)
      current = word
    }
  }
  return [...lines, current].join('\n')
}
