import type { Errors, View } from '../view.ts'

/**
 * What is wrong with the page's form, on top of the page, each mistake a link to its field; a refusal that belongs to
 * no field stands there alone. Takes the focus where scripts run. Nothing without mistakes. The frames show it themselves; a page seldom needs it.
 */
export function ErrorSummary({ view, errors }: { view: View; errors: Errors | undefined }) {
  const mistakes = Object.entries(errors ?? {})
  if (mistakes.length === 0) return null
  // A refusal that no field can mend is no list of things to mend.
  const refusal = mistakes.length === 1 ? errors?.['form'] : undefined
  return (
    <div class="errors" role="alert" tabindex={-1} id="errors" aria-labelledby="errors-title">
      {refusal ? (
        <p id="errors-title">{refusal}</p>
      ) : (
        <>
          <h2 id="errors-title">{view.t('errsum.title', { n: mistakes.length })}</h2>
          <ul>
            {mistakes.map(([name, text]) => (
              <li>{name === 'form' ? text : <a href={`#${name}`}>{text}</a>}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
