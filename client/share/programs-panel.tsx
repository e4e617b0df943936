// What programs join by: a token in a header instead of a cookie, with a role and an end like a link's.
import { useState } from "react"
import type { Link } from "../../shared/api.ts"
import type { LinkSecret } from "../../shared/ids.ts"
import type { Role } from "../../shared/roles.ts"
import { useServerNow } from "../hooks/use-server-now.ts"
import { Button } from "../ui/button.tsx"
import { ConfirmButton } from "../ui/confirm-button.tsx"
import { CopyButton } from "../ui/copy-button.tsx"
import controls from "../ui/fields.module.css"
import type { Expiry } from "./link-change.ts"
import { ExpirySelect, RoleSelect } from "./link-options.tsx"
import { tokenInWords } from "./link-words.ts"
import { roleWords } from "./role-words.ts"
import styles from "./share.module.css"
import type { RoomLinks } from "./use-links.ts"

export function ProgramsPanel({ links }: { links: RoomLinks }) {
  const [made, setMade] = useState<LinkSecret>()
  const tokens = links.links?.filter(({ kind }) => kind === "token") ?? []
  return (
    <>
      <p className={styles.may}>
        A program joins the room as people do, with a token in its requests:{" "}
        <code>Authorization: Bearer …</code> The others see it by its name.
      </p>
      <NewToken links={links} onMade={setMade} />
      {made && (
        <section className={styles.made} aria-label="The new token">
          <p>Copy it now: it is not shown again.</p>
          <code className={styles.secret}>{made}</code>
          <CopyButton kind="primary" words={made}>
            Copy token
          </CopyButton>
        </section>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
      <ul role="list" className={styles.people} aria-label="Tokens">
        {tokens.map(token => (
          <TokenRow key={token.id} token={token} links={links} />
        ))}
      </ul>
    </>
  )
}

function TokenRow({ token, links }: { token: Link; links: RoomLinks }) {
  const serverNow = useServerNow()
  return (
    <li className={styles.person}>
      <div className={styles.words}>
        <p className={styles.label}>{token.label}</p>
        <p className={styles.facts}>{tokenInWords(token, serverNow(), role => roleWords[role].name)}</p>
      </div>
      <ConfirmButton
        question={`The program “${token.label}” is sent out at once.`}
        action="Revoke the token"
        onConfirm={() => void links.revoke(token.id)}
      >
        Revoke
      </ConfirmButton>
    </li>
  )
}

function NewToken({ links, onMade }: { links: RoomLinks; onMade: (secret: LinkSecret | undefined) => void }) {
  const serverNow = useServerNow()
  const [label, setLabel] = useState("")
  const [role, setRole] = useState<Role>("view")
  const [expiry, setExpiry] = useState<Expiry>("never")
  const create = async () => {
    const end = typeof expiry === "number" ? { expiresAt: serverNow() + expiry } : {}
    onMade(await links.create({ kind: "token", role, label: label.trim(), ...end }))
    setLabel("")
  }
  return (
    <form
      className={styles.newToken}
      onSubmit={event => {
        event.preventDefault()
        if (label.trim() !== "") void create()
      }}
    >
      <input
        className={`${controls.control} ${styles.input}`}
        value={label}
        maxLength={80}
        aria-label="Name of the program"
        placeholder="Name of the program"
        onChange={({ target }) => setLabel(target.value)}
      />
      <RoleSelect role={role} label="What it may do" onChange={setRole} />
      <ExpirySelect expiry={expiry} label="Until when" onChange={setExpiry} />
      <Button kind="plain" submits disabled={label.trim() === ""} onPress={() => undefined}>
        Make a token
      </Button>
    </form>
  )
}
