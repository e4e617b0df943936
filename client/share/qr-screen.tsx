// A link as a code that fills the screen, for a room full of phones; below it the address, for those without a camera.
import { useMemo } from "react"
import { encode } from "uqr"
import { useMeta } from "../hooks/use-document.ts"
import { CopyButton } from "../ui/copy-button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import styles from "./qr-screen.module.css"

interface QrScreenProps {
  address: string
  /** What whoever scans it may do. */
  label: string
  onClose: () => void
}

export function QrScreen({ address, label, onClose }: QrScreenProps) {
  const { title } = useMeta()
  return (
    <Dialog title={title || "Untitled canvas"} shape="screen" onClose={onClose}>
      <div className={styles.screen}>
        <Code words={address} />
        <p className={styles.label}>Scan to join. {label}.</p>
        <p className={styles.address}>{address}</p>
        <CopyButton words={address}>Copy link</CopyButton>
      </div>
    </Dialog>
  )
}

/** Drawn as one path, so that it is sharp at any size; dark on light in both themes, as cameras want it. */
function Code({ words }: { words: string }) {
  const { size, path } = useMemo(() => pathOf(words), [words])
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label="The link as a QR code"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

function pathOf(words: string): { size: number; path: string } {
  // A border of four is what the standard asks for; a seventh may be hidden by a lamp's reflection.
  const { size, data } = encode(words, { ecc: "M", border: 4 })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return { size, path: dark.join("") }
}
