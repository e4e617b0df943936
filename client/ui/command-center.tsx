// Makes a list of commands live: listens for their keys, and adds the two commands that show the list itself, the
// palette and the help sheet, each fetched when it is first opened.

import type { Ref } from "react"
import { Suspense, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react"
import { type Command, commandFor, isSingleKey, keyOf } from "./commands.ts"
import { lazyPart } from "./lazy-part.tsx"
import { isApple } from "./platform.ts"
import { areSingleKeysOn } from "./single-keys.ts"

const Palette = lazyPart(() => import("./palette.tsx"))
const HelpSheet = lazyPart(() => import("./help-sheet.tsx"))

export interface CommandCenterHandle {
  openPalette(): void
  openHelp(): void
}

interface CommandCenterProps {
  commands: readonly Command[]
  ref?: Ref<CommandCenterHandle>
}

export function CommandCenter({ commands, ref }: CommandCenterProps) {
  const [shown, setShown] = useState<"palette" | "help">()
  const all = useMemo(() => [...commands, ...listCommands(setShown)], [commands])
  const close = () => setShown(undefined)

  useImperativeHandle(
    ref,
    () => ({
      openPalette: () => setShown("palette"),
      openHelp: () => setShown("help"),
    }),
    [],
  )
  useCommandKeys(all)

  if (!shown) return null
  return (
    <Suspense fallback={null}>
      {shown === "palette" ? (
        <Palette commands={all} onClose={close} />
      ) : (
        <HelpSheet commands={all} onClose={close} />
      )}
    </Suspense>
  )
}

const listCommands = (show: (what: "palette" | "help") => void): Command[] => [
  {
    id: "palette",
    label: "Find a command",
    group: "Help",
    keys: ["Mod+K"],
    reach: "typing",
    isKeyOnly: true,
    run: () => show("palette"),
  },
  {
    id: "help",
    label: "Show all keys",
    group: "Help",
    keys: ["?"],
    reach: "page",
    run: () => show("help"),
  },
]

function useCommandKeys(commands: readonly Command[]): void {
  const current = useRef(commands)
  useEffect(() => {
    current.current = commands
  }, [commands])

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // What an editor or a dialog has dealt with is done; a key that belongs to an input method is not a command.
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
      const key = keyOf(event, isApple())
      if (isSingleKey(key) && !areSingleKeysOn()) return
      const target = event.target instanceof Element ? event.target : document.body
      // A dialog or menu is a world of its own: the page's keys wait until it is closed.
      if (target.closest("dialog, [role=menu]") || document.querySelector("dialog:modal")) return
      const command = commandFor(current.current, key, {
        isTyping: isTyping(target),
        isOn: selector => target.matches(selector),
      })
      if (!command) return
      event.preventDefault()
      command.run(key)
    }
    document.addEventListener("keydown", pressed)
    return () => document.removeEventListener("keydown", pressed)
  }, [])
}

const isTyping = (target: Element): boolean =>
  target.matches("input, textarea, select") || (target instanceof HTMLElement && target.isContentEditable)
