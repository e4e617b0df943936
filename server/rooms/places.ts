// Where what a client wrote lies: how deep, and whether under a key. Kept as a list that is as long as the changes are
// many: ascending numbers clock × 512 + place, each holding until the next.

/** Depth × 2, and 1 more where it is under a key: a value of a map, an attribute. What lies in a root has depth 1. */
export type Place = number
export type Places = number[]

const PLACES = 512

export const placeIn = (depth: number, hasKey: boolean): Place => depth * 2 + (hasKey ? 1 : 0)
export const depthOf = (place: Place): number => place >>> 1
export const isUnderKey = (place: Place): boolean => (place & 1) === 1

/** Says that everything from `clock` on, which lies behind all said before, has this place. */
export function pushPlace(places: Places, clock: number, place: Place): void {
  const last = places.at(-1)
  if (last === undefined || last % PLACES !== place) places.push(clock * PLACES + place)
}

/** The place of a clock that lies not before the first. */
export function placeAt(places: Places, clock: number): Place {
  const key = clock * PLACES + PLACES - 1
  let low = 0
  let high = places.length - 1
  // Most edits are at the place that was written last.
  if ((places[high] ?? 0) <= key) low = high
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((places[middle] ?? 0) <= key) low = middle
    else high = middle - 1
  }
  return (places[low] ?? 0) % PLACES
}

/** Appends `added`, which lies behind all of `places`. */
export function appendPlaces(places: Places, added: Places): void {
  for (const packed of added) pushPlace(places, Math.floor(packed / PLACES), packed % PLACES)
}
