// The ids of things. Branded, so that swapping two strings is a type error; parsed at the edges, made by the caller.

declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** Names a room: 22 characters of base64url, 132 bits. Opens nothing by itself; that takes a grant. */
export type RoomId = Id<"RoomId">
export type CardId = Id<"CardId">
/** A block's name within its template, such as `key-partners`. */
export type BlockId = Id<"BlockId">
export type TagId = Id<"TagId">
/** A person on one device: what the signed guest cookie holds. */
export type GuestId = Id<"GuestId">
/** A guest as the others in one room know them; leads to no other room and to no cookie. */
export type PersonId = Id<"PersonId">
/** A link or a token of a room, as facilitators see it listed; opens nothing. */
export type LinkId = Id<"LinkId">
/** What opens a room: of a link in the address's fragment, of a program in its Authorization header. 256 bits. */
export type LinkSecret = Id<"LinkSecret">

/** A thread of the discussion; chosen by whoever opens it, like a comment's. */
export type ThreadId = Id<"ThreadId">
/** A comment, and the key by which a request that is sent again is known. */
export type CommentId = Id<"CommentId">
/** A state of the canvas that is kept. */
export type VersionId = Id<"VersionId">

export const ROOM_ID_LENGTH = 22
export const GUEST_ID_LENGTH = 22
/** Cards are named within a room: 72 bits are enough, and each id is stored with every card. */
export const CARD_ID_LENGTH = 12
/** Threads and comments: 96 bits, since a collision would be taken for the same request sent again. */
export const THREAD_ID_LENGTH = 16
export const COMMENT_ID_LENGTH = 16
/** Named within a room, like cards. */
export const VERSION_ID_LENGTH = 12
export const PERSON_ID_LENGTH = 12
export const LINK_ID_LENGTH = 12
/** 32 bytes in base64url. */
export const LINK_SECRET_LENGTH = 43

const isBase64Url = (value: unknown, min: number, max: number): value is string =>
  typeof value === "string" && value.length >= min && value.length <= max && /^[A-Za-z0-9_-]+$/.test(value)

export const isRoomId = (value: unknown): value is RoomId =>
  isBase64Url(value, ROOM_ID_LENGTH, ROOM_ID_LENGTH)
export const isGuestId = (value: unknown): value is GuestId =>
  isBase64Url(value, GUEST_ID_LENGTH, GUEST_ID_LENGTH)
export const isPersonId = (value: unknown): value is PersonId =>
  isBase64Url(value, PERSON_ID_LENGTH, PERSON_ID_LENGTH)
export const isLinkId = (value: unknown): value is LinkId =>
  isBase64Url(value, LINK_ID_LENGTH, LINK_ID_LENGTH)
export const isLinkSecret = (value: unknown): value is LinkSecret =>
  isBase64Url(value, LINK_SECRET_LENGTH, LINK_SECRET_LENGTH)
export const isCardId = (value: unknown): value is CardId => isBase64Url(value, 1, 64)
export const isTagId = (value: unknown): value is TagId => isBase64Url(value, 1, 64)
export const isBlockId = (value: unknown): value is BlockId =>
  typeof value === "string" && /^[a-z][a-z0-9-]{0,63}$/.test(value)
export const isVersionId = (value: unknown): value is VersionId =>
  isBase64Url(value, VERSION_ID_LENGTH, VERSION_ID_LENGTH)
export const isThreadId = (value: unknown): value is ThreadId =>
  isBase64Url(value, THREAD_ID_LENGTH, THREAD_ID_LENGTH)
export const isCommentId = (value: unknown): value is CommentId =>
  isBase64Url(value, COMMENT_ID_LENGTH, COMMENT_ID_LENGTH)
