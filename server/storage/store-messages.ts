// What the main thread and the store's worker say to each other.
import type { SqliteOptions } from "./sqlite-store.ts"
import type { Store } from "./store.ts"

export type StoreCall = keyof Store

/** Given to the worker when it starts. */
export interface StoreStart extends Omit<SqliteOptions, "random"> {
  file: string
}

export interface StoreRequest {
  number: number
  call: StoreCall
  given: unknown[]
}

export type StoreAnswer =
  /** Sent once, before any other: the database is open. Without a number. */
  | { kind: "open" }
  | { kind: "done"; number: number; result: unknown }
  /** `number` is absent where opening failed. */
  | { kind: "failed"; number?: number; isPassing: boolean; reason: string }
