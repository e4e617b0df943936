// A small button with an icon that opens a menu under itself, and has the focus again when the menu goes.
import { useState } from "react"
import { type Icon, IconButton } from "./button.tsx"
import { Menu, type MenuEntry } from "./menu.tsx"

interface MenuButtonProps {
  /** Names the button, its tooltip and the menu. */
  label: string
  icon: Icon
  entries: readonly MenuEntry[]
}

export function MenuButton({ label, icon, entries }: MenuButtonProps) {
  const [opened, setOpened] = useState<{ box: DOMRect; button: HTMLButtonElement }>()
  return (
    <>
      <IconButton
        label={label}
        icon={icon}
        size="small"
        opens="menu"
        onPress={button => setOpened({ box: button.getBoundingClientRect(), button })}
      />
      {opened && (
        <Menu
          label={label}
          anchor={opened.box}
          entries={entries}
          onClose={() => {
            setOpened(undefined)
            opened.button.focus()
          }}
        />
      )}
    </>
  )
}
