// What is typed behind a command, as it is understood. Rules CM6, CM7.
import { expect, test } from "vitest"
import { readArguments } from "../../../server/cli/arguments.ts"

const own = { token: { type: "string" }, version: { type: "string" } } as const

test.each(["-", "--"])("[CM7] rooms and tokens whose names begin with %s are taken as they are", dashes => {
  const [room, token] = [dashes.padEnd(22, "a"), dashes.padEnd(43, "b")]

  const given = readArguments(["data", room, "--token", token, "-q"], ["<data-dir>", "[room]"], own)

  expect(given.places).toEqual(["data", room])
  expect({ ...given.options }).toEqual({ token, quiet: true })
})

test("[CM7] so are versions, but for what can only be an option", () => {
  const version = "-".padEnd(12, "c")

  const given = readArguments(["data", "--version", version], ["<data-dir>"], own)

  expect(given.options.version).toBe(version)
  expect(() => readArguments(["data", "--commentary"], ["<data-dir>", "[room]"], own)).toThrow(
    "Unknown option '--commentary'.",
  )
})
