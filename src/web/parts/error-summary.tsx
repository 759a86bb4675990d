import type { Errors, View } from '../view.ts'

/**
 * What is wrong with the page's form, on top of the page, each mistake a link to its field. Takes the focus
 * where scripts run. Nothing without mistakes. The frames show it themselves; a page seldom needs it.
 */
export function ErrorSummary({ view, errors }: { view: View; errors: Errors | undefined }) {
  const mistakes = Object.entries(errors ?? {})
  if (mistakes.length === 0) return null
  return (
    <div class="errors" role="alert" tabindex={-1} id="errors" aria-labelledby="errors-title">
      <h2 id="errors-title">{view.t('errsum.title', { n: mistakes.length })}</h2>
      <ul>
        {mistakes.map(([name, text]) => (
          <li>{name === 'form' ? text : <a href={`#${name}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
