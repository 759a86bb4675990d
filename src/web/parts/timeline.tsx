import type { Child } from '../jsx-runtime.ts'
import type { TagTone } from './tag.tsx'

/** One thing that happened. `at` is RFC 3339, `time` the same in words. */
export type TimelineEvent = {
  at: string
  time: string
  title: Child
  detail?: Child
  tone?: TagTone | undefined
}

/** What happened to one thing, the newest first. */
export function Timeline({ label, events }: { label: string; events: readonly TimelineEvent[] }) {
  return (
    <ol class="timeline" aria-label={label}>
      {events.map((event) => (
        <li class={event.tone}>
          <time datetime={event.at}>{event.time}</time>
          <p>{event.title}</p>
          {event.detail && <div class="detail">{event.detail}</div>}
        </li>
      ))}
    </ol>
  )
}
