// The share dialog, for those who facilitate: links by role, the people who came, what programs join by, and the code
// that shows the room in another page.
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { Tabs } from "../ui/tabs.tsx"
import { EmbedPanel } from "./embed-panel.tsx"
import { LinksPanel } from "./links-panel.tsx"
import { PeoplePanel } from "./people-panel.tsx"
import { ProgramsPanel } from "./programs-panel.tsx"
import styles from "./share.module.css"
import { useLinks } from "./use-links.ts"

interface ShareDialogProps {
  onClose: () => void
  onSettings: () => void
}

export default function ShareDialog({ onClose, onSettings }: ShareDialogProps) {
  const links = useLinks()
  return (
    <Dialog title="Share this room" onClose={onClose}>
      <Tabs
        label="Share this room"
        tabs={[
          { label: "Links", panel: () => <LinksPanel links={links} /> },
          { label: "People", panel: () => <PeoplePanel /> },
          { label: "Programs", panel: () => <ProgramsPanel links={links} /> },
          { label: "Embed", panel: () => <EmbedPanel links={links} /> },
        ]}
      />
      <p role="alert" className={styles.failure}>
        {links.failure}
      </p>
      <footer className={styles.foot}>
        <Button onPress={onSettings}>Room settings</Button>
      </footer>
    </Dialog>
  )
}
