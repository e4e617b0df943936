// What the server writes down while it runs: one line of JSON for each thing that happened, on stderr, so that the
// addresses on stdout stay readable. Addresses of rooms are secrets: no path of a request and no room id is logged.
import { destination, pino } from "pino"

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const
export type LogLevel = (typeof logLevels)[number]

type Write = (fields: Record<string, unknown>, message: string) => void

/** `fields.err` is an Error and is written with its stack and causes. */
export type Log = Record<Exclude<LogLevel, "silent">, Write>

export function createLog(level: LogLevel): Log {
  // Synchronous: the line that says why the process ended must not be lost with it.
  return pino({ level, base: null }, destination({ fd: 2, sync: true }))
}
