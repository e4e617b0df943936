// JSON that may come from anywhere, read without a throw.

type ParsedJson = { ok: true; value: unknown } | { ok: false }

export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    // The only way JSON.parse has to say that it is none.
    return { ok: false }
  }
}
