// A workshop without a thread: what is asked is made at once.
import { crafts } from "../../server/versions/crafts.ts"
import type { Workshop } from "../../server/versions/workshop.ts"

export const workHere: Workshop = async (craft, ...given) => {
  const make = crafts[craft] as (...given: unknown[]) => unknown
  // What a thread gives back is a copy, too.
  return structuredClone(make(...given)) as never
}
