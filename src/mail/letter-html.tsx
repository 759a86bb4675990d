import { type Child, raw } from '../web/jsx-runtime.ts'
import type { Block, Fact, Frame, LetterText } from './letter.ts'

// What mail programs understand (pages.md §1.3): tables, inline styles, literal colours, padding on cells, no picture.
// The colours are those of the pages (§3.2).
const FONT = 'font-family:Arial,Helvetica,sans-serif'
const BODY = `${FONT};font-size:16px;line-height:24px;color:#15212A`
const SMALL = `${FONT};font-size:14px;line-height:20px;color:#46545F`
const LINK = 'color:#0A5566;text-decoration:underline'
// A long address or name breaks anywhere rather than widen the letter.
const BREAK = 'word-break:break-word;overflow-wrap:anywhere'

// Extras where a style sheet is read: dark colours of our own in place of an automatic inversion; on phones less air, and
// names of facts above their values.
const STYLE = `
@media (prefers-color-scheme: dark) {
  .canvas { background-color: #0E1519 !important }
  .paper { background-color: #162027 !important; border-color: #34424C !important }
  .ink { color: #E9EFF2 !important }
  .soft { color: #B4C0C8 !important }
  .link { color: #5FC0D1 !important }
  .main { background-color: #5FC0D1 !important; border-color: #5FC0D1 !important }
  .main a { color: #04222A !important }
  .other { background-color: #162027 !important; border-color: #82919B !important }
  .other a { color: #5FC0D1 !important }
}
@media (max-width: 480px) {
  .edge { padding-left: 20px !important; padding-right: 20px !important }
  .fact { display: block !important; padding: 0 0 4px !important }
  .fact.soft { padding: 4px 0 0 !important }
}
`

/** The HTML part: one column of at most 600 px, readable from 320 px on. Everything in it is escaped. */
export function renderHtml(letter: LetterText, frame: Frame): string {
  return String(
    <>
      {raw('<!doctype html>')}
      <html lang={frame.lang}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
          <title>{letter.subject}</title>
          <style>{raw(STYLE)}</style>
        </head>
        <body
          lang={frame.lang}
          class="canvas"
          style="margin:0;padding:0;background-color:#F4F6F7;-webkit-text-size-adjust:100%"
        >
          <Preheader text={letter.preheader} />
          <Table class="canvas" style="background-color:#F4F6F7">
            <Row style="padding:24px 8px" align="center">
              {raw('<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->')}
              <Table style="max-width:600px;text-align:left">
                <Row style="padding:0 32px 16px" class="edge">
                  <Wordmark frame={frame} />
                </Row>
                <Row
                  style="padding:32px 32px 16px;background-color:#FFFFFF;border:1px solid #CBD3D9;border-radius:10px"
                  class="paper edge"
                >
                  <Paragraph text={letter.greeting} frame={frame} />
                  {letter.blocks.map((block) => (
                    <BlockAsHtml block={block} frame={frame} />
                  ))}
                </Row>
                <Row style="padding:16px 32px 0" class="edge">
                  {frame.footer.map((line) => (
                    <Quiet text={line} frame={frame} tight />
                  ))}
                </Row>
              </Table>
              {raw('<!--[if mso]></td></tr></table><![endif]-->')}
            </Row>
          </Table>
        </body>
      </html>
    </>,
  )
}

// The invisible run after the sentence keeps the greeting out of the list of letters.
function Preheader({ text }: { text: string }) {
  return (
    <div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">
      {text}
      {raw('&#847;&zwnj;&nbsp;'.repeat(40))}
    </div>
  )
}

function Wordmark({ frame }: { frame: Frame }) {
  return (
    <p style={`margin:0;${FONT};font-size:14px;line-height:20px;color:#46545F`} class="soft">
      <span
        style="font-size:20px;line-height:28px;font-weight:bold;letter-spacing:0.04em;color:#15212A"
        class="ink"
      >
        {frame.brand}
      </span>
      <br />
      {frame.cabinet}
    </p>
  )
}

function BlockAsHtml({ block, frame }: { block: Block; frame: Frame }) {
  switch (block.kind) {
    case 'paragraph':
      return <Paragraph text={block.text} frame={frame} />
    case 'quiet':
      return <Quiet text={block.text} frame={frame} />
    case 'facts':
      return <Facts facts={block.facts} />
    case 'button':
      return <Button block={block} frame={frame} />
  }
}

function Paragraph({ text, frame }: { text: string; frame: Frame }) {
  return (
    <p style={`margin:0 0 16px;${BODY};${BREAK}`} class="ink">
      <Sentence text={text} site={frame.site} />
    </p>
  )
}

function Quiet({ text, frame, tight }: { text: string; frame: Frame; tight?: boolean }) {
  return (
    <p style={`margin:0 0 ${tight ? 8 : 16}px;${SMALL};${BREAK}`} class="soft">
      <Sentence text={text} site={frame.site} />
    </p>
  )
}

function Sentence({ text, site }: { text: string; site: string }) {
  const [before = '', ...after] = text.split(site)
  return (
    <>
      {before}
      {after.map((rest) => (
        <>
          <a href={site} style={LINK} class="link">
            {site}
          </a>
          {rest}
        </>
      ))}
    </>
  )
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <table role="presentation" cellpadding="0" cellspacing="0" border={0} style="margin:0 0 16px">
      {facts.map(({ label, value }) => (
        <tr>
          <td style={`padding:2px 16px 2px 0;vertical-align:top;${SMALL};line-height:24px`} class="fact soft">
            {label}
          </td>
          <td style={`padding:2px 0;vertical-align:top;${BODY};${BREAK}`} class="fact ink">
            {value}
          </td>
        </tr>
      ))}
    </table>
  )
}

// Outlook pads cells only: there the cell is the button, elsewhere the link fills it, so that all of it can be pressed.
function Button({ block, frame }: { block: Extract<Block, { kind: 'button' }>; frame: Frame }) {
  const { label, url, secondary } = block
  const [fill, edge, words] = secondary
    ? ['#FFFFFF', '#6C7A85', '#0A5566']
    : ['#0A5566', '#0A5566', '#FFFFFF']
  return (
    <>
      <table role="presentation" cellpadding="0" cellspacing="0" border={0} style="margin:8px 0 16px">
        <tr>
          <td
            bgcolor={fill}
            class={secondary ? 'other' : 'main'}
            style={`background-color:${fill};border:1px solid ${edge};border-radius:6px;mso-padding-alt:12px 24px`}
          >
            <a
              href={url}
              style={`display:inline-block;padding:12px 24px;${FONT};font-size:16px;line-height:20px;font-weight:bold;color:${words};text-decoration:none`}
            >
              {label}
            </a>
          </td>
        </tr>
      </table>
      <p style={`margin:0 0 16px;${SMALL}`} class="soft">
        {frame.linkBelow}
        <br />
        <a href={url} style={`${LINK};word-break:break-all`} class="link">
          {url}
        </a>
      </p>
    </>
  )
}

type Look = { style: string; class?: string }

function Table({ children, ...look }: Look & { children: Child }) {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0} {...look}>
      {children}
    </table>
  )
}

function Row({ children, align, ...look }: Look & { align?: 'center'; children: Child }) {
  return (
    <tr>
      <td align={align} {...look}>
        {children}
      </td>
    </tr>
  )
}
