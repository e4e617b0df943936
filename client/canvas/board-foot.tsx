// What stands under the board: what the colours mean, whose canvas it is, and the board's own tools.
import Archive from "lucide-react/icons/archive"
import Command from "lucide-react/icons/command"
import Keyboard from "lucide-react/icons/keyboard"
import Scan from "lucide-react/icons/scan"
import Tags from "lucide-react/icons/tags"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { IconButton } from "../ui/button.tsx"
import { showKey } from "../ui/commands.ts"
import { isApple } from "../ui/platform.ts"
import styles from "./board.module.css"
import type { Opened } from "./board-tools.ts"
import { Legend } from "./legend.tsx"

interface BoardFootProps {
  attribution: string
  /** Absent where the board is a list. */
  fit: { isOn: boolean; toggle: () => void } | undefined
  open: (what: Opened) => void
  openPalette: () => void
  openHelp: () => void
}

export function BoardFoot({ attribution, fit, open, openPalette, openHelp }: BoardFootProps) {
  const mayEdit = useMayEdit()
  const openLegend = () => open({ kind: "legend" })
  const openArchive = () => open({ kind: "archive" })
  const paletteKeys = showKey("Mod+K", isApple())
  return (
    <footer className={styles.foot}>
      <Legend />
      <p className={styles.attribution}>{attribution}</p>
      <span className={styles.tools} data-screen-only>
        {mayEdit && <IconButton label="Edit tags" icon={Tags} opens="dialog" onPress={openLegend} />}
        {mayEdit && <IconButton label="Archive" icon={Archive} opens="dialog" onPress={openArchive} />}
        {fit && (
          <IconButton
            label="Fit to the screen"
            keys="F"
            icon={Scan}
            pressed={fit.isOn}
            onPress={fit.toggle}
          />
        )}
        <IconButton label="Commands" keys={paletteKeys} icon={Command} opens="dialog" onPress={openPalette} />
        <IconButton label="Keys" keys="?" icon={Keyboard} opens="dialog" onPress={openHelp} />
      </span>
    </footer>
  )
}
