// The part of Yjs's own test helper that is used here; the package ships it without types.
declare module "yjs/testHelper" {
  import type { PRNG } from "lib0/prng"
  import type { Doc } from "yjs"

  export class TestYInstance extends Doc {
    userID: number
    readonly tc: TestConnector
    connect(): void
    disconnect(): void
    /** Queues what another instance says. */
    _receive(message: Uint8Array, from: TestYInstance): void
  }

  export class TestConnector {
    readonly onlineConns: Set<TestYInstance>
    flushRandomMessage(): boolean
    flushAllMessages(): boolean
  }

  /** Lets five instances edit, lose their lines and hear each other at random; fails unless all are equal at the end. */
  export function applyRandomTests(
    test: { prng: PRNG },
    edits: ((doc: Doc, random: PRNG) => void)[],
    iterations: number,
  ): { users: TestYInstance[] }
}
