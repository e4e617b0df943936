// The lines between two rules at the head of a Markdown file, by which programs keep what is no text of it: a name, a
// colon and a value, which is JSON and so YAML too. Rule EX6.

export interface FrontMatter {
  fields: ReadonlyMap<string, unknown>
  /** What stands behind it. */
  body: string
}

/** Looked through for the end; a rule further down is a rule. */
const MAX_LINES = 60

/** @param fields without those whose value is undefined or "". */
export function writeFrontMatter(fields: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}: ${JSON.stringify(value)}`],
  )
  return ["---", ...lines, "---"].join("\n")
}

/** Values that are no JSON are taken as the words they are. */
export function readFrontMatter(text: string): FrontMatter {
  const none = { fields: new Map<string, unknown>(), body: text }
  const lines = text.split("\n", MAX_LINES + 1)
  if (lines[0]?.trimEnd() !== "---") return none
  const end = lines.findIndex((line, i) => i > 0 && line.trimEnd() === "---")
  if (end < 0) return none
  const fields = new Map<string, unknown>()
  for (const line of lines.slice(1, end)) {
    const [, name, value = ""] = /^([\w][\w -]*?)\s*:\s*(.*?)\s*$/s.exec(line) ?? []
    if (name !== undefined) fields.set(name.toLowerCase(), meaningOf(value))
    // Lines of lists and the like are for others; a line of words says that this is no front matter.
    else if (line.trim() !== "" && !/^(\s|-|#)/.test(line)) return none
  }
  const length = lines.slice(0, end + 1).join("\n").length
  return { fields, body: text.slice(length + 1) }
}

function meaningOf(value: string): unknown {
  try {
    return JSON.parse(value) as unknown
  } catch {
    // JSON's only way to say that it is none: then it is YAML's plain words.
    return value.replace(/^(["'])(.*)\1$/, "$2")
  }
}
