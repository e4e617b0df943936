// Whether an editor may mount over a fragment. What the schema does not know, an editor deletes for everybody as it
// mounts; what y-tiptap does not expect makes it throw then, half attached. So both are looked for before (RT2).
import * as Y from "yjs"
import { readText } from "../../shared/model/rich-text.ts"
import { checkText } from "../../shared/model/schema.ts"

export const mayMount = (fragment: Y.XmlFragment): boolean =>
  checkText(readText(fragment)).ok && fragment.toArray().every(isElement)

/** A plain copy leaves out what is no text: here it counts. Text stands in elements only, and is made of words. */
function isElement(child: unknown): boolean {
  if (!(child instanceof Y.XmlElement)) return false
  return child.toArray().every(inner => (inner instanceof Y.XmlText ? isWords(inner) : isElement(inner)))
}

function isWords(text: Y.XmlText): boolean {
  const runs = text.toDelta() as { insert: unknown }[]
  return runs.every(run => typeof run.insert === "string")
}
