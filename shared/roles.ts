// What somebody may do in a room. Four roles in a row: each may do all that the one before it may, so two of them can
// always be compared. The server decides by them (server/access); the client only leaves out what would be refused.

/** From the weakest to the strongest. */
export const roles = ["view", "comment", "edit", "facilitate"] as const
export type Role = (typeof roles)[number]

export const isRole = (value: unknown): value is Role => roles.some(role => role === value)

const strength = (role: Role): number => roles.indexOf(role)

/** True where `role` may do all that `needed` may. */
export const isAtLeast = (role: Role, needed: Role): boolean => strength(role) >= strength(needed)

/** Write and answer comments. */
export const mayComment = (role: Role): boolean => isAtLeast(role, "comment")
/** Change the canvas, as long as it is not locked. */
export const mayEdit = (role: Role): boolean => isAtLeast(role, "edit")
/** Make links, change people's roles, lock, empty the archive, delete the room. */
export const mayFacilitate = (role: Role): boolean => isAtLeast(role, "facilitate")

/** Change the canvas now. */
export const mayEditNow = (role: Role, isLocked: boolean): boolean =>
  isLocked ? mayFacilitate(role) : mayEdit(role)
