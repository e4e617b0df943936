import { expect, test } from "vitest"
import * as Y from "yjs"
import { Close } from "../../../shared/protocol/close.ts"
import { PaperMember } from "../../world/paper-member.ts"
import { createWorld, type Guest, type World } from "../../world/rooms-world.ts"

const ADA = "a".repeat(22)
const EVE = "e".repeat(22)

const wasClosed = ({ member }: Guest) => member.of("closed").map(({ code }) => code)

/** A member of this owner whose document writes under the client id of another's. */
async function underTheIdOf(victim: Guest, owner: string, world: World): Promise<Guest> {
  const guest = await world.join(new PaperMember(owner))
  // Yjs changes its own id when it hears of another's changes under it, so only now.
  guest.member.doc.clientID = victim.member.doc.clientID
  return guest
}

test("[WR18] what another guest writes under somebody's client id is refused, and touches nobody", async () => {
  const world = await createWorld()
  const ada = await world.join(new PaperMember(ADA))
  ada.write("ada ")
  await world.settle()
  const eve = await underTheIdOf(ada, EVE, world)
  const eveAgain = await underTheIdOf(ada, EVE, world)

  eve.write("evil ")
  eveAgain.member.doc.getText("words").insert(0, "evil ")
  eveAgain.room.missing(eveAgain.seat, Y.encodeStateAsUpdate(eveAgain.member.doc))
  ada.write("more ")
  await world.settle()

  expect([wasClosed(eve), wasClosed(eveAgain), wasClosed(ada)]).toEqual([
    [Close.violation],
    [Close.violation],
    [],
  ])
  const ben = await world.join()
  expect(ben.member.text).toBe("more ada seed")
})

test("[WR18] a guest who comes back over a new line goes on under the same id", async () => {
  const world = await createWorld()
  const ada = await world.join(new PaperMember(ADA))
  ada.write("ada ")
  await world.settle()

  const back = await underTheIdOf(ada, ADA, world)
  back.write("again ")
  await world.settle()

  expect(wasClosed(back)).toEqual([])
})

test("[WR18] who has no cookie owns no id: a stock client may change its network", async () => {
  const world = await createWorld()
  const phone = await world.join(new PaperMember("192.0.2.1"))
  phone.write("ada ")
  await world.settle()

  const elsewhere = await underTheIdOf(phone, "198.51.100.7", world)
  elsewhere.write("again ")
  await world.settle()

  expect(wasClosed(elsewhere)).toEqual([])
})

test("[WR18] what is brought along from elsewhere is nobody's, and may be brought by anybody", async () => {
  const world = await createWorld()
  const old = Object.assign(new Y.Doc(), { clientID: 77 })
  old.getText("words").insert(0, "old ")
  const [ada, ben] = [await world.join(new PaperMember(ADA)), await world.join(new PaperMember(EVE))]

  ada.room.missing(ada.seat, Y.encodeStateAsUpdate(old))
  old.getText("words").insert(0, "older ")
  ben.room.missing(ben.seat, Y.encodeStateAsUpdate(old))
  await world.settle()

  expect([wasClosed(ada), wasClosed(ben)]).toEqual([[], []])
})
