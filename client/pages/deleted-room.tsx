// A room that a facilitator has deleted, to those who may bring it back. All others are told that there is none.
import { useState } from "react"
import type { RoomId } from "../../shared/ids.ts"
import { whyNot } from "../api.ts"
import { restoreRoom } from "../share/requests.ts"
import { Button } from "../ui/button.tsx"
import { MessagePage } from "./message-page.tsx"

export function DeletedRoom({ id }: { id: RoomId }) {
  const [failure, setFailure] = useState("")
  const restore = async () => {
    const restored = await restoreRoom(id)
    if (restored.ok) return location.reload()
    setFailure(whyNot(restored))
  }
  return (
    <MessagePage
      title="This room was deleted."
      detail="It is kept for 30 days from then. You may facilitate it, so you can bring it back, with all that was in it."
    >
      <p role="alert">{failure}</p>
      <Button kind="primary" onPress={() => void restore()}>
        Bring it back
      </Button>
    </MessagePage>
  )
}
