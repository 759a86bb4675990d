/** The product and a browser for one test file, and people in front of it whose browsers may not complain. */
import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Lang } from '../src/i18n/index.ts'
import { testSite, type TestSite } from '../src/testing/site.ts'
import { openChromium } from './chromium.ts'

/** What a desktop has, what a tablet has, and the narrowest phone that the pages are made for (WCAG 2.2, 1.4.10). */
export const DESK = { width: 1280, height: 900 }
export const TABLET = { width: 768, height: 1024 }
export const PHONE = { width: 320, height: 640 }

export type Visitor = {
  context: BrowserContext
  page: Page
  /** Opens an address of the site and answers with the status of the page that came in the end. */
  open(path: string): Promise<number>
  leave(): Promise<void>
}

export type World = {
  site: TestSite
  browser: Browser
  /** A person with a browser of their own: signed in when `as` is given, without scripts when `scripts` is false. */
  visitor(facts?: {
    as?: { email: string; password: string }
    lang?: Lang
    scripts?: boolean
    size?: { width: number; height: number }
    dark?: boolean
  }): Promise<Visitor>
  /** Fails with what the browsers have complained about since the last call. */
  noComplaints(): void
  stop(): Promise<void>
}

/** Starts the product (`settings` as environment variables) and a Chromium, on request one that keeps pages for Back. */
export async function openWorld(
  settings: Record<string, string> = {},
  chromium: { back?: boolean } = {},
): Promise<World> {
  const browser = await openChromium(chromium)
  const site = await testSite(settings)
  const complaints: string[] = []
  return {
    site,
    browser,
    async visitor({ as, lang, scripts = true, size = DESK, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: size,
        javaScriptEnabled: scripts,
        locale: 'ru-RU',
        timezoneId: 'Asia/Almaty',
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      })
      const url = site.url.href
      if (as) {
        const { cookies } = await site.signedIn(as)
        await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })))
      }
      if (lang) await context.addCookies([{ name: 'lang', value: lang, url }])
      const page = await context.newPage()
      listen(page, complaints)
      return {
        context,
        page,
        open: async (path) => (await page.goto(new URL(path, url).href))?.status() ?? 0,
        leave: () => context.close(),
      }
    },
    noComplaints: () => assert.deepEqual(complaints.splice(0), []),
    async stop() {
      await browser.close()
      await site.stop()
    },
  }
}

// Chromium reports a broken content security policy as an error on its console.
function listen(page: Page, complaints: string[]): void {
  const say = (what: string) => complaints.push(`${page.url()}: ${what}`)
  page.on('pageerror', (error) => say(`script error: ${error.message}`))
  page.on('console', (message) => {
    // A page that answers 404 or 422 on purpose is not an error; its parts are looked at below.
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (!message.text().startsWith('Failed to load resource')) say(`${message.type()}: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      say(`${response.status()} for ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    // A page that is left behind stops what it was still loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      say(`${request.url()} failed: ${request.failure()?.errorText}`)
  })
}
