// Guests of a server as its API knows them: each has a cookie of their own.
import {
  apiPaths,
  type CreatedRoom,
  type EnteredRoom,
  type IssuedLink,
  type NewLink,
} from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { personColours } from "../../shared/presence.ts"

export class ApiGuest {
  readonly #origin: string
  readonly name: string
  cookie: string | undefined

  constructor(origin: string, name: string) {
    this.#origin = origin
    this.name = name
  }

  async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: {
        origin: this.#origin,
        ...(this.cookie !== undefined && { cookie: this.cookie }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    this.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.cookie
    return response
  }

  /** @throws where the answer is a refusal. */
  async get<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.ask(method, path, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  newRoom(from: unknown): Promise<CreatedRoom> {
    return this.get("POST", apiPaths.rooms, { from })
  }

  /** A link or a token of a room where this guest may facilitate. */
  newLink(room: RoomId, link: Partial<NewLink> = {}): Promise<IssuedLink> {
    return this.get("POST", apiPaths.links(room), { kind: "link", role: "edit", label: "Test", ...link })
  }

  /** What asking to enter is answered; `enter` where it has to succeed. */
  knock(room: RoomId, secret: string, password?: string): Promise<Response> {
    const [color] = personColours
    return this.ask("POST", apiPaths.enter(room), { secret, password, name: this.name, color })
  }

  async enter(room: RoomId, secret: string): Promise<EnteredRoom> {
    const response = await this.knock(room, secret)
    if (!response.ok) throw new Error(`Not let in: ${response.status} ${await response.text()}`)
    return (await response.json()) as EnteredRoom
  }
}
