// Where tags are made, renamed, recoloured and removed.
import Plus from "lucide-react/icons/plus"
import Trash from "lucide-react/icons/trash-2"
import { type Hue, hues, type Tag } from "../../shared/model/canvas.ts"
import { removeTag, setTag } from "../../shared/model/edits.ts"
import { tagLetters } from "../../shared/model/tag-letters.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useTags } from "../hooks/use-document.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { newTagId } from "./new-ids.ts"
import { TagMark } from "./tag-mark.tsx"
import styles from "./tags.module.css"

const MAX_TAG_NAME = 60

export default function LegendEditor({ onClose }: { onClose: () => void }) {
  const { content, undo } = useRoom()
  const tags = useTags()
  const letters = tagLetters(tags)
  const unused = hues.find(hue => tags.every(tag => tag.hue !== hue)) ?? hues[tags.length % hues.length]
  const close = () => {
    undo.separate()
    onClose()
  }

  return (
    <Dialog title="Tags" onClose={close}>
      <ul className={styles.rows}>
        {tags.map(tag => (
          <TagRow
            key={tag.id}
            tag={tag}
            letter={letters.get(tag.id) ?? ""}
            onChange={next => setTag(content, tag.id, next)}
            onRemove={() => {
              undo.separate()
              removeTag(content, tag.id)
            }}
          />
        ))}
      </ul>
      <Button
        kind="plain"
        icon={Plus}
        onPress={() => {
          undo.separate()
          setTag(content, newTagId(), { name: "New tag", hue: unused ?? "clay" })
        }}
      >
        Add a tag
      </Button>
    </Dialog>
  )
}

interface TagRowProps {
  tag: Tag
  letter: string
  onChange: (tag: { name: string; hue: Hue }) => void
  onRemove: () => void
}

function TagRow({ tag, letter, onChange, onRemove }: TagRowProps) {
  return (
    <li className={styles.row}>
      <input
        aria-label="Name of the tag"
        value={tag.name}
        maxLength={MAX_TAG_NAME}
        onChange={event => onChange({ name: event.target.value, hue: tag.hue })}
      />
      <fieldset className={styles.hues} aria-label={`Colour of ${tag.name}`}>
        {hues.map(hue => (
          <label key={hue} className={styles.hue} data-tip={hue}>
            <input
              type="radio"
              name={tag.id}
              aria-label={hue}
              checked={tag.hue === hue}
              onChange={() => onChange({ name: tag.name, hue })}
            />
            <TagMark hue={hue} letter={tag.hue === hue ? letter : ""} />
          </label>
        ))}
      </fieldset>
      <IconButton label={`Remove ${tag.name}`} icon={Trash} onPress={onRemove} />
    </li>
  )
}
