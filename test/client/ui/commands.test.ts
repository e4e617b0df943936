// Keys ↔ commands.
import { expect, test } from "vitest"
import {
  type Command,
  commandFor,
  findCommands,
  isSingleKey,
  type KeyPress,
  keyOf,
  showKey,
} from "../../../client/ui/commands.ts"

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})
const command = (
  id: string,
  keys: string[],
  reach: Command["reach"],
  more: Partial<Command> = {},
): Command => ({
  id,
  label: id,
  group: "Test",
  keys,
  reach,
  run: () => {},
  ...more,
})
const nowhere = { isTyping: false, isOn: () => false }

test("[BD5] a key has one name on every keyboard", () => {
  expect(keyOf(press("n"), false)).toBe("N")
  expect(keyOf(press("N", { shiftKey: true }), false)).toBe("Shift+N")
  expect(keyOf(press("?", { shiftKey: true }), false)).toBe("?")
  expect(keyOf(press(" "), false)).toBe("Space")
  expect(keyOf(press("ArrowUp", { ctrlKey: true, shiftKey: true }), false)).toBe("Mod+Shift+ArrowUp")
  expect(keyOf(press("z", { metaKey: true, shiftKey: true }), true)).toBe("Mod+Shift+Z")
})

test("[BD5] keys that belong to the system are nobody's command", () => {
  expect(keyOf(press("d", { metaKey: true }), false)).toBe("System+D")
  expect(keyOf(press("d", { ctrlKey: true }), true)).toBe("System+D")
})

test("[BD5] page keys rest while something is typed", () => {
  const commands = [command("new", ["N"], "page"), command("palette", ["Mod+K"], "typing")]
  const typing = { isTyping: true, isOn: () => true }

  expect(commandFor(commands, "N", nowhere)?.id).toBe("new")
  expect(commandFor(commands, "N", typing)).toBeUndefined()
  expect(commandFor(commands, "Mod+K", typing)?.id).toBe("palette")
})

test("[BD5] a card's keys count on a card only, and only when they can be done", () => {
  const commands = [
    command("off", ["Delete"], { on: "[data-card]" }, { isEnabled: () => false }),
    command("archive", ["Delete"], { on: "[data-card]" }),
  ]

  expect(commandFor(commands, "Delete", nowhere)).toBeUndefined()
  expect(commandFor(commands, "Delete", { isTyping: false, isOn: it => it === "[data-card]" })?.id).toBe(
    "archive",
  )
})

test("[BD5] what types a character is a single key", () => {
  expect(["N", "?", "7", "Shift+N"].map(isSingleKey)).toEqual([true, true, true, true])
  expect(["Enter", "ArrowUp", "Mod+Z", "Delete", "F6", "Space"].map(isSingleKey)).toEqual(
    Array.from({ length: 6 }, () => false),
  )
})

test("[BD5] the palette finds by words in any order, without marks, and leaves out what is a key only", () => {
  const commands = [
    command("walk", [], "page", { label: "Go on", isKeyOnly: true }),
    command("costs", [], "page", { label: "Go to Coûts" }),
    command("archive", [], "page", { label: "Archive to go" }),
  ]

  expect(findCommands(commands, "couts go").map(({ id }) => id)).toEqual(["costs"])
  expect(findCommands(commands, "archive").map(({ id }) => id)).toEqual(["archive"])
  expect(findCommands(commands, "go").map(({ id }) => id)).toEqual(["costs", "archive"])
})

test("[BD5] keys are written as the keyboard has them", () => {
  expect(showKey("Mod+Shift+ArrowUp", false)).toBe("Ctrl+Shift+↑")
  expect(showKey("Mod+Shift+ArrowUp", true)).toBe("⌘⇧↑")
})
