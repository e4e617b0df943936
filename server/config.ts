// What the operator decides, read from the environment once. Every mistake is said in a sentence of its own, so that
// one start shows them all (rule HT3). The one owner of the variables' names; README.md lists them.
import { type LogLevel, logLevels } from "./log.ts"

export interface Config {
  /** Where the server listens; 0 takes any free port. */
  port: number
  host: string
  /** The folder everything is kept in. */
  dataFolder: string
  /** Where people reach the server, as their browsers write it; empty for this machine alone. */
  origins: string[]
  logLevel: LogLevel
  /** True where webhooks may lead into the server's own network. */
  mayReachPrivate: boolean
  /** True where a proxy of ours stands in front and writes X-Forwarded-For. */
  isBehindProxy: boolean
}

export type ParsedConfig = { ok: true; config: Config } | { ok: false; faults: string[] }

const known = [
  "NINEFOLD_HOST",
  "NINEFOLD_DATA",
  "NINEFOLD_ORIGINS",
  "NINEFOLD_LOG",
  "NINEFOLD_PROXY",
  "NINEFOLD_PRIVATE_WEBHOOKS",
]

/** Read by the commands (server/cli); in one environment with the server's it is no mistake. */
const ofCommands = ["NINEFOLD_TOKEN"]

export function parseConfig(env: Record<string, string | undefined>): ParsedConfig {
  const faults: string[] = []
  const fault = (sentence: string) => void faults.push(sentence)
  const config: Config = {
    port: parsePort(env.PORT || "4000", fault),
    host: env.NINEFOLD_HOST || "127.0.0.1",
    dataFolder: env.NINEFOLD_DATA || "data",
    origins: (env.NINEFOLD_ORIGINS ?? "").split(",").flatMap(origin => parseOrigin(origin.trim(), fault)),
    logLevel: parseLevel(env.NINEFOLD_LOG || "warn", fault),
    mayReachPrivate: parseSwitch("NINEFOLD_PRIVATE_WEBHOOKS", env.NINEFOLD_PRIVATE_WEBHOOKS || "0", fault),
    isBehindProxy: parseSwitch("NINEFOLD_PROXY", env.NINEFOLD_PROXY || "0", fault),
  }
  for (const name of Object.keys(env))
    if (name.startsWith("NINEFOLD_") && !known.includes(name) && !ofCommands.includes(name))
      fault(`${name} is not a setting; there are PORT, ${known.join(", ")}.`)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config }
}

/** The public origins: those configured, or this machine's own names with the port that is really listened on. */
export function originsOf({ origins }: Config, port: number): [string, ...string[]] {
  const [first, ...others] = origins
  if (first !== undefined) return [first, ...others]
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
}

type Fault = (sentence: string) => void

function parsePort(text: string, fault: Fault): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) fault(`PORT is "${text}"; it must be a number from 0 to 65535.`)
  return port
}

function parseOrigin(text: string, fault: Fault): string[] {
  if (text === "") return []
  const url = URL.canParse(text) ? new URL(text) : undefined
  // Compared with what browsers send, so anything but the bare origin would never match.
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, "").toLowerCase())
    return [url.origin]
  fault(`NINEFOLD_ORIGINS has "${text}"; an origin is like https://canvas.example.org, without a path.`)
  return []
}

function parseLevel(text: string, fault: Fault): LogLevel {
  const level = logLevels.find(each => each === text)
  if (level === undefined) fault(`NINEFOLD_LOG is "${text}"; it must be one of ${logLevels.join(", ")}.`)
  return level ?? "warn"
}

function parseSwitch(name: string, text: string, fault: Fault): boolean {
  if (text !== "0" && text !== "1") fault(`${name} is "${text}"; it must be 0 or 1.`)
  return text === "1"
}
