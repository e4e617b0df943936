// Every way a room's socket ends. The hundreds digit says what the client does next: 44xx stop until a person acts
// (y-websocket 3.1 does so by itself), all others come back with backoff. The words for people are the client's.
// Before any of these, the WebSocket layer itself ends what is no WebSocket traffic: 1002 and 1007 for broken frames,
// 1008 for too many fragments, 1009 for a frame larger than any message may be.

export const Close = {
  /** This node is stopping or being replaced. */
  restarting: 1012,
  /** The reader is too slow or the server too busy. */
  overloaded: 1013,
  /** The server failed at something of its own, such as loading the room. */
  failed: 1011,
  /** A frame larger than any message may be; said by the socket's own machinery before the frame is read. */
  frameTooLarge: 1009,
  /** A frame, message or update that no honest client sends. */
  violation: 4400,
  /** The guest is not known (any more). */
  unauthenticated: 4401,
  /** The role does not allow it (any more). */
  forbidden: 4403,
  /** There is no such room. */
  gone: 4404,
  /** The room was reset: what the client holds must not be merged back. */
  reset: 4409,
  /** A frame, an update or the room is larger than it may be. */
  tooLarge: 4413,
  /** The client's document schema is older than the room's. */
  outdated: 4426,
  /** More messages than a person can cause. */
  tooMany: 4429,
} as const

export type Close = (typeof Close)[keyof typeof Close]

/** True where trying again changes nothing until a person acts. */
export const isFinal = (code: number): boolean => code >= 4400 && code <= 4499
