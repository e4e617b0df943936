// The two buttons there are: one with words, one with an icon alone that carries its name for those who hear it and
// as a tooltip for those who see it.
import type { ComponentType, ReactNode, Ref } from "react"
import styles from "./button.module.css"

export type Icon = ComponentType<{ size?: number | string; "aria-hidden"?: boolean }>

interface Press {
  onPress: (from: HTMLButtonElement) => void
  disabled?: boolean
  ref?: Ref<HTMLButtonElement>
}

export interface ButtonProps extends Press {
  children: ReactNode
  /** How much it wants to be pressed; quiet where nothing is said. */
  kind?: "primary" | "plain" | "quiet" | "danger"
  icon?: Icon
  /** Submits the form it stands in. */
  submits?: boolean
}

export function Button({
  children,
  kind = "quiet",
  icon: Mark,
  submits,
  onPress,
  disabled,
  ref,
}: ButtonProps) {
  return (
    <button
      type={submits ? "submit" : "button"}
      className={styles.button}
      data-kind={kind}
      disabled={disabled}
      ref={ref}
      onClick={event => onPress(event.currentTarget)}
    >
      {Mark && <Mark size="1.1em" aria-hidden />}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Press {
  /** What it does: its accessible name and its tooltip. */
  label: string
  icon: Icon
  /** Shown behind the name in the tooltip. */
  keys?: string
  size?: "small" | "normal"
  /** For a button that shows or hides something. */
  expanded?: boolean
  /** The id of what it shows or hides. */
  controls?: string
  /** For a button that opens a menu or a dialog. */
  opens?: "menu" | "dialog"
  /** For a button that stays pressed. */
  pressed?: boolean
  tabIndex?: number
}

export function IconButton(props: IconButtonProps) {
  const { label, icon: Mark, keys, size = "normal", onPress } = props
  return (
    <button
      type="button"
      className={styles.icon}
      data-size={size}
      data-tip={keys ? `${label} (${keys})` : label}
      aria-label={label}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      aria-haspopup={props.opens}
      aria-pressed={props.pressed}
      tabIndex={props.tabIndex}
      disabled={props.disabled}
      ref={props.ref}
      onClick={event => onPress(event.currentTarget)}
    >
      <Mark size={size === "small" ? 14 : 17} aria-hidden />
    </button>
  )
}
