// A row for each role, from the weakest to the strongest: what it may do, its links, and one press to the first of them.
import Copy from "lucide-react/icons/copy"
import Plus from "lucide-react/icons/plus"
import QrCode from "lucide-react/icons/qr-code"
import { useState } from "react"
import { linkPath } from "../../shared/api.ts"
import type { LinkSecret } from "../../shared/ids.ts"
import { mayComment, type Role, roles } from "../../shared/roles.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { Button, IconButton } from "../ui/button.tsx"
import { LinkRow } from "./link-row.tsx"
import { QrScreen } from "./qr-screen.tsx"
import { roleWords } from "./role-words.ts"
import styles from "./share.module.css"
import type { RoomLinks } from "./use-links.ts"

interface ShownCode {
  address: string
  label: string
}

export function LinksPanel({ links }: { links: RoomLinks }) {
  const { id } = useRoom()
  const [shown, setShown] = useState<ShownCode>()
  const addressOf = (secret: LinkSecret) => location.origin + linkPath(id, secret)
  return (
    <>
      {roles.map(role => (
        <RoleRow key={role} role={role} links={links} addressOf={addressOf} onShow={setShown} />
      ))}
      {shown && <QrScreen {...shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

interface RoleRowProps {
  role: Role
  links: RoomLinks
  addressOf: (secret: LinkSecret) => string
  onShow: (code: ShownCode) => void
}

function RoleRow({ role, links, addressOf, onShow }: RoleRowProps) {
  const { name, may } = roleWords[role]
  const mine = links.links?.filter(link => link.kind === "link" && link.role === role)
  // Who only looks sees the discussion where the link is made to show it.
  const create = () =>
    links.create({
      kind: "link",
      role,
      label: labelFor(name, mine?.length ?? 0),
      seesComments: mayComment(role),
    })
  /** The link that was made to be copied: its row does that. */
  const [wanted, setWanted] = useState<LinkSecret>()
  const copy = async () => setWanted(await create())
  const show = async () => {
    const secret = await create()
    if (secret) onShow({ address: addressOf(secret), label: roleWords[role].you })
  }
  return (
    <section className={styles.role} aria-label={name}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h3 className={styles.name}>{name}</h3>
          <p className={styles.may}>{may}</p>
        </div>
        {mine?.length === 0 && (
          <>
            <Button kind="plain" icon={Copy} onPress={() => void copy()}>
              Copy link
            </Button>
            <IconButton
              label={`Show the code of a ${name.toLowerCase()} link`}
              icon={QrCode}
              opens="dialog"
              onPress={() => void show()}
            />
          </>
        )}
        {mine !== undefined && mine.length > 0 && (
          <IconButton
            label={`Another ${name.toLowerCase()} link`}
            icon={Plus}
            onPress={() => void create()}
          />
        )}
      </div>
      {mine !== undefined && mine.length > 0 && (
        <ul className={styles.links} aria-label={`${name} links`}>
          {mine.map(link => (
            <LinkRow
              key={link.id}
              link={link}
              links={links}
              addressOf={addressOf}
              isWanted={wanted !== undefined && links.secretOf(link.id) === wanted}
              onShow={address => onShow({ address, label: roleWords[role].you })}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

const labelFor = (name: string, count: number): string =>
  count === 0 ? `${name} link` : `${name} link ${count + 1}`
