import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { Pixels } from './read-qr.ts'

export type ReadPage = { text: string; picture: Pixels }

let library: Promise<PDFiumLibrary> | undefined

/**
 * The pages of a PDF as a browser shows them: the words that can be selected, white space as single blanks, and the
 * picture, 144 dots an inch.
 */
export async function readPdf(pdf: Uint8Array): Promise<ReadPage[]> {
  library ??= PDFiumLibrary.init()
  const document = await (await library).loadDocument(pdf)
  const pages: ReadPage[] = []
  for (const page of document.pages()) {
    const text = page.getText().replaceAll(/\s+/g, ' ').trim()
    const { data, width, height } = await page.render({ scale: 2 })
    pages.push({ text, picture: { data: new Uint8ClampedArray(data), width, height } })
  }
  document.destroy()
  return pages
}
