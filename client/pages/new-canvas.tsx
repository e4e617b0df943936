// A new canvas from a template: each shows its own shape, drawn from its data.
import { useEffect, useState } from "react"
import type { Template } from "../../shared/model/blocks.ts"
import type { Answer } from "../api.ts"
import home from "./home-page.module.css"
import styles from "./new-canvas.module.css"
import { getTemplates } from "./templates.ts"
import type { RoomMaker } from "./use-create-room.ts"

const TRY_AGAIN_MS = 5_000

export function NewCanvas({ maker }: { maker: RoomMaker }) {
  const [answer, setAnswer] = useState<Answer<Template[]>>()
  useEffect(() => {
    let isOver = false
    let again: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const next = await getTemplates()
      if (isOver) return
      setAnswer(next)
      if (!next.ok) again = setTimeout(() => void ask(), TRY_AGAIN_MS)
    }
    void ask()
    return () => {
      isOver = true
      clearTimeout(again)
    }
  }, [])
  return (
    <section aria-labelledby="new" className={home.section}>
      <h2 id="new" className={home.heading}>
        New canvas
      </h2>
      <p className={home.about}>{wordsFor(answer)}</p>
      {/* biome-ignore lint/a11y/noRedundantRoles: without it Safari no longer calls an unmarked list a list. */}
      <ul role="list" className={styles.templates} data-arrived={answer !== undefined || undefined}>
        {answer?.ok &&
          answer.value.map(template => (
            <li key={template.id}>
              <button
                type="button"
                className={styles.template}
                disabled={maker.isCreating}
                onClick={() => void maker.create({ kind: "template", template: template.id })}
              >
                <Shape template={template} />
                <strong className={styles.name}>{template.name}</strong>
                <span className={styles.about}>{template.about}</span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  )
}

const wordsFor = (answer: Answer<Template[]> | undefined): string => {
  if (!answer || answer.ok) return "Opens at once; whoever you give the link to works on it with you."
  if (answer.reached) return answer.problem.detail ?? answer.problem.title
  return "The server does not answer. The rooms on this device open all the same."
}

function Shape({ template }: { template: Template }) {
  return (
    <svg
      className={styles.shape}
      viewBox={`0 0 ${template.columns * 10} 60`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {template.blocks.map(({ id, columns, rows, tone }) => {
        const height = 60 / template.rows
        return (
          <rect
            key={id}
            data-tone={tone}
            x={(columns[0] - 1) * 10}
            y={(rows[0] - 1) * height}
            width={(columns[1] - columns[0]) * 10}
            height={(rows[1] - rows[0]) * height}
          />
        )
      })}
    </svg>
  )
}
