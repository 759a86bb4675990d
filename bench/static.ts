import { ask } from './parts/client.ts'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Report } from './parts/figures.ts'
import { startProduct } from './parts/product.ts'
import { sideBySide } from './page.ts'

export const about = 'an asset with its hash in the name, beside a bare node:http server'

/** The stylesheet of the sign-in page, packed as a browser takes it. For information: a proxy may serve assets too. */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  const page = (await ask(product.port, '/login')).body.toString()
  const stylesheet = /<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1]
  if (!stylesheet) throw new Error('the sign-in page has no stylesheet')
  return { figures: await sideBySide(product, stylesheet, 'gzip, deflate, br') }
}
