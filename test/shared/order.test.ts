import fc from "fast-check"
import { expect, test } from "vitest"
import { byOrder, firstOrders, isOrder, type Placed, place } from "../../shared/model/order.ts"

/** Puts a card in, as a document would: twins move first, and all is sorted again. */
function insert(line: readonly Placed[], id: string, at: number): Placed[] {
  const { order, moved } = place(line, at)
  const fresh = new Map(moved.map(card => [card.id, card.order]))
  const kept = line.map(card => ({ id: card.id, order: fresh.get(card.id) ?? card.order }))
  return [...kept, { id, order }].sort(byOrder)
}

const orders = fc.string({ unit: fc.constantFrom(..."aAzZb09V"), maxLength: 6 }).filter(isOrder)

test("[CV4] a card that is put at a position is found there, whatever was put in before", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), positions => {
      let line: Placed[] = []
      const expected: string[] = []
      positions.forEach((position, i) => {
        line = insert(line, `card-${i}`, position)
        expected.splice(position, 0, `card-${i}`)
      })

      expect(line.map(card => card.id)).toEqual(expected)
    }),
  )
})

test("[CV4] also between twins, and next to any index peers may have written", () => {
  const lines = fc
    .array(fc.tuple(orders, fc.integer({ min: 1, max: 3 })), { maxLength: 5 })
    .map(runs => runs.flatMap(([order, count]) => Array<string>(count).fill(order)))
    .map(all => all.map((order, i) => ({ id: `card-${i}`, order })).sort(byOrder))
  fc.assert(
    fc.property(lines, fc.nat(16), (line, at) => {
      const ids = line.map(card => card.id)

      const longer = insert(line, "new", at)

      expect(longer.map(card => card.id)).toEqual(ids.toSpliced(at, 0, "new"))
      expect(longer.every(card => isOrder(card.order))).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test("[CV4] nothing moves where nothing has to", () => {
  const line = firstOrders(3).map((order, i) => ({ id: `card-${i}`, order }))

  expect([0, 1, 2, 3].flatMap(at => place(line, at).moved)).toEqual([])
})

test("[CV4] of twins only those behind the new card move", () => {
  const line = ["a", "b", "c", "d"].map(id => ({ id, order: id === "d" ? "a5" : "a1" }))

  expect(place(line, 1).moved.map(card => card.id)).toEqual(["b", "c"])
  expect(place(line, 0).moved).toEqual([])
  expect(place(line, 3).moved).toEqual([])
})

test("[CV4] order is one for everybody: by index, then by id, and total", () => {
  const cards = fc.array(fc.record({ id: fc.string(), order: orders }), { maxLength: 8 })
  fc.assert(
    fc.property(cards, fc.nat(), (line, turn) => {
      const turned = line.map((_, i) => line[(i + turn) % line.length] as Placed)

      expect(turned.sort(byOrder)).toEqual(line.toSorted(byOrder))
    }),
  )
})

test("[CV4] a thousand cards put in front keep their indices short", () => {
  let line: Placed[] = []
  for (let i = 0; i < 1000; i++) line = [{ id: `card-${i}`, order: place(line, 0).order }, ...line]

  expect(Math.max(...line.map(card => card.order.length))).toBeLessThanOrEqual(4)
})

test.each([7, undefined, null, "", "a", "a00", "!", "a!", "aé", "b1", "a0 ", "a".repeat(5000)])(
  "[CV5] what is no index is not taken for one: %j",
  value => {
    expect(isOrder(value)).toBe(false)
  },
)
