// The tags of the room as cards show them.
import { useMemo } from "react"
import type { TagId } from "../../shared/ids.ts"
import type { Tag } from "../../shared/model/canvas.ts"
import { tagLetters } from "../../shared/model/tag-letters.ts"
import { useTags } from "../hooks/use-document.ts"

export interface TagShown extends Tag {
  letter: string
}

export function useTagsShown(): ReadonlyMap<TagId, TagShown> {
  const tags = useTags()
  return useMemo(() => {
    const letters = tagLetters(tags)
    return new Map(tags.map(tag => [tag.id, { ...tag, letter: letters.get(tag.id) ?? "" }]))
  }, [tags])
}
