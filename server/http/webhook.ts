// A room's webhook: set, shown and taken away by facilitators, with the log of what was sent to it. Rule DI12.
import { type Delivery, discussionPaths, type Webhook } from "../../shared/discussion-api.ts"
import type { RoomId } from "../../shared/ids.ts"
import { checkWebhookUrl, type IsPublic } from "../discussion/reachable.ts"
import { type DiscussionStore, KEPT_DELIVERIES } from "../storage/discussion-store.ts"
import type { Api } from "./api.ts"
import { newWebhookShape } from "./discussion-shapes.ts"
import { problemResponse } from "./problems.ts"

const SECRET_BYTES = 32

export interface WebhookRoutesOptions {
  store: Pick<DiscussionStore, "webhook" | "setWebhook" | "deliveries">
  random: (length: number) => Uint8Array
  /** Which addresses a webhook may lead to. */
  mayReach: IsPublic
}

export function webhookRoutes(api: Api, { store, random, mayReach }: WebhookRoutesOptions): void {
  const path = discussionPaths.webhook(":room" as RoomId)

  api.inRoom(
    {
      method: "get",
      path,
      summary: "Where the discussion is sent to, and the secret it is signed with",
      answer: "200 Webhook",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const webhook: Webhook | undefined = await store.webhook(room)
      return webhook ? context.json(webhook) : problemResponse("notFound", "The room has no webhook.")
    },
  )

  api.inRoom(
    {
      method: "put",
      path,
      summary: "Send the discussion to an address, signed with a new secret",
      answer: "200 Webhook",
      needs: "facilitate",
      body: newWebhookShape,
    },
    async ({ context, room, body }) => {
      const checked = checkWebhookUrl(body.url, mayReach)
      if (!checked.ok) return problemResponse("malformed", `url: ${checked.fault}.`)
      const secret = Buffer.from(random(SECRET_BYTES)).toString("base64url")
      const webhook: Webhook = { url: checked.url, secret }
      await store.setWebhook(room, webhook)
      return context.json(webhook)
    },
  )

  api.inRoom(
    {
      method: "delete",
      path,
      summary: "Send the discussion nowhere any more",
      answer: "204",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      await store.setWebhook(room, undefined)
      return context.body(null, 204)
    },
  )

  api.inRoom(
    {
      method: "get",
      path: discussionPaths.deliveries(":room" as RoomId),
      summary: "What was sent to the webhook, newest first",
      answer: "200 Delivery[]",
      needs: "facilitate",
    },
    async ({ context, room }) => {
      const records = await store.deliveries(room, KEPT_DELIVERIES)
      return context.json(records.map(({ room: _room, body: _body, ...delivery }): Delivery => delivery))
    },
  )
}
