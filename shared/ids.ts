// The ids of things. Branded, so that swapping two strings is a type error; parsed at the edges, made by the caller.

declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** Names a room, and is the secret that opens it until links exist: 22 characters of base64url, 132 bits. */
export type RoomId = Id<"RoomId">
export type CardId = Id<"CardId">
/** A block's name within its template, such as `key-partners`. */
export type BlockId = Id<"BlockId">
export type TagId = Id<"TagId">
/** A person on one device: what the signed guest cookie holds. */
export type GuestId = Id<"GuestId">

export const ROOM_ID_LENGTH = 22
export const GUEST_ID_LENGTH = 22
/** Cards are named within a room: 72 bits are enough, and each id is stored with every card. */
export const CARD_ID_LENGTH = 12

const isBase64Url = (value: unknown, min: number, max: number): value is string =>
  typeof value === "string" && value.length >= min && value.length <= max && /^[A-Za-z0-9_-]+$/.test(value)

export const isRoomId = (value: unknown): value is RoomId =>
  isBase64Url(value, ROOM_ID_LENGTH, ROOM_ID_LENGTH)
export const isGuestId = (value: unknown): value is GuestId =>
  isBase64Url(value, GUEST_ID_LENGTH, GUEST_ID_LENGTH)
export const isCardId = (value: unknown): value is CardId => isBase64Url(value, 1, 64)
export const isTagId = (value: unknown): value is TagId => isBase64Url(value, 1, 64)
export const isBlockId = (value: unknown): value is BlockId =>
  typeof value === "string" && /^[a-z][a-z0-9-]{0,63}$/.test(value)
