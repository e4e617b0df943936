// Frames that no honest client sends, each wrong in one way. Whatever reads frames is held to refuse them all.

export interface MalformedFrame {
  name: string
  frame: Uint8Array | string
  isBinary: boolean
}

const bytes = (name: string, ...frame: number[]): MalformedFrame => ({
  name,
  frame: Uint8Array.from(frame),
  isBinary: true,
})

export const malformedFrames: MalformedFrame[] = [
  { name: "a text frame", frame: "hello", isBinary: false },
  { name: "a text frame that spells a message", frame: "\u0003", isBinary: false },
  bytes("an empty frame"),
  bytes("a type and nothing else", 0),
  bytes("a sync message of no known kind", 0, 9, 0),
  bytes("a message of no known type", 42, 1, 0),
  bytes("a message only servers send", 2, 0, 2, 104, 105),
  bytes("a length beyond the end", 0, 2, 200, 1, 1),
  bytes("a length of four billion", 0, 2, 255, 255, 255, 255, 15),
  bytes("a number without end", 0, 2, ...new Array<number>(20).fill(255)),
  bytes("a number beyond 2^53", 100, 255, 255, 255, 255, 255, 255, 255, 127),
  bytes("bytes behind the message", 3, 3),
  bytes("two messages in one frame", 0, 2, 2, 0, 0, 0, 2, 2, 0, 0),
  bytes("a barrier without a number", 100),
  bytes("a role there is none of", 102, 4, 0),
]

/** Well-formed frames whose contents do not decode: they are the room's to refuse. */
export const malformedContents: MalformedFrame[] = [
  bytes("an update cut short", 0, 2, 3, 1, 1, 1),
  bytes("an update of garbage", 0, 2, 6, 250, 251, 252, 253, 254, 255),
  bytes("an update with bytes behind it", 0, 2, 4, 0, 0, 0, 0),
  bytes("an empty update", 0, 2, 0),
  bytes("an answer of garbage", 0, 1, 4, 9, 9, 9, 9),
  bytes("a state vector cut short", 0, 0, 2, 5, 1),
  bytes("a state vector with bytes behind it", 0, 0, 3, 0, 0, 0),
  bytes("an awareness that is no JSON", 1, 6, 1, 1, 1, 2, 123, 123),
  bytes("an awareness cut short", 1, 2, 1, 1),
]
