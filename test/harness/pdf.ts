// The pages of a PDF as Chromium writes it: their sizes, which it keeps outside compressed streams.

export interface PdfPage {
  widthPt: number
  heightPt: number
}

export function pagesOf(pdf: Uint8Array): PdfPage[] {
  const text = Buffer.from(pdf).toString("latin1")
  return [...text.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map(
    ([, width, height]) => ({
      widthPt: Number(width),
      heightPt: Number(height),
    }),
  )
}
