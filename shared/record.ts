// The first question asked of data that may come from anywhere.

/** True for an object with named fields, which may hold anything; an array is none. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
