// The menu's own chunk: Radix's dropdown, hung from a rectangle instead of a button.
import Check from "lucide-react/icons/check"
import { DropdownMenu } from "radix-ui"
import styles from "./menu.module.css"
import type { MenuEntry, MenuProps } from "./menu.tsx"

export default function MenuList({ label, entries, anchor, onClose }: MenuProps) {
  const { x, y, width, height } = anchor
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={isOpen => !isOpen && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span
          aria-hidden="true"
          style={{ position: "fixed", left: x, top: y, width, height, pointerEvents: "none" }}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          aria-label={label}
          aria-labelledby={undefined}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          loop
          // The trigger is no button; where the focus belongs is the caller's to say.
          onCloseAutoFocus={event => event.preventDefault()}
        >
          {entries.map((entry, index) => (
            <Entry key={entry.kind === "line" ? `line ${index}` : entry.label} entry={entry} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === "line") return <DropdownMenu.Separator className={styles.line} />
  if (entry.kind === "heading")
    return <DropdownMenu.Label className={styles.heading}>{entry.label}</DropdownMenu.Label>
  const { label, mark, keys, checked, isDanger, run } = entry
  const content = (
    <>
      <span className={styles.mark}>{checked ? <Check size={14} aria-hidden /> : mark}</span>
      <span className={styles.label}>{label}</span>
      {keys && <span className={styles.keys}>{keys}</span>}
    </>
  )
  if (checked === undefined)
    return (
      <DropdownMenu.Item className={styles.item} data-danger={isDanger || undefined} onSelect={run}>
        {content}
      </DropdownMenu.Item>
    )
  return (
    <DropdownMenu.CheckboxItem className={styles.item} checked={checked} onSelect={run}>
      {content}
    </DropdownMenu.CheckboxItem>
  )
}
