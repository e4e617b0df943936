// Broken promises of our own. What a peer sends is never asserted: it is decoded, and refused as data.

/** Stops at a state our own code promised cannot happen. */
export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`Broken promise: ${promise}`)
}

/** For the `default` of a switch over a union: a member that is added and forgotten breaks the build. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}
