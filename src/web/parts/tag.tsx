/** What a state means to the reader: grey is over or not begun, amber wants a look, red has stopped. */
export type TagTone = 'neutral' | 'info' | 'good' | 'warning' | 'danger' | 'special'

/** A state in one or two words. The word says it, the colour only helps. */
export function StatusTag({ tone, children }: { tone: TagTone; children: string }) {
  return <span class={`tag ${tone}`}>{children}</span>
}

const colours: Record<string, string> = {
  AI92: 'ai92',
  AI95: 'ai95',
  AI98: 'ai98',
  AI100: 'ai98',
  DT: 'dt',
  DTM: 'dt',
  DTZ: 'dtz',
  LPG: 'lpg',
}

/** The class that paints a fuel, by the product's code; fuels that are new to us are grey like diesel. */
export function fuelClass(product: string): string {
  return colours[product] ?? 'dt'
}

/** A fuel by name, in its colour. `product` is the code of the API: AI92 … LPG. */
export function FuelTag({ product, children }: { product: string; children: string }) {
  return <span class={`tag fuel ${fuelClass(product)}`}>{children}</span>
}
