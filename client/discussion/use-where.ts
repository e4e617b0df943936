// What a thread is about, in words, for components. A card's title is read once and not followed while it is typed: it is
// the same card, and a rail shows hundreds.
import { useMemo } from "react"
import type { Target } from "../../shared/model/discussion.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useHeads, useTemplate } from "../hooks/use-document.ts"
import { whereInWords } from "./where.ts"

export function useWhere(target: Target): string {
  const { content } = useRoom()
  const template = useTemplate()
  const heads = useHeads()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a card that was moved or archived is elsewhere
  return useMemo(() => whereInWords(target, content, template), [target, content, template, heads])
}
