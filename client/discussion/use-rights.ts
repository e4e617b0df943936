// What this person may do in the discussion. The server decides; here is only what is offered.
import { mayComment, mayEdit, mayFacilitate } from "../../shared/roles.ts"
import { useAccess } from "../hooks/use-room-state.ts"

export interface Rights {
  /** Write, answer, react, resolve. */
  mayWrite: boolean
  /** Delete what others have written. */
  mayDelete: boolean
  /** Choose other words for a thread of somebody else. */
  mayAttach: boolean
}

export function useRights(): Rights {
  const { role } = useAccess()
  return { mayWrite: mayComment(role), mayDelete: mayFacilitate(role), mayAttach: mayEdit(role) }
}
