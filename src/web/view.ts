import type { Lang, T } from '../i18n/index.ts'
import type { IconName } from './parts/icons.ts'

/** How the person wants the page to look; `auto` follows the operating system. */
export type Theme = 'auto' | 'light' | 'dark'

/** One entry of the side menu. `count` is what waits there, `heard` the same in words; nought shows nothing. */
export type NavItem = {
  href: string
  label: string
  icon: IconName
  current: boolean
  count?: number
  heard?: string
}

/** A sentence on top of the page: what has just happened or what needs attention. */
export type Notice = { tone: 'info' | 'good' | 'warning' | 'danger'; text: string }

/** The person signed in, as the frames show them. `companies` has one entry for most people. */
export type Viewer = {
  name: string
  email: string
  zone: 'client' | 'office'
  companies: { id: string; name: string; current: boolean }[]
  /** The role's name, already in the person's language. */
  role: string
}

/**
 * The client's cabinet that a colleague of the retailer has open to look at. `as` says through whose eyes, `until` is a
 * time of today; `inside`: the page is one of that cabinet and nothing on it can be sent.
 */
export type Looking = { company: string; as: string; until: string; inside: boolean }

/**
 * Everything a page needs to know beside its own data. Made once a request and handed down explicitly.
 * `path` is path and query as asked for, without the origin; `idleMinutes` is how long a session lives
 * without a request (`accounts.md` §3.2).
 */
export type View = {
  t: T
  lang: Lang
  csrf: string
  path: string
  theme: Theme
  brand: string
  support: { phone: string; email: string }
  year: number
  person?: Viewer
  looking?: Looking
  nav?: NavItem[]
  notice?: Notice
  idleMinutes: number
}

/**
 * What is wrong with a form: the field's name → the whole sentence in the reader's language, in the order
 * of the fields on the page. The name `form` stands for a mistake that belongs to no single field.
 */
export type Errors = Readonly<Record<string, string>>

/** A page that shows what is wrong with its form answers 422. */
export const statusOf = (errors: Errors): 200 | 422 => (Object.keys(errors).length > 0 ? 422 : 200)
