// Whether anything has been written in a fragment.
import * as Y from "yjs"
import { plainText, readText } from "../../shared/model/rich-text.ts"
import { createView, type View } from "../hooks/view.ts"

/** An editor leaves an empty paragraph behind; a heading or a table counts as written even while it has no words. */
export function emptyView(fragment: Y.XmlFragment): View<boolean> {
  return createView<boolean>(
    () => fragment.length === 0 || (fragment.length === 1 && isBlank(fragment.get(0))),
    changed => fragment.observeDeep(changed),
  )
}

const isBlank = (element: unknown): boolean =>
  element instanceof Y.XmlElement && element.nodeName === "paragraph" && plainText(readText(element)) === ""
