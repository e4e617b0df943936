// The four roles in words: what each is called, what it may do, and what is said when one becomes another.
import type { Role } from "../../shared/roles.ts"

interface RoleWords {
  /** Of a link or in a list. */
  name: string
  /** What somebody with it may do, in a line. */
  may: string
  /** To the person who has it. */
  you: string
}

export const roleWords: Record<Role, RoleWords> = {
  view: { name: "View", may: "See the room live, and nothing of what was removed.", you: "You can view" },
  comment: {
    name: "Comment",
    may: "See the room and take part in its discussion.",
    you: "You can comment",
  },
  edit: { name: "Edit", may: "Change the canvas and the commentary.", you: "You can edit" },
  facilitate: {
    name: "Facilitate",
    may: "Edit, and look after links, people and the room itself.",
    you: "You facilitate",
  },
}
