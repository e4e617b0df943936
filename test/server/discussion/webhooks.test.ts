// Webhooks: what is sent, how it is signed, when it is tried again, and where it may not lead.
import { createHmac } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, test } from "vitest"
import { createPost, type Posted } from "../../../server/discussion/post.ts"
import { checkWebhookUrl, publicAddresses } from "../../../server/discussion/reachable.ts"
import { afterAttempt, Webhooks } from "../../../server/discussion/webhooks.ts"
import type { DeliveryRecord } from "../../../server/storage/discussion-store.ts"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import { apiPaths, type CreatedRoom, type Problem } from "../../../shared/api.ts"
import {
  type Delivery,
  type DiscussionEvent,
  discussionPaths,
  type Webhook,
} from "../../../shared/discussion-api.ts"
import type { PersonId, ThreadId } from "../../../shared/ids.ts"
import { eventually } from "../../harness/wait.ts"
import { HandTimers } from "../../world/hand-timers.ts"
import { makeRoom } from "../../world/rooms.ts"
import { settle } from "../../world/rooms-world.ts"
import { testApp } from "../http/test-app.ts"

const ok: Posted = { kind: "answered", status: 204 }

async function createDesk(answers: Posted[]) {
  const store = createMemoryStore()
  const room = await makeRoom(store)
  const timers = new HandTimers()
  const sent: { url: string; body: string; headers: Record<string, string> }[] = []
  let made = 0
  const create = () =>
    new Webhooks({
      store,
      timers,
      now: () => 1_000_000 + timers.now(),
      newDeliveryId: () => `delivery-${++made}`,
      post: async (url, body, headers) => {
        sent.push({ url, body, headers })
        return answers.shift() ?? ok
      },
      onError: (_message, error) => {
        throw error
      },
    })
  const event: DiscussionEvent = {
    kind: "comment-added",
    room,
    thread: "thread".padEnd(16, "_") as ThreadId,
    at: 5,
    by: { person: "ana".padEnd(12, "_") as PersonId, name: "Ana" },
    text: "Ähm",
  }
  return { store, room, timers, sent, create, event }
}

describe("[DI12] deliveries", () => {
  test("[DI12] an event is sent signed, once, and noted as delivered", async () => {
    const { store, room, sent, create, event } = await createDesk([])
    await store.setWebhook(room, { url: "https://there.example/hook", secret: "s3cret" })

    await create().notify(event)

    expect(sent).toHaveLength(1)
    const [{ url, body, headers } = { url: "", body: "", headers: {} as Record<string, string> }] = sent
    expect([url, JSON.parse(body)]).toEqual(["https://there.example/hook", event])
    const signed = createHmac("sha256", "s3cret").update(`1000.${body}`).digest("hex")
    expect(headers).toEqual({
      "content-type": "application/json",
      "x-ninefold-event": "comment-added",
      "x-ninefold-id": "delivery-1",
      "x-ninefold-signature": `t=1000,v1=${signed}`,
    })
    expect(await store.deliveries(room, 10)).toMatchObject([{ state: "delivered", attempts: 1, status: 204 }])
  })

  test("[DI12] a room without a webhook sends nothing and keeps nothing", async () => {
    const { store, room, sent, create, event } = await createDesk([])

    await create().notify(event)

    expect([sent, await store.deliveries(room, 10)]).toEqual([[], []])
  })

  test("[DI12] it is tried again with growing pauses until it is taken", async () => {
    const { store, room, timers, sent, create, event } = await createDesk([
      { kind: "answered", status: 500 },
      { kind: "unreached", fault: "ECONNREFUSED" },
    ])
    await store.setWebhook(room, { url: "https://there.example/", secret: "s" })
    const pass = async (ms: number) => {
      timers.pass(ms)
      await settle()
      return sent.length
    }

    await create().notify(event)
    const seen = [sent.length, await pass(9_000), await pass(1_500), await pass(28_000), await pass(3_000)]

    expect(seen).toEqual([1, 1, 2, 2, 3])
    expect(new Set(sent.map(({ headers }) => headers["x-ninefold-id"])).size).toBe(1)
    expect(await store.deliveries(room, 10)).toMatchObject([{ state: "delivered", attempts: 3 }])
  })

  test("[DI12] what waited when the server stopped is sent by the next one", async () => {
    const { store, room, sent, timers, create, event } = await createDesk([{ kind: "answered", status: 503 }])
    await store.setWebhook(room, { url: "https://there.example/", secret: "s" })
    const first = create()
    await first.notify(event)
    first.close()
    timers.pass(60_000)
    await settle()
    expect(sent).toHaveLength(1)

    create().start()
    await settle()

    expect(sent).toHaveLength(2)
  })

  test("[DI12] after the last try it is given up, and at once where nobody listens any more", () => {
    const delivery = { id: "d", attempts: 7, state: "waiting", nextAt: 1 } as DeliveryRecord

    expect(afterAttempt(delivery, { kind: "unreached", fault: "ETIMEDOUT" }, 5)).toMatchObject({
      state: "failed",
      attempts: 8,
      fault: "ETIMEDOUT",
    })
    expect(afterAttempt({ ...delivery, attempts: 0 }, { kind: "answered", status: 410 }, 5).state).toBe(
      "failed",
    )
    expect(afterAttempt({ ...delivery, attempts: 6 }, { kind: "answered", status: 500 }, 5)).toMatchObject({
      state: "waiting",
      nextAt: 5 + 10_000 * 3 ** 6,
    })
  })
})

describe("[DI12] where it may lead", () => {
  const isPublic = publicAddresses()
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fc00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "ff02::1",
    "not an address",
  ]

  test("[DI12] addresses of the internet only", () => {
    expect(inside.filter(isPublic)).toEqual([])
    expect(["1.1.1.1", "93.184.216.34", "2606:4700::1111"].every(isPublic)).toBe(true)
  })

  test("[DI12] a webhook's address is http or https, without credentials, and not inside", () => {
    const bad = [
      "ftp://example.org/",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "example.org/hook",
      "https://user:secret@example.org/",
      "http://127.0.0.1:4000/",
      "http://2130706433/",
      "http://0x7f.1/",
      "http://[::1]/",
      "http://[::ffff:127.0.0.1]/",
      "http://169.254.169.254/latest/meta-data",
    ]

    expect(bad.filter(url => checkWebhookUrl(url, isPublic).ok)).toEqual([])
    expect(checkWebhookUrl("https://example.org/hook?x=1", isPublic)).toEqual({
      ok: true,
      url: "https://example.org/hook?x=1",
    })
  })

  test("[DI12] a facilitator sets it, sees the log, and takes it away; nobody else", async () => {
    const app = testApp()
    const maker = app.visitor()
    const made = await maker.send("POST", apiPaths.rooms, {
      from: { kind: "example" },
      me: { name: "Ana", color: "#2f68b0" },
    })
    const { id } = (await made.json()) as CreatedRoom
    const path = discussionPaths.webhook(id)

    const refused = await maker.send("PUT", path, { url: "http://localhost.localdomain@127.0.0.1/" })
    expect([refused.status, ((await refused.json()) as Problem).type]).toEqual([400, "malformed"])
    expect((await maker.get(path)).status).toBe(404)
    const set = (await (await maker.send("PUT", path, { url: "https://there.example" })).json()) as Webhook
    expect(set).toEqual({ url: "https://there.example/", secret: expect.stringMatching(/^[\w-]{43}$/) })
    expect(await (await maker.get(path)).json()).toEqual(set)
    await app.store.saveDelivery({
      id: "d",
      room: id,
      kind: "thread-opened",
      body: "{}",
      createdAt: 1,
      attempts: 1,
      state: "delivered",
      status: 200,
    })
    const log = (await (await maker.get(discussionPaths.deliveries(id))).json()) as Delivery[]
    expect(log).toEqual([
      { id: "d", kind: "thread-opened", createdAt: 1, attempts: 1, state: "delivered", status: 200 },
    ])
    expect((await maker.send("DELETE", path)).status).toBe(204)
    expect((await maker.get(path)).status).toBe(404)
    expect((await app.visitor().get(path)).status).toBe(404)
  })
})

describe("[DI12] the request itself", () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  async function listen(
    answer: (request: IncomingMessage, body: string) => { status: number; headers?: object },
  ) {
    const asked: string[] = []
    server = createServer((request, response) => {
      let body = ""
      request.on("data", chunk => (body += chunk))
      request.on("end", () => {
        asked.push(`${request.method} ${request.url} ${body}`)
        const { status, headers } = answer(request, body)
        response.writeHead(status, { ...headers }).end("an answer nobody reads")
      })
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  }

  test("[DI12] the body arrives, and the status is the answer", async () => {
    const { asked, origin } = await listen(() => ({ status: 202 }))

    const posted = await createPost(() => true)(`${origin}/hook`, '{"a":"Ä"}', { "x-test": "1" })

    expect([posted, asked]).toEqual([{ kind: "answered", status: 202 }, ['POST /hook {"a":"Ä"}']])
  })

  test("[DI12] a redirect is an answer like any other and not followed", async () => {
    const { asked, origin } = await listen(() => ({ status: 302, headers: { location: "/elsewhere" } }))

    const posted = await createPost(() => true)(`${origin}/hook`, "{}", {})

    expect([posted, asked.length]).toEqual([{ kind: "answered", status: 302 }, 1])
  })

  test("[DI12] an address inside is not connected to, by number or by name", async () => {
    const { asked, origin } = await listen(() => ({ status: 200 }))
    const post = createPost(publicAddresses())
    const byName = origin.replace("127.0.0.1", "localhost")

    const posted = [await post(origin, "{}", {}), await post(byName, "{}", {})]

    expect(posted).toEqual([
      { kind: "unreached", fault: "the address is inside a private network" },
      { kind: "unreached", fault: "the address is inside a private network" },
    ])
    expect(asked).toEqual([])
  })

  test("[DI12] nobody there is a fault in a word", async () => {
    const { origin } = await listen(() => ({ status: 200 }))
    server?.close()
    await eventually(() => expect(server?.listening).toBe(false))

    expect(await createPost(() => true)(origin, "{}", {})).toEqual({
      kind: "unreached",
      fault: "ECONNREFUSED",
    })
  })
})
