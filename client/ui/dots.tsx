// Three dots for "more": every card has them, so they are one plain path; an icon of the library is three components.
import type { Icon } from "./button.tsx"

export const Dots: Icon = ({ size }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
    <path d="M4 12a2 2 0 1 1 4 0 2 2 0 0 1-4 0m6 0a2 2 0 1 1 4 0 2 2 0 0 1-4 0m6 0a2 2 0 1 1 4 0 2 2 0 0 1-4 0" />
  </svg>
)
