/** Moving through a page with the Tab key, as somebody does who has no mouse. */
import type { Locator, Page } from 'playwright-core'
import { focusIsVisible, inside } from './in-page.ts'

// No page has more to reach than this before its task.
const MOST = 80

/** Presses Tab until the control has the focus. On the way everything that gets the focus must show it. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor()
  for (let pressed = 0; pressed < MOST; pressed++) {
    if (await control.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
    const hidden = await inside(page, focusIsVisible)
    if (hidden) throw new Error(`the focus does not show: ${hidden}`)
  }
  throw new Error(`${String(control)} is not reached with ${MOST} Tabs`)
}
