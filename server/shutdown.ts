// How the server ends: nothing new, what has arrived is stored, everybody is told to come back, the store is closed.
// Owns the order and the time it may take. Rule SV5.
import type { Log } from "./log.ts"

/** Supervisors kill after 10 s. */
const DEADLINE_MS = 9_500

/** In the order in which they are called. */
export interface Ending {
  /** No new connections, requests on idle ones, or sockets. */
  refuseNew(): void
  /** Stores what has arrived, then closes every member of every room with `restarting`. */
  closeRooms(): Promise<void>
  /** Waits for the sockets to say goodbye; cuts those that do not. */
  closeSockets(): Promise<void>
  /** Cuts what is left of HTTP: nothing durable depends on an answer any more. */
  closeHttp(): void
  closeStore(): Promise<void>
}

export interface ShutdownOptions {
  process: Pick<NodeJS.Process, "on" | "exit">
  ending: Ending
  log: Log
}

/** Ends the server at the first SIGTERM or SIGINT; further ones change nothing. */
export function endOnSignal({ process, ending, log }: ShutdownOptions): void {
  let isEnding = false
  const end = (signal: NodeJS.Signals) => {
    if (isEnding) return
    isEnding = true
    log.info({ signal }, "Ending")
    const late = setTimeout(() => {
      log.error(
        { deadlineMs: DEADLINE_MS },
        "The end took too long; what was not stored was not acknowledged",
      )
      process.exit(1)
    }, DEADLINE_MS)
    void endInOrder(ending).then(
      () => {
        clearTimeout(late)
        process.exit(0)
      },
      (error: unknown) => {
        log.error({ err: error }, "The server could not end in order")
        process.exit(1)
      },
    )
  }
  process.on("SIGTERM", end)
  process.on("SIGINT", end)
}

async function endInOrder(ending: Ending): Promise<void> {
  ending.refuseNew()
  await ending.closeRooms()
  await ending.closeSockets()
  ending.closeHttp()
  await ending.closeStore()
}
