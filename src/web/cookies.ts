/** The product's cookies: their names, how long they live, and that scripts and plain connections never see them. */
import { parse, serialize } from 'hono/utils/cookie'

/**
 * `session`: the sign-in. `device`: browsers that are known, see accounts/device.ts. `guest`: ties a form to the browser
 * that was shown it. `lang`, `theme`: choices. `notice`: one sentence for the next page.
 * `sent`: the address a letter was just asked for, so that the next page can name it. `kept`: what was typed into a form
 * that came too late, see accounts/kept-form.ts. `till`: the browser is a till, see cashier/guard.ts.
 */
export type CookieName =
  | 'session'
  | 'device'
  | 'guest'
  | 'lang'
  | 'theme'
  | 'notice'
  | 'sent'
  | 'kept'
  | 'till'

const SECONDS: Record<CookieName, number | undefined> = {
  session: undefined,
  device: 180 * 24 * 3600,
  guest: undefined,
  lang: 365 * 24 * 3600,
  theme: 365 * 24 * 3600,
  notice: 60,
  sent: 15 * 60,
  kept: undefined,
  // As long as browsers keep any.
  till: 400 * 24 * 3600,
}

export type Jar = {
  /** What the browser sent. */
  get(name: CookieName): string | undefined
  set(name: CookieName, value: string): void
  clear(name: CookieName): void
  /** `Set-Cookie` values for the answer, one a name: the last word counts. */
  changes(): string[]
}

/**
 * The cookies of one request, from its `Cookie` header. Over https their names begin with `__Host-`, so that no other
 * host can plant one.
 */
export function jar(sent: string | undefined, secure: boolean): Jar {
  const full = (name: CookieName) => (secure ? `__Host-${name}` : name)
  const theirs = sent === undefined ? {} : parse(sent)
  const ours = new Map<CookieName, string>()
  const write = (name: CookieName, value: string, seconds: number | undefined) =>
    ours.set(
      name,
      serialize(full(name), value, {
        path: '/',
        httpOnly: true,
        secure,
        sameSite: 'Lax',
        ...(seconds === undefined ? {} : { maxAge: seconds }),
      }),
    )
  return {
    get: (name) => theirs[full(name)],
    set: (name, value) => write(name, value, SECONDS[name]),
    clear: (name) => write(name, '', 0),
    changes: () => [...ours.values()],
  }
}
