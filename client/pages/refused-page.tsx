// The page of a room that the server does not open to this person: why, and the way on where there is one. Fetched when
// it is needed; most people never see it.
import { type Problem, problems } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import type { Opening } from "../hooks/use-opening.ts"
import { Button } from "../ui/button.tsx"
import { DeletedRoom } from "./deleted-room.tsx"
import { MessagePage } from "./message-page.tsx"
import { PasswordPage } from "./password-page.tsx"
import { refusalInWords } from "./refusal-words.ts"

interface RefusedPageProps {
  id: RoomId
  opening: Opening & { state: "password" | "failed" }
}

export default function RefusedPage({ id, opening }: RefusedPageProps) {
  if (opening.state === "password") return <PasswordPage {...opening} />
  if (opening.problem.type === problems.deleted) return <DeletedRoom id={id} />
  return <Refused problem={opening.problem} />
}

function Refused({ problem }: { problem: Problem }) {
  return (
    <MessagePage {...refusalInWords(problem)}>
      <Button kind="primary" onPress={() => location.reload()}>
        Try again
      </Button>
    </MessagePage>
  )
}
