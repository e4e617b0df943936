// A built server as a child process, as it runs in earnest: its own folder for data, a free port, signals. A test ends
// every server it starts (`await using`, or `close` in a hook); whatever is left is killed when the test process exits.
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { apiPaths, type CreatedRoom, type ExampleRoom, linkPath, type RoomSource } from "../../shared/api.ts"
import type { LinkSecret, RoomId } from "../../shared/ids.ts"
import { keepKey } from "./keys.ts"
import { ApiGuest } from "./people.ts"
import { root } from "./sources.ts"

/** Long after any that starts: two cores run everything at once. */
const START_MS = 45_000
const main = path.join(root, "dist/server/main.js")

export interface ServerOptions {
  /** A folder that is there already and stays; without it the server gets a fresh one that is removed at the end. */
  dataDir?: string
  /** On top of this process's environment. */
  env?: Record<string, string>
}

/** How a server ended after a signal. */
export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  if (!existsSync(main)) throw new Error("There is no dist/server/main.js: run `npm run build` first")
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), "ninefold-test-"))
  const server = new TestServer(dataDir, options)
  await server.start()
  return server
}

export class TestServer {
  readonly dataDir: string
  /** Where it listens, such as `http://localhost:40123`; the same after a restart. */
  origin = ""
  /** The room everybody shares, as the server printed it. */
  exampleUrl = ""
  /** What it has printed, standard output and errors together, over all its starts. */
  output = ""
  #child: ChildProcess | undefined
  #port = "0"
  readonly #options: ServerOptions
  readonly #makers = new Map<RoomId, ApiGuest>()
  readonly #killAtExit = () => this.#child?.kill("SIGKILL")
  /** The test runner ends its processes by SIGTERM, at which Node says no "exit". The last to hear it passes it on. */
  readonly #killAtTerm = () => {
    this.#killAtExit()
    process.off("SIGTERM", this.#killAtTerm)
    if (process.listenerCount("SIGTERM") === 0) process.kill(process.pid, "SIGTERM")
  }

  constructor(dataDir: string, options: ServerOptions) {
    this.dataDir = dataDir
    this.#options = options
    process.on("exit", this.#killAtExit)
    process.on("SIGTERM", this.#killAtTerm)
  }

  get pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error("The server is not running")
    return pid
  }

  /** Starts it, again on the same port and folder after it has ended, and waits until it listens. */
  async start(): Promise<void> {
    const isReturn = this.#port !== "0"
    const untilMs = performance.now() + START_MS
    for (;;) {
      const from = this.output.length
      try {
        return await this.#launch()
      } catch (error) {
        // The system may have lent its port to another test meanwhile, which gives it back soon.
        const isLent = isReturn && this.output.slice(from).includes("is in use already")
        if (!isLent || performance.now() > untilMs) throw error
      }
    }
  }

  async #launch(): Promise<void> {
    const child = spawn(process.execPath, ["--enable-source-maps", main], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: this.#port,
        NINEFOLD_DATA: this.dataDir,
        ...this.#options.env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    })
    this.#child = child
    const from = this.output.length
    const printed = new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.output += chunk.toString()
        const [example] = /http:\S+\/r\/\S+(?=\n)/.exec(this.output.slice(from)) ?? []
        if (example) resolve(example)
      }
      child.stdout.on("data", hear)
      child.stderr.on("data", hear)
      child.once("exit", (code, signal) =>
        reject(new Error(`The server ended at its start (${code ?? signal}):\n${this.output.slice(from)}`)),
      )
      const late = () => reject(new Error(`The server printed no address:\n${this.output.slice(from)}`))
      setTimeout(late, START_MS).unref()
    })
    this.exampleUrl = await printed
    const { origin, port } = new URL(this.exampleUrl)
    this.origin = origin
    this.#port = port
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<Ending> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null)
      return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null }
    const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>
    child.kill(signal)
    const [code, by] = await ended
    return { code, signal: by }
  }

  /** `kill -9`: no line of the server's own runs any more. */
  kill9 = (): Promise<Ending> => this.end("SIGKILL")

  /** Makes a room; sockets of the harness may edit it from then on. */
  async newRoom(from: RoomSource): Promise<CreatedRoom> {
    const maker = new ApiGuest(this.origin, "Maker")
    const room = await maker.newRoom(from)
    const { secret } = await maker.newLink(room.id, { kind: "token" })
    keepKey(room.id, { authorization: `Bearer ${secret}` })
    this.#makers.set(room.id, maker)
    return room
  }

  /** Who made a room here, and so may facilitate it. */
  makerOf(room: RoomId): ApiGuest {
    const maker = this.#makers.get(room)
    if (!maker) throw new Error("That room was not made by this test")
    return maker
  }

  /** A link of a room made here by which people may edit. */
  async linkTo(room: RoomId): Promise<LinkSecret> {
    return (await this.makerOf(room).newLink(room)).secret
  }

  /** The room's address with such a link. */
  async addressOf(room: RoomId): Promise<string> {
    return this.origin + linkPath(room, await this.linkTo(room))
  }

  /** Enters the example that everybody shares, as sockets of the harness do from then on. */
  async enterExample(): Promise<ExampleRoom> {
    const guest = new ApiGuest(this.origin, "Visitor")
    const example = await guest.get<ExampleRoom>("GET", apiPaths.example)
    await guest.enter(example.id, example.secret)
    if (guest.cookie !== undefined) keepKey(example.id, { cookie: guest.cookie })
    return example
  }

  async close(): Promise<void> {
    await this.kill9()
    process.off("exit", this.#killAtExit)
    process.off("SIGTERM", this.#killAtTerm)
    if (this.#options.dataDir === undefined) rmSync(this.dataDir, { recursive: true, force: true })
  }
}
