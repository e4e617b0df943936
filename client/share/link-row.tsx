// One link: what it is called, who came by it and what limits it; to copy, to show as a code, and its options.
import QrCode from "lucide-react/icons/qr-code"
import Sliders from "lucide-react/icons/sliders-horizontal"
import { useId, useState } from "react"
import type { Link } from "../../shared/api.ts"
import type { LinkSecret } from "../../shared/ids.ts"
import { useServerNow } from "../hooks/use-server-now.ts"
import { IconButton } from "../ui/button.tsx"
import { CopyButton } from "../ui/copy-button.tsx"
import { LinkOptions } from "./link-options.tsx"
import { linkInWords } from "./link-words.ts"
import styles from "./share.module.css"
import type { RoomLinks } from "./use-links.ts"

interface LinkRowProps {
  link: Link
  links: RoomLinks
  addressOf: (secret: LinkSecret) => string
  /** It was made to be copied at once. */
  isWanted: boolean
  /** Shows an address as a code. */
  onShow: (address: string) => void
}

export function LinkRow({ link, links, addressOf, isWanted, onShow }: LinkRowProps) {
  const serverNow = useServerNow()
  const [isOpen, setOpen] = useState(false)
  const optionsId = useId()
  const secret = links.secretOf(link.id)
  return (
    <li className={styles.link}>
      <div className={styles.head}>
        <div className={styles.words}>
          <p className={styles.label}>{link.label}</p>
          <p className={styles.facts}>{linkInWords(link, serverNow())}</p>
        </div>
        {secret ? (
          <>
            <CopyButton words={addressOf(secret)} atOnce={isWanted}>
              Copy link
            </CopyButton>
            <IconButton
              label={`Show the code of ${link.label}`}
              icon={QrCode}
              opens="dialog"
              onPress={() => onShow(addressOf(secret))}
            />
          </>
        ) : (
          <p className={styles.elsewhere}>Its address is on the device that made it</p>
        )}
        <IconButton
          label={`Options of ${link.label}`}
          icon={Sliders}
          expanded={isOpen}
          controls={optionsId}
          onPress={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <div id={optionsId}>
          <LinkOptions link={link} links={links} onDone={() => setOpen(false)} />
        </div>
      )}
    </li>
  )
}
