// Which attributes a node or a mark may have, and with which values: the other half of schema.ts. Editors write no
// others; text from files is held to the same list before it is written into a document.
import type { RichMark, RichNode, RichText } from "./canvas.ts"
import { safeHref } from "./href.ts"
import { type CheckedText, HEADING_LEVELS } from "./schema.ts"

type Check = (value: unknown) => boolean

const isCount: Check = value => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1000
const isWords =
  (pattern: RegExp): Check =>
  value =>
    typeof value === "string" && value.length <= 500 && pattern.test(value)

const cell: Record<string, Check> = {
  colspan: isCount,
  rowspan: isCount,
  colwidth: value =>
    Array.isArray(value) && value.length <= 1000 && value.every(width => Number.isInteger(width)),
  align: isWords(/^(left|center|right)$/),
}
const known: Record<string, Record<string, Check>> = {
  heading: { level: value => (HEADING_LEVELS as readonly unknown[]).includes(value) },
  orderedList: {
    start: value => Number.isInteger(value) && Math.abs(value as number) <= 1_000_000,
    type: isWords(/^[1aAiI]$/),
  },
  codeBlock: { language: isWords(/^[\w+#.-]*$/) },
  tableCell: cell,
  tableHeader: cell,
  link: {
    href: value => safeHref(value) !== undefined,
    target: isWords(/^_(blank|self)$/),
    rel: isWords(/^[a-z -]*$/),
    class: isWords(/^[\w -]*$/),
    title: isWords(/^/),
  },
}
/** As maps, since a name from a file may be that of a property every object has. */
const allowed = new Map(
  Object.entries(known).map(([type, checks]) => [type, new Map(Object.entries(checks))]),
)

/** Says whether every attribute is known and of a value it may have. An absent one and null are the same. */
export function checkAttributes(text: RichText): CheckedText {
  const fault = faultAmong(text)
  return fault === undefined ? { ok: true } : { ok: false, fault }
}

function faultAmong(nodes: readonly RichNode[]): string | undefined {
  for (const node of nodes) {
    const fault = faultOf(node) ?? node.marks?.map(faultOf).find(Boolean) ?? faultAmong(node.content ?? [])
    if (fault !== undefined) return fault
  }
  return undefined
}

function faultOf({ type, attrs = {} }: RichNode | RichMark): string | undefined {
  if (type === "link" && attrs.href === undefined) return "a link without an address"
  for (const [name, value] of Object.entries(attrs)) {
    if (value === null || value === undefined) continue
    const isAllowed = allowed.get(type)?.get(name)
    if (!isAllowed) return `unknown attribute "${name}" of "${type}"`
    if (!isAllowed(value)) return `"${name}" of "${type}" cannot be ${JSON.stringify(value).slice(0, 80)}`
  }
  return undefined
}
