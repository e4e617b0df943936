// A fragment's rich text for components. A fragment is observed once for its whole life: the observer and the copy
// hang on the fragment and go with it.
import type * as Y from "yjs"
import type { RichText } from "../../shared/model/canvas.ts"
import { readText } from "../../shared/model/rich-text.ts"
import { useView } from "./use-document.ts"
import { createView, type View } from "./view.ts"

const views = new WeakMap<Y.XmlFragment, View<RichText>>()

export function textView(fragment: Y.XmlFragment): View<RichText> {
  const known = views.get(fragment)
  if (known) return known
  const view = createView<RichText>(
    () => readText(fragment),
    changed => fragment.observeDeep(changed),
  )
  views.set(fragment, view)
  return view
}

/** A plain copy of the fragment; only what shows this fragment renders again when it changes. */
export const useText = (fragment: Y.XmlFragment): RichText => useView(textView(fragment))
