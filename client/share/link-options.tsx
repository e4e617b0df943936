// The options of a link: its name, role, password, end and number of guests; another address for it; and its end.
import { type ChangeEvent, useState } from "react"
import type { Link } from "../../shared/api.ts"
import { mayComment, type Role, roles } from "../../shared/roles.ts"
import { useServerNow } from "../hooks/use-server-now.ts"
import { Button } from "../ui/button.tsx"
import { ConfirmButton } from "../ui/confirm-button.tsx"
import controls from "../ui/fields.module.css"
import { Check, Field } from "../ui/fields.tsx"
import { changeOf, type Expiry, expiries, fieldsOf, type LinkFields } from "./link-change.ts"
import { expiryInWords } from "./link-words.ts"
import { roleWords } from "./role-words.ts"
import styles from "./share.module.css"
import type { RoomLinks } from "./use-links.ts"

interface LinkOptionsProps {
  link: Link
  links: RoomLinks
  onDone: () => void
}

export function LinkOptions({ link, links, onDone }: LinkOptionsProps) {
  const serverNow = useServerNow()
  const [fields, setFields] = useState(() => fieldsOf(link))
  const set = (some: Partial<LinkFields>) => setFields({ ...fields, ...some })
  const save = async () => {
    if (await links.change(link.id, changeOf(link, fields, serverNow()))) onDone()
  }
  return (
    <form
      className={styles.options}
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label="Name">
        <input value={fields.label} maxLength={80} onChange={({ target }) => set({ label: target.value })} />
      </Field>
      <Field label="Role">
        <RoleSelect role={fields.role} onChange={role => set({ role })} />
      </Field>
      <Field label="Password">
        <input
          type="text"
          value={fields.password}
          maxLength={200}
          autoComplete="off"
          placeholder={link.hasPassword ? "Set; write another to change it" : "None"}
          disabled={fields.isPasswordRemoved}
          onChange={({ target }) => set({ password: target.value })}
        />
      </Field>
      {link.hasPassword && (
        <Check isOn={fields.isPasswordRemoved} onChange={isPasswordRemoved => set({ isPasswordRemoved })}>
          Remove the password
        </Check>
      )}
      <Field label="Expires">
        <ExpirySelect link={link} expiry={fields.expiry} onChange={expiry => set({ expiry })} />
      </Field>
      <Field label="Guests at most">
        <input
          type="number"
          min={1}
          max={100_000}
          inputMode="numeric"
          placeholder="Any number"
          value={fields.maxGuests}
          onChange={({ target }) => set({ maxGuests: target.value })}
        />
      </Field>
      {!mayComment(fields.role) && (
        <Check isOn={fields.seesComments} onChange={seesComments => set({ seesComments })}>
          Shows the discussion
        </Check>
      )}
      <div className={styles.actions}>
        <Button kind="primary" submits onPress={() => undefined}>
          Save
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
      <div className={styles.actions}>
        <ConfirmButton
          question="The address given out so far opens nothing any more. Those who came by it stay."
          action="Make a new address"
          onConfirm={() => void links.renew(link.id).then(onDone)}
        >
          New address
        </ConfirmButton>
        <ConfirmButton
          question={`The link opens nothing any more, and ${whoCameByIt(link.guests)} sent out at once.`}
          action="Revoke the link"
          onConfirm={() => void links.revoke(link.id)}
        >
          Revoke
        </ConfirmButton>
      </div>
    </form>
  )
}

const whoCameByIt = (guests: number): string =>
  guests === 0
    ? "whoever comes by it is"
    : guests === 1
      ? "the guest who came by it is"
      : `the ${guests} guests who came by it are`

interface RoleSelectProps {
  role: Role
  /** Its name where nothing stands beside it. */
  label?: string
  onChange: (role: Role) => void
}

export function RoleSelect({ role, label, onChange }: RoleSelectProps) {
  const choose = ({ target }: ChangeEvent<HTMLSelectElement>) => {
    const chosen = roles.find(one => one === target.value)
    if (chosen) onChange(chosen)
  }
  return (
    <select className={controls.control} value={role} aria-label={label} onChange={choose}>
      {roles.map(one => (
        <option key={one} value={one}>
          {roleWords[one].name}
        </option>
      ))}
    </select>
  )
}

interface ExpirySelectProps {
  /** The link that has an end already; absent for one that is being made. */
  link?: Link
  /** Its name where nothing stands beside it. */
  label?: string
  expiry: Expiry
  onChange: (expiry: Expiry) => void
}

export function ExpirySelect({ link, label, expiry, onChange }: ExpirySelectProps) {
  const serverNow = useServerNow()
  const choose = ({ target: { value } }: ChangeEvent<HTMLSelectElement>) =>
    onChange(value === "same" || value === "never" ? value : Number(value))
  const hasEnd = link?.expiresAt !== undefined
  return (
    <select
      className={controls.control}
      value={hasEnd || expiry !== "same" ? expiry : "never"}
      aria-label={label}
      onChange={choose}
    >
      {hasEnd && <option value="same">As now: {expiryInWords(link.expiresAt ?? 0, serverNow())}</option>}
      <option value="never">Never</option>
      {expiries.map(({ label, inMs }) => (
        <option key={inMs} value={inMs}>
          {label}
        </option>
      ))}
    </select>
  )
}
