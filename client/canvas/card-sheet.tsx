// A card on a phone: everything that can be done with it, within the thumb's reach.
import Archive from "lucide-react/icons/archive"
import Copy from "lucide-react/icons/copy"
import { useState } from "react"
import type { CardId } from "../../shared/ids.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { cardOf, textOf } from "../../shared/model/document.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useHeads } from "../hooks/use-document.ts"
import { useMayEdit } from "../hooks/use-room-state.ts"
import { TextField } from "../text/text-field.tsx"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { type CardDeed, useBoardTools } from "./board-tools.ts"
import { CardDiscussion } from "./card-discussion.tsx"
import styles from "./card-sheet.module.css"
import { archive, duplicate } from "./commands.ts"
import { inStepOrder } from "./layout.ts"
import { showMaker } from "./show-time.ts"
import { endOf } from "./spots.ts"
import { TagMark } from "./tag-mark.tsx"
import type { TagShown } from "./use-tags-shown.ts"

interface CardSheetProps {
  card: CardId
  template: Template
  tags: readonly TagShown[]
  /** What the page adds to it. */
  deeds: readonly CardDeed[]
  onClose: () => void
}

export default function CardSheet({ card, template, tags, deeds, onClose }: CardSheetProps) {
  const { content } = useRoom()
  const tools = useBoardTools()
  const mayEdit = useMayEdit()
  const head = useHeads().find(other => other.id === card)
  const [isEditing, setEditing] = useState(false)
  const map = cardOf(content, card)
  const fragment = map && textOf(map)
  if (!head || !fragment) return null

  const act = (run: () => void) => () => {
    run()
    onClose()
  }

  return (
    <Dialog title={tools.blockTitle(head.block)} shape="sheet" onClose={onClose}>
      <div className={styles.text}>
        <TextField
          fragment={fragment}
          place={{ kind: "card", card, editing: isEditing }}
          titled
          editing={isEditing}
          label={`Card in ${tools.blockTitle(head.block)}`}
          onDone={() => setEditing(false)}
        />
      </div>
      <p className={styles.about}>{showMaker(head.by, head.born)}</p>
      {mayEdit && (
        <div className={styles.row}>
          <Button kind="primary" onPress={() => setEditing(!isEditing)}>
            {isEditing ? "Done" : "Edit"}
          </Button>
          <Button kind="plain" icon={Copy} onPress={act(() => duplicate(tools, [card]))}>
            Duplicate
          </Button>
          <Button kind="danger" icon={Archive} onPress={act(() => archive(tools, [card]))}>
            Archive
          </Button>
        </div>
      )}
      <div className={styles.row}>
        <CardDiscussion card={card} onOpen={onClose} />
        {deeds.map(({ label, run }) => (
          <Button key={label} kind="plain" onPress={act(() => run(card))}>
            {label}
          </Button>
        ))}
      </div>
      {mayEdit && (
        <>
          <label className={styles.field}>
            Move to
            <select
              value={head.block}
              onChange={event => {
                const block = template.blocks.find(({ id }) => id === event.target.value)
                if (block) tools.actions.move([card], endOf(tools.lines(), block.id, [card]))
              }}
            >
              {inStepOrder(template.blocks).map(({ id, step, title }) => (
                <option key={id} value={id}>
                  {step} {title}
                </option>
              ))}
            </select>
          </label>
          {tags.length > 0 && (
            <fieldset className={styles.tags}>
              <legend>Tag</legend>
              {tags.map(({ id, name, hue, letter }) => (
                <label key={id}>
                  <input
                    type="radio"
                    name="tag"
                    checked={head.tag === id}
                    onChange={() => tools.actions.tag([card], id)}
                  />
                  <TagMark hue={hue} letter={letter} />
                  {name}
                </label>
              ))}
              <label>
                <input
                  type="radio"
                  name="tag"
                  checked={head.tag === undefined}
                  onChange={() => tools.actions.tag([card], undefined)}
                />
                None
              </label>
            </fieldset>
          )}
        </>
      )}
    </Dialog>
  )
}
