// The attack that leaves two documents equal in name and different for good: to write under a client id that its guest
// has only been shown under yet. authors.test.ts has the rest of the rule.
import { expect, test } from "vitest"
import * as Y from "yjs"
import { Close } from "../../../shared/protocol/close.ts"
import { awarenessOf, PaperMember } from "../../world/paper-member.ts"
import { createWorld, type Guest, type World, writing } from "../../world/rooms-world.ts"

const ADA = "a".repeat(22)
const EVE = "e".repeat(22)
const TAB = 4_711

const show = ({ room, seat }: Guest) => room.awareness(seat, awarenessOf([TAB, 1, { user: { name: "Ada" } }]))

async function tabOf(world: World, owner: string): Promise<Guest> {
  const guest = await world.join(new PaperMember(owner))
  guest.member.doc.clientID = TAB
  return guest
}

test("[WR18] an id that its guest was only shown under yet is not written under by another", async () => {
  const world = await createWorld()
  const ada = await tabOf(world, ADA)
  show(ada)
  const eve = await tabOf(world, EVE)

  eve.write("evil ")
  ada.write("hello ")
  await world.settle()

  expect(eve.member.of("closed")).toEqual([{ kind: "closed", code: Close.violation }])
  expect(ada.member.of("closed")).toEqual([])
  const ben = await world.join()
  expect(ben.member.text).toBe("hello seed")
})

test("[WR18] an id that was written under does not become that of whoever is shown under it while its guest is away", async () => {
  const old = new Y.Doc()
  old.clientID = TAB
  writing(old, "before ")
  const world = await createWorld(Y.encodeStateAsUpdate(old))
  const eve = await tabOf(world, EVE)
  show(eve)

  const ada = await tabOf(world, ADA)
  Y.applyUpdate(ada.member.doc, Y.encodeStateAsUpdate(old))
  ada.member.doc.clientID = TAB
  ada.write("and after ")
  await world.settle()

  expect(ada.member.of("closed")).toEqual([])
  const ben = await world.join()
  expect(ben.member.text).toBe("and after before ")
})
