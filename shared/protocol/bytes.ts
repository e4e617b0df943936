// Reads bytes a peer sent. Never throws and never allocates by a number the peer chose: a read past the end, or a
// varint that does not fit a safe integer, makes the reader fail, and a failed reader stays failed. Callers read a
// whole record and ask once, at the end, whether it held.

export class Reader {
  readonly bytes: Uint8Array
  at: number
  #violation: string | undefined

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  /** True once any read has gone wrong; everything read since is worthless. */
  get failed(): boolean {
    return this.#violation !== undefined
  }

  /** What went wrong first. */
  get violation(): string | undefined {
    return this.#violation
  }

  fail(violation = "the bytes end too early"): void {
    this.#violation ??= violation
    this.at = this.bytes.length
  }

  byte(): number {
    const byte = this.bytes[this.at]
    if (byte === undefined) {
      this.fail()
      return 0
    }
    this.at++
    return byte
  }

  /** An unsigned varint as lib0 writes it: seven bits a byte, least significant first, at most 2^53 - 1. */
  varUint(): number {
    const first = this.bytes[this.at]
    if (first !== undefined && first < 0x80) {
      this.at++
      return first
    }
    let value = 0
    let unit = 1
    for (let read = 0; read < 8; read++) {
      const byte = this.byte()
      value += (byte & 0x7f) * unit
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) this.fail("a number is too large")
        return this.failed ? 0 : value
      }
      unit *= 128
    }
    this.fail("a number is too large")
    return 0
  }

  skip(length: number): void {
    if (length > this.left) this.fail()
    else this.at += length
  }

  /** A view of the next `length` bytes; the buffer stays the sender's frame and is not copied. */
  take(length: number): Uint8Array {
    if (length > this.left) {
      this.fail()
      return this.bytes.subarray(0, 0)
    }
    const view = this.bytes.subarray(this.at, this.at + length)
    this.at += length
    return view
  }

  /** Bytes behind their own length. */
  varBytes(): Uint8Array {
    return this.take(this.varUint())
  }
}

/** How many bytes `varUint` takes. */
export function varUintLength(value: number): number {
  let length = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++
  return length
}

/** Writes a varint and returns the place behind it. */
export function writeVarUint(into: Uint8Array, at: number, value: number): number {
  let place = at
  let rest = value
  while (rest >= 128) {
    into[place++] = (rest % 128) | 0x80
    rest = Math.floor(rest / 128)
  }
  into[place++] = rest
  return place
}
