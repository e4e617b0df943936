import { expect, test } from "vitest"
import { createMemoryStore } from "../../../server/storage/memory.ts"
import { StoreUnavailable } from "../../../server/storage/store.ts"
import { accessStoreContract } from "../../contracts/access-store.ts"
import { discussionStoreContract } from "../../contracts/discussion-store.ts"
import { bytes, roomRecord } from "../../contracts/records.ts"
import { storeContract } from "../../contracts/store.ts"
import { versionStoreContract } from "../../contracts/version-store.ts"

storeContract("memory", async () => createMemoryStore())
accessStoreContract("memory", async () => createMemoryStore())
discussionStoreContract("memory", async () => createMemoryStore())
versionStoreContract("memory", async () => createMemoryStore())

test("[RM4] a memory store that is told not to write refuses, stores nothing, and goes on afterwards", async () => {
  let isWritable = true
  const store = createMemoryStore({ isWritable: () => isWritable })
  const room = roomRecord("a")
  await store.createRoom(room, {})
  const update = { room: room.id, document: "content" as const, update: bytes(1) }

  isWritable = false
  await expect(store.append([update])).rejects.toBeInstanceOf(StoreUnavailable)
  await expect(store.checkWritable()).rejects.toBeInstanceOf(StoreUnavailable)
  isWritable = true

  expect(await store.append([update])).toEqual([1])
})
