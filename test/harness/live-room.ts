// The room that each test of a file works with, on one running server: fresh, and made by somebody who may facilitate
// it. Whoever came to it leaves when the test is over.
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest"
import type { CreatedRoom, IssuedLink, RoomSource } from "../../shared/api.ts"
import { encodeHave } from "../../shared/protocol/messages.ts"
import type { Role } from "../../shared/roles.ts"
import type { Key } from "./keys.ts"
import { ApiGuest } from "./people.ts"
import { RawClient, type RawOptions } from "./raw-client.ts"
import { startServer, type TestServer } from "./server.ts"
import { StockClient, type StockOptions } from "./stock-client.ts"

/** Set while the tests run; the room and its maker anew for each. */
export let server: TestServer
export let room: CreatedRoom
export let maker: ApiGuest

const here: { close(): void }[] = []

/** Starts the server before the first test of the file and ends it after the last. */
export function openServerWithRoom(from: RoomSource): void {
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())
  beforeEach(async () => {
    room = await server.newRoom(from)
    maker = server.makerOf(room.id)
  })
  afterEach(() => {
    for (const each of here.splice(0)) each.close()
  })
}

export interface Guest {
  guest: ApiGuest
  link: IssuedLink
  key: Key
}

/** Somebody who has come by a link of this role. */
export async function guestBy(role: Role, name = "Ana"): Promise<Guest> {
  const link = await maker.newLink(room.id, { role })
  const guest = new ApiGuest(server.origin, name)
  await guest.enter(room.id, link.secret)
  return { guest, link, key: keyOf(guest) }
}

export const keyOf = ({ cookie = "" }: ApiGuest): Key => ({ cookie })

/** A stock client in the room; may edit it unless it brings another key. */
export function stock(options: StockOptions = {}): StockClient {
  const client = new StockClient(server.origin, room.id, options)
  here.push(client)
  return client
}

/** A stock client that has been given its document. */
export async function syncedStock(options: StockOptions = {}): Promise<StockClient> {
  const client = stock(options)
  await client.synced()
  return client
}

/** An open socket that has said nothing yet. */
export async function raw(options: RawOptions): Promise<RawClient> {
  const client = new RawClient(server.origin, room.id, options)
  here.push(client)
  await client.opened()
  return client
}

/** A socket that has asked for its document and been given it. */
export async function joined(options: RawOptions): Promise<RawClient> {
  const client = await raw(options)
  const given = client.next("missing")
  client.send(encodeHave(Uint8Array.of(0)))
  await given
  return client
}
