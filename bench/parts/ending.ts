/** What a benchmark started and must end again, also when it fails or is interrupted. */

const open = new Set<() => Promise<void>>()

/** Something that `await using` ends at the end of its block, and `endEverything` when there is no such end. */
export function endedBy(end: () => Promise<void> | void): AsyncDisposable {
  let ending: Promise<void> | undefined
  const once = () => {
    open.delete(once)
    return (ending ??= Promise.resolve().then(end))
  }
  open.add(once)
  return { [Symbol.asyncDispose]: once }
}

/** Ends what is still there, the youngest first. */
export async function endEverything(): Promise<void> {
  for (const end of [...open].reverse()) await end().catch(() => {})
}
