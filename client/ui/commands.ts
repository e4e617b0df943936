// What can be done, as data. One list feeds the keys, the palette and the help sheet, so that the three never
// disagree. Folders export lists of commands; the page puts them together.

export interface Command {
  id: string
  label: string
  /** The heading it stands under in the help sheet. */
  group: string
  /** The keys it answers to, such as "Mod+Shift+ArrowUp"; "Mod" is Command on Apple's machines, else Control. */
  keys: readonly string[]
  /** How the sheet writes its keys, where that says it better than listing them: "1 – 9", "Mod+click". */
  keysShown?: string
  /**
   * Where its keys count: on the page while nothing is typed; also while typing; or only while the focus is on an
   * element itself (not inside it) that matches the selector.
   */
  reach: "page" | "typing" | { on: string }
  /** Left out of the palette: it makes sense by key only. */
  isKeyOnly?: boolean
  /** Absent where it can always be done. */
  isEnabled?: () => boolean
  /** `key` is the one that was pressed; from the palette, the first of `keys`. */
  run: (key: string) => void
}

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/** A press as written in `keys`. Shift is not said for characters: "?" is "?" on every keyboard. */
export function keyOf(press: KeyPress, isApple: boolean): string {
  const isCharacter = press.key.length === 1
  const name = press.key === " " ? "Space" : isCharacter ? press.key.toUpperCase() : press.key
  const hasMod = isApple ? press.metaKey : press.ctrlKey
  const parts = [hasMod && "Mod", press.altKey && "Alt"]
  // Control on Apple's machines and the Windows key elsewhere belong to the system.
  const isForeign = isApple ? press.ctrlKey : press.metaKey
  const hasShift = press.shiftKey && (!isCharacter || hasMod || name === "Space" || /[A-Z]/.test(name))
  return [isForeign && "System", ...parts, hasShift && "Shift", name].filter(Boolean).join("+")
}

/** True for keys that type a character: what WCAG 2.1.4 wants to be switched off. */
export const isSingleKey = (key: string): boolean => key.length === 1 || /^Shift\+.$/.test(key)

/** The command a key stands for at the place the focus is, or undefined. */
export function commandFor(
  commands: readonly Command[],
  key: string,
  focus: { isTyping: boolean; isOn: (selector: string) => boolean },
): Command | undefined {
  const counts = ({ reach }: Command) =>
    reach === "typing" || (!focus.isTyping && (reach === "page" || focus.isOn(reach.on)))
  return commands.find(
    command => command.keys.includes(key) && counts(command) && (command.isEnabled?.() ?? true),
  )
}

const symbols: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Delete: "Del",
  Escape: "Esc",
}

/** Keys as people read them: "Ctrl+Shift+↑", on Apple's machines "⌘⇧↑". */
export function showKey(key: string, isApple: boolean): string {
  const parts = key.split("+").map(part => {
    if (part === "Mod") return isApple ? "⌘" : "Ctrl"
    if (part === "Shift" && isApple) return "⇧"
    if (part === "Alt" && isApple) return "⌥"
    return symbols[part] ?? part
  })
  return parts.join(isApple ? "" : "+")
}

/** All keys of a command as people read them. */
export const showKeys = (command: Command, isApple: boolean): string =>
  command.keysShown?.replaceAll("Mod", isApple ? "⌘" : "Ctrl") ??
  command.keys.map(key => showKey(key, isApple)).join(" or ")

/** The commands whose label or group has all the words, those that start with them first. */
export function findCommands(commands: readonly Command[], words: string): Command[] {
  const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  const fits = commands.filter(command => {
    const text = plain(`${command.label} ${command.group}`)
    return !command.isKeyOnly && (command.isEnabled?.() ?? true) && wanted.every(word => text.includes(word))
  })
  const rank = (command: Command) => (plain(command.label).startsWith(plain(words).trim()) ? 0 : 1)
  return fits.sort((a, b) => rank(a) - rank(b))
}
