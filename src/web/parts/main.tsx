import type { Child, PropsWithChildren } from '../jsx-runtime.ts'
import { ErrorSummary } from './error-summary.tsx'
import { BackLink, Crumbs } from './links.tsx'
import { Notice } from './notice.tsx'
import type { PageProps } from './page.tsx'

/** What the three frames take. */
export type FrameProps = PropsWithChildren<
  PageProps & {
    /** The page's only h1; the title when it is not given. */
    h1?: Child
    /** A sentence under the heading. */
    lead?: Child
    /** Stands above the heading: the step counter of a task. */
    above?: Child
    back?: { href: string; label?: string | undefined } | undefined
    crumbs?: readonly { href: string; label: string }[] | undefined
    /** Buttons beside the heading; below it on phones. */
    actions?: Child
    /** `form` for forms and questions (560 px) and `text` for reading (680 px) stand on paper; `wide` is for lists. */
    width?: 'form' | 'text' | 'wide' | undefined
  }
>

/** The main part with its heading, after what must be read first: the way back, mistakes, the notice. */
export function Main({
  view,
  title,
  errors,
  h1,
  lead,
  above,
  back,
  crumbs,
  actions,
  width = 'wide',
  children,
}: FrameProps) {
  return (
    <main id="main" tabindex={-1} class={width}>
      {crumbs && <Crumbs view={view} links={crumbs} />}
      {back && <BackLink view={view} {...back} />}
      <ErrorSummary view={view} errors={errors} />
      {view.notice && (
        <Notice tone={view.notice.tone} live>
          {view.notice.text}
        </Notice>
      )}
      <div class="head">
        <div>
          {above}
          <h1>{h1 ?? title}</h1>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {actions && <div class="buttons">{actions}</div>}
      </div>
      {children}
    </main>
  )
}
