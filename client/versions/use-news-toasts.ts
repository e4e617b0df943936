// Says it when somebody else brings something back from a version or brings in a file: the page changes under everybody's
// hands with it, and they must know why.
import { useEffect } from "react"
import type { Content } from "../../shared/model/document.ts"
import { readTemplate } from "../../shared/model/read.ts"
import type { RestoredPart } from "../../shared/versions-api.ts"
import { showTime } from "../canvas/show-time.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { nameOfCard } from "../text/card-name.ts"
import { useFeedback } from "../ui/feedback.tsx"

const LASTS_MS = 12_000

export function useNewsToasts(): void {
  const { onNews, access, content } = useRoom()
  const { toast } = useFeedback()
  useEffect(
    () =>
      onNews(news => {
        // Who did it was told so where they asked for it.
        if (news.by.person === access().person) return
        void import("./version-words.ts").then(({ newsInWords }) =>
          toast({
            message: newsInWords(news, part => nameOfPart(content, part), showTime),
            lastsMs: LASTS_MS,
          }),
        )
      }),
    [onNews, access, content, toast],
  )
}

/** The block's title or the card's name; "" for everything. */
function nameOfPart(content: Content, part: RestoredPart): string {
  switch (part.kind) {
    case "everything":
      return ""
    case "block":
      return readTemplate(content)?.blocks.find(({ id }) => id === part.block)?.title ?? ""
    case "card":
      return nameOfCard(content, part.card)
  }
}
