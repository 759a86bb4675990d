/**
 * How far long work has come. While `running`, a page with scripts asks again every three seconds and loads anew when
 * the block no longer runs; a page without them needs `refresh` on its frame. `text` says the numbers.
 */
export function WorkProgress({
  id,
  text,
  done,
  total,
  running,
}: {
  id: string
  text: string
  done: number
  total: number
  running: boolean
}) {
  return (
    <div class="work" id={id} data-poll={running ? 3 : undefined}>
      <p id={`${id}-text`} aria-live="polite">
        {text}
      </p>
      <progress class="good" value={done} max={Math.max(total, 1)} aria-labelledby={`${id}-text`} />
    </div>
  )
}
