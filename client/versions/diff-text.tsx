// A text with its changes in it: what came is inserted, what went is struck, both as the browser's own elements, so
// that whoever listens hears them too. Blocks that did not change are drawn as everywhere else.
import { createElement, Fragment, type ReactNode } from "react"
import type { RichNode } from "../../shared/model/canvas.ts"
import type { Shell, TextChange, TextDiff } from "../../shared/model/diff-text.ts"
import { plainText } from "../../shared/model/rich-text.ts"
import { titleLength } from "../../shared/model/title.ts"
import { InlineText, StaticText } from "../text/static-text.tsx"
import styles from "./marks.module.css"

interface DiffTextProps {
  diff: TextDiff
  /** For an article: the value of `data-change` of its nth change. */
  placeOf?: (place: number) => string
  /** The first line is a card's: what stands before its first colon is the title. */
  titled?: boolean
}

export function DiffText({ diff, placeOf, titled = false }: DiffTextProps) {
  let count = 0
  const place = (): Place => {
    const at = count++
    return { key: `change ${at}`, "data-change": placeOf?.(at), tabIndex: placeOf && -1 }
  }
  return (
    <>
      {diff.map((change, index) => {
        const isTitle = titled && index === 0
        if (change.kind === "added" || change.kind === "removed")
          return change.nodes.map(node =>
            marked(change.kind, <StaticText text={[node]} titled={isTitle} />, {
              ...place(),
              className: styles.block,
            }),
          )
        if (change.kind === "changed") return block(change, isTitle, { ...place(), className: styles.place })
        // Changes have no identity of their own, and a comparison is always drawn whole: the place is the key.
        return createElement(Fragment, { key: `same ${index}` }, drawn(change, isTitle))
      })}
    </>
  )
}

/** What says that something is here, where a list of changes leads to it. */
interface Place {
  key?: string
  className?: string | undefined
  "data-change"?: string | undefined
  tabIndex?: number | undefined
}

const marked = (kind: "added" | "removed", content: ReactNode, place: Place = { className: styles.words }) =>
  createElement(kind === "added" ? "ins" : "del", place, content)

const drawn = (change: Exclude<TextChange, { kind: "changed" }>, isTitle: boolean): ReactNode => (
  <StaticText text={change.kind === "restyled" ? change.after : change.nodes} titled={isTitle} />
)

type ChangedBlock = Extract<TextChange, { kind: "changed" }>

function block({ after, content }: ChangedBlock, isTitle: boolean, place: Place): ReactNode {
  const make = (tag: string, ...inside: ReactNode[]) =>
    createElement(tag, { dir: "auto", ...place }, ...inside)
  switch (after.type) {
    case "paragraph":
      return make("p", isTitle ? titledLine(content) : line(content))
    case "heading":
      return heading(after, content, place)
    case "codeBlock":
      return make("pre", <code>{line(content)}</code>)
    case "bulletList":
      return make("ul", items(content))
    case "orderedList":
      return make("ol", items(content))
    case "blockquote":
      return make("blockquote", <DiffText diff={content} />)
    case "table":
      return make("table", <tbody>{rows(content)}</tbody>)
    default:
      return make("div", <DiffText diff={content} />)
  }
}

function heading({ attrs }: Shell, content: TextDiff, place: Place): ReactNode {
  const level = Number(attrs?.level)
  const known = level >= 1 && level <= 4 ? level : 2
  return createElement(
    `h${Math.max(2, known)}`,
    { dir: "auto", "data-level": known, ...place },
    line(content),
  )
}

/** The words of a paragraph. */
const line = (content: TextDiff): ReactNode => content.map((change, index) => words(change, index))

function words(change: TextChange, key: number): ReactNode {
  if (change.kind === "changed") return null
  if (change.kind === "restyled")
    return (
      <span key={key} className={styles.restyled} title="Formatted anew">
        {runs(change.after)}
      </span>
    )
  if (change.kind === "same") return <Fragment key={key}>{runs(change.nodes)}</Fragment>
  return <Fragment key={key}>{marked(change.kind, runs(change.nodes))}</Fragment>
}

const runs = (nodes: readonly RichNode[]): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity, and a line is always drawn whole
  nodes.map((node, index) => <InlineText key={index} node={node} />)

/** A card's first line: what belongs to its title, before and after, is set as the title. */
function titledLine(content: TextDiff): ReactNode {
  const after = content.flatMap(change => {
    if (change.kind === "changed" || change.kind === "removed") return []
    return change.kind === "restyled" ? change.after : change.nodes
  })
  let left = titleLength(after.map(node => plainText([node])).join(""))
  return content.map((change, index) => {
    if (left <= 0 || change.kind === "changed") return words(change, index)
    if (change.kind === "removed") return createElement("b", { key: index }, words(change, index))
    const nodes = change.kind === "restyled" ? change.after : change.nodes
    const [title, rest] = cut(nodes, left)
    left -= nodes.reduce((sum, node) => sum + (node.text ?? "").length, 0)
    const part = (some: RichNode[]): TextChange =>
      change.kind === "restyled" ? { ...change, after: some } : { ...change, nodes: some }
    return createElement(
      Fragment,
      { key: index },
      <b>{words(part(title), 0)}</b>,
      rest.length > 0 && words(part(rest), 1),
    )
  })
}

function cut(nodes: readonly RichNode[], length: number): [RichNode[], RichNode[]] {
  const front: RichNode[] = []
  const back: RichNode[] = []
  let left = length
  for (const node of nodes) {
    const text = node.text ?? ""
    if (left > 0) front.push(node.type === "text" ? { ...node, text: text.slice(0, left) } : node)
    else back.push(node)
    if (left > 0 && text.length > left) back.push({ ...node, text: text.slice(left) })
    left -= text.length
  }
  return [front, back]
}

/** The items of a list; what came or went keeps its mark, so it stands inside the item. */
const items = (diff: TextDiff): ReactNode =>
  each(
    diff,
    (node, kind, key) => {
      const content = <StaticText text={node.content ?? []} />
      return (
        <li key={key}>{kind === "same" ? content : marked(kind, content, { className: styles.block })}</li>
      )
    },
    ({ content }, key) => (
      <li key={key}>
        <DiffText diff={content} />
      </li>
    ),
  )

const rows = (diff: TextDiff): ReactNode =>
  each(
    diff,
    (node, kind, key) => (
      <tr key={key}>
        {cells([{ kind: "same", nodes: node.content ?? [] }], kind === "same" ? undefined : kind)}
      </tr>
    ),
    ({ content }, key) => <tr key={key}>{cells(content)}</tr>,
  )

/** @param rowKind set where the whole row came or went. */
const cells = (diff: TextDiff, rowKind?: "added" | "removed"): ReactNode =>
  each(
    diff,
    (node, kind, key) => {
      const how = rowKind ?? kind
      const content = <StaticText text={node.content ?? []} />
      return cell(
        node.type,
        key,
        how === "same" ? content : marked(how, content, { className: styles.block }),
      )
    },
    ({ after, content }, key) => cell(after.type, key, <DiffText diff={content} />),
  )

const cell = (type: string, key: string, content: ReactNode): ReactNode =>
  type === "tableHeader" ? <th key={key}>{content}</th> : <td key={key}>{content}</td>

function each(
  diff: TextDiff,
  drawNode: (node: RichNode, kind: "same" | "added" | "removed", key: string) => ReactNode,
  drawChanged: (change: ChangedBlock, key: string) => ReactNode,
): ReactNode {
  return diff.map((change, index) => {
    if (change.kind === "changed") return drawChanged(change, `${index}`)
    const kind = change.kind === "restyled" ? "same" : change.kind
    const nodes = change.kind === "restyled" ? change.after : change.nodes
    return nodes.map((node, at) => drawNode(node, kind, `${index} ${at}`))
  })
}
