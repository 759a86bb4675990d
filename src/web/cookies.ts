/** The product's cookies: their names, how long they live, and that scripts and plain connections never see them. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

/**
 * `session`: the sign-in. `device`: browsers that are known, see accounts/device.ts. `guest`: ties a form to the browser
 * that was shown it. `lang`, `theme`: choices. `notice`: one sentence for the next page.
 * `sent`: the address a letter was just asked for, so that the next page can name it. `kept`: what was typed into a form
 * that came too late, see accounts/kept-form.ts.
 */
export type CookieName = 'session' | 'device' | 'guest' | 'lang' | 'theme' | 'notice' | 'sent' | 'kept'

const SECONDS: Record<CookieName, number | undefined> = {
  session: undefined,
  device: 180 * 24 * 3600,
  guest: undefined,
  lang: 365 * 24 * 3600,
  theme: 365 * 24 * 3600,
  notice: 60,
  sent: 15 * 60,
  kept: undefined,
}

export type Jar = {
  get(name: CookieName): string | undefined
  set(name: CookieName, value: string): void
  clear(name: CookieName): void
}

/** The cookies of one request. Over https their names begin with `__Host-`, so that no other host can plant one. */
export function jar(c: Context, secure: boolean): Jar {
  const full = (name: CookieName) => (secure ? `__Host-${name}` : name)
  const write = (name: CookieName, value: string, seconds: number | undefined) =>
    setCookie(c, full(name), value, {
      path: '/',
      httpOnly: true,
      secure,
      sameSite: 'Lax',
      ...(seconds === undefined ? {} : { maxAge: seconds }),
    })
  return {
    get: (name) => getCookie(c, full(name)),
    set: (name, value) => write(name, value, SECONDS[name]),
    clear: (name) => write(name, '', 0),
  }
}
